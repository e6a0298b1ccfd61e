"""Files as offices make them, whatever stands above, below, beside or between their rows: read, and said how."""

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from huiyin.orgs.models import County
from huiyin.people.models import ConsentRecord, Resident
from huiyin.register.models import Assignment
from huiyin.sheets.reading import opened, sealed
from huiyin.sheets.saying import said_beside
from tests.sheets.books import REGISTER, book
from tests.sheets.qinghe import brought, looked, qinghe, why
from tests.sheets.test_cases_people import row

__all__ = ["qinghe"]


def saved(made: Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def grid(*rows: list[Any], merge: tuple[str, ...] = ()) -> bytes:
    made = Workbook()
    page = made.active
    assert page is not None
    for one in rows:
        page.append(one)
    for area in merge:
        page.merge_cells(area)
    return saved(made)


def said(outcome: Any) -> str:
    return " ".join(said_beside(outcome))


def test_08_a_head_of_two_rows_is_read_by_its_lowest_cells(qinghe: County) -> None:
    outcome = brought(qinghe, "register", "08_two_row_head.xlsx")
    assert (outcome.new, why(outcome)) == (2, [])
    person = Resident.objects.get(household__code="HA-0801")
    assert (person.name, person.phone) == ("钱一户", "13800000801")
    assert "序号" in said(outcome)


def test_08_what_stands_under_the_official_is_the_officials(qinghe: County) -> None:
    upper = ["序号", "联系干部", "", "", "联系户", "", "", "", "知情同意", "", ""]
    lower = [
        "",
        "姓名",
        "职务",
        "电话",
        "户编号",
        "村",
        "户主姓名",
        "电话",
        "方式（同意方式）",
        "同意日期",
        "是否成年",
    ]
    lower[8] = "同意方式"
    cells = [
        1,
        "周敏",
        "副镇长",
        "0990-1",
        "HA-1",
        "东湾村",
        "王强",
        "13800000001",
        "书面签字",
        "2026-03-05",
        "是",
    ]
    for merge in ((), ("A1:A2", "B1:D1", "E1:H1", "I1:K1")):
        outcome = brought(qinghe, "register", grid(upper, lower, cells, merge=merge))
        assert why(outcome) == []
    line = Assignment.objects.get()
    assert (line.official.username, line.person.name, line.person.phone) == ("zhou", "王强", "13800000001")


def test_08_three_rows_high_and_with_a_row_that_numbers_the_columns(qinghe: County) -> None:
    rows = [
        ["名册"],
        ["编制单位：柳河镇"],
        ["联系干部", "户编号", "联系对象", "", "", "知情同意", "", ""],
        ["", "", "基本情况", "", "", "", "", ""],
        ["", "", "村（社区）", "姓名", "联系电话", "同意方式", "同意日期", "是否成年"],
        ["1", "2", "3", "4", "5", "6", "7", "8"],
        ["zhou", "HA-1", "东湾村", "王强", "", "书面签字", "2026-03-05", "是"],
    ]
    outcome = looked(qinghe, "register", grid(*rows))
    assert (outcome.new, why(outcome)) == (1, [])
    assert "headings left out: line 6" in said(outcome)


def test_09_totals_and_signatures_are_left_out_and_said(qinghe: County) -> None:
    outcome = looked(qinghe, "register", "09_total_and_signature.xlsx")
    assert (outcome.new, why(outcome)) == (2, [])
    assert "totals left out: line 6" in said(outcome)
    assert "remarks left out: line 8, 9" in said(outcome)


@pytest.mark.parametrize(
    "below",
    [
        ["合 计", "", "", "2户"],
        ["", "合计", "", "", "", "", "", ""],
        ["小计：", "2户"],
        ["共2户"],
        ["", "", "", "", "", "", "", "", "合计2户"],
        ["审核人（签字）：孙某", "", "填表人：陈某"],
        ["注：电话变动须及时更新"],
        ["备注：1.本表一式两份"],
        ["", "", "", "单位负责人：李某"],
        ["以下空白"],
        ["（二）西湾村"],
        REGISTER,
    ],
)
def test_09_a_row_that_is_none_never_counts_as_a_bad_one(qinghe: County, below: list[str]) -> None:
    outcome = looked(qinghe, "register", book(REGISTER, [row(), below, row(code="HA-2", name="赵军")]))
    assert (outcome.new, why(outcome)) == (2, [])
    assert "line 3" in said(outcome)


@pytest.mark.parametrize("changed", [{"name": "合小计"}, {"address": "合计"}, {"address": "注：东头第三户"}])
def test_09_a_real_row_is_never_taken_for_a_total(qinghe: County, changed: dict[str, str]) -> None:
    outcome = looked(qinghe, "register", book(REGISTER, [row(**changed)]))
    assert (outcome.new, outcome.table.left.lines) == (1, {})


def test_09_a_row_that_says_too_little_is_bad_and_not_left_out(qinghe: County) -> None:
    outcome = looked(qinghe, "register", book(REGISTER, [row(), ["zhou", "HA-9", "东湾村", "赵军"]]))
    assert outcome.bad_lines == [3]


def test_10_a_day_may_have_a_clock_or_be_a_number(qinghe: County) -> None:
    outcome = brought(qinghe, "register", "10_days.xlsx")
    assert (outcome.new, why(outcome)) == (4, [])
    assert {one.given_at.date() for one in ConsentRecord.objects.all()} == {date(2026, 3, 5)}
    assert "only a number of the spreadsheet, read as the day: 1" in said(outcome)


def test_11_telephones_are_tidied_kept_or_asked_about(qinghe: County) -> None:
    outcome = brought(qinghe, "register", "11_telephones.xlsx", keep_good=True)
    assert (outcome.new, outcome.bad_lines) == (6, [8])
    assert "eleven digits" in outcome.findings[0].sentence
    people = Resident.objects.filter(household__code__startswith="HA-11").order_by("household__code")
    assert [one.phone for one in people] == [
        "13800001101",
        "13800001102",
        "13800001103/13800001104",
        "13800001105(儿子)",
        "0990-2000000转801",
        "",
    ]
    assert [one.masked_phone for one in people] == [
        "138****1101", "138****1102", "138****1103", "138****1105", "0990-*****00", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("+86 138 0000 1101", "13800001101"),
        ("0086-13800001101", "13800001101"),
        ("１３８００００１１０１", "13800001101"),
        (13800001101.0, "13800001101"),
        ("\t13800001101", "13800001101"),
        ('="13800001101"', "13800001101"),
        ("没有", ""),
        ("0990-2000000", "0990-2000000"),
        ("1.38E+10", None),
        ("138000011011", None),
        ("9902000000", None),
        ("13800001101/1380000110", None),
        ("问儿子", None),
    ],
)
def test_11_a_number_is_refused_only_where_digits_are_missing(
    qinghe: County, written: object, kept: str | None
) -> None:
    words = row()
    words[4] = written  # type: ignore[call-overload]
    outcome = brought(qinghe, "register", book(REGISTER, [words]))
    assert [one.phone for one in Resident.objects.all()] == ([] if kept is None else [kept])
    assert len(outcome.bad) == (kept is None)


def test_12_hidden_rows_are_said_and_can_be_left_out(qinghe: County) -> None:
    outcome = looked(qinghe, "register", "12_filtered_rows.xlsx")
    assert outcome.new == 4
    assert "hides (a filter, for instance), read like the others: 2" in said(outcome)
    kept = opened(sealed(outcome.table, "x"), "x").without_hidden()
    assert [line.values["code"] for line in kept.lines] == ["HA-1201", "HA-1204"]
