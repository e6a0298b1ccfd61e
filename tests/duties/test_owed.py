"""What each post owes and what is done: one sentence of the charter each, and who comes and goes in between."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from huiyin.contacts.actions import keep, void
from huiyin.duties.owed import Owed, owed
from huiyin.lib import periods
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import Appointment, Official, Post
from huiyin.register.models import StandIn
from tests.duties import made
from tests.world import LONG_AGO, World, official, unit

Q1 = periods.of("quarter", date(2026, 2, 1))
DEC = made.moment(date(2026, 12, 31))


def one(world: World, who: Official, code: str, day: date = date(2026, 2, 1)) -> Owed | None:
    found = owed([who.pk], periods.now(day), county=world.county, at=DEC)[who.pk]
    return next((each for each in found if each.duty.code == code), None)


def left(world: World, who: Official, code: str, day: date = date(2026, 2, 1)) -> tuple[int, int, int]:
    found = one(world, who, code, day)
    assert found is not None
    return found.wanted, found.done, found.left


def test_each_household_is_kept_in_touch_with_every_quarter(world: World) -> None:
    made.line(world, "SH-002", world.chen, LONG_AGO)
    assert left(world, world.chen, "households_kept") == (2, 0, 2)
    made.contact(world, date(2026, 1, 10))
    made.contact(world, date(2026, 3, 10), "talk")
    assert left(world, world.chen, "households_kept") == (2, 1, 1), (
        "two visits to one home are not one to each"
    )
    assert left(world, world.chen, "households_kept", date(2026, 4, 1)) == (2, 0, 2), "and next quarter anew"


def test_a_visit_struck_out_does_not_count(world: World) -> None:
    found = made.contact(world, date(2026, 1, 10))
    void(contact=found, reason="记错了", by=world.chen, at=made.moment(date(2026, 1, 11)))
    assert left(world, world.chen, "households_kept") == (1, 0, 1)


def test_a_colleague_who_stands_in_keeps_the_duty(world: World) -> None:
    StandIn.objects.create(
        official=world.chen, stand_in=world.he, unit=world.branch, from_on=date(2026, 2, 1), until_on=date(2026, 2, 9),
        named_by=world.liu, named_at=DEC,
    )  # fmt: skip
    made.contact(world, date(2026, 2, 10), by=world.he)
    assert left(world, world.chen, "households_kept") == (1, 0, 1), "the day after he no longer stood in"
    made.contact(world, date(2026, 2, 9), by=world.he)
    assert left(world, world.chen, "households_kept") == (1, 1, 0)


@pytest.mark.parametrize(
    ("start", "end", "owes"),
    [
        (LONG_AGO, None, True),
        (date(2026, 2, 14), None, True),  # 46 of 90 days
        (date(2026, 2, 15), None, True),  # exactly half, and through the end
        (date(2026, 2, 16), None, False),
        (LONG_AGO, date(2026, 2, 15), False),  # exactly half, and gone at the end
        (LONG_AGO, date(2026, 2, 16), True),
    ],
)
def test_half_a_quarter_decides_who_owes_it(world: World, start: date, end: date | None, owes: bool) -> None:
    made.line(world, "SH-002", world.chen, start, end)
    wanted, _done, _left = left(world, world.chen, "households_kept")
    assert wanted == 1 + owes


def test_a_household_handed_over_is_owed_by_one_of_the_two(world: World) -> None:
    for day in made.days(Q1.first + timedelta(days=1), 88):
        first, second = (rules_hold([(LONG_AGO, day)]), rules_hold([(day, None)]))
        assert first != second, day


def rules_hold(tenures: Any) -> bool:
    from huiyin.duties.rules import holds

    return holds(tenures, Q1)


def test_somebody_new_in_the_last_weeks_owes_nothing_yet(world: World) -> None:
    new = official("new", "新来", world.branch, "干事", "officer")
    Appointment.objects.filter(official=new).update(from_on=date(2026, 3, 1))
    made.line(world, "SH-002", new, date(2026, 3, 1))
    assert one(world, new, "households_kept") is None
    assert left(world, new, "households_kept", date(2026, 4, 1)) == (1, 0, 1)


def test_an_exemption_of_more_than_half_relieves(world: World) -> None:
    made.exemption(world, world.chen, date(2026, 2, 20), date(2026, 3, 31))
    assert left(world, world.chen, "households_kept") == (1, 0, 1)
    made.exemption(world, world.chen, date(2026, 2, 1), date(2026, 2, 25))
    found = one(world, world.chen, "households_kept")
    assert found is not None
    assert (found.wanted, found.left, found.exempt, found.is_exempt) == (0, 0, 1, True)


def test_the_quota_asks_for_lines_of_the_register(world: World) -> None:
    assert left(world, world.chen, "quota_town") == (1, 1, 0)
    new = official("new", "新来", world.branch, "干事", "officer")
    assert left(world, new, "quota_town") == (1, 0, 1)
    assert one(world, new, "quota_county") is None, "the branch stands in a township"
    made.exemption(world, new, date(2026, 3, 1), date(2026, 3, 31))
    found = one(world, new, "quota_town")
    assert found is not None
    assert found.is_exempt


def test_reception_days_count_when_they_were_held(world: World) -> None:
    made.session(world, world.ma, date(2026, 2, 5), held=False)
    assert left(world, world.ma, "reception_day") == (1, 0, 1)
    made.session(world, world.ma, date(2026, 2, 12))
    assert left(world, world.ma, "reception_day") == (1, 1, 0)
    assert one(world, world.gao, "reception_day") is None, "the head of an office does not owe it"


def test_s16_duty_a_forum_in_every_half_year(world: World) -> None:
    assert left(world, world.ma, "forum") == (1, 0, 1)
    made.contact(world, date(2026, 6, 30), "forum", by=world.liu, place=world.town, household=None)
    assert left(world, world.ma, "forum") == (1, 1, 0), "whoever of the township held it"
    assert left(world, world.ma, "forum", date(2026, 7, 1)) == (1, 0, 1)
    assert left(world, world.qian, "forum") == (1, 0, 1), "the other township's is another"


def test_s25_duty_sixty_days_in_the_field(world: World) -> None:
    def research(day: date, half: str = "", until: date | None = None) -> None:
        details = {"half": half, "until_on": until}
        made.contact(world, day, "research", by=world.ma, household=None, details=details, at=DEC)

    research(date(2026, 3, 2), "am")
    research(date(2026, 3, 2), "am")
    found = one(world, world.ma, "research_days")
    assert found is not None
    assert (found.wanted_words, found.done_words, found.left_words) == ("60", "0.5", "59.5")
    research(date(2026, 3, 2))
    research(date(2026, 3, 2), "pm")
    research(date(2026, 3, 9), until=date(2026, 3, 11))
    made.contact(world, date(2026, 3, 20), "policy_talk", by=world.ma, household=None)
    found = one(world, world.ma, "research_days")
    assert found is not None
    assert found.done_words == "4", "two trips on one day are one day; another form is none"
    research(date(2025, 12, 30), until=date(2026, 1, 1))
    found = one(world, world.ma, "research_days")
    assert found is not None
    assert found.done_words == "5", "only the days of this year"


def test_a_meeting_attended_in_each_village(world: World) -> None:
    assert left(world, world.ma, "village_meeting") == (2, 0, 2)
    for day in (date(2026, 1, 8), date(2026, 2, 8)):
        made.contact(world, day, "village_meeting", by=world.chen, place=world.hamlet, household=None)
    found = one(world, world.ma, "village_meeting")
    assert found is not None
    assert {item.key: item.left for item in found.items} == {world.village.pk: 1, world.hamlet.pk: 0}


def test_each_promise_that_falls_due_is_to_be_kept(world: World) -> None:
    assert one(world, world.chen, "promises_kept") is None, "nothing falls due"
    found = made.contact(
        world, date(2026, 2, 2), promises=[made.promised(date(2026, 2, 20)), made.promised(date(2026, 3, 1))]
    )
    assert left(world, world.chen, "promises_kept") == (1, 0, 1)
    first = found.promises.order_by("due_on")[0]
    keep(promise=first, how="送到了", version=1, by=world.chen, at=made.moment(date(2026, 2, 19)))
    assert left(world, world.chen, "promises_kept") == (1, 1, 0)


def test_s22_each_paired_household_is_visited_at_least_twice_a_year(world: World) -> None:
    assert one(world, world.chen, "paired_aid") is None, "nobody is owed before there is a plan"
    other = made.line(world, "SH-002", world.chen, LONG_AGO).household
    made.line(world, "SH-003", world.chen, LONG_AGO)
    made.aid(world, world.home, world.chen, date(2025, 11, 1))
    made.aid(world, other, world.chen, date(2026, 3, 1), date(2026, 10, 31))
    for day, kind in ((10, "paired_aid"), (11, "visit"), (12, "visit"), (13, "talk")):
        made.contact(world, date(2026, 4, day), kind)
    made.contact(world, date(2026, 10, 31), "paired_aid", household=other)
    made.contact(world, date(2026, 11, 1), "paired_aid", household=other)
    found = one(world, world.chen, "paired_aid")
    assert found is not None
    said = {item.key: (item.wanted, item.done, item.left) for item in found.items}
    assert said == {world.home.pk: (2, 3, 0), other.pk: (2, 1, 1)}, "one home does not make up for another"
    assert one(world, world.he, "paired_aid") is None, "and others owe nothing there"


def test_a_plan_begun_in_the_second_half_is_owed_from_the_next_year_on(world: World) -> None:
    made.aid(world, world.home, world.chen, date(2026, 7, 4))
    assert one(world, world.chen, "paired_aid") is None
    found = owed([world.chen.pk], periods.now(date(2027, 2, 1)), county=world.county, at=DEC)[world.chen.pk]
    assert [one.wanted for one in found if one.duty.code == "paired_aid"] == [2]


def test_two_posts_of_one_kind_are_one_duty(world: World) -> None:
    post = Post.objects.create(unit=world.office, title="干事", capacities=["officer"], valid_from=LONG_AGO)
    orgs.appoint(official=world.chen, post=post, from_on=LONG_AGO, by="test", at=DEC)
    assert left(world, world.chen, "households_kept") == (1, 0, 1)


def test_who_holds_no_such_post_owes_nothing(world: World) -> None:
    assert owed([world.sun.pk], periods.now(date(2026, 2, 1)), county=world.county, at=DEC) == {
        world.sun.pk: []
    }


def test_many_officials_cost_as_many_questions_as_one(
    world: World, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    some = [world.chen.pk, world.ma.pk, world.qian.pk]
    for number in range(6):
        new = official(f"o{number}", f"干部{number}", world.branch, "干事", "officer")
        made.line(world, f"SH-1{number}", new, LONG_AGO)
        where = unit("township", f"99010020{number}", f"镇{number}", world.root)
        head = official(f"h{number}", f"镇长{number}", where, "镇长", "unit_head")
        some += [new.pk, head.pk]
    now = periods.now(date(2026, 2, 1))
    with django_assert_max_num_queries(20):
        owed(some[:3], now, county=world.county, at=DEC)
    with django_assert_max_num_queries(20):
        owed(some, now, county=world.county, at=DEC)


def test_who_stood_in_until_called_back_early_kept_the_duty_till_then(world: World) -> None:
    StandIn.objects.create(
        official=world.chen, stand_in=world.he, unit=world.branch, from_on=date(2026, 2, 1), until_on=date(2026, 2, 28),
        named_by=world.liu, named_at=DEC, called_back_at=made.moment(date(2026, 2, 10)),
    )  # fmt: skip
    made.contact(world, date(2026, 2, 10), by=world.he)
    assert left(world, world.chen, "households_kept") == (1, 0, 1), "from that day on nobody stood in"
    made.contact(world, date(2026, 2, 9), by=world.he)
    assert left(world, world.chen, "households_kept") == (1, 1, 0)
