"""However cells are merged over rows and columns, each row says its own words or those of the merged cell; none is lost."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from huiyin.lib.sheet_reading import read_book
from huiyin.sheets.columns import NOTE, example_words
from tests.sheets.test_cases_layout import grid
from tests.sheets.test_lists_fuzzed import HEADINGS, NAMES, many

COLUMNS = NAMES[:10]
HEADS = [next(one.spellings[1] for one in HEADINGS if one.name == name) for name in COLUMNS]
MERGES = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 4), st.integers(1, 4), st.booleans()), max_size=4
)


@many
@given(count=st.integers(2, 6), merges=MERGES)
def test_every_row_says_its_own_words_or_those_of_the_merged_cell(count: int, merges: list[Any]) -> None:
    wanted = [[f"\u683c{row}\u7b2c{at}" for at in range(10)] for row in range(count)]
    cells: list[list[str | None]] = [list(row) for row in wanted]
    areas, covered = [], set[tuple[int, int]]()
    for left, top, high, is_wide in merges:
        bottom, right = min(top + high, count - 1), min(left + is_wide, 9)
        area = {(row, at) for row in range(top, bottom + 1) for at in range(left, right + 1)}
        if top >= bottom or area & covered:
            continue
        covered |= area
        for row, at in area:
            wanted[row][at] = wanted[top][left] if at == left else ""
            cells[row][at] = cells[row][at] if (row, at) == (top, left) else None
        areas.append(f"{get_column_letter(left + 1)}{top + 2}:{get_column_letter(right + 1)}{bottom + 2}")
    content = grid(HEADS, *cells, merge=tuple(areas))
    book = read_book(content, HEADINGS, most_rows=1_000, mark=NOTE, example=example_words())
    assert {row.line: [row.values[name] for name in COLUMNS] for row in book.rows} == {
        line: words for line, words in enumerate(wanted, start=2)
    }
