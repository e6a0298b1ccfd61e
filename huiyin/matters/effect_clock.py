"""What time does to closed matters: of each week some are drawn by lot and looked at again, so many days later (S71)."""

import secrets
from datetime import date, datetime, timedelta

from django.db import transaction

from huiyin.audit.actions import record
from huiyin.lib import sampling
from huiyin.matters import dates
from huiyin.matters.actions.advance import claim
from huiyin.matters.actions.call_plan import plan_call
from huiyin.matters.models import EffectDraw, Matter, State
from huiyin.matters.rules import calling
from huiyin.matters.rules.merging import answer_of
from huiyin.matters.turns import apart
from huiyin.orgs.calendar import calendar, county_served, local_day, start_of, working_day
from huiyin.orgs.charter import charter_at
from huiyin.orgs.models import County

WEEK = timedelta(days=7)


def draw_effects(*, at: datetime) -> int:
    """Of the matters closed in a week, once the charter's days have passed, its share is drawn to be called back.

    The draw stands by itself; what is planned from it is planned one by one, and what fails is tried again for a week.
    """
    if working_day(at) is None:
        return 0
    while (monday := _next_week(county_served(), at)) is not None:
        _draw(monday, at)
    return sum(_plan_sample(draw, at) for draw in EffectDraw.objects.filter(drawn_at__gt=at - WEEK))


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
def _draw(monday: date, at: datetime) -> None:
    """List, number and sample of one week; whoever holds them can draw it once more. Another clock may be quicker."""
    charter = charter_at(at)
    population = sorted(matter.reference for matter in _closed(monday, county_served()) if _reachable(matter))
    share = charter.charter.figure("casework.effect_share").value
    seed = str(secrets.randbelow(10**12)).zfill(12)
    drawn = {
        "charter": charter,
        "population": population,
        "population_sha256": sampling.list_hash(population),
        "seed": seed,
        "sample": sampling.draw(population, seed, sampling.share_of(len(population), share)),
        "drawn_at": at,
    }
    draw, is_new = EffectDraw.objects.get_or_create(first_on=monday, defaults=drawn)
    if is_new:
        facts: dict[str, object] = {"list": draw.population_sha256, "seed": seed, "n": len(draw.sample)}
        record(by="clock", deed="effect.drawn", on=f"effect-{monday:%Y-%m-%d}", at=at, **facts)


def _closed(monday: date, county: County) -> list[Matter]:
    """Closed in that week, and still so."""
    first, end = (start_of(day, county) for day in (monday, monday + WEEK))
    rows = Matter.objects.live().filter(
        state=State.CLOSED, closed_at__gte=first, closed_at__lt=end, to_call=""
    )
    return list(rows.select_related("resident", "intake_unit", "lead_unit"))


def _reachable(matter: Matter) -> bool:
    """Whether its person can be rung; one bad matter is left out, and hinders no draw."""
    with apart(matter):
        return calling.can_be_rung(matter)
    return False


def _plan_sample(draw: EffectDraw, at: datetime) -> int:
    """A call-back for each that was drawn and has none of this draw yet; one bad matter does not stop the others."""
    planned = draw.call_backs.values("matter")
    waiting = Matter.objects.filter(reference__in=draw.sample, state=State.CLOSED, to_call="")
    done = 0
    for matter in waiting.exclude(pk__in=planned).order_by("pk"):
        with apart(matter):
            done += _plan(matter, draw, at)
    return done


def _plan(matter: Matter, draw: EffectDraw, at: datetime) -> bool:
    row = claim(matter, None)
    reply = answer_of(row)
    if reply is None or row.state != State.CLOSED or row.to_call:
        return False
    plan_call(row, reply, at, draw)
    return bool(row.to_call)
