"""huiyin sealed: a key pair and reading off-line; entering a reader and taking envelopes along on the server."""

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError

from huiyin.audit.scope import county_scope
from huiyin.lib import envelope
from huiyin.lib.reference import make
from huiyin.lib.refusal import Refused
from huiyin.notices.models import Notice
from huiyin.sealed import command
from huiyin.sealed.actions import enter_recipient, receive
from huiyin.sealed.letter import Enclosed, Letter, unpacked
from huiyin.sealed.models import Recipient, SealedReport
from huiyin.sealed.reading import parsed
from huiyin.site import cli
from tests.roles import as_role
from tests.sealed.keys import PASSPHRASE, entered, owner_may
from tests.world import AT, World

NUMBER = make("HYM", 2026, 1)


@pytest.fixture(autouse=True)
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command.getpass, "getpass", lambda _prompt: PASSPHRASE)


def run(*words: Any) -> int:
    return command.command(parsed([str(word) for word in words]))


def test_a_letter_keeps_each_file_as_it_is_and_lies_in_memory_hardly_more_than_once() -> None:
    files = [
        Enclosed("甲.pdf", "pdf", b"\0\xff" * 500_000),
        Enclosed("乙.jpg", "jpeg", b""),
        Enclosed("丙", "png", b"z"),
    ]
    letter = Letter(words="某人收了红包", received_at=AT, files=files)
    tracemalloc.start()
    packed = letter.packed(NUMBER)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert unpacked(packed) == (NUMBER, replace(letter, trail=[]))
    assert most < 1_100_000
    for cut in (packed[:-1], packed + b"x", packed[:3], b""):
        with pytest.raises(envelope.NotForThisKey):
            unpacked(cut)


def test_a_pair_is_made_and_an_envelope_opened_without_a_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = tmp_path / "reader.key"
    assert run("keys", "-o", key) == 0
    said = capsys.readouterr().out
    assert key.stat().st_mode & 0o077 == 0
    assert "PRIVATE" not in said
    public = next(word for word in said.split() if word.startswith("hys1-"))
    letter = Letter(
        words="某人收了红包",
        received_at=AT,
        name="罗小妹",
        files=[Enclosed("截图.jpg", "jpeg", b"\xff\xd8\xff")],
    )
    sealed = tmp_path / "one.sealed"
    sealed.write_bytes(envelope.shut(public, letter.packed(NUMBER)))
    assert run("open", sealed, "--key", key, "-o", tmp_path / "out") == 0
    folder = tmp_path / "out" / NUMBER
    text = (folder / "report.txt").read_text()
    assert "某人收了红包" in text
    assert "罗小妹" in text
    assert "01.jpeg: 截图.jpg" in text
    assert (folder / "01.jpeg").read_bytes() == b"\xff\xd8\xff"
    assert folder.stat().st_mode & 0o077 == 0
    assert envelope.mark_of(sealed.read_bytes()) in capsys.readouterr().out


@pytest.fixture
def shut(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Path]:
    """Envelopes for a key that lies in reader.key."""
    run("keys", "-o", tmp_path / "reader.key")
    public = next(word for word in capsys.readouterr().out.split() if word.startswith("hys1-"))

    def made(number: Any, words: str = "x", kind: Any = "pdf") -> Path:
        path = tmp_path / f"{len(list(tmp_path.glob('*.sealed')))}.sealed"
        letter = Letter(words=words, received_at=AT, files=[Enclosed("x", kind, b"#!/bin/sh")])
        path.write_bytes(envelope.shut(public, letter.packed(number)))
        return path

    return made


def test_one_that_cannot_be_opened_keeps_back_none_of_the_others(
    tmp_path: Path, shut: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, third = (make("HYM", 2026, n) for n in (1, 2, 3))
    into = ("--key", tmp_path / "reader.key", "-o", tmp_path / "out")
    opened = shut(first)
    assert run("open", opened, *into) == 0
    capsys.readouterr()
    other = shut(first, words="same number, other words")
    broken, gone = tmp_path / "x.sealed", tmp_path / "gone.sealed"
    broken.write_bytes(b"no envelope")
    assert run("open", opened, broken, shut(second), gone, other, shut(third), *into) == 1
    for number in (first, second, third):
        assert (tmp_path / "out" / number / "report.txt").read_text().splitlines()[-3] == "x", number
    said = capsys.readouterr()
    assert [number in said.out for number in (first, second, third)] == [True] * 3
    assert ["x.sealed" in said.err, "gone.sealed" in said.err, "3" in said.err] == [True] * 3


def test_what_is_there_already_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "reader.key").write_text("the old key")
    with pytest.raises(Refused):
        run("keys", "-o", tmp_path / "reader.key")
    assert (tmp_path / "reader.key").read_text() == "the old key"


