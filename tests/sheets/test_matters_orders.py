"""Orders of the hotline that come as a file: each row keeps the latest day that is printed on it (S34)."""

from pathlib import Path

import pytest

from huiyin.matters.models import Matter
from tests.sheets.books import matters_from
from tests.world import World


@pytest.fixture
def ask(world: World, tmp_path: Path) -> object:
    def run(text: str, **given: object) -> int:
        path = tmp_path / "orders.csv"
        path.write_text(text, encoding="utf-8")
        return matters_from(world, path, **given)

    return run


def test_a_row_with_a_latest_day_is_an_order_of_the_hotline_and_keeps_it(world: World, ask) -> None:  # type: ignore[no-untyped-def]
    text = (
        "no,title,day,due\nA1,路灯不亮,2026-02-27 10:00,2026-03-08\n"
        "A2,水管漏了,2026-02-27 10:00,2026-03-06 15:30\nA3,想问社保,2026-02-27 10:00,\n"
    )
    columns = {"external_id": "no", "title": "title", "received_at": "day", "due_at": "due"}
    assert ask(text, columns=columns, origin="live") == 0
    found = {one.external_id: one for one in Matter.objects.all()}
    assert [found[no].profile for no in ("A1", "A2", "A3")] == [
        "hotline_order",
        "hotline_order",
        "contact_matter",
    ]
    assert [str(found[no].due_on) for no in ("A1", "A2")] == ["2026-03-08", "2026-03-06"]
    assert str(found["A2"].deadlines.get(kind="handle").due_at) == "2026-03-06 07:30:00+00:00"
    early = "no,title,day,due\nB1,路灯不亮,2026-02-27 10:00,2026-02-26\n"
    assert ask(early, columns=columns, origin="live") == 1
    assert not Matter.objects.filter(external_id="B1").exists()
