"""One number is one row of digits, however it was written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.lib import telephone


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("19900001234", "19900001234"),
        (" 199 0000-1234 ", "19900001234"),
        ("１９９００００１２３４", "19900001234"),
        ("+86 199 0000 1234", "19900001234"),
        ("0086-19900001234", "19900001234"),
        ("+86 0990 1000000", "09901000000"),
        ("(0990) 1000000", "09901000000"),
        ("8612345", "8612345"),  # a number of a village that begins so
        ("86199000012345", "86199000012345"),  # a digit too many: no number of ours
        ("12345", "12345"),
        ("013800001105", "13800001105"),
        ("+86(0)13800001105", "13800001105"),
        ("0990—2000000", "09902000000"),
        ("138000011055", "138000011055"),
        ("138 2000 11055", "138200011055"),
        ("¹²三", "12"),
        ("没有", ""),
        ("", ""),
    ],
)
def test_digits(written: str, digits: str) -> None:
    assert telephone.digits(written) == digits == telephone.digits(digits)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("13800001103/13800001104", ("13800001103", "13800001104")),
        ("13800001103、+86 13800001104", ("13800001103", "13800001104")),
        ("13800001103 儿子13800001104", ("13800001103", "13800001104")),
        ("13800001103\n0990-2000000", ("13800001103", "09902000000")),
        ("13800001105（儿子）", ("13800001105",)),
        ("0990-2000000转801", ("09902000000",)),
        ("0990/2000000", ("09902000000",)),
        ("\u202d13800001101\u202c", ("13800001101",)),
        ("13800001105儿子2", ("13800001105",)),
        ("13800001105（儿子2）", ("13800001105",)),
        ("1组138 0000 1105", ("13800001105",)),
        ("13800001105，2026年3月换号", ("13800001105",)),
        ("13800001105（短号661105）", ("13800001105",)),
        ("13800001105（儿子13900001106）", ("13800001105", "13900001106")),
        ("13800001105\n2", ("13800001105",)),
        ("13800001103/1104", ("13800001103",)),
        ("0990-2000000-801", ("09902000000",)),
        ("（0990）2000000—801", ("09902000000",)),
        ("2000000-801", ("2000000",)),
        ("2000000\\2000001", ("2000000", "2000001")),
        ("0990-2000000转13800001105", ("09902000000", "13800001105")),
        ("家里0990-2000000 手机13800001105", ("09902000000", "13800001105")),
        ("无", ()),
    ],
)
def test_several_numbers_are_told_apart(written: str, found: tuple[str, ...]) -> None:
    assert telephone.numbers(written) == found
    assert telephone.digits(written) == (found[0] if found else "")


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("0990-2000000", "2000000", True),
        ("13800001101", "家里2000000、0138-0000-1101", True),
        ("010-20000000", "20000000", True),
        ("0990-2000000", "0991-2000000", False),
        ("0990-2000000", "000000", False),
        ("13800001101", "8001101", False),
        ("", "", False),
    ],
)
def test_numbers_meet_with_and_without_their_area_code(one: str, other: str, meet: bool) -> None:
    assert telephone.meet(one, other) is telephone.meet(other, one) is meet
    assert bool(telephone.forms(one) & telephone.forms(other)) >= meet


@settings(deadline=None)
@given(
    before=st.sampled_from(["", "1组", "王五", "电话1：", "2 ", "（2组）", "+86 ", "0086-"]),
    sign=st.sampled_from(["", " ", "-", "."]),
    after=st.sampled_from(
        ["", "儿子2", "（儿子2）", " 2号楼", "(2026年3月换号)", "-1", "#2", "、家", "〔12〕", " 1"]
    ),
    rest=st.from_regex(r"[3-9][0-9]{9}", fullmatch=True),
)
def test_a_remark_never_becomes_part_of_a_number(before: str, sign: str, after: str, rest: str) -> None:
    number = f"1{rest}"
    written = f"{before}{sign.join((number[:3], number[3:7], number[7:]))}{after}"
    assert telephone.digits(written) == number == telephone.digits(number)
