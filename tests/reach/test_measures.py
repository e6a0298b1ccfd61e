"""The statistician's page at its edges: what is told, from how many on, and which households stand on which list."""

import re
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from huiyin.contacts.actions import Raised, record, void
from huiyin.lib import periods
from huiyin.matters.actions.raising import lodge_points
from huiyin.matters.models import Matter
from huiyin.people.actions import enter_resident
from huiyin.reach import depth, estimates, measures
from huiyin.reach.figures import Reached
from huiyin.reach.links import Whose
from huiyin.reach.mirror import Around
from huiyin.reach.shares import share_of_quarters, shares_of_breadth
from huiyin.reach.windows import half_year, rolling
from tests import make
from tests.reach.made import figures, home, visit
from tests.world import AT, World

TODAY = AT.date()
DAY = timedelta(days=1)
YEAR = rolling(TODAY)


def part(part: int, whole: int, least: int = 5) -> tuple[str, str]:
    found = measures._part("", "", "", part, whole, least)
    return found.value, found.of


def test_a_share_is_told_where_it_and_what_is_left_are_enough() -> None:
    told = [part(n, 20)[0] for n in (0, 1, 4, 5, 15, 16, 19, 20)]
    few = "fewer than 5"
    assert told == ["0.000", few, few, "0.250", "0.750", few, few, "1.000"]
    assert part(5, 20)[1] == "5 ÷ 20"
    assert part(0, 0) == ("—", "no denominator")
    assert part(21, 20) == ("more met than stated", "")
    assert [part(n, 3, 0)[0] for n in (0, 1, 3)] == ["0.000", "0.333", "1.000"], "a reach is told in any case"


def test_shares_are_of_those_met_and_steady_ones_only_where_a_quarter_has_ended(world: World) -> None:
    figures([world.village], {"": 40})
    around = Around.of(world.town, AT)
    reached = Reached(households=20, is_new=10, steady=8, undeclared=6, talked=30, differing=12)

    def of(window: Any) -> dict[str, str]:
        return {one.name: one.of for one in measures.shares(reached, around, window, 1, 12)}

    found = of(YEAR)
    assert found["Reach"] == "12 ÷ 40", "in villages with a figure"
    assert found["Reach among known households"] == "", "more were met than are on record"
    assert (found["First-time share"], found["Met in every quarter"]) == ("10 ÷ 20", "8 ÷ 20")
    assert (found["Differing views heard"], found["Undeclared"]) == ("12 ÷ 30", "6 ÷ 20")
    assert of(half_year(TODAY, today=TODAY))["Met in every quarter"] == "no denominator"


