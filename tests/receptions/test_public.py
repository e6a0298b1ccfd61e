"""The public calendar: by month and township, one page a session, a sheet for the board, a feed, and the screen."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from huiyin.receptions.actions import bookings, offices
from huiyin.receptions.actions import sessions as receptions
from huiyin.receptions.models import ReceptionOffice
from tests import make_reception as make
from tests.world import AT, World

ENGLISH = {"accept-language": "en"}


def text(client: Client, url: str) -> str:
    answer = client.get(url, headers=ENGLISH)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_the_calendar_names_who_when_where_and_what_about(world: World, client: Client) -> None:
    make.published(world, topic="土地、饮水")
    shown = text(client, "/c/heyang/receptions/?month=2026-03")
    for word in ("马成", "镇长", "09:00–11:00", "柳林镇政府一楼", "土地、饮水", "6 free"):
        assert word in shown
    assert "马成" not in text(client, "/c/heyang/receptions/?month=2026-04")
    assert "马成" in text(client, f"/c/heyang/receptions/?month=2026-03&unit={world.town.code}")


def test_what_is_to_come_stands_first_and_the_next_one_whatever_its_month(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.published(world, topic="土地")
    monkeypatch.setattr("django.utils.timezone.now", lambda: make.ON_THE_DAY + timedelta(days=1))
    shown = text(client, "/c/heyang/receptions/")
    assert "1 of this month is over" in shown
    assert "the next ones are" not in shown, "none is published"
    make.published(world, day=date(2026, 5, 20), topic="饮水")
    shown = text(client, "/c/heyang/receptions/")
    assert shown.index("饮水") < shown.index("1 of this month is over") < shown.index("土地")
    assert "can be booked from" in shown


def test_a_calendar_costs_the_same_whatever_its_length(world: World, client: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            text(client, "/c/heyang/receptions/?month=2026-03")
        return len(seen)

    make.published(world)
    few = cost()
    for n in range(4):
        make.booked(make.published(world, day=date(2026, 3, 16 + n)), phone=f"1990000777{n}")
    assert cost() <= few


def test_odd_months_and_units_show_this_month(world: World, client: Client) -> None:
    for query in ("month=xx", "month=9999-99", "unit=nobody", "month=2026-13"):
        assert "2026" in text(client, f"/c/heyang/receptions/?{query}")


def test_the_sheet_for_the_board_stands_by_itself(world: World, client: Client) -> None:
    make.published(world)
    sheet = text(client, "/c/heyang/receptions/notice/?month=2026-03")
    assert "<table>" in sheet
    end = sheet[sheet.index("signed print-only") :]
    assert world.root.on_paper in end[:80], "who puts it up stands at its end, in full"
    own = text(client, f"/c/heyang/receptions/notice/?month=2026-03&unit={world.town.code}")
    assert world.town.on_paper in own[own.index("signed print-only") :][:80]
    assert re.search(r"20\d\d", end[:160]), "and the day"


def test_what_was_called_off_stands_on_no_sheet_for_the_board(world: World, client: Client) -> None:
    make.published(world, topic="土地")
    gone = make.published(world, day=date(2026, 3, 19), topic="饮水")
    receptions.cancel_session(session=gone, reason="防汛", version=gone.version, by=world.liu, at=AT)
    sheet = text(client, "/c/heyang/receptions/notice/?month=2026-03")
    assert ("土地" in sheet, "饮水" in sheet) == (True, False)


def test_other_programs_read_the_calendar(world: World, client: Client) -> None:
    kept, gone = make.published(world), make.published(world, day=date(2026, 3, 19))
    receptions.cancel_session(session=gone, reason="防汛", version=gone.version, by=world.liu, at=AT)
    make.draft(world, day=date(2026, 3, 26))
    answer = client.get("/c/heyang/receptions/calendar.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    zones = Calendar.from_ical(answer.content).walk("VTIMEZONE")
    assert [str(zone["TZID"]) for zone in zones] == ["Asia/Shanghai"], (
        "hours name a zone that the file explains"
    )
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    found = {str(event["UID"]): str(event["STATUS"]) for event in events}
    assert found == {f"{kept.reference}@huiyin": "CONFIRMED", f"{gone.reference}@huiyin": "CANCELLED"}
    start = events[0].decoded("DTSTART")
    assert (start.date(), start.utcoffset()) == (make.DAY, timedelta(hours=8))
    key = kept.office.key
    assert (
        len(
            Calendar.from_ical(client.get(f"/c/heyang/receptions/calendar.ics?office={key}").content).walk(
                "VEVENT"
            )
        )
        == 2
    )
    other = client.get("/c/heyang/receptions/calendar.ics?office=nobody").content
    assert Calendar.from_ical(other).walk("VEVENT") == []


def test_the_screen_shows_numbers_and_no_names(world: World, client: Client) -> None:
    session = make.published(world, day=AT.date(), at=AT - timedelta(days=5))
    held = make.booked(session, at=AT - timedelta(days=1), slot_at=make.ELEVEN.replace(hour=10, minute=20))
    session = receptions.open_session(session=session, version=session.version, by=world.liu, at=AT)
    ticket = bookings.arrive(booking=held.booking, by=world.liu, at=AT)
    second = make.ticket(world, session, at=AT, name="老张")
    bookings.call_in(ticket=second, by=world.liu, at=AT)
    url = f"/c/heyang/screen/{session.office.screen_key}/"
    shown = text(client, url)
    assert f"{second.number:03d}" in shown
    assert f"{ticket.number:03d}" in shown
    assert "王阿姨" not in shown
    assert "老张" not in shown
    part = client.get(url, headers={"hx-request": "true"}).content.decode()
    assert "<html" not in part
    assert f"{second.number:03d}" in part


def test_the_address_of_the_screen_can_be_renewed(world: World, client: Client) -> None:
    office = make.office(world)
    before = office.screen_key
    offices.renew_screen(office=office, by=world.liu, at=AT)
    assert client.get(f"/c/heyang/screen/{before}/").status_code == 404
    now = ReceptionOffice.objects.get(pk=office.pk).screen_key
    assert client.get(f"/c/heyang/screen/{now}/").status_code == 200
    assert client.get(f"/c/other/screen/{now}/").status_code == 404


def test_the_home_page_offers_three_large_choices(world: World, client: Client) -> None:
    shown = text(client, "/c/heyang/")
    assert shown.count('class="choice"') == 3
    assert "/c/heyang/receptions/" in shown
