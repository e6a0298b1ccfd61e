"""Starting waits for the web server as long as it lives, and says so."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from huiyin.lib.sentences import Stop
from huiyin.site import run


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> run.Company:
    """A copy whose web server has been started, on a machine where each look takes two seconds."""
    now = [0.0]
    monkeypatch.setattr(
        run, "time", SimpleNamespace(monotonic=lambda: now[0], sleep=lambda _s: now.append(now.pop() + 2))
    )
    made = run.Company(tmp_path, None)
    made.children.append(child(None, tmp_path))
    return made


def child(code: int | None, home: Path) -> run.Child:
    process: Any = SimpleNamespace(poll=lambda: code)
    return run.Child("web", home / "web.log", process)


def test_a_slow_web_server_is_waited_for_with_a_word_now_and_then(
    company: run.Company, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    looks = iter([False] * 61 + [True])
    monkeypatch.setattr(run, "_answers", lambda _bind, _port: next(looks))
    company._wait_for_answer()
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 12, "two minutes, a word every ten seconds"
    assert "已等 10 秒" in said[0]
    assert "web.log" in said[0]


def test_one_that_has_ended_is_not_waited_for(
    company: run.Company, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    company.children.append(child(3, tmp_path))
    monkeypatch.setattr(run, "_answers", lambda _bind, _port: False)
    with pytest.raises(Stop) as no:
        company._wait_for_answer()
    assert "3" in no.value.sentence_en
