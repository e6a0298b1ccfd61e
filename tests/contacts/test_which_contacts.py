"""Which contacts a moment knows, a range touches, a period holds, and which one is the same visit again."""

from datetime import date, timedelta
from typing import Any

import pytest

from huiyin.contacts import actions, rules
from huiyin.contacts.days import research_half_days
from huiyin.contacts.details import Details
from huiyin.contacts.models import Contact, ResearchTrip
from huiyin.lib.refusal import Refused
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import Post, Unit
from tests.world import AT, LONG_AGO, World

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
TODAY = AT.date()
NOON = AT.replace(hour=12)


def test_contacts_of_a_moment_of_a_range_and_of_a_period(world: World) -> None:
    def held(first: int, last: int | None = None, **fields: Any) -> Contact:
        details = Details(until_on=None if last is None else TODAY + last * DAY)
        return actions.record(
            place=world.village, held_on=TODAY + first * DAY, points=[], promises=[], note="在家", by=world.chen,
            details=details, at=AT, **fields,
        )  # fmt: skip

    single, long = held(-5), held(-9, -3)

    def touching(first: int, last: int) -> set[Contact]:
        return set(Contact.objects.touching(TODAY + first * DAY, TODAY + last * DAY))

    assert [touching(n, n) for n in (-10, -9, -5, -3, -2)] == [set(), {long}, {single, long}, {long}, set()]

    def within(first: int, end: int) -> set[Contact]:
        return set(Contact.objects.held_between(TODAY + first * DAY, TODAY + end * DAY))

    assert [within(-5, -4), within(-6, -5), within(-9, -5), within(-4, 0)] == [{single}, set(), {long}, set()]
    actions.void(contact=single, reason="录错了", by=world.chen, at=NOON)
    known = [Contact.objects.known_at(at).count() for at in (AT - SECOND, AT, NOON - SECOND, NOON)]
    assert known == [0, 2, 2, 1]
    with pytest.raises(Refused, match="struck out already"):
        actions.void(
            contact=Contact(pk=single.pk, official=world.chen), reason="录错了", by=world.chen, at=NOON
        )


def test_a_second_visit_of_the_day_is_one_of_the_same_official_to_the_same_household(world: World) -> None:
    def visited(day: date = TODAY) -> Contact:
        return actions.record(
            place=world.village, held_on=day, points=[], promises=[], note="在家", household=world.home,
            by=world.chen, at=AT,
        )  # fmt: skip

    first = visited()
    visited()
    assert rules.same_visit(world.chen, world.home, TODAY) == first
    assert rules.same_visit(world.chen, world.home, TODAY - DAY) is None
    assert rules.same_visit(world.chen, world.second, TODAY) is None
    assert rules.same_visit(world.he, world.home, TODAY) is None
    actions.void(contact=first, reason="录错了", by=world.chen, at=AT)
    assert rules.same_visit(world.chen, world.home, TODAY) != first


def test_half_days_of_research_reach_from_the_first_day_to_the_one_before_the_end(world: World) -> None:
    for n in (-4, -3, -1, 0):
        actions.record(
            kind="research", place=world.village, held_on=TODAY + n * DAY, points=[], promises=[], note="看了水闸",
            details=Details(half="am"), own=ResearchTrip(), by=world.chen, at=AT,
        )  # fmt: skip
    found = research_half_days(Contact.objects.field_research(), TODAY - 3 * DAY, TODAY)
    assert found == {world.chen.pk: {(TODAY - 3 * DAY, "am"), (TODAY - DAY, "am")}}


def test_contacts_count_for_the_branch_of_an_officer_post_before_any_other_unit(world: World) -> None:
    def serves(username: str, *posts: tuple[Unit, str]) -> Unit:
        made = orgs.enrol(username=username, name=username, password=None, by="test", at=AT)
        for where, capacity in posts:
            post = Post.objects.create(unit=where, title="干部", capacities=[capacity], valid_from=LONG_AGO)
            orgs.appoint(official=made, post=post, from_on=LONG_AGO, by="test", at=AT)
        return rules.own_unit(made, AT)

    assert serves("a", (world.town, "coordinator"), (world.branch, "officer")) == world.branch
    assert serves("b", (world.office, "officer"), (world.branch, "officer")) == world.branch
    assert serves("c", (world.branch, "coordinator"), (world.office, "officer")) == world.office
    assert serves("d", (world.office, "coordinator"), (world.town, "coordinator")) == world.town, "the higher"
    with pytest.raises(Refused, match="no post at present"):
        serves("e")
