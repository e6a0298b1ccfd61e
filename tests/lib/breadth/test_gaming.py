"""What gaming does to each measure: the histories of the table, and more, on a place of 6,000 households.

The table itself was drawn at random; here the same set-up is built by hand, so that its pattern can be stated:
what is equal is equal exactly, what moves moves in the direction and beyond the mark that the table shows.
"""

import random
from datetime import date, timedelta

import pytest

from huiyin.lib import breadth
from tests.lib.breadth.place import EASY, FAMILIAR, POPULATION, History, as_described, seen

BEFORE = seen(as_described())


def exactly(history: History) -> object:
    return breadth.effective_share_exact(history.met, POPULATION)


def test_as_described() -> None:
    """The starting point lies where the table has it, far below chance."""
    assert sum(as_described().visits.values()) == 240
    assert BEFORE.households == 143
    assert BEFORE.share == pytest.approx(0.491, abs=0.02)
    assert BEFORE.share_of_contacts == pytest.approx(0.423, abs=0.04)
    assert BEFORE.at_half == 4
    assert BEFORE.effective == pytest.approx(68, abs=6)
    assert BEFORE.familiar == pytest.approx(0.40, abs=0.03)
    level = breadth.chance_level(POPULATION, 143)
    assert level is not None
    assert BEFORE.share < level.low


def test_a_hundred_visits_to_the_same_ten_households_move_e_by_nothing() -> None:
    more = as_described().then(*(FAMILIAR[:10] * 10))
    after = seen(more)
    assert exactly(more) == exactly(as_described())
    assert (after.households, after.at_half) == (BEFORE.households, BEFORE.at_half)
    assert after.share_of_contacts < BEFORE.share_of_contacts, "over contacts it would fall"
    assert after.effective == pytest.approx(40, abs=5)
    assert after.familiar == pytest.approx(0.57, abs=0.03), "old friends show at once"


def test_a_hundred_new_households_of_one_easy_group_make_e_fall() -> None:
    before = as_described()
    after = seen(before.then(*before.unmet(EASY, 100)))
    assert after.households == 243
    assert after.share < 0.35
    assert after.at_half <= BEFORE.at_half
    assert after.effective > BEFORE.effective, "which is why no single figure is enough"
    assert after.familiar == pytest.approx(0.36, abs=0.03)
    assert breadth.raises(before.met, POPULATION, EASY) is False


def test_fourteen_token_visits_move_e_a_little_and_stay_below_chance() -> None:
    before = as_described()
    after = seen(before.then(*(before.unmet(group, 1)[0] for group in POPULATION)))
    assert after.households == 157
    assert 0.04 < after.share - BEFORE.share < 0.09
    assert after.at_half < 14
    level = breadth.chance_level(POPULATION, 157)
    assert level is not None
    assert after.share < level.low


@pytest.mark.parametrize("by", ["ratio", "gain"])
def test_a_hundred_where_the_deficit_is_largest_lift_e_and_every_group(by: str) -> None:
    history = as_described()
    for _ in range(100):
        gains, ratios = breadth.gains(history.met, POPULATION), breadth.ratios(history.met, POPULATION)
        assert ratios is not None
        group = max(gains, key=gains.__getitem__) if by == "gain" else min(ratios, key=ratios.__getitem__)
        history = history.then(*history.unmet(group, 1))
    after = seen(history)
    assert after.households == 243
    assert after.share > 0.85
    assert after.at_half == 14
    assert after.share_of_contacts < after.share


def test_a_stratified_lot_is_nearly_the_place_itself() -> None:
    chosen, history = random.Random(1), History()
    for group, size in POPULATION.items():
        history = history.then(*chosen.choices([(group, one) for one in range(size)], k=size // 25))
    after = seen(history)
    assert sum(history.visits.values()) == 240
    assert after.share > 0.99
    assert after.share_of_contacts == 1.0
    assert after.at_half == 14
    assert after.effective > 220
    assert after.familiar < 0.14


def test_splitting_a_visit_into_ten_changes_nothing_that_is_counted_in_households() -> None:
    before = as_described()
    split = before.then(*[before.contacts[-1]] * 9)
    assert exactly(split) == exactly(before)
    assert split.met == before.met
    assert breadth.balance(split.met, POPULATION) == breadth.balance(before.met, POPULATION)
    assert seen(split).effective < BEFORE.effective
    assert breadth.gains(split.met, POPULATION) == breadth.gains(before.met, POPULATION)


@pytest.mark.parametrize("group", POPULATION)
def test_meeting_one_group_only_is_worth_that_group_whatever_its_number(group: str) -> None:
    """Meeting only neighbours (groups are places), or only the one big group."""
    share = POPULATION[group] / 6000
    for number in (1, 20, POPULATION[group]):
        only = History().then(*((group, one) for one in range(number)))
        assert breadth.effective_share(only.met, POPULATION) == share
        assert breadth.groups_at_half(only.met, POPULATION) == 1


def test_a_crowd_at_a_forum_raises_reach_and_lowers_e() -> None:
    before = as_described()
    crowd = before.then(*before.unmet(EASY, 200))
    assert (breadth.reach(len(crowd.households), 6000) or 0) > (breadth.reach(143, 6000) or 0)
    assert seen(crowd).share < BEFORE.share / 2
    again = crowd.then(*[(EASY, one) for one in range(200)])
    assert exactly(again) == exactly(crowd), "the same crowd a second time is nobody new"


def test_declaring_old_friends_anew_moves_e_alone_and_shows_where_it_is_overdone() -> None:
    """A household counts in one group or the other: nobody is gained, and the place's own table stands against it."""
    before = as_described().met
    some = {**before, EASY: before[EASY] - 20, "g10": 20}
    assert (breadth.effective_share(some, POPULATION) or 0) > BEFORE.share
    assert sum(some.values()) == sum(before.values()), "reach, faces and old friends stay as they are"
    assert breadth.gain(some, POPULATION, "g10") < 0, "one group can be dressed up only so far"  # type: ignore[operator]
    much = {**before, EASY: 0, "g14": 55}
    assert breadth.overfull_groups(much, POPULATION) == ("g14",)
    unheard = {**before, EASY: before[EASY] - 20, "made up": 20}
    assert breadth.unknown_groups(unheard, POPULATION) == ("made up",)


def test_dating_contacts_back_makes_nobody_new_and_nothing_more_recent() -> None:
    today = date(2026, 3, 2)
    last = [today - timedelta(days=days) for days in (10, 40, 200, 300)]
    earlier = [max(one, today - timedelta(days=350)) for one in last]
    assert breadth.days_since(earlier, today) == breadth.days_since(last, today)
    # Who is said to have been met before is no new face any more; who was met is counted once all the same.
    assert (breadth.first_time_share(30 - 10, 143) or 0) < (breadth.first_time_share(30, 143) or 0)
    before = as_described()
    assert exactly(before.then(*before.contacts[:50])) == exactly(before)


def test_breadth_and_depth_move_apart() -> None:
    """Visiting the familiar every quarter is deep; it adds no breadth, and breadth takes nothing from it."""
    assert breadth.repeat_contact(25, 25) == 1.0
    deep = as_described().then(*FAMILIAR * 4)
    assert exactly(deep) == exactly(as_described())
    wide = deep.then(*(deep.unmet("g10", 5)))
    assert seen(wide).share > BEFORE.share
