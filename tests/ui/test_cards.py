"""Lists of many rows: a dense table on a desk, and on a telephone a card for each row, every cell behind its column's word."""

import re
from pathlib import Path

import pytest

from tests.house import tree

ROOT = Path(__file__).parents[2] / "huiyin"
TABLES = [path for path in sorted(ROOT.glob("*/templates/**/*.html")) if "table-cards" in path.read_text()]
LISTS = (  # finding 32
    "accounts/templates/accounts/list.html",
    "administration/templates/administration/trail.html",
    "contacts/templates/contacts/owed_table.html",
    "contacts/templates/contacts/table.html",
    "register/templates/register/people_rows.html",
    "reports/templates/reports/classes.html",
    "reports/templates/reports/kpi_table.html",
    "supervision/templates/supervision/table.html",
    "villages/templates/villages/meetings.html",
)


def test_these_lists_are_dense_tables_and_cards() -> None:
    tree.nothing(sorted(set(LISTS) - {str(path.relative_to(ROOT)) for path in TABLES}))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_on_a_telephone_every_cell_says_its_column(path: Path) -> None:
    cells = re.findall(r"<td\b[^>]*>", path.read_text())
    assert [cell for cell in cells if not re.search("data-label=|print-cell|colspan", cell)] == []
