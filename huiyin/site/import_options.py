"""The options of `huiyin import`, kind by kind; nothing here needs Django."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

ACROSS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("--as-of", {"metavar": "DAY"}, "of a table with a column for each group: its day"),
    ("--source", {"metavar": "NAME"}, "of a table with a column for each group: where it comes from"),
)


def add_kind(kinds: Any, kind: str, file: Callable[[str], Path]) -> argparse.ArgumentParser:
    """Add what every kind of rows is asked for; more is added to the parser that comes back."""
    parser: argparse.ArgumentParser = kinds.add_parser(kind, help=f"{kind} from an xlsx workbook or CSV file")
    parser.add_argument("file", type=file)
    flag: dict[str, Any] = {"action": "store_true"}
    for name, more, said in (
        ("--county", {}, "short name of the county in addresses, when there are several"),
        ("--sheet", {"metavar": "NAME"}, "of a workbook, read this sheet only"),
        (
            "--rejected",
            {"metavar": "FILE"},
            "write the rejected rows with their reasons there, as xlsx or CSV",
        ),
        ("--keep-good", flag, "keep the good rows when others are rejected"),
        ("--preview", flag, "say what would be done, and write nothing"),
        ("--without-hidden", flag, "leave out rows that the sheet hides, by a filter for instance"),
        *(ACROSS if kind == "population" else ()),
    ):
        parser.add_argument(name, help=said, **more)
    return parser
