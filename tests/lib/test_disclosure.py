"""Small cells and those withheld with them: whatever a reader computes from the sums, the blanks stay open."""

from collections.abc import Hashable, Iterable, Mapping
from itertools import product

import highspy
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from huiyin.lib import disclosure

KS = st.sampled_from((2, 3, 5, 10))
LISTS = st.lists(st.integers(0, 14), min_size=1, max_size=6)
TABLES = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 12), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


def two_way(rows: list[list[int]], k: int, **how: bool) -> disclosure.TwoWay[int, int]:
    cells = {(r, c): value for r, row in enumerate(rows) for c, value in enumerate(row)}
    return disclosure.suppress_two_way(range(len(rows)), range(len(rows[0])), cells, k, **how)


def everything(shown: disclosure.TwoWay[int, int]) -> dict[Hashable, int | None]:
    """Cells and totals under one name each."""
    return {
        **shown.cells,
        **{("row", r): value for r, value in shown.rows.items()},
        **{("column", c): value for c, value in shown.columns.items()},
        "total": shown.total,
    }


def is_total(name: Hashable) -> bool:
    return name == "total" or (isinstance(name, tuple) and name[0] in ("row", "column"))


def sums(shown: disclosure.TwoWay[int, int]) -> list[tuple[Hashable, list[Hashable]]]:
    """Every total and what it is the sum of."""
    found: list[tuple[Hashable, list[Hashable]]] = []
    found += [(("row", r), [(r, c) for c in shown.columns]) for r in shown.rows]
    found += [(("column", c), [(r, c) for r in shown.rows]) for c in shown.columns]
    return [
        *found,
        ("total", [("row", r) for r in shown.rows]),
        ("total", [("column", c) for c in shown.columns]),
    ]


def possible(
    published: Mapping[Hashable, int | None], totals: Iterable[tuple[Hashable, list[Hashable]]], least: int
) -> dict[Hashable, tuple[float, float]]:
    """What a reader finds for every blank by linear programming (a network: its corners are whole numbers)."""
    names = list(published)
    blanks = [name for name in names if published[name] is None]
    if not blanks:
        return {}
    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue(
        "threads", 1
    )  # as every other program of the process: HiGHS keeps the first number it was given
    for name in names:
        value = published[name]
        low, high = (least, 10_000) if value is None else (value, value)
        solver.addVar(low, high)
    for total, parts in totals:
        at = [names.index(total), *(names.index(part) for part in parts)]
        solver.addRow(0, 0, len(at), at, [-1.0] + [1.0] * len(parts))
    found = {}
    for name in blanks:
        ends = []
        for sense in (1.0, -1.0):
            for other in names:
                solver.changeColCost(names.index(other), sense if other == name else 0.0)
            solver.run()
            ends.append(sense * round(solver.getInfo().objective_function_value, 6))
        found[name] = (ends[0], ends[1])
    return found


def assert_open(name: Hashable, true: int, k: int, ends: tuple[float, float], least: int) -> None:
    low, high = ends
    assert low < high, "a blank that can be solved"
    if true < k:
        assert low <= least or is_total(name), "a small cell may be as small as any blank"
        assert high >= max(k - 1, least + 1), "and as large as any small cell"


@settings(max_examples=300, deadline=None)
@given(LISTS, KS, st.booleans())
def test_i32_a_list_with_its_total_tells_nothing_about_its_blanks(
    counts: list[int], k: int, zeros: bool
) -> None:
    table = {f"g{n}": value for n, value in enumerate(counts)}
    shown = disclosure.suppress(table, k, zeros_shown=zeros)
    least = 1 if zeros else 0
    true = {**table, "total": sum(counts)}
    published = {**shown.cells, "total": shown.total}
    assert list(shown.cells) == list(table)
    for name, value in published.items():
        assert value in (None, true[name])
        assert value is None or not least <= value < k, "no small cell is shown"
    for name, ends in possible(published, [("total", list(table))], least).items():
        assert_open(name, true[name], k, ends, least)


@settings(max_examples=300, deadline=None)
@given(TABLES, KS, st.booleans())
def test_i32_no_blank_of_a_table_can_be_solved_from_its_margins(
    rows: list[list[int]], k: int, zeros: bool
) -> None:
    shown = two_way(rows, k, zeros_shown=zeros)
    least = 1 if zeros else 0
    true: dict[Hashable, int] = {
        **{(r, c): value for r, row in enumerate(rows) for c, value in enumerate(row)},
        **{("row", r): sum(row) for r, row in enumerate(rows)},
        **{("column", c): sum(column) for c, column in enumerate(zip(*rows, strict=True))},
        "total": sum(map(sum, rows)),
    }
    published = everything(shown)
    for name, value in published.items():
        assert value in (None, true[name])
        assert value is None or not least <= value < k
    for name, ends in possible(published, sums(shown), least).items():
        assert_open(name, true[name], k, ends, least)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.lists(st.integers(5, 9), min_size=2, max_size=2), min_size=2, max_size=3), st.data())
