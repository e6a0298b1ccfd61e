"""What a spreadsheet, an export or a hurried hand made of single cells is asked about or said, never kept as it looks."""

from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from huiyin.orgs.models import Appointment, County
from huiyin.people.models import Household
from huiyin.sheets.reading import opened, sealed
from tests.sheets.books import REGISTER, book
from tests.sheets.qinghe import brought, looked, qinghe, why
from tests.sheets.test_cases_layout import grid, said, saved
from tests.sheets.test_cases_people import row

__all__ = ["qinghe"]


def page_of(*rows: list[Any]) -> tuple[Workbook, Any]:
    made = Workbook()
    page = made.active
    assert page is not None
    for one in rows:
        page.append(one)
    return made, page


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("#N/A", "shows an error"),
        ("####", "shows an error"),
        ("锟斤拷", "wrong encoding"),
        ("王\ufffd强", "wrong encoding"),
        ("王?强", "lost or hidden"),
        ("王□", "lost or hidden"),
        ("王**", "lost or hidden"),
        ("王○强", "lost or hidden"),
        ("0", "is no name"),
        ("无", "is no name"),
        ("——", "is no name"),
        ("（空缺）", "is no name"),
        ("王强13800001101", "holds a number"),
        ("王强、李娜", "several people"),
        ("王强/李娜", "several people"),
        ("王强\n李娜", "several people"),
    ],
)
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_is_no_name_is_nobody(qinghe: County, name: str, word: str, form: str) -> None:
    cells = row(name=name)
    quoted = ",".join(f'"{cell}"' for cell in cells)
    text = f"{','.join(REGISTER)}\r\n{quoted}\r\n".encode()
    outcome = looked(qinghe, "register", book(REGISTER, [cells]) if form == "xlsx" else text)
    assert (outcome.new, len(outcome.bad)) == (0, 1)
    assert word in outcome.findings[0].sentence


@pytest.mark.parametrize(
    "name",
    [
        "欧阳修文",
        "古丽·买买提",
        "王强（户主）",
        "王强（户主、党员）",
        "张三丰",
        "王强2",
        "李 娜",
        "Anna Wang",
        "\ue1a2强",
        "王师傅",
    ],
)
def test_what_is_a_name_is_kept(qinghe: County, name: str) -> None:
    assert why(looked(qinghe, "register", book(REGISTER, [row(name=name)]))) == []


def test_a_number_has_what_its_format_shows(qinghe: County) -> None:
    formats = {
        '"HA-"0000': "HA-0007",
        "\\H\\A\\-000": "HA-007",
        "0000": "0007",
        "0_ ": "7",
        "General": "7",
        "000-00": "7",
    }
    made, page = page_of(REGISTER)
    for n, shape in enumerate(formats, start=2):
        cells: list[Any] = row(name=f"钱{'一二三四五六七'[n - 2]}户", address=f"第{n}户")
        cells[1] = 7
        page.append(cells)
        page.cell(n, 2).number_format = shape
    found = looked(qinghe, "register", saved(made)).table.lines
    assert [line.values["code"] for line in found] == list(formats.values())


@pytest.mark.parametrize("code", ["1月1日", "2026/1/1", "Jan-01", "1-Jan", "2026年1月1日"])
def test_a_number_of_which_a_day_was_made_before_it_became_text_is_refused(qinghe: County, code: str) -> None:
    outcome = looked(qinghe, "register", book(REGISTER, [row(code=code)]))
    assert "made a date" in outcome.findings[0].sentence


