"""The data files of the demo county, read into plain things."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """What somebody raises that has to be routed, and how it is answered."""

    topic: str
    lead: str
    body: str
    ask: str
    did: str
    found: str
    say: str
    outcome: str
    thanks: str
    unhappy: str = ""
    basis: str = ""
    due: int = 0


@cache
def county() -> dict[str, Any]:
    """Units, people, names."""
    return _read("county.toml")


@cache
def points() -> dict[str, Any]:
    """What else is said at a visit, and the small texts."""
    return _read("points.toml")


@cache
def notes() -> dict[str, Any]:
    """The small texts: notes, places in the county town, reasons."""
    found: dict[str, Any] = points()["notes"]
    return found


@cache
def cases() -> tuple[Case, ...]:
    """All cases, in the order of the file."""
    return tuple(Case(**raw) for raw in _read("cases.toml")["case"])


def around() -> dict[str, Any]:
    """Help, needs, research, villages, policies."""
    return _read("around.toml")


def own_data() -> dict[str, Any]:
    """What people ask about their own data."""
    return _read("own_data.toml")


def resembling() -> dict[str, Any]:
    """Households that are like another one on record."""
    return _read("resembling.toml")


def forms() -> list[dict[str, Any]]:
    """Contacts of the other forms."""
    found: list[dict[str, Any]] = _read("forms.toml")["contact"]
    return found


def scenes() -> list[dict[str, Any]]:
    """What waits for the demo logins."""
    found: list[dict[str, Any]] = _read("scenes.toml")["scene"]
    return found


@cache
def forums() -> dict[str, Any]:
    """Forums, and two visits written down in nearly the same words."""
    return _read("forums.toml")


@cache
def petitions() -> dict[str, Any]:
    """Petitions and their reviews, a question, an order."""
    return _read("petitions.toml")


@cache
def draws() -> dict[str, Any]:
    """Draws of lots."""
    return _read("draws.toml")


def overseen() -> dict[str, Any]:
    """What is asked about matters past their date, and what is answered."""
    return _read("overseen.toml")


def written() -> dict[str, Any]:
    """What is told in writing besides answers."""
    return _read("written.toml")


def ready() -> dict[str, Any]:
    """Words kept ready for answers, files put to matters, sealed mail."""
    return _read("ready.toml")


def case(topic: str, lead: str, outcome: str = "") -> Case:
    """The first case of this topic and lead (and outcome). StopIteration when there is none."""
    return next(c for c in cases() if (c.topic, c.lead) == (topic, lead) and outcome in ("", c.outcome))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))
