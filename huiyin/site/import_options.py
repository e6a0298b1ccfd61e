"""The options of `huiyin import`, kind by kind; nothing here needs Django."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from huiyin.lib.spoken import gettext as _
from huiyin.lib.spoken import gettext_noop

ACROSS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("--as-of", {"metavar": "DAY"}, gettext_noop("of a table with a column for each group: its day")),
    (
        "--source",
        {"metavar": "NAME"},
        gettext_noop("of a table with a column for each group: where it comes from"),
    ),
)


SHEETS = ("units", "officials", "households", "register", "population", "travel", "sites")


def asked(
    parser: argparse.ArgumentParser,
    rest: list[str],
    file: Callable[[str], Path],
    columns: Callable[[str], dict[str, str]],
) -> argparse.Namespace:
    """What is to be brought in, and how."""
    kinds = parser.add_subparsers(dest="kind", required=True, parser_class=type(parser))
    matters = _add_kind(kinds, "matters", file)
    matters.add_argument(
        "--source", required=True, help=_("its name; with the external id it makes rows unique")
    )
    matters.add_argument("--unit", required=True, help=_("code of the unit that receives the rows"))
    matters.add_argument("--columns", required=True, type=columns, help=_("field=column,field=column"))
    matters.add_argument("--origin", choices=("history", "live"), default="history")
    for kind in SHEETS:
        _add_kind(kinds, kind, file)
    divisions = kinds.add_parser("divisions", help=_("names and codes of all divisions of the country"))
    divisions.add_argument(
        "path", nargs="?", help=_("a list, the folder of all five, or the archive they came in")
    )
    divisions.add_argument(
        "--keep-good", action="store_true", help=_("keep the good rows, reject the others")
    )
    blank = kinds.add_parser("template", help=_("a workbook to fill in"))
    blank.add_argument("of", choices=(*SHEETS, "matters"))
    blank.add_argument("--county", help=_("short name of the county, when there are several"))
    blank.add_argument("-o", "--output", required=True, type=Path, help=_("FILE.xlsx"))
    return parser.parse_args(rest)


def _add_kind(kinds: Any, kind: str, file: Callable[[str], Path]) -> argparse.ArgumentParser:
    """Add what every kind of rows is asked for; more is added to the parser that comes back."""
    words = _("%(kind)s from an xlsx workbook or CSV file") % {"kind": kind}
    parser: argparse.ArgumentParser = kinds.add_parser(kind, help=words)
    parser.add_argument("file", type=file)
    flag: dict[str, Any] = {"action": "store_true"}
    for name, more, said in (
        ("--county", {}, gettext_noop("short name of the county in addresses, when there are several")),
        ("--sheet", {"metavar": "NAME"}, gettext_noop("of a workbook, read this sheet only")),
        (
            "--rejected",
            {"metavar": "FILE"},
            gettext_noop("write the rejected rows with their reasons there, as xlsx or CSV"),
        ),
        ("--keep-good", flag, gettext_noop("keep the good rows when others are rejected")),
        ("--preview", flag, gettext_noop("say what would be done, and write nothing")),
        (
            "--without-hidden",
            flag,
            gettext_noop("leave out rows that the sheet hides, by a filter for instance"),
        ),
        *(ACROSS if kind == "population" else ()),
    ):
        parser.add_argument(name, help=_(said), **more)
    return parser
