"""Figures of an official's own account in a period, as they were known at a moment; for many officials at once.

`sums` hold for any set of officials and periods: each contact, matter, promise, session and half-day is somebody's once,
and lies in one period. Distinct counts (households met, villages visited) are kept as sets of keys, because the same
household may be met by two officials or in two months: they are joined, never added.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from huiyin.contacts.days import research_half_days
from huiyin.contacts.models import Contact, Promise
from huiyin.contacts.models.contact import Contacts
from huiyin.duties.owed import owed
from huiyin.duties.rules import Owed
from huiyin.forums import counting
from huiyin.lib.periods import MONTHS, Period, of
from huiyin.matters.models import Matter, Step
from huiyin.orgs.calendar import start_of
from huiyin.orgs.models import County, Unit
from huiyin.receptions.models import ReceptionSession

OWN_EACH = (
    "official",
    "household",
    "paired_household",
    "promise",
)  # duties of a unit are told by the unit, not by each of its heads
SUMS = (
    "contacts", "points", "matters_raised", "matters_answered", "promises_made", "promises_due", "promises_kept",
    "reception_days", "research_half_days",
)  # fmt: skip
UNCALLED = "forums_uncalled"  # of the forums: those to which nobody was invited before their day


@dataclass
class Own:
    """One official's figures: sums, sets of keys, and the references of the rows behind them."""

    sums: Counter[str] = field(default_factory=Counter)
    households: set[int] = field(default_factory=set)
    villages: set[int] = field(default_factory=set)
    rows: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def snapshot(self) -> dict[str, Any]:
        """As it is frozen."""
        return {
            "sums": {name: self.sums[name] for name in SUMS}
            | {k: v for k, v in sorted(self.sums.items()) if v or "." in k},
            "households": sorted(self.households),
            "villages": sorted(self.villages),
            "rows": {name: rows for name, rows in sorted(self.rows.items())},
        }


def known(ids: Sequence[int], period: Period, *, county: County, as_of: datetime) -> dict[int, Own]:
    """The figures of these officials; the number of queries does not grow with them."""
    found = {pk: Own() for pk in ids}
    if not ids:
        return found
    _contacts(found, held(ids, period, as_of), as_of)
    _matters(found, ids, period, county, as_of)
    _promises(found, ids, period, county, as_of)
    sessions = ReceptionSession.objects.filter(official__in=ids, held_at__lte=as_of).held()
    for official, reference in sessions.planned_between(period.first, period.end).values_list(
        "official_id", "reference"
    ):
        found[official].sums["reception_days"] += 1
        found[official].rows["sessions"].append(reference)
    trips = Contact.objects.filter(official__in=ids).known_at(as_of).field_research()
    for official, halves in research_half_days(trips, period.first, period.end).items():
        found[official].sums["research_half_days"] += len(halves)
    for official, reference in trips.touching(period.first, period.last).values_list(
        "official_id", "reference"
    ):
        found[official].rows["research"].append(reference)
    for official, duties in owed(ids, ending_in(period), county=county, at=as_of).items():
        for one in duties:
            if one.duty.each in OWN_EACH:
                count_duty(found[official].sums, one)
    return found


def held(ids: Iterable[int], period: Period, as_of: datetime) -> Contacts:
    """The contacts of these officials in the period, as they were known at that moment."""
    rows = Contact.objects.filter(official__in=ids).known_at(as_of).held_between(period.first, period.end)
    return rows.order_by("held_on", "pk")


def ending_in(period: Period) -> list[Period]:
    """The periods whose duties fall due in this one and are not told in a part of it: those that end on its last day.

    A month tells the month's duties, and in the last month of a quarter the quarter's as well.
    """
    last = period.last
    return [found for kind in MONTHS if (found := of(kind, last)).end == period.end]


def count_duty(sums: Counter[str], found: Owed) -> None:
    """What was asked for and what is left, by duty."""
    sums[f"asked.{found.duty.code}"] += found.wanted
    sums[f"left.{found.duty.code}"] += found.left


def _contacts(found: dict[int, Own], contacts: Contacts, as_of: datetime) -> None:
    places = dict(Unit.objects.places().values_list("pk", "kind"))
    known = Count("points", filter=Q(points__entered_at__lte=as_of))
    rows = contacts.annotate(point_count=known, uncalled=counting.uncalled()).values_list(
        "official_id", "reference", "kind", "household_id", "place_id", "point_count", "uncalled"
    )
    for official, reference, kind, home, place, points, uncalled in rows:
        own = found[official]
        own.sums["contacts"] += 1
        own.sums[f"form.{kind}"] += 1
        own.sums["points"] += points
        own.rows["contacts"].append([reference, kind])
        if uncalled:
            own.sums[UNCALLED] += 1
            own.rows[UNCALLED].append(reference)
        if home is not None:
            own.households.add(home)
        if place in places:
            own.villages.add(place)


def _matters(
    found: dict[int, Own], ids: Sequence[int], period: Period, county: County, as_of: datetime
) -> None:
    raised = Matter.objects.filter(point__contact__in=held(ids, period, as_of), registered_at__lte=as_of)
    for official, reference in raised.order_by("pk").values_list("point__contact__official_id", "reference"):
        found[official].sums["matters_raised"] += 1
        found[official].rows["raised"].append(reference)
    first, end = (start_of(day, county) for day in (period.first, period.end))
    answers = Step.objects.filter(deed=Step.Deed.APPROVE, at__gte=first, at__lt=end, at__lte=as_of)
    answers = answers.filter(matter__point__contact__official__in=ids).order_by("matter_id")
    columns = "matter__point__contact__official_id", "matter__reference"
    for official, reference in dict.fromkeys(answers.values_list(*columns)):
        found[official].sums["matters_answered"] += 1
        found[official].rows["answered"].append(reference)


def _promises(
    found: dict[int, Own], ids: Sequence[int], period: Period, county: County, as_of: datetime
) -> None:
    rows: QuerySet[Any] = Promise.objects.as_of(as_of).filter(Q(official_then__in=ids))
    first, end = (start_of(one, county) for one in (period.first, period.end))
    rows = rows.filter(
        Q(due_then__gte=period.first, due_then__lt=period.end)
        | Q(made_on__gte=period.first, made_on__lt=period.end)
        | Q(kept_at__gte=first, kept_at__lt=end)
    )
    for official, pk, made, due, kept in rows.order_by("due_then", "pk").values_list(
        "official_then", "pk", "made_on", "due_then", "kept_at"
    ):
        kept_now = kept is not None and first <= kept < end and kept <= as_of
        for name, counts in _promise_counts(period, made, due, kept_now).items():
            if counts:
                found[official].sums[name] += 1
                found[official].rows[name].append(pk)


def _promise_counts(period: Period, made: date, due: date, kept: bool) -> dict[str, bool]:
    return {"promises_made": period.holds(made), "promises_due": period.holds(due), "promises_kept": kept}
