"""`huiyin report work-summary`: the paper in a file, the paragraph and its sums in the terminal."""

import argparse
from datetime import date, timedelta
from pathlib import Path

import pytest

from huiyin.lib.refusal import Refused
from huiyin.reports import command
from tests import make
from tests.world import AT, World


def args(output: object, **given: object) -> argparse.Namespace:
    asked = {
        "unit": "990100101",
        "since": date(2026, 3, 2),
        "until": date(2026, 3, 2),
        "output": output,
        **given,
    }
    return argparse.Namespace(**asked)


def test_the_last_day_is_included(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make.matter(world, at=AT)
    make.matter(world, at=AT - timedelta(days=1))
    output = tmp_path / "summary.docx"
    assert command.work_summary(args(output)) == 0
    assert output.read_bytes().startswith(b"PK")
    said = capsys.readouterr().out
    assert "1" in said
    assert "%(" not in said


@pytest.mark.parametrize(
    "given", [{"unit": "nowhere"}, {"until": date(2026, 3, 1)}, {"output": Path("/nowhere/summary.docx")}]
)
def test_what_cannot_be_is_one_sentence(world: World, tmp_path: Path, given: dict[str, object]) -> None:
    with pytest.raises(Refused) as caught:
        command.work_summary(args(**{"output": tmp_path / "s.docx", **given}))
    assert caught.value.sentence
