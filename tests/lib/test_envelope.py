"""Sealed for one reader: only the private key opens, nothing altered passes, no two envelopes are alike."""

import pytest

from huiyin.lib.envelope import (
    MARK,
    NotForThisKey,
    digits_of,
    make_pair,
    opened,
    private_key,
    public_of,
    shut,
)

WORDS = "某局局长收受红包".encode()
PEM, PUBLIC = make_pair("a long passphrase")
KEY = private_key(PEM, "a long passphrase")


def test_only_the_private_key_opens() -> None:
    sealed = shut(PUBLIC, WORDS)
    assert opened(KEY, sealed) == WORDS
    assert WORDS not in sealed
    other = private_key(make_pair("another passphrase")[0], "another passphrase")
    with pytest.raises(NotForThisKey):
        opened(other, sealed)


def test_the_same_words_are_never_shut_alike() -> None:
    one, other = shut(PUBLIC, WORDS), shut(PUBLIC, WORDS)
    assert one[len(MARK) :][:32] != other[len(MARK) :][:32], "a key for each envelope"
    assert one[-40:] != other[-40:]


@pytest.mark.parametrize("at", [0, len(MARK), len(MARK) + 31, len(MARK) + 32, len(MARK) + 44, -1])
def test_whatever_is_altered_no_longer_opens(at: int) -> None:
    sealed = bytearray(shut(PUBLIC, WORDS))
    sealed[at] ^= 1
    with pytest.raises(NotForThisKey):
        opened(KEY, bytes(sealed))


@pytest.mark.parametrize("length", [0, 5, len(MARK) + 32, len(MARK) + 50])
def test_a_part_is_no_envelope(length: int) -> None:
    with pytest.raises(NotForThisKey):
        opened(KEY, shut(PUBLIC, WORDS)[:length])


def test_the_key_file_is_locked_with_the_passphrase() -> None:
    assert "ENCRYPTED" in PEM
    with pytest.raises(NotForThisKey):
        private_key(PEM, "a wrong passphrase")
    assert public_of(KEY) == PUBLIC


@pytest.mark.parametrize("line", ["", "hys1-", "hys1-abc", "hys1-" + "é" * 43])
def test_a_line_that_is_no_key_is_refused(line: str) -> None:
    with pytest.raises(NotForThisKey):
        shut(line, WORDS)


def test_a_key_that_was_cut_off_is_refused() -> None:
    with pytest.raises(NotForThisKey):
        shut(PUBLIC[:-3], WORDS)


def test_a_key_can_be_compared_on_the_telephone() -> None:
    assert len(digits_of(PUBLIC).split()) == 4
    assert digits_of(PUBLIC) != digits_of(make_pair("another passphrase")[1])
