"""Any head and any rows: what a list says comes out as it says, whatever order, title, sheets and signs it is put in."""

import io
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from huiyin.lib.csv_rows import open_csv
from huiyin.lib.list_rows import Left, Sorter
from huiyin.lib.list_titles import villages_in
from huiyin.lib.rows import Row
from huiyin.lib.sheet_reading import read_book
from huiyin.sheets.columns import NOTE, example_words, shape

HEADINGS = shape("register").headings()
NAMES = [one.name for one in HEADINGS if one.name != NOTE]
WORDS = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=6)
CELL = st.one_of(WORDS, st.from_regex(r"[A-Z]{2}-[0-9]{4}", fullmatch=True), st.just("13800000001"))
SIGNS = ["", "*", " ", "（必填）", "：", "\n（可不填）"]
JUNK = ["合计", "填表人：陈某", "注：电话变动须及时更新", "以下空白", "共2户", "小计"]
many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def lists(draw: Any) -> tuple[list[str], list[list[str]]]:
    """The columns in some order, and rows whose every cell is filled."""
    names = draw(st.permutations(NAMES))
    rows = draw(st.lists(st.lists(CELL, min_size=len(names), max_size=len(names)), min_size=1, max_size=5))
    return list(names), rows


def spelled(draw: Any, name: str) -> str:
    heading = next(one for one in HEADINGS if one.name == name)
    word = draw(st.sampled_from(heading.spellings))
    inside, behind = draw(st.sampled_from(["", " ", "\n", "\u3000", "\u200b"])), draw(st.sampled_from(SIGNS))
    return word[:1] + inside + word[1:] + behind


