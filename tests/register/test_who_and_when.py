"""Who sees, prints and keeps lines of the register, and from which day to which somebody stands in."""

from datetime import date, timedelta

import pytest

from huiyin.orgs.models import Official
from huiyin.people import actions as people
from huiyin.register import actions, quota, rules
from huiyin.register.models import Assignment, StandIn
from tests.world import AT, World

DAY = timedelta(days=1)
TODAY = AT.date()
FIRST, LAST = TODAY + 10 * DAY, TODAY + 20 * DAY


def stand_in(world: World, first: date = FIRST, last: date = LAST, **who: Official) -> StandIn:
    given = {"official": world.chen, "stand_in": world.he, "by": world.liu, **who}
    return actions.name_stand_in(from_on=first, until_on=last, at=AT, **given)


def test_colleagues_are_officers_of_the_same_township_who_still_serve(world: World) -> None:
    assert set(quota.colleagues(world.chen, AT, TODAY)) == {world.chen, world.he}
    Official.objects.filter(pk=world.he.pk).update(is_active=False)
    assert set(quota.colleagues(world.chen, AT, TODAY)) == {world.chen}


def test_officers_are_oneself_and_those_one_leads(world: World) -> None:
    assert list(quota.officers(world.chen, AT, TODAY)) == [world.chen]
    assert set(quota.officers(world.liu, AT, TODAY)) == {world.chen, world.he}
    lines = quota.with_lines(Official.objects.filter(pk__in=[world.chen.pk, world.he.pk]), TODAY)
    assert {one.username: one.lines for one in lines} == {"chen": 1, "he": 0}


def test_who_stood_in_is_over_after_the_last_day_or_from_the_day_of_return(world: World) -> None:
    made = stand_in(world)
    assert made.end_on == LAST + DAY
    made.called_back_at = AT + 12 * DAY
    assert made.end_on == TODAY + 12 * DAY
    known = [made.end_known(made.called_back_at + timedelta(seconds=n)) for n in (-1, 0, 1)]
    assert known == [LAST + DAY, TODAY + 12 * DAY, TODAY + 12 * DAY]
    made.called_back_at = AT + 30 * DAY
    assert made.end_on == LAST + DAY, "whoever comes back later than named was away no longer for it"


@pytest.mark.parametrize(("back", "live"), [(None, True), (0, False), (1, True)])
def test_from_the_day_of_the_return_nobody_stands_in(world: World, back: int | None, live: bool) -> None:
    made = stand_in(world)
    noon = AT + (FIRST + DAY - TODAY)
    StandIn.objects.filter(pk=made.pk).update(called_back_at=None if back is None else noon + back * DAY)
    assert StandIn.objects.live_on(FIRST + DAY).exists() is live


def test_an_official_with_exactly_the_quota_is_not_below_it(world: World) -> None:
    def below(day: date = TODAY) -> set[Official]:
        return set(quota.below_quota(world.liu, AT, day))

    assert below() == {world.he}
    people.take_consent(resident=world.zhu, method="face", is_adult=True, by=world.chen, at=AT)
    actions.take_on(official=world.he, who=world.zhu, started_on=TODAY, by=world.liu, at=AT)
    assert below() == set()
    assert below(TODAY - DAY) == {world.he}, "the line began only today"
    assert quota.below_quota(world.liu, AT, date(2009, 12, 31)).count() == 0, "no charter yet"


def test_who_sees_a_line_and_who_may_only_print_its_paper(world: World) -> None:
    everybody = (world.chen, world.liu, world.ma, world.sun, world.xia, world.he, world.gao, world.qian)
    sees = {one for one in everybody if Assignment.objects.visible_to(one, AT).exists()}
    assert sees == {world.chen, world.liu, world.ma, world.sun}
    prints = {one for one in everybody if Assignment.objects.on_paper_for(one, AT).exists()}
    assert prints == sees | {world.xia}, "a clerk who is only clerk prints for the whole area"


def test_the_middle_of_a_day_lies_within_it(world: World) -> None:
    assert rules.noon(TODAY, world.county) == AT.replace(hour=12)
