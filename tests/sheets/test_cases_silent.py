"""Nothing of a list is lost, moved or given to another village without a sentence, however its parts are put together."""

import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook

from huiyin.lib.sheet_package import unpacked
from huiyin.orgs.models import County
from huiyin.people.models import Household
from huiyin.sheets.reading import opened, sealed
from huiyin.sheets.wide import wide
from tests.sheets.books import REGISTER, book
from tests.sheets.qinghe import NOW, brought, looked, qinghe, table, why
from tests.sheets.test_cases_layout import grid, said, saved
from tests.sheets.test_cases_people import row

__all__ = ["qinghe"]

HEADS = ["序号", "干部登录名", "户编号", "户主", "同意方式", "同意日期", "是否成年", "联系电话", "地址"]


def home(code: str, name: str = "王强", **more: Any) -> list[Any]:
    words = {"phone": "", "address": "", **more}
    return [1, "zhou", code, name, "书面签字", "2026-03-05", "是", *words.values()]


def text(*rows: list[Any]) -> bytes:
    return ("\r\n".join(",".join(map(str, one)) for one in rows) + "\r\n").encode("gb18030")


def places(code: str = "") -> dict[str, str]:
    return {one.code: one.place.short_name for one in Household.objects.filter(code__startswith=code)}


def test_every_sheet_that_was_not_read_is_named(qinghe: County) -> None:
    made = Workbook()
    page = made.active
    assert page is not None
    page.append(REGISTER)
    page.append(row())
    further = made.create_sheet("续")
    further.append(row("li", "HA-2", name="赵军"))
    lacking = made.create_sheet("缺列")
    lacking.append(["户编号", "村（社区）"])
    lacking.append(["HA-3", "东湾村"])
    made.create_sheet("空白")
    outcome = looked(qinghe, "register", saved(made))
    assert outcome.new == 1
    assert "none of the headings: 续." in said(outcome)
    assert "lack a column: 缺列." in said(outcome)
    assert "空白" not in said(outcome)
    again = opened(sealed(outcome.table, "t"), "t")
    assert again.read_as.headless == ["续"], "also when the preview has come back"


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_title_above_a_head_that_stands_there_again_begins_a_new_village(qinghe: County, form: str) -> None:
    rows = [
        ["柳河镇东湾村联系户名册"],
        HEADS,
        home("1"),
        ["填表人：周敏"],
        ["柳河镇西湾村联系户名册"],
        HEADS,
        home("2", "赵军"),
        home("3", "钱一户"),
    ]
    content = grid(*rows) if form == "xlsx" else text(*rows)
    outcome = brought(qinghe, "register", content)
    assert (outcome.new, why(outcome)) == (3, [])
    assert places() == {"1": "东湾村", "2": "西湾村", "3": "西湾村"}
    assert "title of what follows left out: line 5" in said(outcome)
    assert "repeat the headings left out: line 6" in said(outcome)


@pytest.mark.parametrize(
    ("between", "village"),
    [
        ([], "东湾村"),
        ([["柳河镇东湾村联系户名册（续）"]], "东湾村"),
        ([["联系户名册（续表）"]], "东湾村"),
        ([["二、西湾村"]], "西湾村"),
        ([["西湾村（12户）"]], "西湾村"),
        ([["填报单位：西湾村委会", "", "", "", "2026年3月"]], "西湾村"),
        ([["2026年第二季度联系户名册"]], ""),
        ([["柳河镇各村联系户名册"]], ""),
    ],
)
def test_a_page_that_only_goes_on_stays_in_its_village_and_another_title_concludes_nothing(
    qinghe: County, between: list[list[str]], village: str
) -> None:
    rows = [["柳河镇东湾村联系户名册"], HEADS, home("1"), *between, HEADS, home("2", "赵军")]
    outcome = brought(qinghe, "register", grid(*rows), keep_good=True)
    assert places() == {"1": "东湾村", **({"2": village} if village else {})}
    assert bool(outcome.bad) is not bool(village)


def test_a_village_alone_above_its_rows_holds_for_them(qinghe: County) -> None:
    rows = [["柳河镇联系户名册"], HEADS, ["一、东湾村"], home("1"), ["西湾村（1户）"], home("2", "赵军")]
    outcome = brought(qinghe, "register", grid(*rows))
    assert why(outcome) == []
    assert places() == {"1": "东湾村", "2": "西湾村"}
    assert "title of what follows left out: line 5" in said(outcome)


def test_a_sheet_and_a_title_that_say_two_villages_are_asked_about(qinghe: County) -> None:
    made = Workbook()
    page = made.active
    assert page is not None
    page.title = "东湾村"
    for one in (["柳河镇西湾村联系户名册"], HEADS, home("1")):
        page.append(one)
    outcome = looked(qinghe, "register", saved(made))
    assert outcome.bad_lines == [3]
    assert "different villages (东湾村, 西湾村)" in outcome.findings[0].sentence


