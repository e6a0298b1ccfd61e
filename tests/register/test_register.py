"""The register and the card to take along: masked, of the day asked for, and on record with the number of rows."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from huiyin.audit.models import Event
from huiyin.lib.paper_columns import CHARACTER, width
from huiyin.register import actions
from tests.world import AT, World

TODAY = AT.date()


def text_of(content: bytes) -> str:
    paper = Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*[p.text for p in paper.paragraphs], *cells])


def test_s02_the_register_as_docx_and_xlsx_says_what_the_page_says(
    world: World, enter: Callable[..., Client]
) -> None:
    client = enter(world.liu)
    words = text_of(client.get("/reports/register/docx/").content)
    for found in ("联系户（群众）名册", "上河村", "SH-001", "陈立", "2020年1月1日"):
        assert found in words
    book = load_workbook(io.BytesIO(client.get("/reports/register/xlsx/").content))
    assert book.sheetnames[-1] == "说明"
    rows = list(book.worksheets[0].values)
    assert [rows[1][1], rows[1][2], rows[1][4]] == ["上河村", "SH-001", "陈立"]
    assert len(rows) == 2
    meanings = dict(list(book.worksheets[-1].iter_rows(min_row=4, values_only=True)))
    assert len(meanings) == len(rows[0])


def test_the_columns_of_the_paper_are_as_wide_as_what_stands_in_them(
    world: World, enter: Callable[..., Client]
) -> None:
    """Forty rows are two pages, since no number of a household breaks over lines (finding 21)."""
    (table,) = Document(io.BytesIO(enter(world.liu).get("/reports/register/docx/").content)).tables
    widths = [cell.width.mm for cell in table.rows[1].cells if cell.width is not None]
    assert sum(widths) == pytest.approx(156, abs=0.5)
    assert widths[2] >= width("SH-001") * CHARACTER, "the number of a household stands in one line"
    assert widths[5] >= width("2020年1月1日") * CHARACTER, "and so does its day"
    assert not table.autofit


def test_names_stay_masked(world: World, enter: Callable[..., Client]) -> None:
    client = enter(world.liu)
    assert "秀兰" not in text_of(client.get("/reports/register/docx/").content)
    book = load_workbook(io.BytesIO(client.get("/reports/register/xlsx/").content))
    cells = [str(value) for row in book.worksheets[0].values for value in row]
    assert not any("秀兰" in cell or "1990000" in cell for cell in cells)


def test_i37_each_taking_is_on_record_with_purpose_and_rows(
    world: World, enter: Callable[..., Client]
) -> None:
    client = enter(world.liu)
    client.get("/reports/register/docx/")
    client.get("/reports/register/xlsx/?official=he")
    found = [one.facts for one in Event.objects.filter(deed="register.taken", by=world.liu.key)]
    assert [(one["kind"], one["rows"], one["purpose"]) for one in found] == [
        ("docx", 1, "register"),
        ("xlsx", 0, "register"),
    ]


def test_it_is_of_the_day_asked_for_and_of_ones_own_area(world: World, enter: Callable[..., Client]) -> None:
    actions.end(line=world.line, on=TODAY, reason="搬走了", by=world.liu, at=AT)
    client = enter(world.liu)
    assert "SH-001" not in text_of(client.get("/reports/register/docx/").content)
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    assert "SH-001" in text_of(client.get(f"/reports/register/docx/?on={yesterday}").content)
    assert "SH-001" not in text_of(enter(world.qian).get(f"/reports/register/docx/?on={yesterday}").content)


def test_the_card_as_a_document(world: World, enter: Callable[..., Client]) -> None:
    url = f"/reports/register/card/{world.home.key}/"
    words = text_of(enter(world.chen).get(url).content)
    for found in ("民情联系卡", "陈立", "副镇长", "0990-3000000", "不愿再作为联系户"):
        assert found in words
    assert "王" not in words
    assert enter(world.qian).get(url).status_code == 404


def test_the_paper_bears_the_name_of_whose_register_it_is(world: World, enter: Callable[..., Client]) -> None:
    titles = {
        who: text_of(enter(getattr(world, who)).get("/reports/register/docx/").content)
        .strip()
        .splitlines()[0]
        for who in ("chen", "ma", "sun")
    }
    assert titles["chen"].startswith(world.chen.name)
    assert titles["ma"].startswith(world.town.name)
    assert titles["sun"].startswith(world.root.name)
