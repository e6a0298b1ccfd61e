"""Reading workbooks as people make them: headings, days, numbers, formulas, merged cells, and files that are none."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from huiyin.lib import sheet_package, sheet_rows
from huiyin.lib.days import day_in
from huiyin.lib.rows import Heading
from huiyin.lib.sheet_reading import Book, UnreadableBookError, cell_text, read_book
from huiyin.lib.sheets import Sheet, workbook

HEADINGS = [
    Heading("code", ("户编号", "Household number"), required=True),
    Heading("place", ("村（社区）", "Village"), required=True),
    Heading("day", ("日期", "Day")),
]


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    return saved(book)


def read(content: bytes, most: int = 100) -> Book:
    return read_book(content, HEADINGS, most_rows=most, mark="code", example=["example"])


def test_headings_are_found_in_either_language_any_order_and_width() -> None:
    content = sheet(
        ["柳林镇联系户"], [], ["Day", " 村 (社区) *", "户　编号", "多余"], ["2026-03-01", "上河村", 7.0, "x"]
    )
    book = read(content)
    assert book.rows[0].values == {"code": "7", "place": "上河村", "day": "2026-03-01"}
    assert (book.rows[0].line, book.unknown) == (4, ("多余",))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (13800000000.0, "13800000000"),
        (990100101201, "990100101201"),
        (1.5, "1.5"),
        (datetime(2026, 3, 1), "2026-03-01"),
        (date(2026, 3, 1), "2026-03-01"),
        (" 王\u200b秀兰\x07 ", "王秀兰"),
        ("'=1+1", "=1+1"),
        (None, ""),
    ],
)
def test_a_cell_is_read_as_text(value: object, text: str) -> None:
    assert cell_text(value) == text


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01",
        "2026/3/1",
        "2026.3.1",
        "20260301",
        "2026年3月1日",
        "２０２６年３月１日",
        "2026-03-01 00:00",
        "二〇二六年三月一日",
        "二○二六年三月一日",
        "二O二六年三月一日",
    ],
)
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert day_in(text) == date(2026, 3, 1)


@pytest.mark.parametrize("text", ["", "2026-02-30", "3月1日", "46082", "明天", "2026-03-01x"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert day_in(text) is None


def test_blank_rows_and_example_rows_are_left_out() -> None:
    content = sheet(
        ["户编号", "村（社区）"], ["Example 1", "x"], [None, None], ["A", "b"], ["  ", None], [None]
    )
    book = read(content)
    assert [row.line for row in book.rows] == [4]
    assert book.left.lines == {"example": [2]}


def test_cells_merged_downward_count_for_each_of_their_rows() -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (["户编号", "村（社区）"], ["A", "上河村"], ["B", None], ["C", None], [None, None]):
        page.append(row)
    page.merge_cells("B2:B5")
    found = read(saved(book)).rows
    assert [(row.values["code"], row.values["place"]) for row in found] == [
        ("A", "上河村"),
        ("B", "上河村"),
        ("C", "上河村"),
    ]


def test_a_formula_without_a_stored_result_is_named() -> None:
    row = read(sheet(["户编号", "村（社区）"], ["=1+1", "上河村"])).rows[0]
    assert [(one.column, "formula" in one.sentence("en")) for one in row.problems] == [("code", True)]


def test_a_number_that_lost_its_last_digits_is_named() -> None:
    row = read(sheet(["户编号", "村（社区）"], [1234567890123456789, "上河村"])).rows[0]
    assert "fifteen" in row.problems[0].sentence("en")


def test_an_error_cell_is_named() -> None:
    row = read(sheet(["户编号", "村（社区）"], ["#N/A", "上河村"])).rows[0]
    assert "#N/A" in row.problems[0].sentence("en")


def no(content: bytes) -> str:
    with pytest.raises(UnreadableBookError) as refused:
        read(content)
    assert refused.value.sentence("zh-hans") != refused.value.sentence("en")
    return refused.value.code


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def test_what_is_no_workbook_is_a_sentence() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    assert no(b"") == "empty"
    assert no(ole + b"old") == "old_format"
    assert no(ole + "EncryptedPackage".encode("utf-16-le")) == "locked"
    assert no("户编号,村".encode()) == "no_workbook"
    assert no(b"PK\x03\x04 cut short") == "broken"
    assert no(zipped(a_txt=b"x")) == "no_workbook"
    assert no(zipped(xl__workbook_xml=b"<a/>")) == "broken"
    assert no(zipped(xl__workbook_xml=b'<!DOCTYPE x [<!ENTITY a "b">]><a/>')) == "broken"


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        ([["户编号", "村（社区）"], ["A", "上河村"]], ""),
        ([["户编号", "村（社区）", "日期"], ["A", "上河村", "=TODAY()"]], ""),
        ([["户编号", "日期"], ["A", "2026-03-01"]], "lacks_columns"),
        ([["户编号", "村（社区）"]], "no_rows"),
    ],
    ids=["read", "with formulas", "no heading", "no rows"],
)
def test_a_workbook_is_closed_also_when_it_is_refused(
    monkeypatch: pytest.MonkeyPatch, rows: list[list[object]], refused: str
) -> None:
    opened, content = [], sheet(*rows)

    def noted(*given: Any, **named: Any) -> Any:
        opened.append(load_workbook(*given, **named))
        return opened[-1]

    monkeypatch.setattr(sheet_rows, "load_workbook", noted)
    if refused:
        assert no(content) == refused
    else:
        assert read(content).rows
    assert len(opened) == (2 if "=TODAY()" in rows[-1] else 1)
    assert [book._archive.fp for book in opened] == [None] * len(opened)


def test_a_bomb_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_package, "MAX_UNPACKED", 1_000_000)
    assert no(zipped(xl__workbook_xml=b"0" * 2_000_000)) == "bomb"


def test_a_sheet_without_our_headings_names_what_is_missing() -> None:
    with pytest.raises(UnreadableBookError) as refused:
        read(sheet(["户编号", "日期"], ["A", "2026-03-01"]))
    assert "村（社区）" in refused.value.sentence("en")
    said = refused.value.sentence("zh-hans")
    assert "第 1 行找到了表头，有这些列：户编号、日期。还缺：村（社区）" in said
    assert "没有找到表头" not in said
    assert no(sheet(["a"], ["b"])) == "no_heading"
    assert no(sheet(["户编号", "x"], ["A", "y"])) == "no_heading", "one word alone is no head"
    assert no(sheet(["户编号", "村（社区）", "Village"], ["A", "b", "c"])) == "heading_twice"
    assert no(sheet(["户编号", "村（社区）"])) == "no_rows"


def test_too_many_rows_are_said_and_all_sheets_with_the_headings_are_read() -> None:
    rows = [["A", "b"]] * 101
    assert no(sheet(["户编号", "村（社区）"], *rows)) == "too_many_rows"
    book = Workbook()
    for page in (book.active, book.create_sheet("二")):
        assert page is not None
        page.append(["户编号", "村（社区）"])
        page.append(["A", "b"])
    assert [str(row.line) for row in read(saved(book)).rows] == ["2 (Sheet)", "2 (二)"]
    assert len({row.line for row in read(saved(book)).rows}) == 2


def test_what_a_sheet_cannot_hold_is_left_out_of_our_own() -> None:
    """A vertical tab comes with text out of a word processor; the whole workbook failed on it."""
    made = workbook(
        [Sheet("表", ["列"], [["街上\x0b有坑\ud800"], ["\x01=1+1"]])], about=["\x07"], about_name="说明"
    )
    page = load_workbook(io.BytesIO(made))["表"]
    assert [row[0] for row in page.iter_rows(min_row=2, values_only=True)] == ["街上有坑", "'=1+1"]
