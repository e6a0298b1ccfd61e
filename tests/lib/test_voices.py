"""Answers of wholes and parts: whatever is subtracted from what is shown, nobody's answer comes out."""

from hypothesis import given
from hypothesis import strategies as st

from huiyin.lib.voices import Answers, tells, withheld

LEAST = 10
answers = st.tuples(st.integers(0, 14), st.integers(0, 6), st.integers(0, 14))


def summed(parts: list[Answers]) -> Answers:
    return tuple(map(sum, zip(*parts, strict=True))) if parts else (0, 0, 0)


def test_too_few_or_all_of_one_mind_tell() -> None:
    assert tells((5, 0, 4), LEAST)
    assert tells((12, 0, 0), LEAST)
    assert tells((0, 0, 12), LEAST)
    assert not tells((9, 0, 1), LEAST)
    assert not tells((0, 0, 0), LEAST), "nobody answered, which says nothing of anybody"


def test_a_part_goes_with_the_one_that_could_be_worked_out_from_it() -> None:
    said = {"county": (20, 0, 7), "a": (18, 0, 5), "b": (2, 0, 2), "c": (0, 0, 0)}
    assert withheld(said, [("county", ["a", "b", "c"])], LEAST) == {"a", "b"}
    said |= {"county": (34, 0, 10), "c": (14, 0, 3)}
    assert withheld(said, [("county", ["a", "b", "c"])], LEAST) == {"b", "c"}, "the smaller one is enough"


def test_those_that_are_hidden_are_enough_together_and_not_of_one_mind() -> None:
    said = {"all": (33, 0, 5), "a": (20, 0, 5), "b": (6, 0, 0), "c": (7, 0, 0)}
    assert withheld(said, [("all", ["a", "b", "c"])], LEAST) == {"a", "b", "c"}


@given(st.lists(st.lists(answers, min_size=1, max_size=4), min_size=1, max_size=4))
def test_no_line_of_a_table_tells_more_than_a_group_that_may_be_told_of(rows: list[list[Answers]]) -> None:
    """Units in rows, periods in columns, each with its total: every line is looked at from both sides."""
    width = max(map(len, rows))
    cells = {
        (r, c): row[c] if c < len(row) else (0, 0, 0) for r, row in enumerate(rows) for c in range(width)
    }
    said: dict[tuple[int, int], Answers] = dict(cells)
    lines = []
    for r in range(len(rows)):
        said[r, -1] = summed([cells[r, c] for c in range(width)])
        lines.append(((r, -1), [(r, c) for c in range(width)]))
    for c in range(-1, width):
        said[-1, c] = summed([said[r, c] for r in range(len(rows))])
        lines.append(((-1, c), [(r, c) for r in range(len(rows))]))
    lines.append(((-1, -1), [(-1, c) for c in range(width)]))
    gone = withheld(said, lines, LEAST)
    assert not [key for key, one in said.items() if key not in gone and tells(one, LEAST)]
    for whole, parts in lines:
        hidden = [said[part] for part in parts if part in gone and any(said[part])]
        if whole not in gone:
            assert not tells(summed(hidden), LEAST)
        else:
            assert hidden or not any(said[whole]), "the parts that are shown add up to it"
