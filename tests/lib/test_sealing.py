"""Sealed text opens here, in its own place, and nowhere else."""

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.lib.sealing import KeyFileError, KeyRing, SealBroken

shared = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing.create(tmp_path / "keys.json")


@shared
@given(text=st.text(), context=st.text())
def test_what_is_sealed_opens(ring: KeyRing, text: str, context: str) -> None:
    token = ring.seal(text, context)
    assert token.startswith("k1:")
    assert ring.open(token, context) == text


def test_the_text_is_not_in_the_token_and_no_token_is_made_twice(ring: KeyRing) -> None:
    tokens = {ring.seal("13812345678", "people.phone/7") for _ in range(50)}
    assert len(tokens) == 50
    assert not any("1381234" in token for token in tokens)


def test_a_token_opens_only_in_its_own_context(ring: KeyRing) -> None:
    token = ring.seal("secret", "people.phone/7")
    with pytest.raises(SealBroken):
        ring.open(token, "people.phone/8")


def test_every_altered_character_is_noticed(ring: KeyRing) -> None:
    token = ring.seal("ab", "c")
    for at in range(len(token)):
        for other in ("A", "B", "-", "7", ":"):
            if token[at] != other:
                with pytest.raises(SealBroken):
                    ring.open(token[:at] + other + token[at + 1 :], "c")


def test_no_second_spelling_of_a_token_opens(ring: KeyRing) -> None:
    token = ring.seal("abc", "c")  # 31 bytes: the last character has spare bits
    for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_":
        if other != token[-1]:
            with pytest.raises(SealBroken):
                ring.open(token[:-1] + other, "c")


@pytest.mark.parametrize(
    "token", ["", "k1:", "plain text", "k1:AAAA", "k0:AAAA", "k1:" + "A" * 41, "k9:" + "A" * 60]
)
def test_other_text_is_no_token(ring: KeyRing, token: str) -> None:
    with pytest.raises(SealBroken):
        ring.open(token, "c")


@shared
@given(text=st.text(), context=st.text())
def test_what_is_shut_for_the_database_opens_and_holds_no_letter_more(
    ring: KeyRing, text: str, context: str
) -> None:
    kept = ring.shut(text, context)
    assert len(kept) == 2 + 12 + len(text.encode()) + 16
    assert ring.opened(kept, context) == text


def test_what_was_shut_and_altered_moved_or_cut_does_not_open(ring: KeyRing) -> None:
    kept = ring.shut("ab", "c")
    for at in range(len(kept)):
        with pytest.raises(SealBroken):
            ring.opened(kept[:at] + bytes([kept[at] ^ 1]) + kept[at + 1 :], "c")
        with pytest.raises(SealBroken):
            ring.opened(kept[:at], "c")
    with pytest.raises(SealBroken):
        ring.opened(kept, "d")


def test_after_rotation_old_tokens_open_and_ask_to_be_sealed_again(ring: KeyRing, tmp_path: Path) -> None:
    old, kept = ring.seal("text", "c"), ring.shut("text", "c")
    blind = ring.blind("13812345678", "phone")
    assert not ring.needs_rotation(kept)
    assert ring.rotate() == "k2" == ring.current
    assert ring.seal("text", "c").startswith("k2:")
    assert ring.needs_rotation(kept)
    assert not ring.needs_rotation(ring.shut("text", "c"))
    assert ring.open(old, "c") == ring.opened(kept, "c") == "text"
    again = KeyRing.load(tmp_path / "keys.json")
    assert again.current == "k2"
    assert again.open(old, "c") == "text"
    assert again.blind("13812345678", "phone") == blind


def test_the_key_id_is_authenticated_too(ring: KeyRing, tmp_path: Path) -> None:
    ring.rotate()
    written = json.loads((tmp_path / "keys.json").read_text())
    written["seal"]["k2"] = written["seal"]["k1"]
    (tmp_path / "keys.json").write_text(json.dumps(written))
    same_keys = KeyRing.load(tmp_path / "keys.json")
    token = same_keys.seal("text", "c")
    with pytest.raises(SealBroken):
        same_keys.open("k1" + token[2:], "c")


def test_a_key_that_another_process_added_is_found(ring: KeyRing, tmp_path: Path) -> None:
    other = KeyRing.load(tmp_path / "keys.json")
    other.rotate()
    assert ring.open(other.seal("text", "c"), "c") == "text"


def test_two_processes_that_rotate_keep_each_others_keys(ring: KeyRing, tmp_path: Path) -> None:
    other = KeyRing.load(tmp_path / "keys.json")
    other.rotate()
    token = other.seal("text", "c")
    assert ring.rotate() == "k3"
    assert KeyRing.load(tmp_path / "keys.json").open(token, "c") == "text"


def test_ten_keys_are_counted_not_sorted_as_text(ring: KeyRing) -> None:
    for _ in range(10):
        ring.rotate()
    assert ring.current == "k11"


def test_blind_indexes_match_only_within_a_purpose_and_an_installation(ring: KeyRing, tmp_path: Path) -> None:
    index = ring.blind("13812345678", "phone")
    assert len(index) == 64
    assert index == ring.blind("13812345678", "phone")
    assert index != ring.blind("13812345678", "email")
    assert index != ring.blind("13812345679", "phone")
    assert ring.blind("bc", "a") != ring.blind("c", "ab")
    assert index != KeyRing.create(tmp_path / "other.json").blind("13812345678", "phone")


def test_the_key_file_is_for_its_owner_only_and_is_never_replaced(ring: KeyRing, tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(KeyFileError, match="exists"):
        KeyRing.create(path)
    ring.rotate()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["keys.json"], "no copy of the keys is left behind"


def test_a_key_file_open_to_everyone_is_refused(ring: KeyRing, tmp_path: Path) -> None:
    (tmp_path / "keys.json").chmod(0o644)
    with pytest.raises(KeyFileError, match="chmod"):
        KeyRing.load(tmp_path / "keys.json")


@pytest.mark.parametrize(
    "text", [None, "", "[]", "{}", '{"seal": {}, "blind": ""}', '{"seal": {"k1": "AAAA"}, "blind": "AAAA"}']
)
def test_a_bad_key_file_is_refused_without_showing_keys(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "keys.json"
    if text is not None:
        path.write_text(text)
        path.chmod(0o600)
    with pytest.raises(KeyFileError) as caught:
        KeyRing.load(path)
    assert "AAAA" not in str(caught.value)


def test_keys_do_not_show_in_logs(ring: KeyRing, tmp_path: Path) -> None:
    written = json.loads((tmp_path / "keys.json").read_text())
    assert written["blind"] not in repr(ring)
    assert repr(ring) == "<KeyRing k1 of 1>"