def test_a_day_that_shows_only_its_month_is_a_month(qinghe: County) -> None:
    made, page = page_of(REGISTER, row(), row(code="HA-2", name="赵军"))
    for n, shape in ((2, "mmm-yy"), (3, 'yyyy"年"m"月"d"日"')):
        page.cell(n, 7).value = date(2026, 3, 1)
        page.cell(n, 7).number_format = shape
    outcome = looked(qinghe, "register", saved(made))
    assert (outcome.new, outcome.bad_lines) == (1, [2])
    assert "only a month" in outcome.findings[0].sentence
    made, page = page_of(
        ["姓名", "账号", "单位", "职务", "权限", "任职时间"],
        ["方明", "fangming", "990326101", "副镇长", "联系干部", date(2021, 10, 1)],
    )
    page.cell(2, 6).number_format = 'yyyy"年"m"月"'
    outcome = brought(qinghe, "officials", saved(made))
    assert "only the month is written" in said(outcome)
    assert Appointment.objects.get(official__username="fangming").from_on == date(2021, 10, 1)


def test_a_column_without_a_heading_is_named(qinghe: County) -> None:
    heads = [*REGISTER, "", "身份证号"]
    cells = [*row(), "13800001102", "110101199001011234"]
    outcome = looked(qinghe, "register", grid(heads, cells))
    assert (outcome.new, why(outcome)) == (1, [])
    assert "without a heading that hold something, not read: J." in said(outcome)
    assert "columns that were not read: 身份证号." in said(outcome)
    assert opened(sealed(outcome.table, "t"), "t").left.nameless == ["J"]
    text = f"{','.join(heads)}\r\n{','.join(cells)}\r\n".encode("gb18030")
    assert "not read: J." in said(looked(qinghe, "register", text))


def test_what_a_note_and_a_line_through_a_row_say_is_said(qinghe: County) -> None:
    made, page = page_of(
        [*REGISTER, "备注"], [*row(), "2026年1月已去世"], [*row(code="HA-2", name="赵军"), ""]
    )
    page.cell(3, 1).font = Font(strike=True)
    outcome = looked(qinghe, "register", saved(made))
    assert outcome.new == 2
    assert "withdrew), read like the others: line 2." in said(outcome)
    assert "line drawn through them, read like the others: line 3" in said(outcome)


def test_the_end_of_an_old_text_file_is_no_row(qinghe: County) -> None:
    text = f"{','.join(REGISTER)}\r\n{','.join(row())}\r\n\x1a".encode("gb18030")
    assert why(looked(qinghe, "register", text)) == []


def test_text_of_a_spreadsheet_in_utf_16_is_read(qinghe: County) -> None:
    rows = ["\t".join(REGISTER), "\t".join(row())]
    assert looked(qinghe, "register", "\r\n".join(rows).encode("utf-16")).new == 1


def test_an_identity_number_is_never_taken(qinghe: County) -> None:
    outcome = looked(
        qinghe,
        "register",
        book(REGISTER, [row(address="110101199003070011"), row(code="110101199003070011")]),
    )
    assert outcome.bad_lines == [2, 3]
    assert not Household.objects.filter(code__startswith="110101").exists()


def test_who_is_gone_by_a_cell_beside_or_by_the_name_of_the_sheet_is_said(qinghe: County) -> None:
    outcome = looked(qinghe, "register", grid([*REGISTER, "状态"], [*row(), "已注销"]))
    assert "withdrew), read like the others: line 2." in said(outcome)
    made, page = page_of(REGISTER, row())
    page.title = "退出名单"
    found = looked(qinghe, "register", saved(made))
    assert "withdrew), read like the others: line 2." in said(found)
    assert opened(sealed(found.table, "t"), "t").lines == found.table.lines


def test_a_cell_as_full_as_a_spreadsheet_can_hold_is_cut(qinghe: County) -> None:
    assert (
        "32767"
        in looked(qinghe, "register", book(REGISTER, [row(address="东" * 32_767)])).findings[0].sentence
    )


def test_a_subtotal_beside_a_column_of_numbers_is_no_row(qinghe: County) -> None:
    rows = [["序号", *REGISTER], [1, *row()], ["小计", "", "1户"], [2, *row(code="HA-2", name="赵军")]]
    outcome = looked(qinghe, "register", grid(*rows))
    assert (outcome.new, why(outcome)) == (2, [])
    assert "totals left out: line 3" in said(outcome)
