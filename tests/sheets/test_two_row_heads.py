"""Heads of two rows: what the lower one leaves out or we do not know is the merged word above it, or named by both words."""

from typing import Any

import pytest

from huiyin.orgs.models import County
from huiyin.people.models import Household, Resident
from tests.sheets.qinghe import brought, looked, qinghe, why
from tests.sheets.test_cases_sheets import grid, said

__all__ = ["qinghe"]

END = ["书面签字", "2026-03-05", "是"]
UPPER = ["序号", "登录名", "户编号", "户主信息", "", "", "", "知情同意", "", ""]
LOWER = ["", "", "", "村", "姓名", "电话", "健康", "同意方式", "同意日期", "是否成年"]
CELLS = [1, "zhou", "HA-1", "东湾村", "王强", "13800000001", "腿脚不便", *END]
DOWN = ("A1:A2", "B1:B2", "C1:C2")


def sheet(upper: list[Any], lower: list[Any], *merge: str) -> bytes:
    return grid(upper, lower, CELLS, merge=(*DOWN, *merge))


def test_an_unknown_word_under_a_merged_one_is_named_by_both(qinghe: County) -> None:
    outcome = looked(qinghe, "register", sheet(UPPER, LOWER, "D1:G1", "H1:J1"))
    assert (outcome.new, why(outcome)) == (1, [])
    assert "户主信息 · 健康" in said(outcome)


def test_an_empty_cell_under_a_merged_word_is_named_by_it_and_its_letter(qinghe: County) -> None:
    lower = [*LOWER[:6], "", *LOWER[7:]]
    outcome = looked(qinghe, "register", sheet(UPPER, lower, "D1:G1", "H1:J1"))
    assert (outcome.new, why(outcome)) == (1, [])
    assert "户主信息 · G" in said(outcome)


@pytest.mark.parametrize("own", ["甲", ""])
def test_the_only_column_that_says_nothing_takes_the_merged_word(qinghe: County, own: str) -> None:
    upper = ["序号", "登录名", "户编号", "村（社区）", "姓名", "联系电话", "", "知情同意", "", ""]
    lower = ["", "", "", "", "", "备注", own, "同意方式", "同意日期", "是否成年"]
    cells = [1, "zhou", "HA-1", "东湾村", "王强", "常在", "13800000001", *END]
    merge = (*DOWN, "D1:D2", "E1:E2", "F1:G1", "H1:J1")
    outcome = brought(qinghe, "register", grid(upper, lower, cells, merge=merge))
    assert why(outcome) == []
    assert Resident.objects.get().phone == "13800000001"


def test_of_two_that_say_nothing_none_takes_it_and_both_are_named(qinghe: County) -> None:
    upper = ["序号", "登录名", "户编号", "村（社区）", "姓名", "联系电话", "", "知情同意", "", ""]
    lower = ["", "", "", "", "", "甲", "乙", "同意方式", "同意日期", "是否成年"]
    cells = [1, "zhou", "HA-1", "东湾村", "王强", "13800000001", "13800000002", *END]
    merge = (*DOWN, "D1:D2", "E1:E2", "F1:G1", "H1:J1")
    outcome = brought(qinghe, "register", grid(upper, lower, cells, merge=merge))
    assert why(outcome) == []
    assert Resident.objects.get().phone == ""
    assert "联系电话 · 甲" in said(outcome)
    assert "联系电话 · 乙" in said(outcome)


def test_what_is_said_of_the_official_is_never_the_household_s(qinghe: County) -> None:
    upper = ["序号", "联系干部", "", "户编号", "村", "姓名", "家庭地址", "知情同意", "", ""]
    lower = ["", "姓名", "分工", "", "", "", "", "同意方式", "同意日期", "是否成年"]
    cells = [1, "周敏", "农业", "HA-1", "东湾村", "王强", "东头", *END]
    merge = ("A1:A2", "B1:C1", "D1:D2", "E1:E2", "F1:F2", "G1:G2", "H1:J1")
    outcome = brought(qinghe, "register", grid(upper, lower, cells, merge=merge))
    assert why(outcome) == []
    assert (Household.objects.get().code, Resident.objects.get().name) == ("HA-1", "王强")
    assert "联系干部 · 分工" in said(outcome)


def test_a_word_over_a_single_table_moves_no_column(qinghe: County) -> None:
    """A title over the whole sheet that happens to be a heading's word is nobody's column."""
    heads = ["登录名", "户编号", "村", "姓名", "备注甲", "同意方式", "同意日期", "是否成年"]
    cells = ["zhou", "HA-1", "东湾村", "王强", "无", *END]
    outcome = looked(qinghe, "register", grid(["联系户"], heads, cells, merge=("A1:H1",)))
    assert (outcome.new, why(outcome)) == (1, [])
    assert "备注甲" in said(outcome)
