"""Keeping the aggregates of who lives where."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from huiyin.audit.actions import record as audit
from huiyin.contacts.looking import keep_signal
from huiyin.contacts.models import Signal
from huiyin.contacts.signals import Found
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official
from huiyin.reach.models import Population, PopulationChange


@transaction.atomic
def enter_population(*, rows: Sequence[Population], by: str, at: datetime) -> int:
    """Keep figures of villages; one of the same village, group and day takes the place of the earlier one.

    What another figure takes the place of stays on record, and is pointed out to whoever entered that.
    """
    changes = _changes(rows, by, at)
    for row in rows:
        row.entered_at = at
    Population.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["place", "group", "as_of"],
        update_fields=["households", "source", "entered_at"],
    )
    PopulationChange.objects.bulk_create(changes, batch_size=500)
    _point_out(changes, by, at)
    audit(by=by, deed="population.entered", on="population", at=at, rows=len(rows), changed=len(changes))
    return len(rows)


def _changes(rows: Sequence[Population], by: str, at: datetime) -> list[PopulationChange]:
    """Which of the rows say another number than the figure that stood for their village and group."""
    stood: dict[tuple[int, str], Population] = {}
    last = Population.objects.filter(place__in={row.place.pk for row in rows})
    for one in last.order_by("place_id", "group", "-as_of", "-pk").distinct("place_id", "group"):
        stood[one.place_id, one.group] = one
    same = {
        (one.place_id, one.group, one.as_of): one
        for one in last.filter(as_of__in={row.as_of for row in rows})
    }
    found = []
    for row in rows:
        old = same.get((row.place.pk, row.group, row.as_of)) or stood.get((row.place.pk, row.group))
        if old is not None and old.households != row.households and row.as_of >= old.as_of:
            found.append(
                PopulationChange(
                    place=row.place, group=row.group, before=old.households, before_as_of=old.as_of,
                    before_source=old.source, after=row.households, as_of=row.as_of, source=row.source, at=at, by=by,
                )
            )  # fmt: skip
    return found


def _point_out(changes: Sequence[PopulationChange], by: str, at: datetime) -> None:
    """One signal a day to the official who entered them: they say first what is behind it."""
    kind, _of, number = by.partition(":")
    if not changes or kind != "official" or not number.isdecimal():
        return
    official = Official.objects.get(pk=int(number))
    day = local_day(at, official.county)
    count = PopulationChange.objects.filter(by=by, at__date=day).count()
    found = Found(Signal.Kind.TABLE, f"table:{day.isoformat()}", day, (), (("n", count),))
    keep_signal(official, found, at)
