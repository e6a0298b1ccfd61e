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
    desk: bool  # taken down at the desk, by telephone


@cache
def scenes() -> tuple[Scene, ...]:
    """All scenes, in the order of the file."""
    found = []
    for row in texts.scenes():
        pace = {
            name: value
            for name, value in row.items()
            if name not in ("ago", "place", "case", "anonymous", "desk")
        }
        anonymous, desk = row.get("anonymous", False), row.get("desk", False)
        found.append(Scene(row["ago"], row["place"], texts.case(*row["case"]), Pace(**pace), anonymous, desk))
    return tuple(found)