def saved(sheets: list[list[list[Any]]]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.remove(book.active)  # type: ignore[arg-type]
    for rows in sheets:
        page = book.create_sheet()
        for row in rows:
            page.append(row)
    book.save(out)
    return out.getvalue()


def read(content: bytes) -> tuple[list[dict[str, str]], Left]:
    book = read_book(content, HEADINGS, most_rows=1_000, mark=NOTE, example=example_words())
    return [dict(row.values) for row in book.rows], book.left


@many
@given(data=st.data(), found=lists(), junk=st.lists(st.sampled_from(JUNK), max_size=3))
def test_every_row_comes_out_whole_and_in_order(
    data: st.DataObject, found: tuple[list[str], list[list[str]]], junk: list[str]
) -> None:
    names, rows = found
    heads = [spelled(data.draw, name) for name in names]
    above = [["名册"], ["填报单位：某镇"]][: data.draw(st.integers(0, 2))]
    below = [[word] for word in junk]
    wanted = [dict(zip(names, row, strict=True)) for row in rows]
    got, left = read(saved([[*above, heads, *rows, *below]]))
    assert [{name: one[name] for name in names} for one in got] == wanted
    assert sum(len(lines) for lines in left.lines.values()) == len(junk)


@many
@given(found=lists(), cut=st.integers(1, 4))
def test_rows_parted_over_sheets_are_the_same_rows(
    found: tuple[list[str], list[list[str]]], cut: int
) -> None:
    names, rows = found
    heads = [next(one.spellings[1] for one in HEADINGS if one.name == name) for name in names]
    parts = [rows[at : at + cut] for at in range(0, len(rows), cut)]
    together, _left = read(saved([[heads, *rows]]))
    apart, _left = read(saved([[heads, *part] for part in parts]))
    assert apart == together


@many
@given(found=lists())
def test_two_halves_side_by_side_are_the_left_one_and_then_the_right_one(
    found: tuple[list[str], list[list[str]]],
) -> None:
    names, rows = found
    heads = [next(one.spellings[1] for one in HEADINGS if one.name == name) for name in names]
    half = (len(rows) + 1) // 2
    right = [*rows[half:], *([[""] * len(names)] * half)]
    beside = [[*left, *other] for left, other in zip(rows[:half], right, strict=False)]
    got, _left = read(saved([[heads + heads, *beside]]))
    assert got == read(saved([[heads, *rows]]))[0]


@many
@given(found=lists(), lost=st.booleans())
def test_text_and_workbook_say_the_same(found: tuple[list[str], list[list[str]]], lost: bool) -> None:
    names, rows = found
    names, rows = [*names, NOTE], [[*row, ""] for row in rows]
    heads = [next(one.spellings[1] for one in HEADINGS if one.name == name) for name in names]
    lines = [",".join(heads), *(",".join(row[:-1] if lost else row) for row in rows)]
    text = ("\r\n".join(lines) + "\r\n").encode("gb18030")
    assert [dict(row.values) for row in sorted_rows(text)] == read(saved([[heads, *rows]]))[0]


def sorted_rows(text: bytes) -> list[Row]:
    file, left = open_csv(text), Left()
    sorter = Sorter(HEADINGS, left, mark=NOTE, example=example_words())
    return list(sorter.rows(file.rows(HEADINGS)))


PARTS = st.lists(
    st.tuples(
        st.sampled_from(["东湾村", "西湾村", "石槽村"]),
        st.sampled_from(
            ["{}联系户名册", "柳河镇{}2026年联系户登记表", "填报单位：{}村委会", "二、{}", "{}（12户）"]
        ),
        st.integers(1, 3),
        st.lists(st.sampled_from(JUNK[:-1]), max_size=2),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=4,
)


@many
@given(parts=PARTS)
def test_lists_below_each_other_lose_no_row_and_keep_their_village_and_their_columns(
    parts: list[Any],
) -> None:
    """Each with its title, its head in an order of its own, its rows and what stands below them."""
    columns = [name for name in NAMES if name != "place"]
    heads = {name: next(one.spellings[1] for one in HEADINGS if one.name == name) for name in columns}
    rows: list[list[Any]] = []
    wanted = []
    for number, (village, title, many_rows, junk, turn) in enumerate(parts):
        order = [*columns[turn:], *columns[:turn]]
        rows += [[title.format(village)], [heads[name] for name in order]]
        for n in range(many_rows):
            values = {name: f"{name}-{number}-{n}" for name in order}
            rows.append([values[name] for name in order])
            wanted.append((village, values))
        rows += [[word] for word in junk]
    book = read_book(saved([rows]), HEADINGS, most_rows=1_000, mark=NOTE, example=example_words())
    got = [({name: row.values[name] for name in columns}, row) for row in book.rows]
    assert [values for values, _row in got] == [values for _village, values in wanted]
    for (village, _values), (_said, row) in zip(wanted, got, strict=True):
        assert any(village in one for one in villages_in(row.titled))
        assert not any(
            other in one
            for one in villages_in(row.titled)
            for other in {"东湾村", "西湾村", "石槽村"} - {village}
        )


@many
@given(
    ways=st.lists(
        st.one_of(
            st.just(("whole", 0)),
            st.tuples(st.just("lost"), st.integers(1, 3)),
            st.tuples(st.just("torn"), st.integers(1, 8)),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_no_good_row_of_text_holds_half_a_record_or_two(ways: list[tuple[str, int]]) -> None:
    """Records that lost the commas of their empty last cells, and records that a line feed has torn, in any order."""
    names = ["code", *[name for name in NAMES if name != "code"]][:10]
    heads = [next(one.spellings[1] for one in HEADINGS if one.name == name) for name in names]
    missing = [one.spellings[1] for one in HEADINGS if one.required and one.name not in names]
    assert not missing
    lines, wanted = [",".join(heads)], []
    for number, (way, n) in enumerate(ways):
        cells = [f"H-{number}", *(f"格{number}第{at}" for at in range(1, len(names)))]
        if way == "torn":
            whole = ",".join([*cells[:n], f"{cells[n]}\n后文", *cells[n + 1 :]])
            lines += whole.split("\n")
        else:
            kept = cells if way == "whole" else cells[:-n]
            lines.append(",".join(kept))
            wanted.append(dict(zip(names, [*kept, *[""] * (len(names) - len(kept))], strict=True)))
    found = sorted_rows(("\r\n".join(lines) + "\r\n").encode())
    good = [dict(row.values) for row in found if not row.problems]
    assert [one for one in good if one not in wanted] == []
    assert [one for one in wanted if one not in good] == [], (
        "and none of the others is taken for half a record"
    )
