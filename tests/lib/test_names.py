"""Names that a sentence lists stand beside each other as its language has them, whatever file could not be read."""

from pathlib import Path

import pytest

from huiyin.lib.csv_rows import open_csv
from huiyin.lib.rows import Heading, Unreadable
from huiyin.lib.sheet_reading import UnreadableBookError, read_book
from huiyin.lib.sortition.pool import BadRow
from huiyin.lib.words import listed, said
from tests.sheets.books import book

WANTED = [
    Heading(name, (words,), required=True)
    for name, words in (("code", "户编号"), ("place", "村"), ("name", "姓名"), ("phone", "电话"))
]
HALF = ["户编号", "村", "备注"]


def test_names_in_a_sentence_go_by_its_language() -> None:
    facts = {"all": listed(["a", "b"]), "n": 2}
    assert said("{all} {n}", facts, "zh-hans") == "a、b 2"
    assert said("{all} {n}", facts, "en") == "a, b 2"
    quoted = {"all": listed(["a", "b"], quoted=True)}
    assert said("“{all}”", quoted, "zh-hans") == "“a”、“b”"
    assert said("“{all}”", quoted, "en") == "“a”, “b”"


def test_columns_of_a_csv_file_are_listed_in_chinese(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_text(",".join(HALF) + "\n1,2,3\n", encoding="utf-8")
    with pytest.raises(Unreadable) as refused:
        list(open_csv(path).rows(WANTED))
    said_in_chinese = refused.value.sentence("zh-hans")
    assert "“姓名”、“电话”" in said_in_chinese
    assert "户编号、村、备注" in said_in_chinese
    assert ", " not in said_in_chinese
    assert "户编号, 村, 备注" in refused.value.sentence("en")


def test_columns_of_a_workbook_are_listed_in_chinese() -> None:
    with pytest.raises(UnreadableBookError) as refused:
        read_book(book(HALF, [["1", "2", "3"]]), WANTED, most_rows=10)
    said_in_chinese = refused.value.sentence("zh-hans")
    assert "户编号、村、备注" in said_in_chinese
    assert "姓名、电话" in said_in_chinese
    assert ", " not in said_in_chinese


def test_another_head_within_the_pool_of_a_draw_says_which_columns_it_lacks() -> None:
    facts = {"line": 4, "names": listed(["性别", "年龄"])}
    row = BadRow("pool.csv", 5, "head_differs", facts)
    assert "性别、年龄" in row.sentence("zh-hans")
    assert "性别, 年龄" in row.sentence("en")
