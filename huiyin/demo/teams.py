"""Who is on duty at the desks of the demo county, this week and the next."""

from datetime import date

from huiyin.demo.days import Days
from huiyin.intake.team import actions, rules
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.standing import DESK


def put_on_duty(days: Days) -> None:
    """At each desk in turn who sits in the unit; whoever coordinates it says so."""
    for unit in Unit.objects.valid_on(days.last).in_tree_order():
        by = _at_the_desk(unit, days)
        if by is not None:
            for first in (rules.monday(days.last), rules.monday(days.last) + rules.WEEK):
                _fill(unit, first, by, days)


def _at_the_desk(unit: Unit, days: Days) -> Official | None:
    return next(
        (one for capacity in DESK for one in Official.objects.holding(capacity, unit, days.last)), None
    )


def _fill(unit: Unit, first: date, by: Official, days: Days) -> None:
    people = list(rules.can_be_on_duty(unit, by, days.now))
    if not people:
        return
    working = [day for day in rules.days_to_set(first, by.county, days.now) if days.calendar.is_working(day)]
    on_duty = {day: [people[(day.toordinal() + unit.pk) % len(people)]] for day in working}
    actions.set_week(unit=unit, first=first, on_duty=on_duty, by=by, at=days.now)
