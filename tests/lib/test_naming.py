"""One recognition of names: what only aligns, widens or remarks does not make another person, and unmasks nobody."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from huiyin.lib import naming
from huiyin.lib.masking import mask_name

SPACES = ["", " ", "  ", "\u3000", "\u00a0", "\u2003", "\t", "\n", "\u200b", "\u202d", "\ufeff"]
DOTS = ["·", "•", "‧", "∙", "⋅", "・", "･", ".", "．", " · ", "˙"]
REMARKS = ["", "（户主）", "(已签)", "[儿媳]", "【党员】", "（户主"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("王 强", "王强"),
        ("李\u3000娜", "李娜"),
        (" 欧阳\u3000 修文 ", "欧阳修文"),
        ("古丽•艾合买提", "古丽·艾合买提"),
        ("古丽 · 艾合买提", "古丽·艾合买提"),
        ("古丽.艾合买提", "古丽·艾合买提"),
        ("王强（户主）", "王强(户主)"),
        ("\u202d何平\u202c", "何平"),
        ("Anna  Berg", "Anna Berg"),
        ("Ａｎｎａ Berg", "Anna Berg"),
        ("W a n g", "Wang"),
        ("", ""),
    ],
)
def test_how_a_name_is_kept(written: str, kept: str) -> None:
    assert naming.kept(written) == kept == naming.kept(kept)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("何\u3000平", "何平", True),
        ("古丽·艾合买提", "古丽•艾合买提", True),
        ("古丽艾合买提", "古丽·艾合买提", True),
        ("王强（户主）", "王强", True),
        ("（王强）", "王强", True),
        ("ANNA BERG", "Anna Berg", True),
        ("王强", "王 强 强", False),
        ("王强", "王刚", False),
        ("", "", False),
        ("（）", "", False),
    ],
)
def test_when_two_spellings_are_one_name(one: str, other: str, same: bool) -> None:
    assert naming.same(one, other) is same


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        ("王 强", "王*"),
        ("李\u3000娜", "李*"),
        ("欧阳 修文", "欧阳**"),
        ("王强（王强）", "王*"),
        ("王强(户主", "王*"),
        ("王\u200b强", "王*"),
        ("王〇", "王*"),
        ("王 强 13800000000", "王***"),
        ("王强A", "王***"),
        ("W a n g", "W***"),
        ("김 철", "김***"),
        ("A", "*"),
        ("（王强）", "王*"),
    ],
)
def test_no_way_of_writing_unmasks_a_name(written: str, masked: str) -> None:
    assert mask_name(written) == masked


han = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=5)


@given(
    name=han,
    spaces=st.lists(st.sampled_from(SPACES), min_size=6, max_size=6),
    remark=st.sampled_from(REMARKS),
)
def test_spaces_and_remarks_make_nobody_else(name: str, spaces: list[str], remark: str) -> None:
    spaced = "".join(space + sign for space, sign in zip(spaces, name, strict=False)) + spaces[-1] + remark
    assert naming.same(name, spaced)
    assert mask_name(spaced) == mask_name(name)
    assert not set(name[2:]) & set(mask_name(spaced)) - set(name[:2])


@given(first=han, last=han, dots=st.tuples(st.sampled_from(DOTS), st.sampled_from(DOTS)))
def test_no_kind_of_dot_makes_somebody_else(first: str, last: str, dots: tuple[str, str]) -> None:
    one, other = (f"{first}{dot}{last}" for dot in dots)
    assert naming.same(one, other)
    assert naming.kept(one) == naming.kept(other)
    assert mask_name(one) == mask_name(other)


@given(st.text())
@example("C\u00b8")  # an accent that stands apart, which comes to its letter
def test_any_text_is_taken_and_kept_once(written: str) -> None:
    assert naming.kept(naming.kept(written)) == naming.kept(written)
    assert naming.key(written) == naming.key(naming.kept(written))
    assert len(mask_name(written)) <= 1 or "*" in mask_name(written)
