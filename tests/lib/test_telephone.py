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