@pytest.mark.parametrize(("classes", "draws"), [(500, 2000), (501, 400)])
def test_chance_is_drawn_often_and_less_often_with_very_many_classes(
    monkeypatch: pytest.MonkeyPatch, classes: int, draws: int
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(measures.lib, "chance_level", lambda _living, _n, draws: asked.append(draws))
    found = measures.mixture(({0: 1}, {n: 1 for n in range(classes)}))
    assert asked == [draws]
    assert found[0].of == f"1 met, {classes} living here, {classes} classes"
    measures.mixture(({}, {n: 1 for n in range(classes)}))
    assert asked == [draws], "where nobody was met nothing is drawn"


def test_silence_counts_days_over_villages_and_groups_that_live_here(world: World) -> None:
    figures([world.village, world.hamlet], {"": 40, "farmer": 20, "worker": 3, "student": 2})
    around = Around.of(world.town, AT)
    reached = Reached(last={world.village.pk: TODAY - 9 * DAY}, group_last={"farmer": TODAY - 4 * DAY})
    villages, *groups = measures.silence(reached, around, TODAY)
    assert (villages.value, villages.interval, villages.of) == ("9", "maximum 9", "1 of 2 not once")
    assert [(one.name, one.value) for one in groups] == [("Workers", "not once"), ("Farmers", "4")], (
        "six workers live here, four students are too few to be told of"
    )
    assert measures.silence(reached, around, TODAY - 4 * DAY)[2].value == "0"
    assert measures.silence(reached, around, TODAY - 5 * DAY)[2].value == "0", "never a day to come"
    none = measures.silence(Reached(), around, TODAY)[0]
    assert (none.value, none.interval, none.of) == ("—", "", "2 of 2 not once")


def heard(world: World, day: date, *topics: str) -> Any:
    points = [Raised("路灯", "noted", topic) for topic in topics]
    return record(place=world.village, held_on=day, points=points, promises=[], by=world.chen, at=AT)


def test_a_topic_is_mentioned_once_a_contact_on_the_days_of_the_window(world: World) -> None:
    autumn = half_year(date(2025, 7, 1), today=TODAY)

    def said() -> str:
        return estimates.issues(world.town, autumn, 1).of

    heard(world, date(2025, 6, 30), "water")
    heard(world, date(2026, 1, 1), "water")
    assert said() == ""
    heard(world, date(2025, 7, 1), "water", "water", "streetlight", "")
    assert said() == "about 2 mentions"
    gone = heard(world, date(2025, 12, 31), "water")
    assert said() == "about 3 mentions"
    assert estimates.issues(world.sibling, autumn, 1).of == ""
    told = [estimates.issues(world.town, autumn, n) for n in (3, 90)]
    assert told[0].value == "0.8", "without its last digits"
    assert [one.of == "" for one in told] == [one.value == "—" for one in told], (
        "not even whether they are few"
    )
    void(contact=gone, reason="记错了", by=world.chen, at=AT)
    assert said() == "about 2 mentions"


def test_two_lists_of_a_month_through_contacts_and_by_any_other_way(world: World) -> None:
    month = periods.of("month", TODAY)
    first, second, third = (home(world.village, n) for n in range(3))

    def lists() -> list[int]:
        return [len(one) for one in estimates.lists_of_month(world.town, month)]

    assert lists() == [0, 0]
    contact = record(
        place=world.village, held_on=TODAY, points=[Raised("路灯坏了", "matter", "streetlight")], promises=[],
        household=first, by=world.chen, at=AT,
    )  # fmt: skip
    lodge_points(contact, root=world.root, by=world.chen, at=AT)
    assert lists() == [1, 0]
    for where in (first, second, third):
        Matter.objects.filter(pk=make.matter(world).pk).update(household=where)
    through, other = estimates.lists_of_month(world.town, month)
    assert (set(through), set(other)) == ({first.pk}, {first.pk, second.pk, third.pk})
    make.matter(world)
    assert lists() == [1, 3], "who gave neither a household nor a number is on no list"
    start = AT.replace(day=1, hour=0)
    for n, counted in ((-1, 0), (0, 1)):
        Matter.objects.filter(household=third).update(received_at=start + n * timedelta(seconds=1))
        assert lists()[1] == 2 + counted
    assert [len(one) for one in estimates.lists_of_month(world.sibling, month)] == [0, 0]
    assert (
        estimates.demand(world.town, rolling(TODAY + 31 * DAY), TODAY + 31 * DAY).of
        == "2026-03: n₁ = 1, n₂ = 3, m = 1"
    )
    assert estimates.demand(world.town, YEAR, TODAY).of.startswith("2026-02: n₁ = 0")


def test_a_number_that_stands_with_a_household_is_that_household(world: World) -> None:
    month = periods.of("month", TODAY)

    def asked(name: str, phone: str) -> None:
        who = enter_resident(name=name, phone=phone, place=None, by="test", at=AT)
        make.matter(world, resident=who, place=world.village)

    asked("王秀兰", "19900001234")
    _through, other = estimates.lists_of_month(world.town, month)
    assert other == {world.home.pk: world.village.path}
    asked("赵某", "19900005555")
    assert len(estimates.lists_of_month(world.town, month)[1]) == 2


def test_the_familiar_are_a_tenth_and_three_at_least() -> None:
    once = [len(depth.familiar(Counter(dict.fromkeys(range(n), 1)))) for n in (2, 3, 4, 30, 31, 40, 41)]
    assert once == [2, 3, 3, 3, 4, 4, 5]
    assert depth.familiar(Counter({home: home for home in range(1, 6)})) == [5, 4, 3]


def test_what_was_before_the_window_makes_nobody_familiar(world: World) -> None:
    for n, days in enumerate(((400, 410, 420), (5,), (5, 6), (7, 8), (9, 10))):
        where = home(world.village, 40 + n)
        for day in days:
            visit(world.chen, where, day)
    behind = depth.contacts_behind("familiar", world.chen, YEAR).values_list("household__code", flat=True)
    assert {code[-2:] for code in behind} == {"42", "43", "44"}


def test_estimates_of_an_area_are_told_in_steps(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exact numbers at three levels would be subtracted from each other."""
    for many in range(60):
        lists = [
            dict.fromkeys(some, world.village.path) for some in (range(many), range(many // 2, many + 3))
        ]
        monkeypatch.setattr(estimates, "lists_of_month", lambda _seat, _month, lists=lists: lists)
        words = estimates.demand(world.town, YEAR, TODAY, 5).of
        numbers = [int(n) for n in re.findall(r"= (?:fewer than )?(\d+)", words)]
        assert len(numbers) == 3
        assert all(n % 5 == 0 for n in numbers), words


@pytest.mark.parametrize(("both", "is_told"), [(6, False), (7, True)])
def test_an_estimate_of_demand_needs_seven_on_both_lists(
    world: World, monkeypatch: pytest.MonkeyPatch, both: int, is_told: bool
) -> None:
    lists = [dict.fromkeys(some, world.village.path) for some in (range(12), range(12 - both, 24 - both))]
    monkeypatch.setattr(estimates, "lists_of_month", lambda _seat, _month: lists)
    found = estimates.demand(world.town, YEAR, TODAY)
    assert (found.value != "—") == is_told
    assert ("fewer than 7" in found.interval) != is_told


@pytest.mark.parametrize(("homes", "is_told"), [(29, False), (30, True)])
def test_the_familiar_few_are_told_where_they_are_a_tenth(homes: int, is_told: bool) -> None:
    reached = Reached(households=homes, contacts=homes, spread=Counter({1: homes}))
    familiar = next(one for one in measures.concentration(reached) if one.name == "Familiar share")
    assert (familiar.value == "0.100") == is_told
    shown = shares_of_breadth(reached, Whose(opens=False), YEAR, 0, 0)
    assert ("most familiar tenth" in shown[0].label) == is_told


def test_before_records_reach_back_far_enough_it_is_said_and_no_share_stands(world: World) -> None:
    reached, mine = Reached(households=40, is_new=40, steady=0, contacts=40), Whose(opens=False)

    def waiting(since: date | None) -> list[bool]:
        quarters = share_of_quarters(reached, mine, YEAR, 0, since)
        assert quarters is not None
        first_time = shares_of_breadth(reached, mine, YEAR, 0, 0, since)[1]
        return [bool(first_time.waits), bool(quarters.waits)]

    assert waiting(None) == [False, False]
    assert waiting(YEAR.before) == [False, False]
    assert waiting(YEAR.before + DAY) == [True, False]
    assert waiting(YEAR.quarters_from) == [True, False]
    assert waiting(YEAR.quarters_from + DAY) == [True, True]
    around = Around.of(world.town, AT)
    assert around.since is None, "nobody has been met yet"
    visit(world.chen, world.home, 700)
    for number in range(4):
        assert Around.of(world.town, AT).since is None, "one old paper begins no record"
        visit(world.chen, home(world.village, number, "farmer"), 3)
    around = Around.of(world.town, AT)
    assert around.since == TODAY - 3 * DAY
    by_name = {one.name: one.value for one in measures.shares(reached, around, YEAR, 1, 40)}
    assert (by_name["First-time share"], by_name["Met in every quarter"]) == ("—", "—")
