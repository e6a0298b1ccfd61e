"""References survive typing, and one slip of the hand never leads to another matter."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.lib.reference import CODE_ALPHABET, Reference, brief, make, new_code, normal_code, parse, whole

prefixes = st.text(string.ascii_uppercase, min_size=2, max_size=6)
years = st.integers(2000, 2099)
numbers = st.integers(1, 10**9 - 1) | st.integers(1, 10**6 - 1)
references = st.builds(make, prefixes, years, numbers)
KEYS = string.digits + string.ascii_uppercase + "-"


def test_the_shape() -> None:
    assert make("QH", 2026, 4213)[:-1] == "QH-2026-004213-"
    assert parse(make("QH", 2026, 4213)) == Reference("QH", 2026, 4213)
    assert parse("QH-2026-004213-L") is not None, "printed references must stay valid for ever"


@given(prefixes, years, numbers)
def test_what_is_made_is_read(prefix: str, year: int, number: int) -> None:
    read = parse(make(prefix, year, number))
    assert read == Reference(prefix, year, number)
    assert str(read) == make(prefix, year, number)


@given(references, st.sampled_from(["lower", "wide", "spaces", "no dashes", "long dashes", "padded"]))
def test_it_is_read_however_it_is_typed(reference: str, manner: str) -> None:
    typed = {
        "lower": reference.lower(),
        "wide": "".join(chr(ord(sign) + 0xFEE0) for sign in reference),
        "spaces": reference.replace("-", " - "),
        "no dashes": reference.replace("-", " "),
        "long dashes": reference.replace("-", "—"),
        "padded": f" \t{reference}\n",
    }[manner]
    assert str(parse(typed)) == reference


@given(prefixes, years, st.integers(1, 999_999), st.sets(st.sampled_from([0, 1, 2])))
def test_any_dash_may_be_missing(prefix: str, year: int, number: int, missing: set[int]) -> None:
    reference = make(prefix, year, number)
    parts = reference.split("-")
    typed = parts[0] + "".join(("" if at in missing else "-") + part for at, part in enumerate(parts[1:]))
    assert str(parse(typed)) == reference


@given(references)
def test_every_single_wrong_character_is_caught(reference: str) -> None:
    for at, right in enumerate(reference):
        for wrong in KEYS:
            if wrong != right:
                assert parse(reference[:at] + wrong + reference[at + 1 :]) is None, (reference, at, wrong)


@given(references)
def test_every_exchange_of_neighbours_is_caught(reference: str) -> None:
    for at in range(len(reference) - 1):
        first, second = reference[at], reference[at + 1]
        if first != second:
            typed = reference[:at] + second + first + reference[at + 2 :]
            assert parse(typed) is None, (reference, typed)


def test_the_same_typed_without_dashes() -> None:
    for number in range(1, 3000, 7):
        reference = make("QH", 2026, number).replace("-", "")
        for at, right in enumerate(reference):
            for wrong in KEYS[:-1]:
                if wrong != right:
                    assert parse(reference[:at] + wrong + reference[at + 1 :]) is None
        for at in range(len(reference) - 1):
            if reference[at] != reference[at + 1]:
                swapped = reference[:at] + reference[at + 1] + reference[at] + reference[at + 2 :]
                assert parse(swapped) is None


@pytest.mark.parametrize(
    "text", ["", "QH", "QH-2026-004213", "QH-2026-000000-A", "-" * 30, "QH-2026-004213-L" * 9, "好"]
)
def test_other_text_is_no_reference(text: str) -> None:
    assert parse(text) is None


def test_there_is_no_number_nought() -> None:
    assert not any(parse(f"QH-2026-000000-{check}") for check in KEYS)


@given(st.text(max_size=80))
def test_any_text_may_be_asked_about(text: str) -> None:
    parse(text)
    assert normal_code(text) in ("", normal_code(normal_code(text)))


@pytest.mark.parametrize(
    ("prefix", "year", "number"),
    [("q", 2026, 1), ("qh", 2026, 1), ("QH1", 2026, 1), ("QH", 26, 1), ("QH", 2026, 0), ("QH", 2026, 10**9)],
)
def test_what_cannot_be_a_reference_is_refused(prefix: str, year: int, number: int) -> None:
    with pytest.raises(ValueError, match="reference"):
        make(prefix, year, number)


def test_codes_have_no_look_alikes_and_differ() -> None:
    codes = {new_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert not set("".join(codes)) & set("01OILBSZU")
    assert set("".join(codes)) == {*CODE_ALPHABET, "-"}
    assert all(normal_code(code) == code for code in codes)


@pytest.mark.parametrize("typed", ["7kq4-2m9x", "7KQ42M9X", " ７ＫＱ４ ２Ｍ９Ｘ ", "7KQ4—2M9X", "7KQ4-ZM9X"])
def test_codes_are_read_however_they_are_typed(typed: str) -> None:
    assert normal_code(typed) == "7KQ4-2M9X"


@pytest.mark.parametrize("typed", ["", "7KQ4", "7KQ4-2M9X1", "7KQ4-2M9!", "0KQ4-2M9X"])
def test_what_cannot_be_a_code_is_empty(typed: str) -> None:
    assert normal_code(typed) == ""


@given(st.integers(2000, 2099), st.integers(1, 10**9 - 1))
def test_a_short_one_leads_back_to_the_whole(year: int, number: int) -> None:
    reference = make("HY", year, number)
    assert len(brief(reference)) <= len(reference) - 5
    assert whole(brief(reference).lower(), "HY") == parse(reference)


@pytest.mark.parametrize(
    "short", ["", "26-1", "26-1-", "x", "26-0-A", "2026-1-A", "26-1-A-A", "26-1234567890-A"]
)
def test_what_is_no_short_reference_leads_nowhere(short: str) -> None:
    assert whole(short, "HY") is None


def test_a_wrong_check_character_leads_nowhere() -> None:
    short = brief(make("HY", 2026, 4213))
    assert whole(short[:-1] + ("A" if short[-1] != "A" else "B"), "HY") is None
