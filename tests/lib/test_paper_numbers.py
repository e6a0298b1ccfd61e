"""A telephone that is written in groups stays on one line of a paper, and is the same number when it is copied from it.

Hyphens stay as they are: a word joiner around them shows as a box where a face has none of it, and a non-breaking hyphen of
Word is printed twice by LibreOffice. What other programs made of one is read all the same.
"""

import io

import pytest
from docx import Document

from huiyin.lib import reference, telephone
from huiyin.lib.paper import Paper
from huiyin.search.asked import typed

OURS = reference.make("QH", 2026, 4213)


def written(text: str) -> str:
    """What a document says where that was written, in its text as in a table."""
    paper = Document(io.BytesIO(Paper("letter").title("复函").body(text).table([[text, "甲"]]).save()))
    (line,) = [one for one in paper.paragraphs if one.text.startswith(text[:2])]
    assert paper.tables[0].rows[0].cells[0].text == line.text
    return line.text


@pytest.mark.parametrize("text", ["138 0000 1111", "0571 8612 345", "400 8200 000", "0571-8612345 转 3"])
def test_a_number_in_groups_stays_together_and_is_the_same_number(text: str) -> None:
    said = written(f"电话{text}")
    assert " " not in said
    assert telephone.numbers(said.removeprefix("电话")) == telephone.numbers(text)


@pytest.mark.parametrize(
    "text", [f"编号 {OURS} 收悉", "共 12 户 345 人", "办公室 0990-1000345 转接", "2026 年 3 月 2 日"]
)
def test_other_blanks_and_all_hyphens_stay_as_they_are(text: str) -> None:
    assert written(text) == text


@pytest.mark.parametrize("hyphen", ["\u2011", "\u2212", "\u2013", "\u2060-\u2060", "\u200b-\u200b"])
def test_what_is_copied_with_a_hyphen_of_another_kind_is_read_again(hyphen: str) -> None:
    for number in ("0990-1000345", "0571-86123456"):
        assert telephone.numbers(number.replace("-", hyphen)) == telephone.numbers(number)
        assert typed(number.replace("-", hyphen)).telephone == telephone.digits(number)
    assert str(reference.parse(OURS.replace("-", hyphen))) == OURS
    assert typed(OURS.replace("-", hyphen)).reference == OURS
