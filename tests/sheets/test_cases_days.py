"""Days in lists: what a spreadsheet made of them is asked about, whatever the kind of file."""

from datetime import date

import pytest

from huiyin.orgs.models import Appointment, County
from huiyin.people.models import ConsentRecord
from tests.sheets.books import REGISTER, book
from tests.sheets.qinghe import brought, qinghe, why
from tests.sheets.test_cases_layout import grid, said
from tests.sheets.test_cases_people import row

__all__ = ["qinghe"]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026年3月5日 上午9时30分", date(2026, 3, 5)),
        ("2026/3/5 下午 3:20", date(2026, 3, 5)),
        ("2026-03-05（周四）", date(2026, 3, 5)),
        ("2026年3月5号", date(2026, 3, 5)),
        ("二〇二六年三月十五日", date(2026, 3, 15)),
        ("2026年二月二十日", date(2026, 2, 20)),
        ("\u202a2026/3/5\u202c", date(2026, 3, 5)),
        ("２０２６．３．５", date(2026, 3, 5)),
        (46086, date(2026, 3, 5)),
        (46086.75, date(2026, 3, 5)),
        ("2026年3月", None),
        ("3月5日", None),
        (2026.3, None),
        (202603, None),
        (2026, None),
        ("2026-02-30", None),
    ],
)
def test_10_days_as_people_write_them(qinghe: County, written: object, day: date | None) -> None:
    words = row()
    words[6] = written  # type: ignore[call-overload]
    outcome = brought(qinghe, "register", book(REGISTER, [words]))
    assert [one.given_at.date() for one in ConsentRecord.objects.all()] == ([day] if day else [])
    assert len(outcome.bad) == (0 if day else 1)


def test_10_a_month_is_its_first_day_where_personnel_lists_write_it_so(qinghe: County) -> None:
    outcome = brought(qinghe, "officials", "10_officials_since_month.xlsx", keep_good=True)
    assert (outcome.new, outcome.bad_lines) == (3, [6])
    assert "January or October" in outcome.findings[0].sentence
    days = Appointment.objects.filter(official__username__in=["fangming", "hejingyi", "luyiming"])
    assert {one.from_on for one in days} == {date(2021, 3, 1)}
    assert "first day of it is taken (3 rows)" in said(outcome)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2021.10", date(2021, 10, 1)),
        ("2021.01", date(2021, 1, 1)),
        ("2021.2", date(2021, 2, 1)),
        ("2021.1", None),
    ],
)
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_10_a_month_that_may_have_lost_its_zero_is_asked_about_in_text_too(
    qinghe: County, written: str, day: date | None, form: str
) -> None:
    heads = ["姓名", "账号", "单位", "职务", "权限", "任职时间"]
    cells = ["方明", "fangming", "990326101", "副镇长", "联系干部", written]
    text = f"{','.join(heads)}\r\n{','.join(cells)}\r\n".encode("gb18030")
    outcome = brought(qinghe, "officials", grid(heads, cells) if form == "xlsx" else text)
    assert {one.from_on for one in Appointment.objects.filter(official__username="fangming")} == (
        {day} - {None}
    )
    assert [("January, or October" in sentence) for _line, sentence in why(outcome)] == [True] * (day is None)
