"""Duties equal a count made the slow way, day by day, over any contacts, lines, posts and exemptions."""

from collections import defaultdict
from datetime import date, timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.audit.scope import county_scope
from huiyin.contacts.models import Contact
from huiyin.duties.owed import owed
from huiyin.help.models import AidPlan
from huiyin.lib import periods
from huiyin.orgs.charter import charter_at
from huiyin.orgs.models import Appointment, Official
from huiyin.register.models import Exemption
from tests.duties import made
from tests.world import LONG_AGO, SHANGHAI, World

FIRST = date(2026, 1, 1)
QUARTER = periods.of("quarter", FIRST)
YEAR = periods.of("year", FIRST)
OFFSET = st.integers(-30, 120)
SPAN = st.tuples(OFFSET, st.one_of(st.none(), st.integers(1, 150)))
PLAN = st.tuples(st.integers(-60, 250), st.one_of(st.none(), st.integers(0, 300)))
KINDS = ("visit", "talk", "research", "paired_aid", "policy_talk")
CONTACT = st.tuples(
    st.integers(0, 1), st.integers(0, 2), OFFSET, st.sampled_from(KINDS), st.sampled_from(["", "am", "pm"])
)


class _Undo(Exception):
    """Takes one example back."""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 1), SPAN), max_size=4),
    SPAN,
    st.lists(st.tuples(st.integers(0, 1), OFFSET, st.integers(0, 90)), max_size=2),
    st.lists(CONTACT, max_size=12),
    st.lists(st.tuples(st.integers(0, 1), st.integers(0, 2), PLAN), max_size=4),
)
def test_duties_equal_a_count_made_day_by_day(world, lines, post, exemptions, contacts, plans) -> None:  # type: ignore[no-untyped-def]
    try:
        with county_scope(world.county.pk), transaction.atomic():
            _compare(world, lines, post, exemptions, contacts, plans)
            raise _Undo
    except _Undo:
        pass


def _compare(world: World, lines, post, exemptions, contacts, plans) -> None:  # type: ignore[no-untyped-def]
    two = (world.chen, world.he)
    homes = [world.home]
    for number, (who, span) in enumerate(lines):
        homes.append(made.line(world, f"X-{number}", two[who], _day(span[0]), _end(span)).household)
    for who, start, length in exemptions:
        made.exemption(world, two[who], _day(start), _day(start) + timedelta(days=length))
    for who, home, offset, kind, half in contacts:
        if two[who] == world.chen and offset < post[0]:
            continue  # nobody records what was before their first post
        made.contact(
            world, _day(offset), kind, by=two[who], household=homes[home % len(homes)],
            unit=world.branch, points=[made.raised(disposition="answered")], details={"half": half}, at=made.moment(date(2026, 12, 1)),
        )  # fmt: skip
    for who, home, span in plans:
        made.aid(world, homes[home % len(homes)], two[who], _day(span[0]), _end(span))
    Appointment.objects.filter(official=world.chen).update(from_on=_day(post[0]), to_on=_end(post))
    at = made.moment(date(2026, 12, 31))
    found = owed([o.pk for o in two], [QUARTER, YEAR], county=world.county, at=at)
    for official in two:
        said = {
            o.duty.code: [(i.key, i.wanted, i.done, i.exempt) for i in o.items] for o in found[official.pk]
        }
        assert said == _by_hand(official), official.name


def _day(offset: int) -> date:
    return FIRST + timedelta(days=offset)


def _end(span: tuple[int, int | None]) -> date | None:
    return None if span[1] is None else _day(span[0] + span[1])


def _by_hand(official: Official) -> dict[str, list[tuple[int, int, int, bool]]]:
    """The same, by walking through the days and asking the tables one row at a time."""
    charter, said = charter_at(made.moment(FIRST)).charter, {}
    kinds = set(charter.duty("households_kept").counts)
    if _most(QUARTER, _seated(official)):
        homes = defaultdict(set)
        for line in official.assignments.all():
            homes[line.household_id] |= _days(line.started_on, line.ended_on)
        relieved = _most(QUARTER, _exempt(official))
        items = []
        for home, live in sorted(homes.items()):
            if _most(QUARTER, live):
                own = Contact.objects.filter(official=official, household=home, kind__in=kinds)
                met = sum(1 for c in own if c.held_on in live and QUARTER.holds(c.held_on))
                items.append((home, 1, met, relieved))
        if items:
            said["households_kept"] = items
        live_at_end = sum(QUARTER.last in live for live in homes.values())
        said["quota_town"] = [(0, 1, live_at_end, QUARTER.last in _exempt(official))]
    if _most(YEAR, _seated(official)):
        pairs = defaultdict(set)
        for plan in AidPlan.objects.filter(official=official):
            over = plan.ended_at and plan.ended_at.astimezone(SHANGHAI).date() + timedelta(days=1)
            pairs[plan.household_id] |= _days(plan.started_on, over)
        items = []
        for home, live in sorted(pairs.items()):
            if _most(YEAR, live):
                own = Contact.objects.filter(official=official, household=home)
                met = [c for c in own.filter(kind__in=("paired_aid", "visit")) if c.held_on in live]
                items.append((home, 2, sum(YEAR.holds(c.held_on) for c in met), False))
        if items:
            said["paired_aid"] = items
    return said


def _days(start: date, stop: date | None) -> set[date]:
    end = stop or date(2027, 1, 1)
    return set(made.days(max(start, date(2025, 1, 1)), (end - max(start, date(2025, 1, 1))).days))


def _seated(official: Official) -> set[date]:
    found: set[date] = set()
    for one in Appointment.objects.filter(official=official, post__capacities__contains=["officer"]):
        found |= _days(one.from_on, one.to_on)
    return found


def _exempt(official: Official) -> set[date]:
    found: set[date] = set()
    for one in Exemption.objects.filter(official=official, is_granted=True):
        found |= _days(one.from_on, one.until_on + timedelta(days=1))
    return found


def _most(period: periods.Period, days: set[date]) -> bool:
    whole = set(made.days(period.first, (period.end - period.first).days))
    held = len(whole & days)
    return 2 * held > len(whole) or (2 * held == len(whole) and period.last in days)


def test_half_days_of_research_count_once(world: World) -> None:
    """I-34: whatever is recorded, the days of a year never exceed the calendar."""
    for day in made.days(FIRST, 40):
        for half in ("am", "", "pm"):
            details = {"half": half, "until_on": day + timedelta(days=20)}
            at = made.moment(date(2026, 12, 1))
            made.contact(world, day, "research", by=world.ma, household=None, details=details, at=at)
    (found,) = [
        o
        for o in owed([world.ma.pk], [YEAR], county=world.county, at=made.moment(date(2026, 12, 31)))[
            world.ma.pk
        ]
        if o.duty.code == "research_days"
    ]
    assert found.counted == 2 * 60, "40 days and the 20 that the last occasion reached into"
    assert LONG_AGO < FIRST
