"""A page that grew by more than a fifth is noticed by the bench, and so is a statement more."""

import tomllib
from pathlib import Path

from bench import kept
from bench.table import Line


def line(ratio: float, statements: int = 0, what: str = "the desk") -> Line:
    return Line(what, "an empty staff page", ratio, 1.0, statements)


KEPT = {"the desk / an empty staff page": [2.0, 9.0]}


def test_a_fifth_more_is_let_through_and_no_more() -> None:
    assert kept.grown([line(1.0, 9), line(2.0, 9), line(2.4, 9)], KEPT) == []
    assert kept.grown([line(2.41, 9)], KEPT) == ["the desk / an empty staff page: 2.41 times, and was 2.00"]


def test_a_statement_more_is_noticed_where_they_are_counted() -> None:
    assert kept.grown([line(2.0, 10)], KEPT) == ["the desk / an empty staff page: 10 statements, and was 9"]
    assert kept.grown([line(2.0, 8), line(2.0)], KEPT) == []


def test_what_nobody_kept_is_new() -> None:
    assert kept.grown([line(99.0, 99, "another page")], KEPT) == []


def test_what_is_written_is_read_again_and_other_parts_stay(tmp_path: Path) -> None:
    file = tmp_path / "figures.toml"
    assert kept.read(file) == {}
    before = {"frame": {"li /desk/ / an empty view": [4.25, 11.0]}, "casework": {**KEPT}}
    now = kept.with_these(before, "casework", [line(1.5, 7, "the list")])
    file.write_text(kept.written(now), encoding="utf-8")
    assert kept.read(file) == {
        "frame": {"li /desk/ / an empty view": [4.25, 11]},
        "casework": {**KEPT, "the list / an empty staff page": [1.5, 7]},
    }


def test_the_file_of_the_repository_can_be_read() -> None:
    for part, lines in tomllib.loads(kept.FIGURES.read_text(encoding="utf-8")).items():
        assert all(ratio > 0 and asked >= 0 for ratio, asked in lines.values()), part
