"""The console command: dates, refusals in one sentence, and what production will not start with."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from huiyin.site.cli import main

ROOT = Path(__file__).resolve().parents[2]
SECRET = "k" * 60


def test_a_date_is_told_in_both_ways_and_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["date", "2026-02-12", "+5wd", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Legally due    2026-02-26\nReminders use  2026-02-26")
    assert "Spring Festival" in told


@pytest.mark.parametrize("words", [["2026-02-30", "+5wd"], ["2026-02-12", "5"], ["2026-02-12", "+5w"]])
def test_a_date_that_cannot_be_is_one_sentence(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["date", *words]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 2  # Chinese and English


def test_a_file_that_is_not_there_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["import", "matters", "/no/such.csv", "--source", "s", "--unit", "u", "--columns", "title=t"]
    assert main(words) == 2
    assert "/no/such.csv" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"HUIYIN_DEBUG": "1"}, "HUIYIN_DEBUG"),
        ({"HUIYIN_DEMO": "1"}, "demo logins"),
        ({"HUIYIN_SECRET_KEY": SECRET}, "HUIYIN_HOSTS"),
        ({"HUIYIN_HOSTS": "a.test"}, "HUIYIN_SECRET_KEY"),
        ({"HUIYIN_HOSTS": "a.test", "HUIYIN_SECRET_KEY": "short"}, "HUIYIN_SECRET_KEY"),
        ({"HUIYIN_HOSTS": "a.test", "HUIYIN_SECRET_KEY": SECRET}, "DATABASE_URL"),
        (
            {"HUIYIN_HOSTS": "a.test", "HUIYIN_SECRET_KEY": SECRET, "DATABASE_URL": "postgresql://a@b/c"},
            "key ring",
        ),
    ],
)
def test_production_refuses_to_start(settings: dict[str, str], says: str, tmp_path: Path) -> None:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("HUIYIN_", "DATABASE_"))
    }
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    given = {**kept, **settings, "HUIYIN_PRODUCTION": "1", "HUIYIN_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "huiyin", "serve"]
    done = subprocess.run(command, env=given, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