def test_i32_every_blank_has_two_completions_in_whole_numbers(
    rows: list[list[int]], data: st.DataObject
) -> None:
    """By trying all: one cell is small, the totals are shown, and each blank takes at least two values."""
    small = data.draw(st.integers(1, 4))
    rows[0][0] = small
    shown = two_way(rows, 5)
    blanks = [cell for cell, value in shown.cells.items() if value is None]
    assert len(blanks) == 4, "the cell, one beside it, one below, and the corner"
    assert None not in shown.rows.values()
    taken: dict[tuple[int, int], set[int]] = {cell: set() for cell in blanks}
    for guess in product(range(1, 15), repeat=len(blanks)):
        filled = {**shown.cells, **dict(zip(blanks, guess, strict=True))}
        fits = all(
            sum(filled[r, c] or 0 for c in shown.columns) == shown.rows[r] for r in shown.rows
        ) and all(sum(filled[r, c] or 0 for r in shown.rows) == shown.columns[c] for c in shown.columns)
        if fits:
            for cell in blanks:
                taken[cell].add(filled[cell])  # type: ignore[arg-type]
    assert all(len(values) >= 2 for values in taken.values())
    assert {1, 2, 3, 4} <= taken[0, 0]


@settings(max_examples=200, deadline=None)
@given(TABLES, KS)
def test_nothing_is_withheld_that_need_not_be(rows: list[list[int]], k: int) -> None:
    """Where no total had to go: give any larger cell back, and some blank can be narrowed."""
    shown = two_way(rows, k)
    assume(None not in (*shown.rows.values(), *shown.columns.values(), shown.total))
    flat = {(r, c): value for r, row in enumerate(rows) for c, value in enumerate(row)}
    extra = [cell for cell, value in shown.cells.items() if value is None and flat[cell] >= k]
    for cell in extra[:2]:
        published = {**everything(shown), cell: flat[cell]}
        whole = possible(published, sums(shown), 1)
        true = {**flat, **{("row", r): sum(row) for r, row in enumerate(rows)}}
        true |= {("column", c): sum(column) for c, column in enumerate(zip(*rows, strict=True))}  # type: ignore[misc]
        true["total"] = sum(flat.values())  # type: ignore[index]
        narrowed = [
            name
            for name, (low, high) in whole.items()
            if low == high or (true[name] < k and ((low > 1 and not is_total(name)) or high < max(k - 1, 2)))  # type: ignore[index]
        ]
        assert narrowed, cell


def test_the_smallest_other_cell_goes_with_a_single_small_one() -> None:
    shown = disclosure.suppress({"a": 3, "b": 50, "c": 7, "d": 0}, 5)
    assert shown == disclosure.OneWay({"a": None, "b": 50, "c": None, "d": 0}, 60)
    assert disclosure.suppress({"a": 6, "b": 0}, 5) == disclosure.OneWay({"a": 6, "b": 0}, 6)
    assert disclosure.suppress({}, 5) == disclosure.OneWay({}, 0)
    assert disclosure.suppress_two_way(["r"], [], {}, 5) == disclosure.TwoWay({}, {"r": 0}, {}, 0)


def test_two_ones_do_not_protect_each_other() -> None:
    """Their sum is 2, and blanks are at least 1: a third cell goes."""
    assert disclosure.suppress({"a": 1, "b": 1, "c": 50}, 5).cells == {"a": None, "b": None, "c": None}


def test_the_total_goes_only_where_nothing_else_protects() -> None:
    assert disclosure.suppress({"a": 3, "b": 0}, 5) == disclosure.OneWay({"a": None, "b": 0}, None)
    assert disclosure.suppress(dict.fromkeys("abcde", 1), 5).total is None
    assert disclosure.suppress({"a": 4, "b": 1}, 5).total == 5


def test_an_absence_that_tells_is_withheld_when_asked() -> None:
    assert disclosure.suppress({"for": 20, "against": 0}, 5).cells == {"for": 20, "against": 0}
    assert disclosure.suppress({"for": 20, "against": 0}, 5, zeros_shown=False).cells == {
        "for": None,
        "against": None,
    }


def test_without_totals_only_small_cells_go() -> None:
    shown = two_way([[3, 9], [0, 7]], 5, totals_shown=False)
    assert shown.cells == {(0, 0): None, (0, 1): 9, (1, 0): 0, (1, 1): 7}
    assert set(everything(shown).values()) == {None, 9, 0, 7}
    assert shown.total is None


def test_a_share_of_what_is_withheld_is_withheld() -> None:
    assert disclosure.rate(None, 10) is None
    assert disclosure.rate(6, None) is None
    assert disclosure.rate(0, 0) is None
    assert disclosure.rate(6, 24) == 0.25


def test_what_is_no_table_of_counts_is_refused() -> None:
    with pytest.raises(ValueError, match="below 0"):
        disclosure.suppress({"a": -1}, 5)
    with pytest.raises(ValueError, match="outside"):
        disclosure.suppress_two_way(["r"], ["c"], {("r", "d"): 1}, 5)
