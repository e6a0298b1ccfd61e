"""The staff pages of reception days: plan, publish, run the day, and the papers; refusals are sentences."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from openpyxl import load_workbook

from huiyin.audit.models import Event
from huiyin.contacts.actions import Raised, keep_point_from
from huiyin.contacts.models import Contact
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from huiyin.people.models import Reveal
from huiyin.receptions.actions import offices
from huiyin.receptions.actions import sessions as receptions
from huiyin.receptions.models import QueueTicket, ReceptionOffice, ReceptionSession
from tests import make_reception as make
from tests.receptions.test_receptions import written
from tests.world import AT, World

Enter = Callable[[Official], Client]
ENGLISH = {"accept-language": "en"}
PATTERN = {
    "once": "t1", "rhythm": "w1", "weekday": "4", "begins": "09:00", "ends": "11:00", "first": "2026-04-24",
    "last": "2026-05-15", "topic": "",
}  # fmt: skip


def today(world: World) -> ReceptionSession:
    session = make.published(world, day=AT.date(), at=AT - timedelta(days=5))
    return receptions.open_session(session=session, version=session.version, by=world.liu, at=AT)


def post(client: Client, url: str, **data: Any) -> Any:
    return client.post(url, data, headers=ENGLISH)


def test_an_office_is_opened_on_the_page(world: World, enter: Enter) -> None:
    form = {
        "once": "x",
        "unit": world.town.pk,
        "name": "接访室",
        "address": "一楼",
        "phone": "",
        "duty_text": "",
    }
    answer = post(enter(world.liu), "/receptions/offices/new/", **form)
    office = ReceptionOffice.objects.get()
    assert answer["Location"] == f"/receptions/offices/{office.key}/"
    assert [line.official for line in office.staff.all()] == [world.liu]
    assert post(enter(world.he), "/receptions/offices/new/", **{**form, "once": "y"}).status_code == 422


def test_the_days_are_shown_before_they_are_kept(world: World, enter: Enter) -> None:
    office = make.office(world)
    client, url = enter(world.liu), f"/receptions/plan/?office={office.key}&year=2026"
    form = {**PATTERN, "officials": [str(world.ma.pk), str(world.chen.pk)]}
    shown = post(client, url, **form)
    assert shown.status_code == 200
    assert "is a day off, so it moves" in shown.content.decode()
    assert not ReceptionSession.objects.exists()
    assert post(client, url, **form, keep="1").status_code == 302
    days = list(ReceptionSession.objects.values_list("planned_on", flat=True))
    assert days == [date(2026, 4, 24), date(2026, 5, 6), date(2026, 5, 8), date(2026, 5, 15)]
    assert post(client, url, **form, keep="1").status_code == 302, "a double click finds the first"
    again = post(client, url, **{**form, "once": "t2"}, keep="1")
    assert again.status_code == 422, "nothing is left of these days"
    assert ReceptionSession.objects.count() == 4
    plan = client.get(url, headers=ENGLISH).content.decode()
    assert "3 sessions, at least 1" in plan
    assert "too few" in plan


def test_all_drafts_are_published_at_once_and_the_rest_says_why(world: World, enter: Enter) -> None:
    good, bad = make.draft(world), make.draft(world, day=date(2026, 3, 4))
    answer = post(enter(world.liu), f"/receptions/plan/publication/?office={good.office.key}&year=2026")
    assert "at least 3 days ahead" in answer.content.decode()
    states = dict(ReceptionSession.objects.values_list("reference", "state"))
    assert states == {good.reference: "published", bad.reference: "draft"}


def test_the_clerk_runs_the_day(world: World, enter: Enter) -> None:
    session = today(world)
    client, base = enter(world.liu), f"/receptions/{session.reference}/"
    assert post(client, base + "tickets/new/", once="a", people="2", name="", phone="").status_code == 302
    assert post(client, base + "tickets/new/", once="a", people="2", name="", phone="").status_code == 302
    assert QueueTicket.objects.count() == 1, "a double click gives one number"
    assert post(client, base + "next/", version=session.version).status_code == 302
    assert post(client, base + "closing/", version=session.version).status_code == 422
    form = {
        "once": "b", "people": "2", "place": world.village.pk, "name": "老李", "phone": "19900002222", "note": "",
        "points-TOTAL_FORMS": "1", "points-INITIAL_FORMS": "0", "points-0-text": "水渠堵了，地里浇不上水",
        "points-0-disposition": "matter", "points-0-answer": "", "points-0-topic": "", "points-0-promise": "",
    }  # fmt: skip
    there = post(client, base + "tickets/1/record/", **form)
    assert there.status_code == 302
    receipt = client.get(there["Location"], headers=ENGLISH).content.decode()
    matter = Matter.objects.get()
    assert matter.reference in receipt
    assert "Query code" in receipt
    assert (matter.raised_by, matter.place) == (world.ma, world.village)
    assert Contact.objects.get().headcount == 2
    assert post(client, base + "closing/", version=session.version).status_code == 302
    assert "老李" not in client.get(base).content.decode()


def test_the_code_is_shown_to_who_wrote_it_down_only(world: World, enter: Enter) -> None:
    session = today(world)
    offices.join_staff(office=session.office, official=world.gao, from_on=AT.date(), by=world.liu, at=AT)
    ticket = make.ticket(world, session, at=AT)
    written(world, ticket, Raised("水渠堵了", "matter"), at=AT)
    url = f"/receptions/{session.reference}/tickets/1/receipts/"
    shown = enter(world.liu).get(url, headers=ENGLISH).content.decode()
    assert ("Query code" in shown, "QR code of your own page" in shown) == (True, True)
    assert "Query code" not in enter(world.gao).get(url, headers=ENGLISH).content.decode()


def test_somebody_on_the_roster_runs_it_without_any_other_hat(world: World, enter: Enter) -> None:
    session = today(world)
    url = f"/receptions/{session.reference}/"
    assert enter(world.he).get(url).status_code == 404
    offices.join_staff(office=session.office, official=world.he, from_on=AT.date(), by=world.liu, at=AT)
    assert enter(world.he).get(url).status_code == 200
    assert (
        post(enter(world.he), url + "tickets/new/", once="q", people="1", name="", phone="").status_code
        == 302
    )


def test_the_call_list_and_the_look_behind_the_mask(world: World, enter: Enter) -> None:
    session = make.published(world)
    held = make.booked(session)
    client, base = enter(world.liu), f"/receptions/{session.reference}/"
    post(client, base + "substitution/", official=world.chen.pk, reason="开会", version=session.version)
    listed = client.get(base + "calls/", headers=ENGLISH).content.decode()
    assert "199****7777" in listed
    assert "19900007777" not in listed
    person = f"{base}bookings/{held.booking.reference}/person/"
    assert "19900007777" in post(client, person, purpose="call").content.decode()
    assert Reveal.objects.get().about == held.booking.reference
    ringing = f"{base}bookings/{held.booking.reference}/ringing/"
    assert post(client, ringing, then="calls")["Location"] == base + "calls/"
    assert post(client, ringing).status_code == 422
    assert enter(world.he).get(person).status_code == 404


@pytest.mark.parametrize("noun", ["substitution", "cancellation", "move"])
def test_a_change_without_a_reason_keeps_the_page(world: World, enter: Enter, noun: str) -> None:
    session = make.published(world)
    answer = post(
        enter(world.liu), f"/receptions/{session.reference}/{noun}/", version=session.version, reason=""
    )
    assert answer.status_code == 422


def test_a_session_whose_day_is_over_is_pointed_out(world: World, enter: Enter) -> None:
    make.published(world, day=date(2026, 2, 26), at=AT - timedelta(days=20))
    shown = enter(world.liu).get("/receptions/today/", headers=ENGLISH).content.decode()
    assert "Their day is over" in shown


def test_pages_cost_the_same_whatever_their_length(world: World, enter: Enter) -> None:
    session = today(world)
    client = enter(world.liu)
    urls = ["/receptions/", "/receptions/today/", f"/receptions/{session.reference}/", "/receptions/plan/"]

    def cost(url: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    make.ticket(world, session, at=AT, name="甲")
    make.published(world)
    client.get(urls[0])  # the session is new
    few = {url: cost(url) for url in urls}
    for n in range(3):
        make.ticket(world, session, at=AT, name="乙")
        make.booked(make.published(world, day=date(2026, 3, 16 + n)), phone=f"1990000777{n}")
    assert {url: cost(url) for url in urls} == few


def test_the_papers(world: World, enter: Enter) -> None:
    session = today(world)
    written(world, make.ticket(world, session, at=AT, name="张老三"), Raised("水渠堵了", "matter"), at=AT)
    client, base = enter(world.liu), f"/reports/receptions/{session.reference}/"

    def words(url: str) -> str:
        return _words(client.get(url).content)

    form = words(base + "tickets/1/docx/")
    assert "接访登记表" in form
    assert "张**" in form
    assert "张老三" not in form
    minutes = words(base + "minutes/docx/")
    assert "接待群众来访" in minutes
    assert "水渠堵了" in minutes
    assert Matter.objects.get().reference in minutes
    plan = words(f"/reports/receptions/plan/docx/?office={session.office.key}&year=2026")
    assert "接访日程公示" in plan
    assert "马成" in plan
    book = load_workbook(io.BytesIO(client.get(base + "register/xlsx/").content))
    values = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert "水渠堵了" in values
    assert "张**" in values
    assert enter(world.qian).get(base + "minutes/docx/").status_code == 404
    taken = Event.objects.filter(deed="report.taken", facts__has_key="rows").values_list("facts", flat=True)
    rows = len(list(book.worksheets[0].iter_rows())) - 1
    assert [fact["rows"] for fact in taken] == [1, rows], "of a form one, of the register all (I-37)"


def test_who_is_complained_of_reads_what_a_visitor_said_of_them_nowhere(world: World, enter: Enter) -> None:
    session = today(world)
    written(world, make.ticket(world, session, at=AT, name="张老三"), Raised("水渠堵了", "matter"), at=AT)
    client, papers = enter(world.liu), f"/reports/receptions/{session.reference}/"

    def shown() -> list[bool]:
        page = client.get(f"/receptions/{session.reference}/").content.decode()
        book = load_workbook(io.BytesIO(client.get(papers + "register/xlsx/").content))
        cells = [str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
        docs = [_words(client.get(papers + url).content) for url in ("tickets/1/docx/", "minutes/docx/")]
        return ["水渠堵了" in text for text in (page, " ".join(cells), *docs)]

    assert shown() == [True] * 4
    keep_point_from(point=Contact.objects.get().points.get(), unit=None, official=world.liu)
    assert shown() == [False] * 4


def _words(content: bytes) -> str:
    paper = Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])
