"""The list an official takes along: their households, when each was last met, what is promised, room to write."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Q

from huiyin.contacts.models import Contact, Promise
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official
from huiyin.register.models import Assignment
from huiyin.register.models.assignment import Assignments

MOST = 200


@dataclass(frozen=True)
class Row:
    """One household of the list."""

    line: Assignment
    last_on: date | None
    met: int
    promises: list[Promise]


def _lines(by: Official, at: datetime) -> Assignments:
    return Assignment.objects.on_paper_for(by, at).live_on(local_day(at, by.county))


def officials_listed(by: Official, at: datetime) -> list[Official]:
    """Whose lists one may print: one's own, and those of officials whose lines one sees."""
    found = Official.objects.filter(Q(pk=by.pk) | Q(assignments__in=_lines(by, at)))
    return list(found.distinct().order_by("name_key", "pk"))


def rows_of(official: Official, first: date, last: date, *, by: Official, at: datetime) -> list[Row]:
    """The households in village order, in a number of queries that does not grow with them."""
    lines = list(
        _lines(by, at)
        .filter(official=official)
        .select_related("household__place", "person", "unit")
        .order_by("household__place__path", "household__code", "pk")[:MOST]
    )
    homes = [line.household_id for line in lines]
    met = Contact.objects.standing().filter(official=official, household__in=homes).values("household")
    met = met.annotate(last_on=Max("held_on"), n=Count("pk", filter=Q(held_on__range=(first, last))))
    known = {row["household"]: (row["last_on"], row["n"]) for row in met.order_by("household")}
    promises: dict[int | None, list[Promise]] = {}
    open_ones = Promise.objects.filter(official=official, contact__household__in=homes).open().soonest_first()
    for promise in open_ones.select_related("contact"):
        promises.setdefault(promise.contact.household_id if promise.contact else None, []).append(promise)
    return [
        Row(line, *known.get(line.household_id, (None, 0)), promises.get(line.household_id, []))
        for line in lines
    ]
