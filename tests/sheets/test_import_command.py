"""`huiyin import …` of workbooks and `huiyin password`: what is printed, what comes back, what is refused."""

import argparse
import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from huiyin.lib.refusal import Refused
from huiyin.orgs import command as passwords
from huiyin.orgs.backend import log_in_check
from huiyin.orgs.models import Unit
from huiyin.register.models import Assignment
from huiyin.sheets import command
from tests.sheets.books import REGISTER, UNITS, book, line
from tests.world import AT, World


def run(kind: str, file: Path, **changed: Any) -> int:
    asked = {"keep_good": False, "preview": False, "rejected": None, "county": "heyang", **changed}
    asked |= {"sheet": None, "without_hidden": False}
    return command.command(argparse.Namespace(kind=kind, file=file, **asked))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "register.xlsx"
    path.write_bytes(book(REGISTER, [line(), line(code="SH-101", method="")]))
    return path


def test_bad_rows_are_printed_and_come_back_as_a_workbook(
    world: World, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.xlsx"
    assert run("register", file, rejected=str(bad)) == 1
    said = capsys.readouterr().out
    assert "Line 3, How consent was given:" in said
    assert "nothing was imported" in said
    rows = list(load_workbook(io.BytesIO(bad.read_bytes())).worksheets[0].iter_rows(values_only=True))
    assert (len(rows), rows[1][0]) == (2, 3)
    assert not Assignment.objects.filter(household__code="SH-100").exists()


def test_a_preview_writes_nothing_and_keep_good_takes_the_others(
    world: World, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("register", file, preview=True) == 1
    assert "new: 1; updated: 0; unchanged: 0; rejected: 1." in capsys.readouterr().out
    assert not Assignment.objects.filter(household__code="SH-100").exists()
    assert run("register", file, keep_good=True) == 0
    assert Assignment.objects.filter(household__code="SH-100").exists()


def test_units_come_from_a_workbook_or_still_from_a_csv_file(world: World, tmp_path: Path) -> None:
    sheet, text = tmp_path / "units.xlsx", tmp_path / "units.csv"
    sheet.write_bytes(book(UNITS, [["990100101203", "中河村", "village", "990100101", ""]]))
    text.write_text("code,name,kind,parent_code\n990100101204,新河村,village,990100101\n", encoding="utf-8")
    assert run("units", sheet) == 0
    assert run("units", text) == 0
    assert Unit.objects.filter(code__in=["990100101203", "990100101204"]).count() == 2


def test_the_county_is_asked_for_where_there_are_several(world: World, file: Path) -> None:
    with pytest.raises(Refused, match="heyang"):
        run("register", file, county=None)


def test_what_is_no_workbook_is_refused_in_one_sentence(world: World, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"a,b\n")
    with pytest.raises(Refused):
        run("register", path)


def typed(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{word}\n" for word in words)))
    return passwords.command(argparse.Namespace(login="chen"))


def test_a_password_is_typed_twice_and_then_opens(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert typed(monkeypatch, "another-long-word", "another-long-word") == 0
    assert log_in_check(username="chen", password="another-long-word", at=AT) == world.chen


@pytest.mark.parametrize("words", [("short", "short"), ("long-enough-1", "long-enough-2"), ("", "")])
def test_a_short_or_differing_password_changes_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, words: tuple[str, str]
) -> None:
    with pytest.raises(Refused):
        typed(monkeypatch, *words)


def test_an_unknown_login_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="nobody"):
        passwords.command(argparse.Namespace(login="nobody"))
