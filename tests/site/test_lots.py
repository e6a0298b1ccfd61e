"""`huiyin draw make | pick | verify | find`: a draw from two files, told in both languages."""

import json
import re
from pathlib import Path

import pytest

from huiyin.lib.sortition.proof import read
from huiyin.reach.draw_pages import STAGES
from huiyin.site.lots import command
from huiyin.site.sentences import words

LIB = Path(__file__).resolve().parents[2] / "huiyin" / "lib" / "sortition"


def files(folder: Path, least: int = 3) -> tuple[Path, Path]:
    categories, respondents = folder / "categories.csv", folder / "respondents.csv"
    lines = [
        "category,feature,min,max",
        f"sex,woman,{least},8",
        "sex,man,3,5",
        "home,near,2,6",
        "home,far,2,6",
    ]
    categories.write_text("\n".join(lines), encoding="utf-8")
    people = [f"{('woman', 'man')[n % 2]},{('near', 'far')[n % 3 == 0]},h{n // 2}" for n in range(40)]
    respondents.write_text("\n".join(["sex,home,household", *people]), encoding="utf-8")
    return categories, respondents


def made(folder: Path, *more: str, least: int = 3) -> tuple[int, Path]:
    categories, respondents = files(folder, least)
    file = folder / "draw.json"
    asked = ["make", "--categories", str(categories), "--respondents", str(respondents), "--size", "8"]
    return command([*asked, "--panels", "100", "-o", str(file), *more]), file


def test_a_draw_is_made_picked_and_verified(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, file = made(tmp_path, "--seed", "a")
    assert code == 0
    assert len(read(file.read_text(encoding="utf-8")).panels) == 100
    assert command(["pick", str(file), "42"]) == 0
    assert command(["verify", str(file)]) == 0
    said = capsys.readouterr().out
    assert re.search("[一-鿿]", said)
    raw = json.loads(file.read_text(encoding="utf-8"))
    raw["chosen"] = raw["panels"][41]
    file.write_text(json.dumps(raw), encoding="utf-8")
    assert command(["verify", str(file)]) == 1


def test_quotas_that_nothing_meets_say_what_would_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, file = made(tmp_path, least=6)
    assert code == 3
    assert not file.exists()
    assert "“man” in “sex” from 3–5 to 2–5" in capsys.readouterr().out


def test_every_stage_of_the_work_has_its_words() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in LIB.glob("*.py"))
    stages = set(re.findall(r'tell\("([a-z_]+)"', text))
    assert len(stages) > 5
    assert all(words(f"lots_stage_{stage}", language) for stage in stages for language in ("zh", "en"))
    assert stages <= set(STAGES)
