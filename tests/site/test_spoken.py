"""The console speaks the language of the installation: its help and refusals, and whatever was translated since."""

import re
from pathlib import Path

import polib
import pytest

from huiyin.lib import spoken
from huiyin.site import env
from huiyin.site.cli import main

ASKED = [
    ["import"], ["import", "register"], ["import", "population"], ["import", "matters"], ["import", "divisions"],
    ["import", "template"], ["found"], ["administrator"], ["slip"], ["password"], ["report", "work-summary"],
    ["charter", "check"], ["demo"], ["run"], ["date"], ["inspection", "verify"], ["draw", "make"], ["draw", "pick"],
    ["rounds", "solve"], ["sealed"], ["sealed", "export"],
]  # fmt: skip
ENGLISH = re.compile(r"(?<![-\w])[A-Za-z]{2,}(?: [a-z]{2,}){2,}")  # three words on end


@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_the_help_of_each_command_is_in_the_language_of_the_installation(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--help"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("用法：")
    assert "show this help" not in told
    assert ENGLISH.findall(told.partition("\n\n")[2]) == []


def test_what_is_missing_is_said_in_it_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "register"]) == 2
    assert "缺少以下参数：file" in capsys.readouterr().err


def test_words_that_were_translated_since_are_compiled_before_a_command_speaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = tmp_path / "locale" / "zh_Hans" / "LC_MESSAGES"
    here.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalogue.append(polib.POEntry(msgid="login name", msgstr="新译的登录名"))
    catalogue.save(str(here / "django.po"))
    monkeypatch.setattr(env, "ROOT", tmp_path)
    monkeypatch.setattr(spoken, "LOCALE", tmp_path / "locale")
    assert main(["slip", "--help"]) == 0
    assert (here / "django.mo").exists()
    assert "新译的登录名" in capsys.readouterr().out
    monkeypatch.undo()
    spoken.speak()
