"""The branches of a unit beside each other, in the order of the tree: who serves there, and how many duties are open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from huiyin.duties.owed import once_per_unit
from huiyin.duties.pages import headings
from huiyin.duties.rules import Owed
from huiyin.orgs.models import Appointment, Unit

Seats = dict[str, set[int]]  # by the path of a unit: whoever holds a post there


@dataclass(frozen=True)
class Line:
    """One branch: how many officials, and how many of their duties have something left, by the four periods."""

    code: str
    name: str
    officials: int
    open: tuple[
        tuple[str, int | None], ...
    ]  # None: so many serve in the branches shown that they are not summed here


def seats_of(unit: Unit, day: date) -> Seats:
    """Who sits where, in the unit and below it; one query however many branches there are."""
    found: Seats = {}
    live = Appointment.objects.live_on(day).within(unit).filter(official__is_active=True)
    for path, official in live.values_list("post__unit__path", "official"):
        found.setdefault(path, set()).add(official)
    return found


def officials_of(branch: Unit, seats: Seats) -> set[int]:
    """Those of one branch."""
    return {one for path, people in seats.items() if path.startswith(branch.path) for one in people}


def lines_of(
    branches: Iterable[Unit], seats: Seats, everybody: Mapping[int, Sequence[Owed]], *, is_summed: bool = True
) -> list[Line]:
    """In the order given, which is that of the tree and never that of a figure."""
    found = []
    for branch in branches:
        people = officials_of(branch, seats)
        if not is_summed:
            nothing = tuple((words, None) for words in headings().values())
            found.append(Line(branch.code, branch.short_name, len(people), nothing))
            continue
        theirs = once_per_unit([owed for one in sorted(people) for owed in everybody[one]])
        left = [owed.period.kind for owed in theirs if owed.left]
        by_period = tuple((words, left.count(kind)) for kind, words in headings().items())
        found.append(Line(branch.code, branch.short_name, len(people), by_period))
    return found
