"""The scenes that wait for the demo logins, read from their file."""

from dataclasses import dataclass
from functools import cache

from huiyin.demo import texts
from huiyin.demo.lives import Pace
from huiyin.demo.texts import Case


@dataclass(frozen=True)
class Scene:
    """A matter for a demo login: how many working days ago, where, what, and how far it has come."""

    ago: int
    place: str
    case: Case
    pace: Pace
    anonymous: bool


@cache
def scenes() -> tuple[Scene, ...]:
    """All scenes, in the order of the file."""
    found = []
    for row in texts.scenes():
        pace = {
            name: value for name, value in row.items() if name not in ("ago", "place", "case", "anonymous")
        }
        anonymous = row.get("anonymous", False)
        found.append(Scene(row["ago"], row["place"], texts.case(*row["case"]), Pace(**pace), anonymous))
    return tuple(found)
