"""What time does to closed matters: of each week some are drawn by lot and looked at again, so many days later (S71)."""

import secrets
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction

from huiyin.audit.actions import record
from huiyin.lib import sampling
from huiyin.matters import dates
from huiyin.matters.actions.advance import claim
from huiyin.matters.actions.call_plan import plan_call
from huiyin.matters.models import EffectDraw, Matter, State
from huiyin.matters.rules import calling
from huiyin.orgs.calendar import calendar, county_served, local_day, working_day
from huiyin.orgs.charter import charter_at
from huiyin.orgs.models import County

WEEK = timedelta(days=7)


def draw_effects(*, at: datetime) -> int:
    """Of the matters closed in a week, once the charter's days have passed, its share is drawn to be called back."""
    if working_day(at) is None:
        return 0
    done = 0
    while (monday := _next_week(county_served(), at)) is not None:
        try:
            done += _draw(monday, at)
        except IntegrityError:  # another clock was quicker: the week is drawn once
            break
    return done


def _next_week(county: County, at: datetime) -> date | None:
    """The first week not drawn yet that is old enough; where none was ever drawn, the newest such week."""
    rule = charter_at(at).charter.clock("effect")
    today = local_day(at, county)
    newest = today - timedelta(days=today.weekday())
    while dates.reckon(calendar(), newest + WEEK - timedelta(days=1), rule.n, rule.unit).due_legal > today:
        newest -= WEEK
    last = EffectDraw.objects.last()
    following = last.first_on + WEEK if last else newest
    return following if following <= newest else None


@transaction.atomic
def _draw(monday: date, at: datetime) -> int:
    """List, number and sample of one week; whoever holds them can draw it once more."""
    county, charter = county_served(), charter_at(at)
    closed = {matter.reference: matter for matter in _closed(monday, county) if calling.can_be_rung(matter)}
    population = sorted(closed)
    share = charter.charter.figure("casework.effect_share").value
    seed = str(secrets.randbelow(10**12)).zfill(12)
    sample = sampling.draw(population, seed, sampling.share_of(len(population), share))
    draw = EffectDraw.objects.create(
        first_on=monday,
        charter=charter,
        population=population,
        population_sha256=sampling.list_hash(population),
        seed=seed,
        sample=sample,
        drawn_at=at,
    )
    for reference in sample:
        _plan(closed[reference], draw, at)
    facts: dict[str, object] = {"list": draw.population_sha256, "seed": seed, "n": len(sample)}
    record(by="clock", deed="effect.drawn", on=f"effect-{monday:%Y-%m-%d}", at=at, **facts)
    return len(sample)


def _closed(monday: date, county: County) -> list[Matter]:
    """Closed in that week, and still so."""
    first, end = (datetime.combine(day, time.min, tzinfo=county.zone) for day in (monday, monday + WEEK))
    rows = Matter.objects.live().filter(
        state=State.CLOSED, closed_at__gte=first, closed_at__lt=end, to_call=""
    )
    return list(rows.select_related("resident", "intake_unit", "lead_unit"))


def _plan(matter: Matter, draw: EffectDraw, at: datetime) -> None:
    row = claim(matter, None)
    reply = row.replies.filter(approved_at__isnull=False).last()
    if reply is not None and row.state == State.CLOSED:
        plan_call(row, reply, at, draw)
