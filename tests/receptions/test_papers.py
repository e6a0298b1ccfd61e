"""What the papers of a reception day say, read back: minutes, a visitor's form, the plan of a year, the duties on the wall."""

import io
from collections.abc import Callable
from datetime import date, time, timedelta

from django.test import Client
from docx import Document

from huiyin.contacts.actions.recording import Promised, Raised
from huiyin.orgs.models import Official
from huiyin.receptions import papers
from huiyin.receptions.actions import offices
from huiyin.receptions.actions import sessions as receptions
from huiyin.receptions.actions.coming import Reception, record_reception
from huiyin.receptions.models import QueueTicket
from tests import make_reception as make
from tests.world import AT, World


def read(content: bytes) -> list[str]:
    paper = Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return [*(one.text for one in paper.paragraphs), *cells]


def received(world: World) -> QueueTicket:
    before = AT - timedelta(days=5)
    session = make.published(world, day=AT.date(), at=before, begins=time(9, 0), ends=time(12, 0))
    session = receptions.open_session(session=session, version=session.version, by=world.liu, at=AT)
    ticket = make.ticket(world, session, at=AT)
    points = [Raised("渠尾轮不到水", "answered", answer="轮灌表已排好"), Raised("门口的井盖松了", "matter")]
    promises = [Promised("把轮灌表贴出来", date(2026, 3, 20))]
    said = Reception(points=points, promises=promises, people=1)
    record_reception(said, ticket=ticket, root=world.root, by=world.liu, at=AT)
    ticket.refresh_from_db()
    return ticket


def test_what_becomes_of_a_point_reads_as_chinese_and_its_number_comes_first(world: World) -> None:
    ticket = received(world)
    reference = ticket.contact.points.get(text="门口的井盖松了").matter.reference  # type: ignore[union-attr]
    for content in (
        papers.minutes(ticket.session, world.liu, AT),
        papers.visitor_form(ticket, world.liu, AT),
    ):
        text = read(content)
        assert "当场答复：轮灌表已排好" in text
        assert f"登记交办：{reference}" in text, (
            "near the beginning of a line, so that it does not stand at its end"
        )
        assert any(one.endswith("把轮灌表贴出来（2026年3月20日前）") for one in text)
        assert not [one for one in text if "(" in one or ": " in one]


def test_a_day_that_was_called_off_says_so_in_chinese_brackets(world: World) -> None:
    session = make.published(world)
    session = receptions.cancel_session(
        session=session, reason="防汛", version=session.version, by=world.liu, at=AT
    )
    text = read(papers.plan(session.office, [session], 2026, AT))
    assert [one for one in text if "（已取消）" in one]
    assert "电话：0990-2000000。地址：柳林镇政府一楼。" in text


def test_the_duties_on_the_wall_set_names_beside_each_other(
    world: World, enter: Callable[[Official], Client]
) -> None:
    office = make.office(world)
    offices.join_staff(office=office, official=world.chen, from_on=AT.date(), by=world.liu, at=AT)
    page = enter(world.liu).get(f"/receptions/offices/{office.key}/duties/").content.decode()
    assert f"{world.chen.name}、{world.liu.name}" in page or f"{world.liu.name}、{world.chen.name}" in page
