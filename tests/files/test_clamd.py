"""The scanner, where there is one: its word counts, and while it is silent nothing is taken."""

import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from huiyin.files.checking import checked
from huiyin.lib.refusal import Refused
from tests.files.samples import PDF, upload


class Scanner:
    """A clamd of ours: answers one stream with a word, and remembers what it was sent."""

    def __init__(self, path: Path, word: bytes) -> None:
        self.path, self.word, self.got = path, word, b""
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(str(path))
        self.door.listen()
        self.thread = threading.Thread(target=self._answer)
        self.thread.start()

    def _answer(self) -> None:
        line, _address = self.door.accept()
        with line:
            assert line.recv(10) == b"zINSTREAM\0"
            while size := struct.unpack("!I", line.recv(4, socket.MSG_WAITALL))[0]:
                self.got += line.recv(size, socket.MSG_WAITALL)
            line.sendall(self.word)

    def close(self) -> None:
        self.thread.join(5)
        self.door.close()


@pytest.fixture
def scanner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Scanner]:
    made = Scanner(tmp_path / "clamd", request.param)
    monkeypatch.setattr(settings, "HUIYIN_CLAMD", str(made.path), raising=False)
    yield made
    made.close()


@pytest.mark.parametrize("scanner", [b"stream: OK\0"], indirect=True)
def test_what_the_scanner_lets_pass_is_taken(scanner: Scanner) -> None:
    assert checked(upload(PDF)).kind == "pdf"
    assert scanner.got == PDF


@pytest.mark.parametrize("scanner", [b"stream: Eicar-Test FOUND\0"], indirect=True)
def test_what_it_finds_harmful_is_not(scanner: Scanner) -> None:
    with pytest.raises(Refused, match="harmful"):
        checked(upload(PDF))


@pytest.mark.parametrize("scanner", [b""], indirect=True)
def test_while_it_hangs_up_nothing_is_taken(scanner: Scanner) -> None:
    with pytest.raises(Refused, match="try again later"):
        checked(upload(PDF))


def test_while_it_is_away_nothing_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "HUIYIN_CLAMD", str(tmp_path / "nobody"), raising=False)
    with pytest.raises(Refused, match="try again later"):
        checked(upload(PDF))
