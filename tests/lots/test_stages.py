"""Every stage of the work on a draw has its words, on the command line and on the pages."""

import re
from pathlib import Path

from huiyin.lib.sentences import words
from huiyin.lots.pages import STAGES

LIB = Path(__file__).resolve().parents[2] / "huiyin" / "lib" / "sortition"


def test_every_stage_of_the_work_has_its_words() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in LIB.glob("*.py"))
    stages = set(re.findall(r'tell\("([a-z_]+)"', text))
    assert len(stages) > 5
    assert all(words(f"lots_stage_{stage}", language) for stage in stages for language in ("zh", "en"))
    assert stages <= set(STAGES)
