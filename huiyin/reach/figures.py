"""Whom an official, a branch or an area has met in a window: one shape for all three, adding up where people do."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from huiyin.contacts.models import Point
from huiyin.contacts.models.contact import Contacts
from huiyin.lib import periods
from huiyin.reach.counting import SPOKEN
from huiyin.reach.models import Tallies
from huiyin.reach.windows import TWELVE, Window


@dataclass
class Reached:
    """Counts of one window. Households are distinct; a household that declared two groups counts in both groups.

    `spread` holds how many households were met how often, `places` how many households of each village (by id),
    `last` and `group_last` the last day on which a village or a group was met at all.
    """

    households: int = 0
    undeclared: int = 0
    is_new: int = 0
    steady: int = 0
    contacts: int = 0
    occasions: int = 0
    talked: int = 0
    differing: int = 0
    groups: Counter[str] = field(default_factory=Counter)
    spread: Counter[int] = field(default_factory=Counter)
    places: Counter[int] = field(default_factory=Counter)
    last: dict[int, date] = field(default_factory=dict)
    group_last: dict[str, date] = field(default_factory=dict)

    @property
    def all_contacts(self) -> int:
        """With households and without."""
        return self.contacts + self.occasions

    def saw(self, place: int, day: date, groups: Iterable[str] = ()) -> None:
        """Somebody was met at a village on a day."""
        self.last[place] = max(self.last.get(place, day), day)
        for group in groups:
            self.group_last[group] = max(self.group_last.get(group, day), day)


NUMBERS = ("households", "undeclared", "is_new", "steady", "contacts", "occasions", "talked", "differing")


def of_area(tallies: Tallies, window: Window) -> Reached:
    """The villages of an area together, from what is kept ready. Households live in one village, so they add up."""
    found = Reached()
    for tally in tallies.filter(window=window.code):
        for name in NUMBERS:
            setattr(found, name, getattr(found, name) + getattr(tally, name))
        found.groups.update(tally.groups)
        found.spread.update({int(contacts): n for contacts, n in tally.spread.items()})
        if tally.households:
            found.places[tally.place_id] = tally.households
        if tally.last_on is not None:
            found.saw(tally.place_id, tally.last_on)
        for group, text in tally.group_last.items():
            day = date.fromisoformat(text)
            found.group_last[group] = max(found.group_last.get(group, day), day)
    return found


def of_contacts(contacts: Contacts, window: Window) -> Reached:
    """The same, counted at once from contacts: of one official or one branch."""
    return Meetings.of(contacts, [window]).reached(window)


class Row(NamedTuple):
    """What of one contact is counted."""

    official: int
    household: int | None
    home: int | None
    place: int
    held_on: date
    declared: list[str]
    groups: list[str]
    differing: bool
    talked: bool
    off_on: date | None  # the day on which its household was taken off the register


@dataclass(frozen=True)
class Meetings:
    """The contacts of an official or a branch: read once, counted in as many windows as a page shows."""

    rows: Sequence[Row]

    @classmethod
    def of(cls, contacts: Contacts, windows: Sequence[Window]) -> "Meetings":
        """Those of these windows, and of the twelve months before each."""
        return cls.read(asked(contacts, windows))

    @classmethod
    def read(cls, found: Iterable[Any]) -> "Meetings":
        """From what was `asked`."""
        return cls(
            [
                Row(
                    who,
                    home,
                    of_home,
                    where,
                    day,
                    declared,
                    groups,
                    differs,
                    differs or kind in SPOKEN or said,
                    off_on,
                )
                for who, home, of_home, where, day, declared, groups, differs, off_on, kind, said in found
            ]
        )

    def reached(self, window: Window) -> Reached:
        """Whom they reached in that window."""
        return _of_rows([row for row in self.rows if window.before <= row.held_on < window.end], window)

    def by_official(self, window: Window) -> dict[int, Reached]:
        """The same for each official who held one of them in the window or the twelve months before it."""
        rows: dict[int, list[Row]] = {}
        for row in self.rows:
            if window.before <= row.held_on < window.end:
                rows.setdefault(row.official, []).append(row)
        return {official: _of_rows(some, window) for official, some in rows.items()}

    def at_homes_in(self, places: Container[int]) -> "Meetings":
        """Those with households of these villages."""
        return Meetings([row for row in self.rows if row.home is not None and row.home in places])

    def of_officials(self, ids: Container[int]) -> "Meetings":
        """Those of these officials."""
        return Meetings([row for row in self.rows if row.official in ids])


def asked(contacts: Contacts, windows: Sequence[Window]) -> QuerySet[Any]:
    """What is read of contacts for `Meetings`."""
    first, end = min(w.before for w in windows), max(w.end for w in windows)
    points = Exists(Point.objects.filter(contact=OuterRef("pk")))
    found = contacts.standing().filter(held_on__gte=first, held_on__lt=end)
    columns = (
        "official", "household", "household__place", "place", "held_on", "declared", "groups", "differing_view",
        "household__voided_at__date",
    )  # fmt: skip
    return found.annotate(said=points).order_by("held_on", "pk").values_list(*columns, "kind", "said")


def _of_rows(rows: list[Row], window: Window) -> Reached:
    found = Reached()
    met: dict[int, list[Row]] = {}
    for row in rows:
        if row.household is not None and (row.off_on is None or row.off_on >= window.end):
            met.setdefault(row.household, []).append(row)
        if row.held_on >= window.first:
            found.occasions += row.household is None
            found.talked += row.talked
            found.differing += row.differing
            found.saw(row.place, row.held_on, row.groups)
    for of_one in met.values():
        _count_household(found, of_one, window)
    return found


def _count_household(found: Reached, rows: list[Row], window: Window) -> None:
    """One household with its contacts in the window and in the twelve months before it, in the order of days."""
    inside = [row for row in rows if row.held_on >= window.first]
    if not inside:
        return
    home, first_on = inside[-1].home, inside[0].held_on
    groups = next((row.declared for row in inside if row.declared), [])
    found.households += 1
    found.contacts += len(inside)
    found.undeclared += not groups
    found.is_new += not any(periods.back(first_on, TWELVE) <= row.held_on < window.first for row in rows)
    asked = range(window.quarters)
    quarters = {
        periods.of("quarter", row.held_on)
        for row in rows
        if window.quarters_from <= row.held_on < window.quarters_to
    }
    found.steady += bool(asked) and len(quarters) >= len(asked)
    found.groups.update(groups)
    found.spread[len(inside)] += 1
    if home is not None:
        found.places[home] += 1
        found.saw(home, inside[-1].held_on)
    for group in groups:
        found.group_last[group] = max(found.group_last.get(group, first_on), inside[-1].held_on)