def test_a_first_title_that_is_no_village_does_not_hide_the_second(qinghe: County) -> None:
    rows = [["柳河镇新农村联系户名册"], ["填报单位：西湾村委会"], HEADS, home("1")]
    assert why(brought(qinghe, "register", grid(*rows))) == []
    assert places() == {"1": "西湾村"}


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_later_head_in_another_order_holds_for_its_rows(qinghe: County, form: str) -> None:
    other = [*REGISTER[:3], REGISTER[4], REGISTER[3], *REGISTER[5:]]
    second = row("li", "HA-2", name="赵军", phone="13800000002")
    second[3], second[4] = second[4], second[3]
    rows = [REGISTER, row(phone="13800000001"), other, second]
    outcome = looked(qinghe, "register", grid(*rows) if form == "xlsx" else text(*rows))
    assert (outcome.new, why(outcome)) == (2, [])
    assert [line.values["phone"] for line in outcome.table.lines] == ["13800000001", "13800000002"]


def test_rows_under_a_later_head_that_lacks_a_column_are_bad_rows(qinghe: County) -> None:
    lacking = [*REGISTER[:5], REGISTER[6], REGISTER[7]]
    rows = [
        REGISTER,
        row(),
        lacking,
        ["li", "HA-2", "东湾村", "赵军", "", "2026-03-05", "是"],
        REGISTER,
        row(code="HA-3"),
    ]
    outcome = looked(qinghe, "register", grid(*rows))
    assert (outcome.new, outcome.bad_lines) == (2, [4])
    assert "on line 3" in outcome.findings[0].sentence


def test_a_later_head_that_calls_a_column_otherwise_is_asked_about(qinghe: County) -> None:
    other = [*REGISTER[:4], "群众手机一", *REGISTER[5:]]
    outcome = looked(
        qinghe, "register", grid(REGISTER, row(), other, row("li", "HA-2", name="赵军", phone="13800000002"))
    )
    assert outcome.bad_lines == [4]
    assert "群众手机一" in outcome.findings[0].sentence


def test_as_above_takes_nothing_from_the_list_of_another_village(qinghe: County) -> None:
    rows = [["东湾村名册"], HEADS, home("1"), ["西湾村名册"], HEADS, [1, "〃", *home("2", "赵军")[2:]]]
    outcome = looked(qinghe, "register", grid(*rows))
    assert outcome.bad_lines == [6]
    assert "nothing to take" in outcome.findings[0].sentence


def test_a_cell_merged_over_two_columns_and_several_rows_counts_for_each_row(qinghe: County) -> None:
    rows = [["干部登录名", "职务", *REGISTER[1:]]]
    for n in range(3):
        one = row(code=f"HA-{n}", name=f"钱{'一二三'[n]}户")
        rows.append([one[0] if not n else None, None, *one[1:]])
    outcome = looked(qinghe, "register", grid(*rows, merge=("A2:B4",)))
    assert (outcome.new, why(outcome)) == (3, [])


def test_columns_that_the_sheet_hides_are_named(qinghe: County) -> None:
    made = Workbook()
    page = made.active
    assert page is not None
    page.append(REGISTER)
    page.append(row(phone="13800000001"))
    page.column_dimensions["E"].hidden = True
    assert "columns that the sheet hides, read like the others: 联系电话." in said(
        looked(qinghe, "register", saved(made))
    )


def test_a_torn_row_of_a_table_across_is_a_bad_row_and_one_without_a_number_is_named(qinghe: County) -> None:
    heads = ["村", "总户数", "农民", "截至日期", "来源"]
    content = text(
        heads,
        ["东湾村", "260", "20", "2025-12-31", "年报"],
        ["西湾村", "1"],
        ["石槽村", "", "", "2025-12-31", "年报"],
    )
    outcome = looked(qinghe, "population", content, across=wide(NOW))
    assert (outcome.new, [int(line) for line in outcome.bad_lines]) == (2, [3])
    assert "without any number, of which nothing is taken: line 4" in said(outcome)


CHOICES = (
    b'<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{CCE6A557}">'
    b'<x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation>'
    b"<x14:formula1><xm:f>Data!$A$1:$A$9</xm:f></x14:formula1></x14:dataValidation></x14:dataValidations></ext></extLst>"
)


def test_a_list_of_choices_in_another_sheet_does_not_keep_blank_rows_in(qinghe: County) -> None:
    """Excel writes such a drop-down behind the rows, with a formula of its own: it is none of a row."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book(REGISTER, [row()]))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.infolist():
            data = source.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                before, after = data.split(b"</sheetData>")
                blank = b"".join(b'<row r="%d" ht="20" customHeight="1"/>' % n for n in range(3, 400_000))
                below = after.replace(b"</worksheet>", CHOICES + b"</worksheet>")
                data = before + blank + b"</sheetData>" + below
            target.writestr(part, data)
    assert len(unpacked(out.getvalue()).content) < 100_000
    assert looked(qinghe, "register", out.getvalue()).new == 1


def test_a_title_that_no_head_follows_is_no_title(qinghe: County) -> None:
    outcome = looked(
        qinghe, "register", book(REGISTER, [row(), ["李卫国一家"], row(code="HA-2", name="赵军")])
    )
    assert (outcome.new, outcome.bad_lines) == (2, [3])


def test_reading_again_what_was_sealed_keeps_the_villages_of_titles(qinghe: County) -> None:
    found = table("register", grid(["柳河镇东湾村联系户名册"], HEADS, home("1")))
    again = opened(sealed(found, "t"), "t")
    assert [line.villages for line in again.lines] == [line.villages for line in found.lines]
