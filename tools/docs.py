"""`make docs`: draws rooms and lives into the documents, and adds new addresses to their table; asks no database."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
STATES = Path("docs") / "states" / "matters.md"
RECEPTIONS = Path("docs") / "states" / "receptions.md"
DRAWS = Path("docs") / "states" / "draws.md"
ADDRESSES = Path("tests") / "house" / "addresses.txt"
Table = dict[str, dict[str, str]]

HEAD = """# The life of a matter

Drawn by `make docs` from `huiyin/matters/rules/life.py` (`TRANSITIONS`, `BESIDE`, `STARTS`, `STOPS`); a test
compares. Change the table, not this page. Each state in Chinese: [the glossary](../glossary.md).
"""
# Who may do what stands in life.may; in words:
WHO = {
    "lodge": "the resident, or an official for them",
    "route": "coordinator at or above the unit that holds it",
    "accept": "head at or above the lead unit",
    "reassign": "head at or above the lead unit",
    "start": "handler",
    "note": "handler",
    "draft": "handler",
    "return": "head at or above the lead unit",
    "approve": "head at or above the lead unit, neither handler nor drafter",
    "rate": "the resident",
    "close": "coordinator or supervisor at or above the unit that took it in, not the one that handled it;"
    " by itself when rated as handled, or when the time for rating has passed",
    "reopen": "the resident, once",
}
BESIDE = {
    "remind": "the clock, before the date",
    "chase": "the clock, one rung up the line",
    "redate": "the clock, when the days off of a year are announced",
    "reveal": "an official opens name and number, with a purpose",
    "trip": "an official who may see the matter took it along to the place; links the contact",
}


def states(table: Table | None = None) -> str:
    """The page: a diagram, the table of moves, what happens beside it."""
    from huiyin.matters.rules import life

    moves = life.TRANSITIONS if table is None else table
    return "\n".join([HEAD, *_diagram(moves), "", *_moves(moves), "", *_beside()]) + "\n"


def _diagram(moves: Table) -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2"]
    for source, row in moves.items():
        for deed, target in row.items():
            lines.append(f"    {source or '[*]'!s} --> {target!s}: {_number(deed)} {deed!s}")
    return [*lines, "    closed --> [*]", "```"]


def _moves(moves: Table) -> list[str]:
    from huiyin.matters.rules import life

    lines = [
        "| no. | from | deed | to | who | clocks started | clocks stopped |",
        "|---|---|---|---|---|---|---|",
    ]
    for source, row in moves.items():
        for deed, target in row.items():
            clocks = [_kinds(life.STARTS, deed), _kinds(life.STOPS, deed)]
            cells = [_number(deed), _code(source), _code(deed), _code(target), WHO[str(deed)], *clocks]
            lines.append("| " + " | ".join(cells) + " |")
    return lines


def _code(word: str) -> str:
    return f"`{word!s}`" if word else "–"


def _kinds(which: Mapping[str, tuple[str, ...]], deed: str) -> str:
    return ", ".join(_code(kind) for kind in which.get(deed, ())) or "–"


def _beside() -> list[str]:
    from huiyin.matters.rules import life

    lines = ["Beside the life, leaving a step but no new state:", ""]
    return lines + [f"- `{deed!s}`: {BESIDE[str(deed)]}" for deed in life.BESIDE]


def _number(deed: str) -> str:
    from huiyin.matters.rules import life

    return {str(key): number for key, number in life.NUMBERS.items()}[str(deed)]


RECEPTION_HEAD = """# The life of a reception session

Drawn by `make docs` from `huiyin/receptions/rules.py` (`TRANSITIONS`); a test compares. Change the table, not
this page. Every deed is for those on the staff of the office, and for the desk or the head of its unit or above.
"""


def receptions(table: Table | None = None) -> str:
    """The page of reception sessions: a diagram of the table."""
    from huiyin.receptions import rules as reception_rules

    moves = reception_rules.TRANSITIONS if table is None else table
    return _drawing(RECEPTION_HEAD, moves)


def _drawing(head: str, moves: Mapping[str, Mapping[str, str]]) -> str:
    lines = [head, "```mermaid", "stateDiagram-v2"]
    for source, row in moves.items():
        lines += [f"    {source or '[*]'!s} --> {target!s}: {deed!s}" for deed, target in row.items()]
    lines += [f"    {source!s} --> [*]" for source, row in moves.items() if source and not row]
    return "\n".join([*lines, "```"]) + "\n"


DRAW_HEAD = """# The life of a draw of lots

Drawn by `make docs` from `huiyin/lots/rules.py` (`TRANSITIONS`); a test compares. Change the table, not this page.
Every deed is for who coordinates, heads or supervises the unit that holds the draw; `finish` and `fail` are the clock's.
A draw in public is published before its number is drawn; one that finds households for an official to visit is not.
"""


def draws(table: Table | None = None) -> str:
    """The page of draws of lots: a diagram of the table."""
    from huiyin.lots import rules as draw_rules

    return _drawing(DRAW_HEAD, draw_rules.TRANSITIONS if table is None else table)


def addresses() -> str:
    """The table of addresses with the new ones added; what was lost or changed stays, for the test to tell."""
    from django.urls import get_resolver

    from tests.house.test_addresses import TABLE, lines

    known = TABLE.read_text(encoding="utf-8").splitlines()
    return "\n".join(sorted({*known, *lines(get_resolver().url_patterns)})) + "\n"


def main() -> int:
    """Write the pages that differ."""
    import django

    django.setup()
    from tools import architecture

    for name, text in (
        (architecture.PAGE, architecture.current()),
        (STATES, states()),
        (RECEPTIONS, receptions()),
        (DRAWS, draws()),
        (ADDRESSES, addresses()),
    ):
        path = ROOT / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            print(f"{name} is up to date.")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"{name} written.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
