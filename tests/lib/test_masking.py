"""Masks hide what they must; the finder sees every personal number and leaves other numbers alone."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.lib.masking import find_personal, mask_address, mask_name, mask_phone

# Made up: the area code 990000 is not assigned, and 4111… is a test number of the card industry.
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_card(first: str) -> str:
    return first + "10X98765432"[sum(w * int(d) for w, d in zip(WEIGHTS, first, strict=True)) % 11]


def bank_card(first: str) -> str:
    for last in "0123456789":
        digits = [int(digit) for digit in reversed(first + last)]
        if (sum(digits[::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])) % 10 == 0:
            return first + last
    raise AssertionError


def finds(text: str) -> list[tuple[str, str]]:
    return [(one.kind, text[one.start : one.end]) for one in find_personal(text)]


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王小明", "王**"),
        ("张三", "张*"),
        ("欧阳小明", "欧阳**"),
        ("欧阳", "欧*"),
        ("李", "*"),
        ("", ""),
        (" ", ""),
        ("扎西·才让", "扎****"),
        ("Anna Berg", "A*** B***"),
    ],
)
def test_names(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13812345678", "138****5678"),
        ("+86 138-1234-5678", "138****5678"),
        ("１３８１２３４５６７８", "138****5678"),
        ("0971-6123456", "0971-*****56"),
        ("01088887777", "010-******77"),
        ("6123456", "*****56"),
        ("ask my son", "****"),
        ("12", "****"),
        ("", ""),
    ],
)
def test_phones(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_four_digits_of_a_mobile_are_always_hidden(phone: str) -> None:
    assert mask_phone(phone) == f"{phone[:3]}****{phone[7:]}"


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("青禾镇河湾村3组12号", "青禾镇河湾村***"),
        ("河湾村", "河湾村"),
        ("青禾镇中山路5号", "青禾镇***"),
        ("东方社区和平小区7栋", "东方社区***"),
        ("中山路5号河湾村", "***"),
        ("3区2栋", "***"),
        ("", ""),
    ],
)
def test_addresses(address: str, masked: str) -> None:
    assert mask_address(address) == masked


@given(st.text())
def test_masks_take_any_text(text: str) -> None:
    mask_name(text), mask_phone(text), mask_address(text)
    for one in find_personal(text):
        assert 0 <= one.start < one.end <= len(text)


def test_id_cards() -> None:
    card = id_card("99000019490101002")
    assert finds(f"我的身份证是{card}。") == [("id_card", card)]
    assert finds(f"号码{card.lower()}") == [("id_card", card.lower())]
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in card)
    assert finds(wide) == [("id_card", wide)]
    spaced = f"{card[:6]} {card[6:14]} {card[14:]}"
    assert finds(f"见 {spaced} 号") == [("id_card", spaced)]


@given(st.integers(0, 10**16))
def test_an_id_card_needs_a_true_date_and_check_digit(seed: int) -> None:
    draw = random.Random(seed)
    first = f"{draw.randrange(110000, 999999)}{draw.randrange(1900, 2026)}{draw.randrange(1, 13):02d}"
    first += f"{draw.randrange(1, 29):02d}{draw.randrange(1000):03d}"
    right = id_card(first)
    assert ("id_card", right) in finds(right)
    for other in set("0123456789X") - {right[-1]}:
        assert ("id_card", right[:-1] + other) not in finds(right[:-1] + other)
    no_month = id_card(first[:10] + "13" + first[12:])
    assert ("id_card", no_month) not in finds(no_month)


@given(st.from_regex(r"[3-6][0-9]{14,17}", fullmatch=True), st.booleans())
def test_bank_cards_of_16_to_19_digits(first: str, grouped: bool) -> None:
    card = bank_card(first)
    text = " ".join(card[at : at + 4] for at in range(0, len(card), 4)) if grouped else card
    kinds = {kind for kind, seen in finds(f"卡号：{text}，谢谢") if seen == text}
    assert kinds & {"bank_card", "id_card"}
    wrong = card[:-1] + str((int(card[-1]) + 1) % 10)
    assert ("bank_card", wrong) not in finds(wrong)


def test_nobody_of_today_was_born_long_ago() -> None:
    assert "id_card" not in [kind for kind, _ in finds(id_card("99000017490101002"))]


def test_a_card_beside_other_digits_is_still_seen() -> None:
    assert finds("3张 4111 1111 1111 1111 22") == [("bank_card", "4111 1111 1111 1111")]


@pytest.mark.parametrize(
    "phone", ["13812345678", "138 1234 5678", "138-1234-5678", "+8613812345678", "１３８１２３４５６７８"]
)
def test_mobiles(phone: str) -> None:
    assert finds(f"打{phone}找我") == [("mobile", phone)]


@pytest.mark.parametrize("phone", ["0971-6123456", "(0971)6123456", "01088887777", "010 8888 7777"])
def test_landlines(phone: str) -> None:
    assert finds(f"座机{phone}。") == [("landline", phone)]


@pytest.mark.parametrize("plate", ["青A12345", "京AD12345", "青a·12345", "青A1234警", "青A 8K2B7"])
def test_plates(plate: str) -> None:
    assert finds(f"车牌{plate}挡路") == [("plate", plate)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "编号QH-2026-004213-K",
        "打12345",
        "2026年11月3日收到15000元",
        "2026-11-03 12:30",
        "文号〔2026〕12号",
        "12812345678",
        "138123456789012",
        "每亩1381元，共2345亩",
        "0000000000000000",
        "青海A级景区",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert finds(text) == []


def test_several_in_order_without_overlap() -> None:
    card = id_card("99000019490101002")
    text = f"王某，{card}，电话13812345678，车青A12345，座机0971-6123456"
    assert [kind for kind, _ in finds(text)] == ["id_card", "mobile", "plate", "landline"]
