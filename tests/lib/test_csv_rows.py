"""CSV files as they come: encodings, columns, and the physical line on which each record begins."""

from pathlib import Path

import pytest

from huiyin.lib.csv_rows import Unreadable, open_csv
from huiyin.lib.rows import Heading, Row


def written(tmp_path: Path, content: bytes | str) -> Path:
    path = tmp_path / "rows.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


COLUMNS = {"id": "id", "body": "body"}


def found(tmp_path: Path, content: bytes | str, columns: dict[str, str] = COLUMNS) -> list[Row]:
    headings = [Heading(ours, (theirs,), required=True) for ours, theirs in columns.items()]
    path = written(tmp_path, content)
    rows = list(open_csv(path).rows(headings, exact=True))
    assert rows == list(open_csv(path.read_bytes()).rows(headings, exact=True)), (
        "the content is read as the file is"
    )
    return rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_three_encodings_give_the_same_rows(tmp_path: Path, encoding: str) -> None:
    rows = found(tmp_path, "编号,内容\n1,路灯坏了\n".encode(encoding), {"id": "编号", "body": "内容"})
    assert [row.values for row in rows] == [{"id": "1", "body": "路灯坏了"}]


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    text = '\nid,body\r\n1,"first\r\n\r\nthird"\r\n\r\n,\r\n2,plain\r\n'
    rows = found(tmp_path, text)
    assert [row.line for row in rows] == [3, 8]
    assert rows[0].values["body"] == "first\n\nthird"


def test_control_characters_are_left_out_and_that_is_said(tmp_path: Path) -> None:
    (row,) = found(tmp_path, "id,body\n1,a\x00b\x0bc\td\n")
    assert row.values["body"] == "abc\td"
    assert row.cleaned


def test_a_torn_row_does_not_stop_the_others(tmp_path: Path) -> None:
    rows = found(tmp_path, 'id,body\n1,"a" b\n2,too,many\n3,good\n4,"never closed\n')
    assert [(row.line, [one.code for one in row.problems]) for row in rows] == [
        (2, ["quotes"]),
        (3, ["width"]),
        (4, []),
        (5, ["quotes"]),
    ]
    assert all(one.sentence("en") and one.sentence("zh-hans") for row in rows for one in row.problems)


def test_a_row_is_torn_also_behind_one_that_lost_its_last_comma(tmp_path: Path) -> None:
    text = "id,body,when,reply,note\n1,a,b,c\n2,torn\n后文,b,c,d\n3,a,b,c\n4,x\n5,a,b,c\n"
    rows = found(tmp_path, text)
    bad = {row.line: [one.code for one in row.problems] for row in rows}
    assert bad == {2: [], 3: ["width"], 4: ["width"], 5: [], 6: ["width"], 7: []}


def test_other_separators_are_recognised_by_the_heading(tmp_path: Path) -> None:
    rows = found(tmp_path, "id;body\n1;a, b\n")
    assert [row.values for row in rows] == [{"id": "1", "body": "a, b"}]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"PK\x03\x04....", "workbook"),
        (b"\xff\xfe\x00id", "encoding"),
        (b"id,text\n1,a\n", "no_column"),
        (b"id,body,body\n1,a,b\n", "column_twice"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        found(tmp_path, content)
    assert caught.value.code == code
    assert caught.value.sentence("zh-hans") != caught.value.sentence("en")


def test_headings_stand_below_a_title_and_over_several_lines(tmp_path: Path) -> None:
    rows = found(
        tmp_path,
        '热线工单,,\n\n编号,"内容\n（原文）",x\n1,路灯,y\n',
        {"id": "编号", "body": "内容\n（原文）"},
    )
    assert [(row.line, row.values) for row in rows] == [(5, {"id": "1", "body": "路灯"})]


def test_a_heading_that_is_not_named_letter_by_letter_may_have_a_star_or_a_remark(tmp_path: Path) -> None:
    file = open_csv(written(tmp_path, "编 号*,内容（原文）\n1,路灯\n"))
    headings = [Heading("id", ("编号",), required=True), Heading("body", ("内容",))]
    assert [row.values for row in file.rows(headings)] == [{"id": "1", "body": "路灯"}]
    with pytest.raises(Unreadable, match="no_column"):
        list(file.rows(headings, exact=True))


def test_no_file_and_a_folder_say_so(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.csv", "missing"), (tmp_path, "directory")):
        with pytest.raises(Unreadable) as caught:
            open_csv(path)
        assert caught.value.code == code
