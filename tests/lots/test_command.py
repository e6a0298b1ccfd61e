"""`huiyin inspection verify`: anybody makes the draw again, and learns what does not hold."""

from pathlib import Path

import pytest

from huiyin.lib import sampling
from huiyin.site.cli import main


def written(tmp_path: Path, **changed: object) -> Path:
    references = [f"HYL-2026-{n:06}-K" for n in range(50)]
    fields = {
        "about": "HYJ-2026-000001-A",
        "population": references,
        "population_sha256": sampling.list_hash(references),
        "seed": "48213",
        "size": 22,
        "sample": sampling.draw(references, "48213", 22),
        "confidence": "0.95",
        "share": "0.1",
    }
    path = tmp_path / "draw.json"
    path.write_text(sampling.Draw(**{**fields, **changed}).written(), encoding="utf-8")  # type: ignore[arg-type]
    return path


def test_s06_a_draw_that_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspection", "verify", str(written(tmp_path))]) == 0
    said = capsys.readouterr().out
    assert "抽样重新核算无误" in said
    assert "22 of 50 records, number 48213" in said


def test_s06_another_number_gives_another_sample(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspection", "verify", str(written(tmp_path, seed="48214"))]) == 1
    assert "The sample is not the one" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "{}", "[1]"])
def test_another_file_is_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(text, encoding="utf-8")
    assert main(["inspection", "verify", str(path)]) == 2
    assert "is not the file of a draw" in capsys.readouterr().err
    assert main(["inspection", "verify", str(tmp_path / "none.json")]) == 2


def test_a_confidence_that_is_none_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspection", "verify", str(written(tmp_path, confidence="sure"))]) == 2
    assert "is not the file of a draw" in capsys.readouterr().err
