"""Files of matters, whatever they are: shown first, put right and sent again, a workbook, one of many hundred rows."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from huiyin.matters.models import Matter
from tests.sheets.books import book, matters_from
from tests.sheets.test_matters import COLUMNS, HEAD, row
from tests.world import SHANGHAI, World

Take = Callable[..., int]


@pytest.fixture
def take(world: World, tmp_path: Path) -> Take:
    def run(text: str, **given: object) -> int:
        path = tmp_path / "messages.csv"
        path.write_text(text, encoding="utf-8")
        return matters_from(world, path, **{"columns": COLUMNS, **given})

    return run


def test_a_preview_writes_nothing_and_rejected_rows_come_back_under_the_headings_of_the_file(
    world: World, take: Take, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = HEAD + row("1") + row("2", day="soon", text="=1+1")
    bad = tmp_path / "bad.csv"
    assert take(text, preview=True, rejected=str(bad)) == 1
    assert not Matter.objects.exists()
    assert "imported: 1;" in capsys.readouterr().out
    again = bad.read_text(encoding="utf-8-sig")
    assert "'=1+1" in again
    assert again.splitlines()[0].split(",")[1:6] == list(COLUMNS.values())
    assert take(again.replace("soon", "2019-03-05")) == 0
    assert Matter.objects.get().body == "=1+1"


def test_matters_come_from_a_workbook_too(world: World, tmp_path: Path, take: Take) -> None:
    path = tmp_path / "messages.xlsx"
    heads, cells = HEAD.strip().split(","), row("1").strip().split(",")
    path.write_bytes(book(heads, [cells]))
    assert take("", file=path) == 0
    assert Matter.objects.get().received_at == datetime(2019, 3, 4, 10, tzinfo=SHANGHAI)


def test_a_number_that_stands_far_below_again_with_other_words_is_rejected(
    world: World, take: Take, capsys: pytest.CaptureFixture[str]
) -> None:
    text = HEAD + "".join(row(str(n)) for n in range(600)) + row("3") + row("4", text="别的事")
    assert take(text, keep_good=True) == 0
    said = capsys.readouterr().out
    assert "Line 603:" in said
    assert "taken once: 1" in said
    assert Matter.objects.count() == 600
