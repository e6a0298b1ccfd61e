"""A workbook as it comes out of the printer."""

import io
from datetime import date
from typing import Any

from openpyxl import load_workbook

from huiyin.lib.sheets import WIDEST, Sheet, workbook

LONG = "走访时群众提出的事项漏记、漏登记，已经补登并向本人说明，今后当天在手机上记"


def printed(columns: list[str], *rows: list[Any]) -> Any:
    content = workbook([Sheet("台账", columns, rows)], about=["说明"], about_name="说明")
    return load_workbook(io.BytesIO(content))


def test_all_columns_stand_on_one_page_under_a_head_that_is_repeated() -> None:
    for page in printed(["单位", "问题"], ["青禾镇", LONG]).worksheets:
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
        assert str(page.page_setup.paperSize) == "9", "A4"
        assert page.oddFooter.center.text == "&P / &N"
        assert page.oddHeader.center.text.splitlines()[0] == "&A"
    sheet = printed(["单位", "问题"], ["青禾镇", LONG])["台账"]
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.print_options.gridLines


def test_each_printed_page_says_what_it_is_of_and_numbers_do_not_stick_to_the_words_beside_them() -> None:
    about = ["柳河镇 & 石桥镇", "截至2026年11月3日。", "其余只在说明里。"]
    content = workbook([Sheet("台账", ["序号", "村"], [[1, "柳树社区"]])], about=about, about_name="说明")
    sheet = load_workbook(io.BytesIO(content))["台账"]
    assert sheet.oddHeader.center.text.splitlines() == ["&A", "柳河镇 && 石桥镇", "截至2026年11月3日。"]
    assert (sheet["A2"].alignment.horizontal, sheet["B2"].alignment.horizontal) == ("center", None)


def test_a_broad_sheet_lies_across_and_a_narrow_one_stands() -> None:
    assert printed(["单位", "问题"], ["青禾镇", LONG])["台账"].page_setup.orientation == "portrait"
    assert printed(["甲"] * 5, [LONG] * 5)["台账"].page_setup.orientation == "landscape"


def test_long_text_is_wrapped_in_a_row_that_is_high_enough() -> None:
    sheet = printed(["单位", "问题"], ["青禾镇", LONG], ["青禾镇", "一\n二\n三"], ["青禾镇", "短"])["台账"]
    assert sheet.column_dimensions["B"].width == WIDEST
    assert sheet["B2"].alignment.wrap_text
    heights = [sheet.row_dimensions[at].height for at in (1, 2, 3, 4)]
    assert heights == [16, 48, 48, 16]


def test_a_day_stays_a_day_and_is_shown_in_chinese() -> None:
    cell = printed(["期限"], [date(2026, 11, 3)])["台账"]["A2"]
    assert cell.value.date() == date(2026, 11, 3)
    assert cell.number_format == 'yyyy"年"m"月"d"日"'
