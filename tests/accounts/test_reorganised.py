"""A reorganised township keeps its past: whatever was recorded, its accounts, duties and register of before do not move."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.accounts import actions, snapshots
from huiyin.accounts.models import Account
from huiyin.audit.scope import county_scope
from huiyin.duties import figures
from huiyin.duties.owed import owed
from huiyin.lib import periods
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import Unit
from huiyin.orgs.tree import Tree
from huiyin.register import listing
from huiyin.register import papers as paper
from huiyin.register.models import Assignment
from tests.duties import made
from tests.world import LONG_AGO, World, official

HALF = periods.of("half_year", date(2025, 9, 1))
ENDED = made.moment(date(2026, 1, 5))
MOVED = date(2026, 2, 2)
LATER = made.moment(date(2026, 3, 2), 10)


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is done in here is undone at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32))
def test_a_township_that_was_merged_keeps_its_past(world: World, seed: int) -> None:
    """One past, and either of the two townships that may be merged into the other."""
    with county_scope(world.county.pk), taken_back():
        people = _past(world, random.Random(seed))
        before = _everything(world, people)
        for ours_goes in (True, False):
            with taken_back():
                _merge(world, ours_goes)
                assert _everything(world, people) == before, f"ours goes: {ours_goes}"


def _past(world: World, choice: random.Random) -> list[Any]:
    """Half a year of contacts and accounts; of whom."""
    people = [world.chen, official("second", "李新", world.branch, "干事", "officer")]
    for n, who in enumerate(people):
        made.line(world, f"X-{n}", who, LONG_AGO, choice.choice([None, date(2025, 11, 3)]))
    for _n in range(choice.randint(1, 8)):
        day = HALF.first + timedelta(days=choice.randint(0, 183))
        kind, where = choice.choice(["visit", "research", "village_meeting"]), world.village
        made.contact(
            world, day, kind, by=choice.choice(people), unit=world.branch, points=[made.raised()], at=ENDED,
            household=world.home if kind == "visit" else None, place=choice.choice([where, world.hamlet]),
        )  # fmt: skip
    for kind, length in (("month", "month"), ("quarter", "quarter"), ("half_year", "half_year")):
        for period in HALF.parts(length):
            actions.draft(kind=kind, period=period, county=world.county, at=ENDED)
    for account in Account.objects.open().filter(kind="month").order_by("pk"):
        if choice.random() < 0.8:
            assert account.official is not None
            actions.hand_in(account=account, version=None, by=account.official, at=ENDED)
    return people


def _merge(world: World, ours_goes: bool) -> None:
    town, sibling = (Unit.objects.get(pk=unit.pk) for unit in (world.town, world.sibling))
    goes, heir = (town, sibling) if ours_goes else (sibling, town)
    orgs.end_unit(unit=goes, successors=[heir], on=MOVED, by="test", at=LATER)
    if not ours_goes:  # and what comes in afterwards lies after the day
        made.contact(world, date(2026, 2, 20), points=[made.raised()], at=LATER)


def _everything(world: World, people: list[Any]) -> dict[str, Any]:
    """What was accounted for, owed, and on the register, as it was known when the half-year had ended."""
    ids = [one.pk for one in (*people, world.ma, world.qian)]
    spans = [period for kind in periods.MONTHS for period in HALF.parts(kind) if period.end <= HALF.end]
    accounts = list(Account.objects.order_by("pk").select_related("unit", "official", "to_unit"))
    return {
        "accounts": [(r.reference, r.unit.short_name, r.to_unit_id, r.state, r.snapshot) for r in accounts],
        "compiled": [snapshots.taken(r, county=world.county, at=ENDED) for r in accounts],
        "duties": owed(ids, spans, county=world.county, at=ENDED),
        "figures": {
            pk: own.snapshot()
            for pk, own in figures.known(ids, HALF, county=world.county, as_of=ENDED).items()
        },
        "register": _register(HALF.last),
        "tree": {u.pk: sorted(Tree().below(u.pk, HALF.first, HALF.end)) for u in (world.town, world.sibling)},
    }


def _register(day: date) -> list[Any]:
    lines = Assignment.objects.live_on(day).select_related("official", "household__place", "person", "unit")
    return paper._rows(list(lines.order_by("pk")))


def test_lines_of_a_past_day_read_the_same_whoever_asks_after_the_merger(world: World) -> None:
    day = date(2026, 1, 5)
    was = [line.pk for line in listing.lines(world.sun, LATER, day)]
    orgs.end_unit(unit=world.town, successors=[world.sibling], on=MOVED, by="test", at=LATER)
    assert was == [line.pk for line in listing.lines(world.sun, LATER, day)]
    assert was == [line.pk for line in listing.lines(world.qian, LATER, day)], (
        "access follows the tree of today"
    )
