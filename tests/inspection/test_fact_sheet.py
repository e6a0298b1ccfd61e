"""The fact sheet (S07): duties and outcomes, for oneself and those who lead; never the use of the program."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from docx import Document

from huiyin.contacts import actions as contacts
from huiyin.contacts.actions import Promised
from huiyin.inspection import fact_sheet, papers
from huiyin.lib import periods
from huiyin.matters import actions
from huiyin.orgs.models import Official
from tests import make as matters
from tests.inspection import inspections as make
from tests.inspection.test_effect import closed_matter
from tests.world import AT, World

HALF = periods.of("half_year", date(2025, 8, 1))
USE = (
    "登录",
    "照片",
    "点赞",
    "在线",
    "打卡",
    "时长",
    "得分",
    "分数",
    "排名",
    "名次",
    "log-in",
    "photo",
    "likes",
)


def words(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_s07_the_sheet_holds_outcomes(world: World) -> None:
    closed_matter(world)
    contacts.record(
        place=world.village,
        held_on=date(2025, 10, 8),
        points=[],
        promises=[Promised("把缴费须知送到家", date(2025, 10, 20))],
        note="说到医保缴费",
        by=world.chen,
        at=AT,
        household=world.home,
        person=world.wang,
    )
    make.concluded(world)
    sheet = fact_sheet.build(world.chen, HALF, AT)
    assert sheet.forms == (("visit", 2),)
    assert vars(sheet.promises) == {"due": 1, "in_time": 0, "late": 0, "open": 1}
    assert [(f.kind, f.answer) for f in sheet.findings] == [("criticise", "当天改在村委会见面，日期写错了。")]
    assert sheet.posts == ("机关支部 副镇长",)
    by_code = {line.duty.code: line for line in sheet.duties}
    assert by_code, "what the post owes comes from the charter"
    assert all(float(line.wanted) - float(line.done) == float(line.left) for line in sheet.duties)


def test_s07_matters_raised_answered_and_rated(world: World) -> None:
    closed_matter(world)  # received on the day of the visit
    assert vars(fact_sheet.build(world.chen, HALF, AT).matters) == {
        "raised": 1,
        "answered": 1,
        "rated": 1,
        "handled": 1,
    }


def test_s07_what_was_said_of_an_answer_counts_for_the_version_that_stands(world: World) -> None:
    found = closed_matter(world)
    last = found.replies.latest("pk")
    said = {name: getattr(last, name) for name in (*matters.REPLY, "reason")} | {"facts": last.facts + "。"}
    given: dict[str, Any] = {"corrects_why": "原答复写错了路段", "by": found.handler, "at": AT, **said}
    actions.correct_answer(matter=found, version=found.version, **given)
    head = Official.objects.get(username="gao")
    actions.approve_correction(matter=found, version=found.version + 1, by=head, at=AT)
    counted = vars(fact_sheet.build(world.chen, HALF, AT).matters)
    assert (counted["answered"], counted["rated"], counted["handled"]) == (1, 0, 0)


def test_s07_what_was_taken_down_at_a_desk_is_no_contact_of_the_clerk(world: World) -> None:
    matters.lodged(world, channel="visit", raised_by=world.chen)
    matters.lodged(world, channel="phone", raised_by=world.chen)
    now = periods.of("half_year", AT.date())
    assert fact_sheet.build(world.chen, now, AT).matters.raised == 1


def test_s07_the_paper_never_counts_the_use_of_the_program(world: World) -> None:
    make.visits(world, 3)
    make.concluded(world)
    text = words(papers.fact_sheet(fact_sheet.build(world.chen, HALF, AT), world.county, "柳林镇"))
    assert "履职情况单" in text
    assert "应做" in text
    assert "日期写错了" in text, "the answer stands beside the finding"
    assert [word for word in USE if word in text] == []


def test_s07_the_page_neither(world: World, enter: Callable[[Official], Client]) -> None:
    make.visits(world, 3)
    shown = enter(world.chen).get("/fact-sheets/chen/").content.decode()
    main = shown.partition("<main")[2].partition("</main>")[0]
    assert "2025年下半年" in main
    assert [word for word in USE if word in main] == []


@pytest.mark.parametrize(
    ("who", "status"), [("chen", 200), ("ma", 200), ("sun", 200), ("liu", 404), ("he", 404), ("qian", 404)]
)
def test_s07_for_oneself_and_who_heads_or_supervises(
    world: World, enter: Callable[[Official], Client], who: str, status: int
) -> None:
    client = enter(getattr(world, who))
    assert client.get("/fact-sheets/chen/").status_code == status
    taken = client.get("/reports/fact-sheets/chen/docx/?period=2025-H2")
    assert taken.status_code == status
    if status == 200:
        assert zipfile.is_zipfile(io.BytesIO(taken.content))


def test_a_period_that_is_none_has_no_sheet(world: World, enter: Callable[[Official], Client]) -> None:
    client = enter(world.chen)
    for key in ("2026-03", "2026-H9", "x", "2030-H1"):
        assert client.get(f"/fact-sheets/chen/?period={key}").status_code == 404
    assert client.get("/fact-sheets/chen/?period=2025").status_code == 200
