"""One number is one row of digits, however it was written."""

import pytest

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
        ("无", ()),
    ],
)
def test_several_numbers_are_told_apart(written: str, found: tuple[str, ...]) -> None:
    assert telephone.numbers(written) == found
    assert telephone.digits(written) == (found[0] if found else "")
