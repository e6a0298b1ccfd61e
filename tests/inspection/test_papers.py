"""The papers of inspections: notice with the answers beside, check sheet without names, ledger as docx and xlsx."""

import io
from collections.abc import Callable
from datetime import date

from django.test import Client
from django.utils.translation import override
from docx import Document
from openpyxl import load_workbook

from huiyin.inspection import papers
from huiyin.inspection.actions import rectifying
from huiyin.orgs.models import Official
from tests.inspection import inspections as make
from tests.world import AT, World


def words(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_s06_the_notice_prints_the_answer_beside_the_finding(
    world: World, enter: Callable[[Official], Client]
) -> None:
    make.visits(world, 4)
    found, _finding = make.concluded(world, said=[make.WRONG])
    url = f"/reports/inspections/{found.reference}/notice/docx/"
    text = words(enter(world.chen).get(url).content)
    assert "关于柳林镇机关党支部\n联系群众工作检查情况的通报" in text
    assert text.index("记录的走访没有发生") < text.index("日期写错了")
    assert "共有4条记录，随机抽取4条" in text
    assert "名单上的记录全部核实过" in text, "nothing is left to infer, so no bound is given"
    assert "王秀兰" not in text
    assert enter(world.qian).get(url).status_code == 404


def test_s06_before_the_end_there_is_no_paper(world: World, enter: Callable[[Official], Client]) -> None:
    make.visits(world, 1)
    found, _finding = make.sent(world)
    for name in ("notice", "check-sheet"):
        assert enter(world.sun).get(f"/reports/inspections/{found.reference}/{name}/docx/").status_code == 404


def test_s06_the_check_sheet_names_no_person_and_is_not_for_the_branch(
    world: World, enter: Callable[[Official], Client]
) -> None:
    make.visits(world, 3)
    found, _finding = make.concluded(world)
    url = f"/reports/inspections/{found.reference}/check-sheet/docx/"
    text = words(enter(world.sun).get(url).content)
    assert found.seed in text
    assert found.population_sha256 in text
    assert all(reference in text for reference in found.sample)
    assert "陈立" not in text
    assert "王秀兰" not in text
    assert enter(world.chen).get(url).status_code == 404


def test_s70_the_ledger_as_document_and_workbook(world: World, enter: Callable[[Official], Client]) -> None:
    row = rectifying.list_problem(unit=world.branch, problem="走访日期事后补填", by=world.ma, at=AT)
    rectifying.assign(
        rectification=row,
        cause="月底集中补录",
        measure="当天在手机上记",
        owner=world.chen,
        due_on=date(2026, 3, 20),
        version=1,
        by=world.ma,
        at=AT,
    )
    ma = enter(world.ma)
    text = words(ma.get("/reports/ledger/docx/").content)
    assert all(word in text for word in ("整改台账", "月底集中补录", "陈立", "2026年3月20日"))
    book = load_workbook(io.BytesIO(ma.get("/reports/ledger/xlsx/").content))
    cells = [cell.value for line in book.worksheets[0].iter_rows() for cell in line]
    assert "当天在手机上记" in cells
    assert "存在什么问题" in [cell.value for line in book.worksheets[1].iter_rows() for cell in line]
    other = words(enter(world.qian).get("/reports/ledger/docx/").content)
    assert "走访日期事后补填" not in other


def test_s06_part_of_the_records_gives_a_bound(world: World) -> None:
    make.visits(world, 40)
    found, _finding = make.concluded(world)
    with override("zh-hans"):
        sentences = papers.result_sentences(found)
    assert sentences[0] == "共有40条记录，随机抽取21条。"
    assert sentences[-1].startswith("所以这一时期该支部的记录最多有 7.5% 与实际不符"), sentences
