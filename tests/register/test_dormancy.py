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
from huiyin.register.models import Assignment, StandIn
from huiyin.site.schedule import SCHEDULE
from tests.world import AT, SHANGHAI, World

N = 90
MONDAY = date(2026, 3, 2)


def begin(world: World, day: date) -> None:
    Assignment.objects.filter(pk=world.line.pk).update(started_on=day, entered_on=day)


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
    pass_days(first - timedelta(days=3), first - timedelta(days=1))
    assert told(world.chen) == []
    pass_days(first, first + timedelta(days=4))
    assert told(world.chen) == [first]
    assert told(world.liu) == told(world.ma) == []
    pass_days(second - timedelta(days=3), second + timedelta(days=4))
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
    pass_days(met, met + timedelta(days=2))
    pass_days(again - timedelta(days=3), again - timedelta(days=1))
    assert told(world.chen) == [first]
    pass_days(again, again + timedelta(days=2))
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


def last_met(world: World, day: date) -> date | None:
    found: date | None = silence.with_contacts(Assignment.objects.all(), day).get().last_contact
    return found


@pytest.mark.parametrize(
    ("held", "asked", "counts"),
    [(-1, 9, False), (0, 9, True), (9, 9, True), (9, 10, True), (9, 8, False)],
)
def test_a_contact_counts_from_the_lines_first_day_to_the_day_asked_about(
    world: World, held: int, asked: int, counts: bool
) -> None:
    begin(world, date(2026, 1, 5))
    contact = meet(world, date(2026, 1, 5) + timedelta(days=held))
    found = last_met(world, date(2026, 1, 5) + timedelta(days=asked))
    assert found == (contact.held_on if counts else None)


@pytest.mark.parametrize(
    ("held", "back", "counts"),
    [(-1, None, False), (0, None, True), (9, None, True), (10, None, False), (4, 5, True), (5, 5, False)],
)
def test_a_colleagues_visit_counts_on_the_days_they_stood_in(
    world: World, held: int, back: int | None, counts: bool
) -> None:
    begin(world, date(2025, 9, 1))
    first = date(2026, 2, 2)
    noon = datetime.combine(first, time(12), tzinfo=SHANGHAI)
    StandIn.objects.create(
        official=world.chen, stand_in=world.he, unit=world.branch, from_on=first, until_on=first + timedelta(days=9),
        named_by=world.liu, named_at=noon, called_back_at=noon + timedelta(days=back) if back is not None else None,
    )  # fmt: skip
    contact = meet(world, first + timedelta(days=held), by=world.he)
    assert last_met(world, MONDAY) == (contact.held_on if counts else None)


def test_a_reminder_on_the_very_day_is_not_repeated_on_the_next(world: World) -> None:
    exact = MONDAY  # a working day, so that nothing is moved
    begin(world, exact - timedelta(days=N))
    pass_days(exact - timedelta(days=1), exact + timedelta(days=3))
    assert told(world.chen) == [exact]


def test_a_line_that_has_ended_is_never_dormant(world: World) -> None:
    begin(world, MONDAY - timedelta(days=3 * N))
    for end, silent in ((1, True), (0, False)):
        Assignment.objects.update(ended_on=MONDAY + timedelta(days=end), end_reason="迁走了")
        assert silence.dormant(Assignment.objects.all(), MONDAY, world.county).exists() is silent
    assert remind_of_dormant(at=datetime.combine(MONDAY, time(9), tzinfo=SHANGHAI)) == 0


def test_a_register_brought_in_today_says_nothing_of_the_time_before(
    world: World, enter: Callable[..., Client]
) -> None:
    """Paired for years on paper, here since today: nobody is reminded before the charter's days have passed here."""
    begin(world, date(2020, 1, 1))
    Assignment.objects.update(entered_on=MONDAY)
    lines = Assignment.objects.all()
    assert not silence.dormant(lines, MONDAY + timedelta(days=N - 1), world.county).exists()
    assert silence.dormant(lines, MONDAY + timedelta(days=N), world.county).exists()
    assert remind_of_dormant(at=AT) == 0
    page = enter(world.liu).get("/register/dormant/").content.decode()
    assert "SH-001" not in page
    assert "新导入的户从当天算起" in page
    assert "都按时联系过" not in page, "nobody has been met yet"
    Assignment.objects.update(entered_on=MONDAY - timedelta(days=N + 3))
    page = enter(world.liu).get("/register/dormant/").content.decode()
    assert f"在册{N + 3}天，还没走访" in page


def test_a_contact_of_before_that_came_along_counts_as_it_was(world: World) -> None:
    begin(world, date(2025, 1, 1))
    meet(world, date(2025, 10, 1))
    Assignment.objects.update(entered_on=MONDAY)
    lines = Assignment.objects.all()
    assert silence.dormant(lines, MONDAY, world.county).get().silent_since == date(2025, 10, 1)


def test_whatever_brings_a_line_in_writes_down_since_when_it_stands_here(world: World) -> None:
    assert world.line.started_on < world.line.entered_on == MONDAY
