"""A household nobody has met for long (S11): one reminder to the official, later one to the branch, no penalty."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client

from huiyin.contacts import actions
from huiyin.contacts.actions import Raised
from huiyin.contacts.models import Contact
from huiyin.notices.models import Notice
from huiyin.orgs.calendar import calendar
from huiyin.orgs.models import Official
from huiyin.register import actions as register_actions
from huiyin.register import silence
from huiyin.register.clock import remind_of_dormant
from huiyin.register.models import Assignment
from huiyin.site.schedule import SCHEDULE
from tests.world import AT, SHANGHAI, World

N = 90
MONDAY = date(2026, 3, 2)


def begin(world: World, day: date) -> None:
    Assignment.objects.filter(pk=world.line.pk).update(started_on=day)


def pass_days(first: date, last: date) -> None:
    """The clock turns on each of these days, twice."""
    day = first
    while day <= last:
        for hour in (9, 15):
            remind_of_dormant(at=datetime.combine(day, time(hour), tzinfo=SHANGHAI))
        day += timedelta(days=1)


def told(who: Official) -> list[date]:
    return [one.at.astimezone(SHANGHAI).date() for one in Notice.objects.filter(to=who, kind="dormant")]


def meet(world: World, day: date, by: Official | None = None) -> Contact:
    return actions.record(
        place=world.village,
        held_on=day,
        points=[Raised("今年收成好", "noted")],
        promises=[],
        household=world.home,
        by=by or world.chen,
        at=datetime.combine(day, time(16), tzinfo=SHANGHAI),
    )


def working(day: date) -> date:
    return calendar().next_working(day)


def test_s11_on_day_n_one_reminder_and_not_daily_then_one_to_the_branch(world: World) -> None:
    begin(world, MONDAY)
    first, second = working(MONDAY + timedelta(days=N)), working(MONDAY + timedelta(days=2 * N))
    pass_days(first - timedelta(days=8), first - timedelta(days=1))
    assert told(world.chen) == []
    pass_days(first, first + timedelta(days=30))
    assert told(world.chen) == [first]
    assert told(world.liu) == told(world.ma) == []
    pass_days(second - timedelta(days=3), second + timedelta(days=30))
    assert told(world.chen) == [first]
    assert told(world.liu) == told(world.ma) == [second]
    world.line.refresh_from_db()
    assert world.line.ended_on is None, "no automatic penalty"


def test_s11_a_contact_begins_the_count_anew(world: World) -> None:
    begin(world, MONDAY)
    first = working(MONDAY + timedelta(days=N))
    pass_days(first, first)
    met = first + timedelta(days=5)
    meet(world, met)
    again = working(met + timedelta(days=N))
    pass_days(met, again - timedelta(days=1))
    assert told(world.chen) == [first]
    pass_days(again, again + timedelta(days=5))
    assert sorted(told(world.chen)) == [first, again]
    assert told(world.liu) == []


def test_a_contact_entered_later_and_one_struck_out(world: World) -> None:
    begin(world, date(2025, 9, 1))
    contact = meet(world, date(2026, 1, 5))
    lines = Assignment.objects.all()
    assert not silence.dormant(lines, MONDAY, world.county).exists()
    actions.void(contact=contact, reason="记错了户", by=world.chen, at=AT)
    assert silence.dormant(lines, MONDAY, world.county).get() == world.line


def test_a_colleague_who_stands_in_keeps_the_line_awake_and_anybody_else_does_not(world: World) -> None:
    begin(world, date(2025, 9, 1))
    meet(world, date(2026, 2, 26), by=world.he)
    lines = Assignment.objects.all()
    assert silence.dormant(lines, MONDAY, world.county).exists()
    register_actions.name_stand_in(
        official=world.chen,
        stand_in=world.he,
        from_on=date(2026, 2, 25),
        until_on=date(2026, 3, 31),
        by=world.liu,
        at=AT,
    )
    assert not silence.dormant(lines, MONDAY, world.county).exists()


def test_nobody_is_told_on_a_day_off_and_the_clock_is_on_the_schedule(world: World) -> None:
    begin(world, date(2025, 1, 1))
    sunday = datetime(2026, 3, 8, 10, 0, tzinfo=SHANGHAI)
    assert remind_of_dormant(at=sunday) == 0
    assert remind_of_dormant(at=AT) == 2
    assert remind_of_dormant(at=AT) == 0
    assert [line.name for line in SCHEDULE if line.deed is remind_of_dormant] == [
        "register.clock.remind_of_dormant"
    ]


def test_the_page_shows_the_line_on_its_day_and_not_before(
    world: World, enter: Callable[..., Client]
) -> None:
    begin(world, date(2025, 11, 1))
    client = enter(world.liu)
    assert "SH-001" in client.get("/register/dormant/").content.decode()
    assert "SH-001" in client.get("/register/dormant/?on=2026-01-30").content.decode()
    assert "SH-001" not in client.get("/register/dormant/?on=2026-01-29").content.decode()
    assert "SH-001" in enter(world.chen).get("/register/dormant/").content.decode()


@pytest.mark.parametrize(("days", "silent"), [(N - 1, False), (N, True), (N + 1, True)])
def test_a_line_is_dormant_from_the_nth_day_after_a_contact(world: World, days: int, silent: bool) -> None:
    begin(world, MONDAY - timedelta(days=3 * N))
    meet(world, MONDAY)
    found = silence.dormant(Assignment.objects.all(), MONDAY + timedelta(days=days), world.county)
    assert found.exists() == silent


@pytest.mark.parametrize(("days", "silent"), [(N - 1, False), (N, True), (N + 1, True)])
def test_a_line_without_a_contact_is_dormant_from_its_own_nth_day(
    world: World, days: int, silent: bool
) -> None:
    begin(world, MONDAY)
    found = silence.dormant(Assignment.objects.all(), MONDAY + timedelta(days=days), world.county)
    assert found.exists() == silent
