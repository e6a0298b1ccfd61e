"""Whom an official, a branch or an area has met in a window: one shape for all three, adding up where people do."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from huiyin.contacts.models import Contact
from huiyin.contacts.models.contact import Contacts
from huiyin.lib import periods
from huiyin.reach.models import Tallies, Tally
from huiyin.reach.which import Terms, counted
from huiyin.reach.windows import TWELVE, Window


@dataclass
class Reached:
    """Counts of one window. Households are distinct, and each counts in one group at most, however many it declared.

    `spread` holds how many households were met on how many days (with what was struck out long after),
    `places` how many households of each village (by id),
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


ROW = (
    "official", "home", "of_home", "place", "held_on", "declared", "groups", "differing_view", "talked", "counts",
    "stands", "in_time", "witnessed",
)  # fmt: skip
NUMBERS = ("households", "undeclared", "is_new", "steady", "contacts", "occasions", "talked", "differing")


def added(tallies: Iterable[Tally]) -> Reached:
    """Villages of one window together, from what is kept ready. Households live in one village each, so they add up."""
    found = Reached()
    for tally in tallies:
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


def of_area(tallies: Tallies, window: Window) -> Reached:
    """The villages of an area together in one window."""
    return added(tallies.filter(window=window.code))


def of_contacts(contacts: Contacts, window: Window) -> Reached:
    """The same, counted at once from contacts: of one official or one branch."""
    return Meetings.of(contacts, [window]).reached(window)


class Row(NamedTuple):
    """What of one contact is counted (`which.counted`); `stands` false: struck out, but no slip of the pen."""

    official: int
    household: int | None
    home: int | None
    place: int
    held_on: date
    declared: list[str]
    groups: list[str]
    differing: bool
    talked: bool
    counts: bool  # with its household
    stands: bool
    in_time: bool
    witnessed: bool


@dataclass(frozen=True)
class Meetings:
    """The contacts of an official or a branch: read once, counted in as many windows as a page shows.

    `before` are days on which others met the same households: who was handed over is no new face.
    """

    rows: Sequence[Row]
    before: Mapping[int, Sequence[date]] = field(default_factory=dict)

    @classmethod
    def of(cls, contacts: Contacts, windows: Sequence[Window], terms: Terms | None = None) -> "Meetings":
        """Those of these windows, and of the twelve months before each."""
        return cls.read(asked(contacts, windows, terms))

    @classmethod
    def read(cls, found: Iterable[Any]) -> "Meetings":
        """From what was `asked`."""
        rows = [Row(*one) for one in found]
        return cls(rows)

    def met_before(self, days: Iterable[tuple[int, date]]) -> "Meetings":
        """The same, knowing when others met these households."""
        before: dict[int, list[date]] = {}
        for home, day in days:
            before.setdefault(home, []).append(day)
        return Meetings(self.rows, before)

    def reached(self, window: Window) -> Reached:
        """Whom they reached in that window."""
        inside = [row for row in self.rows if window.before <= row.held_on < window.end]
        return _of_rows(inside, window, self.before)

    def alone(self, window: Window) -> int:
        """Occasions that only their author knows of: they count, and say neither where somebody was nor what was heard."""
        occasions = (row for row in self.rows if row.household is None and row.stands)
        return sum(not row.witnessed for row in occasions if window.first <= row.held_on < window.end)

    def by_official(self, window: Window) -> dict[int, Reached]:
        """The same for each official who held one of them in the window or the twelve months before it."""
        rows: dict[int, list[Row]] = {}
        for row in self.rows:
            if window.before <= row.held_on < window.end:
                rows.setdefault(row.official, []).append(row)
        return {official: _of_rows(some, window, self.before) for official, some in rows.items()}

    def by_household(self) -> dict[int, "Meetings"]:
        """Those with each household by itself."""
        rows: dict[int, list[Row]] = {}
        for row in self.rows:
            if row.household is not None:
                rows.setdefault(row.household, []).append(row)
        return {home: Meetings(some, self.before) for home, some in rows.items()}

    def at_homes_in(self, places: Container[int]) -> "Meetings":
        """Those with households of these villages."""
        return Meetings(
            [row for row in self.rows if row.home is not None and row.home in places], self.before
        )

    def of_officials(self, ids: Container[int]) -> "Meetings":
        """Those of these officials."""
        return Meetings([row for row in self.rows if row.official in ids], self.before)


def asked(contacts: Contacts, windows: Sequence[Window], terms_of: Terms | None = None) -> QuerySet[Any]:
    """What is read of contacts for `Meetings`."""
    first, end = min(w.before for w in windows), max(w.end for w in windows)
    terms = terms_of or Terms.of(max(windows, key=lambda window: window.end))
    return asked_between(contacts, first, end, terms)


def asked_between(contacts: Contacts, first: date, end: date, terms: Terms) -> QuerySet[Any]:
    """The same for the days from one to another."""
    found = counted(contacts, terms).filter(held_on__gte=first, held_on__lt=end)
    return found.order_by("held_on", "pk").values_list(*ROW)


def met_by_others(
    official: int, homes: Iterable[int | None], windows: Sequence[Window]
) -> Iterable[tuple[int, date]]:
    """On which days others met these households: a register that changes hands brings no new faces."""
    first = min(window.before for window in windows)
    others = Contact.objects.standing().exclude(official=official).filter(held_on__gte=first)
    some = set(homes) - {None}
    others = others.filter(Q(household__in=some) | Q(household__counts_as__in=some))
    return others.order_by().values_list(Coalesce("household__counts_as", "household"), "held_on")


def _of_rows(rows: list[Row], window: Window, before: Mapping[int, Sequence[date]]) -> Reached:
    found = Reached()
    met: dict[int, list[Row]] = {}
    for row in rows:
        if row.household is not None and row.counts:
            met.setdefault(row.household, []).append(row)
        if row.held_on >= window.first and row.stands:
            found.occasions += row.household is None
            if row.witnessed:
                found.talked += row.talked
                found.differing += row.differing
                found.saw(row.home or row.place, row.held_on, row.groups)
    for home, of_one in met.items():
        _count_household(found, of_one, window, before.get(home, ()))
    return found


def _count_household(found: Reached, rows: list[Row], window: Window, others: Sequence[date]) -> None:
    """One household with its contacts in the window and in the twelve months before it, in the order of days."""
    inside = [row for row in rows if row.held_on >= window.first and row.stands]
    if not inside:
        return
    home, first_on = inside[-1].home, inside[0].held_on
    groups = next((row.declared for row in rows if row.declared and row.held_on >= window.first), [])
    year = periods.back(first_on, TWELVE)
    found.households += 1
    found.contacts += len(inside)
    found.undeclared += not groups
    earlier = any(year <= row.held_on < window.first for row in rows)
    found.is_new += not earlier and not any(year <= day < first_on for day in others)
    asked = range(window.quarters)
    quarters = {
        periods.of("quarter", row.held_on)
        for row in rows
        if row.stands and row.in_time and window.quarters_from <= row.held_on < window.quarters_to
    }
    found.steady += bool(asked) and len(quarters) >= len(asked)
    found.groups.update(groups)
    found.spread[len({row.held_on for row in rows if row.held_on >= window.first})] += 1
    if home is not None:
        found.places[home] += 1
        found.saw(home, inside[-1].held_on)
    for group in groups:
        found.group_last[group] = max(found.group_last.get(group, first_on), inside[-1].held_on)
