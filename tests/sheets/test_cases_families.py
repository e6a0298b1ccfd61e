"""Lists that name whole families, tables of villages and orders of a hotline as offices print them."""

from datetime import datetime
from pathlib import Path

import pytest

from huiyin.orgs.models import County
from huiyin.people.models import Household
from huiyin.sheets.wide import wide
from tests.sheets.qinghe import NOW, brought, looked, ordered, qinghe, why
from tests.sheets.test_cases_layout import grid, said

__all__ = ["qinghe"]

HEADS = [
    "序号",
    "联系干部",
    "户编号",
    "户主姓名",
    "家庭成员",
    "与户主关系",
    "联系电话",
    "同意方式",
    "同意日期",
    "是否成年",
    "村",
]
FIRST = [1, "周敏", "F-1", "王强", "王强", "户主", "", "签字", "2026-3-5", "是", "东湾村"]
MERGED = tuple(f"{column}2:{column}4" for column in "ABCDHIJK")


def test_the_telephone_of_a_further_person_of_a_merged_household_is_not_the_contact_persons(
    qinghe: County,
) -> None:
    wife = [None, None, None, None, "李娜", "妻", "13800000002", None, None, None, None]
    son = [None, None, None, None, "王小", "子", None, None, None, None, None]
    outcome = brought(qinghe, "register", grid(HEADS, FIRST, wife, son, merge=MERGED), keep_good=True)
    assert (outcome.new, outcome.bad_lines) == (1, [3])
    assert "somebody else's of the household" in outcome.findings[0].sentence
    assert "further people of a household, for instance): line 4" in said(outcome)
    assert Household.objects.get(code="F-1").members.get().phone == ""


def test_a_list_of_households_takes_its_village_from_its_title_too(qinghe: County) -> None:
    rows = [
        ["2026年东湾村农户花名册"],
        ["序号", "户主", "户编号", "人口数", "住址"],
        [1, "王强", "D-1", 4, "一组"],
    ]
    outcome = brought(qinghe, "households", grid(*rows))
    assert (outcome.new, why(outcome)) == (1, [])
    assert Household.objects.get(code="D-1").place.short_name == "东湾村"
    rows[0] = ["农户花名册"]
    rows[2][2] = "D-2"
    assert "village is needed" in looked(qinghe, "households", grid(*rows)).findings[0].sentence


@pytest.mark.parametrize("said_beside_it", [True, False])
def test_a_table_of_all_households_without_our_groups_is_read_once_its_day_is_named(
    qinghe: County, said_beside_it: bool
) -> None:
    table = grid(
        ["各村户数"], ["序号", "村名", "户数", "低保户"], [1, "东湾村", 260, 10], ["合计", "", 260, 10]
    )
    if said_beside_it:
        outcome = looked(qinghe, "population", table, across=wide(NOW, as_of="2025-12-31", source="年报"))
        assert (outcome.new, why(outcome)) == (1, [])
        assert "columns that were not read: 序号, 低保户." in said(outcome)
    else:
        with pytest.raises(Exception, match="Still missing: As of, Source"):
            looked(qinghe, "population", table, across=wide(NOW))


def test_a_telephone_behind_stars_is_said(
    qinghe: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "1.csv"
    path.write_text(
        f"工单编号,来电时间,诉求内容,来电电话\nA1,{datetime(2026, 3, 5):%Y-%m-%d},路灯坏了。,138****0001\n"
    )
    columns = {"external_id": "工单编号", "received_at": "来电时间", "body": "诉求内容", "phone": "来电电话"}
    assert ordered(path, origin="live", columns=columns) == 0
    assert "cannot be rung as it is written" in capsys.readouterr().out


@pytest.mark.parametrize("code", ["HA—0001", "ha-1", "HA_001", "ＨＡ－１"])
def test_a_number_that_differs_in_signs_or_zeros_only_is_said(qinghe: County, code: str) -> None:
    heads = ["户编号", "村（社区）"]
    assert brought(qinghe, "households", grid(heads, ["HA-0001", "东湾村"])).new == 1
    assert "perhaps one household twice: HA-0001, " in said(
        looked(qinghe, "households", grid(heads, [code, "东湾村"]))
    )
    others = looked(
        qinghe, "households", grid(heads, ["HA-11", "东湾村"], ["HA-1-1", "东湾村"], [code, "西湾村"])
    )
    assert "perhaps one household twice" not in said(others)


def test_numbers_in_a_row_are_no_twins(qinghe: County) -> None:
    rows = [[f"HA-{n:03}", "东湾村"] for n in (1, 10, 11, 100, 101, 110)]
    assert "perhaps one household twice" not in said(
        looked(qinghe, "households", grid(["户编号", "村（社区）"], *rows))
    )


@pytest.mark.parametrize("code", ["HA-1、HA-2", "HA-1，HA-2"])
def test_two_numbers_in_one_cell_are_two_households(qinghe: County, code: str) -> None:
    outcome = looked(qinghe, "households", grid(["户编号", "村（社区）"], [code, "东湾村"]))
    assert "several numbers" in outcome.findings[0].sentence
