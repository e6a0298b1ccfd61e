"""Saying who is on duty at a desk."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from huiyin.audit.actions import record
from huiyin.intake.models import DutyDay
from huiyin.intake.team import rules
from huiyin.lib.refusal import refuse
from huiyin.orgs.models import Official, Unit


@transaction.atomic
def set_week(
    *, unit: Unit, first: date, on_duty: Mapping[date, list[Official]], by: Official, at: datetime
) -> None:
    """Who is on duty in the week of that Monday: what stood there is replaced, but for days that are over."""
    refuse(rules.objection(unit, first, by, at))
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    days = rules.days_to_set(first, by.county, at)
    stood = DutyDay.objects.filter(unit=unit, day__in=days)
    wanted = {(day, one.pk) for day in days for one in on_duty.get(day, [])}
    before = set(stood.values_list("day", "official_id"))
    for row in stood:
        if (row.day, row.official_id) not in wanted:
            row.delete()
    new = [DutyDay(unit=unit, day=day, official_id=key) for day, key in sorted(wanted - before)]
    DutyDay.objects.bulk_create(new)
    facts = {"first": first.isoformat(), "entered": len(new), "taken_out": len(before - wanted)}
    record(by=by.key, deed="team.week_set", on=f"unit:{unit.code}", at=at, **facts)