def test_a_short_passphrase_or_a_wrong_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "reader.key"
    run("keys", "-o", key)
    monkeypatch.setattr(command.getpass, "getpass", lambda _prompt: "short")
    with pytest.raises(Refused):
        run("keys", "-o", tmp_path / "other.key")
    (tmp_path / "x.sealed").write_bytes(b"no envelope")
    with pytest.raises(Refused, match="passphrase"):
        run("open", tmp_path / "x.sealed", "--key", key, "-o", tmp_path)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("{outside}", "pdf"),
        ("../outside", "pdf"),
        ("HYM-2026-000001-2/../../outside", "pdf"),
        (NUMBER, "/../../outside"),
        (NUMBER, "desktop"),
        (7, "pdf"),
        (NUMBER, ["pdf"]),
    ],
)
def test_an_envelope_that_somebody_made_up_writes_nothing_where_it_says(
    tmp_path: Path, shut: Callable[..., Path], capsys: pytest.CaptureFixture[str], number: Any, kind: Any
) -> None:
    if isinstance(number, str):
        number = number.format(outside=tmp_path / "outside")
    sealed = shut(number, kind=kind)
    before = sorted(tmp_path.rglob("*"))
    assert run("open", sealed, "--key", tmp_path / "reader.key", "-o", tmp_path / "a" / "out") == 1
    assert sealed.name in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before


def test_the_envelopes_of_each_key_are_taken_along_and_again_with_what_came_since(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def arrived() -> SealedReport:
        letter = Letter(words="某人收红包", received_at=AT)
        return receive(letter=letter, county=world.county, at=AT)

    asked = SimpleNamespace(kind="export", output=tmp_path / "stick", county="heyang")
    reader, _key = entered(world, AT - timedelta(days=1))
    reports = [arrived()]
    later, _key = entered(world)
    with owner_may("SELECT", "sealed_envelope"):
        assert command.command(asked) == 0  # type: ignore[arg-type]
        reports += [arrived(), arrived()]
        capsys.readouterr()
        assert command.command(asked) == 0, "what is there already does not stop it"  # type: ignore[arg-type]
        said = capsys.readouterr().out
        for one, by in zip(reports, (reader, later, later), strict=True):
            path = tmp_path / "stick" / one.recipient.digits.replace(" ", "-") / f"{one.reference}.sealed"
            assert by.read(path.read_bytes())[0] == one.reference
            assert f"{one.reference} {one.digest}" in said
        path.write_bytes(b"something else")
        reports.append(arrived())
        assert command.command(asked) == 1  # type: ignore[arg-type]
        assert path.read_bytes() == b"something else"
        assert path.with_name(f"{reports[-1].reference}.sealed").exists()
        assert path.name in capsys.readouterr().err


def test_a_reader_is_entered_with_a_key_and_with_nothing_else(world: World) -> None:
    public = envelope.make_pair(PASSPHRASE)[1]
    asked = SimpleNamespace(kind="recipient", organ="县纪委监委", phone="", key=public, county="heyang")
    with owner_may("INSERT", "sealed_recipient"):
        assert command.command(asked) == 0  # type: ignore[arg-type]
        assert Recipient.objects.get().public_key == public
        asked.key = "hys1-nothing"
        with pytest.raises(Refused):
            command.command(asked)  # type: ignore[arg-type]
        assert Recipient.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "role"), [("recipient", "owner"), ("export", "owner"), ("keys", None), ("open", None)]
)
def test_the_rights_of_each_word_on_the_command_line(
    monkeypatch: pytest.MonkeyPatch, kind: str, role: str | None
) -> None:
    staged: list[tuple[str | None, bool]] = []

    @contextmanager
    def stage(role: str | None = None, *, database: bool = True) -> Iterator[None]:
        staged.append((role, database))
        yield

    monkeypatch.setattr(cli, "_stage", stage)
    monkeypatch.setattr(command, "command", lambda _args: 0)
    words = {
        "recipient": ["--organ", "x", "--key", "y"],
        "export": ["-o", "x"],
        "keys": ["-o", "x"],
        "open": ["x", "--key", "y", "-o", "z"],
    }
    cli._sealed([kind, *words[kind]])
    assert staged == [(role, role is not None)]


@pytest.mark.django_db(transaction=True)
def test_the_owner_can_enter_a_reader_and_who_serves_cannot(cast: World) -> None:
    def enter() -> None:
        with county_scope(cast.county.pk):
            key = envelope.make_pair(PASSPHRASE)[1]
            enter_recipient(organ="县纪委监委", phone="", public_key=key, county=cast.county, at=AT)

    with pytest.raises(DatabaseError, match="permission denied"):
        enter()
    with as_role("clock"), pytest.raises(DatabaseError, match="permission denied"):
        enter()
    with as_role("owner"):
        enter()
    with county_scope(cast.county.pk):
        assert Recipient.objects.count() == 1
        assert Notice.objects.filter(kind="sealed_key", to=cast.sun).exists()
