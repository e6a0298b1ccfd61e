"""Whom an official, a branch or an area has met in a window: one shape for all three, adding up where people do."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef

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
    return _of_rows(_rows(contacts, window), window)


def in_each(contacts: Contacts, windows: Sequence[Window]) -> list[Reached]:
    """The same for several windows, read in one query."""
    rows = _rows_between(contacts, min(w.before for w in windows), max(w.end for w in windows))
    return [
        _of_rows([row for row in rows if window.before <= row.held_on < window.end], window)
        for window in windows
    ]


def by_official(contacts: Contacts, window: Window) -> dict[int, Reached]:
    """The same for each official whose contacts are among these (by id), read in one query."""
    rows: dict[int, list[Row]] = {}
    for row in _rows(contacts, window):
        rows.setdefault(row.official, []).append(row)
    return {official: _of_rows(some, window) for official, some in rows.items()}


@dataclass(frozen=True)
class Row:
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


def _rows(contacts: Contacts, window: Window) -> list[Row]:
    return _rows_between(contacts, window.before, window.end)


def _rows_between(contacts: Contacts, first: date, end: date) -> list[Row]:
    points = Exists(Point.objects.filter(contact=OuterRef("pk")))
    found = contacts.standing().filter(held_on__gte=first, held_on__lt=end)
    columns = (
        "official", "household", "household__place", "place", "held_on", "declared", "groups", "differing_view",
    )  # fmt: skip
    found = found.annotate(said=points).order_by("held_on", "pk")
    return [
        Row(who, home, of_home, where, day, declared, groups, differs, differs or kind in SPOKEN or said)
        for who, home, of_home, where, day, declared, groups, differs, kind, said in found.values_list(
            *columns, "kind", "said"
        )
    ]


def _of_rows(rows: list[Row], window: Window) -> Reached:
    found = Reached()
    met: dict[int, list[Row]] = {}
    for row in rows:
        if row.household is not None:
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
