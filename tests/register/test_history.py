"""As it stood: whatever was paired, ended and handed over, the register of a past day is what was stored on it."""

import random
from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.lib.refusal import Refused
from huiyin.orgs import actions as orgs
from huiyin.privacy import actions as privacy_actions
from huiyin.register import actions, listing
from huiyin.register.models import Assignment
from tests.world import AT, SHANGHAI, World, household, unit

FIRST = date(2026, 3, 2)
DAYS = 12


def stored() -> set[tuple[int, int]]:
    """What stands in the table at this moment, without any asking for days."""
    live = Assignment.objects.filter(ended_on=None)
    return set(live.values_list("official_id", "household_id"))


def as_of(day: date) -> set[tuple[int, int]]:
    return set(Assignment.objects.live_on(day).values_list("official_id", "household_id"))


def one_deed(world: World, homes: list[Assignment], choice: random.Random, at: datetime) -> None:
    """Something that happens to the register on that day."""
    day, lines = at.date(), list(Assignment.objects.filter(ended_on=None).order_by("pk"))
    deed = choice.choice(["pair", "end", "hand_over", "withdraw", "nothing"])
    if deed == "pair":
        line = choice.choice(homes)
        actions.take_on(
            official=choice.choice([world.chen, world.he]),
            who=line.person,
            started_on=day,
            by=world.liu,
            at=at,
        )
    elif lines and deed == "end":
        actions.end(line=choice.choice(lines), on=day, reason="搬走了", by=world.liu, at=at)
    elif lines and deed == "hand_over":
        to = choice.choice([world.chen, world.he])
        actions.hand_over(line=choice.choice(lines), to=to, on=day, note="", by=world.liu, at=at)
    elif lines and deed == "withdraw":
        privacy_actions.withdraw(person=choice.choice(lines).person, by=world.liu, at=at)


@pytest.fixture
def homes(world: World) -> list[Assignment]:
    made = []
    for n in range(3):
        _home, person = household(world.village, f"SH-1{n}", "赵大", "", world.chen)
        made.append(actions.take_on(official=world.chen, who=person, started_on=FIRST, by=world.chen, at=AT))
    return made


@given(seed=st.integers(0, 10**6))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_register_of_a_day_is_what_was_stored_on_it(
    world: World, homes: list[Assignment], seed: int
) -> None:
    choice, kept = random.Random(seed), {}
    mark = transaction.savepoint()
    try:
        for n in range(DAYS):
            at = datetime.combine(FIRST + timedelta(days=n), time(10), tzinfo=SHANGHAI)
            for _turn in range(choice.randint(0, 3)):
                try:
                    with transaction.atomic():
                        one_deed(world, homes, choice, at)
                except Refused:
                    pass
            kept[at.date()] = stored()
        assert {day: as_of(day) for day in kept} == kept
    finally:
        transaction.savepoint_rollback(mark)
        assert connection.in_atomic_block


def test_a_reorganised_township_keeps_its_past(world: World) -> None:
    on = FIRST + timedelta(days=30)
    heir = unit("village", "990100102299", "上河新村", world.sibling)
    before = [(line.household.place.short_name, line.unit.short_name) for line in Assignment.objects.all()]
    orgs.end_unit(unit=world.village, successors=[heir], on=on, by="test", at=AT)
    rows = list(listing.lines(world.liu, AT, FIRST))
    assert [(line.household.place.short_name, line.unit.short_name) for line in rows] == before
    assert list(listing.lines(world.liu, AT, FIRST, village=world.village.code)) == rows
    assert list(listing.lines(world.qian, AT, FIRST)) == rows, "access follows the tree of today"
