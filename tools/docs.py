"""`make docs`: draws rooms and lives into the documents, and adds new addresses to their table; asks no database."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from huiyin.matters.rules.move import Move

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
STATES = Path("docs") / "states" / "matters.md"
MAP = Path("docs") / "states" / "matters.svg"
RECEPTIONS = Path("docs") / "states" / "receptions.md"
DRAWS = Path("docs") / "states" / "draws.md"
ADDRESSES = Path("tests") / "house" / "addresses.txt"
Table = dict[str, dict[str, str]]

HEAD = """# The life of a matter

Drawn by `make docs` from the moves in `huiyin/matters/rules` (`MOVES` of each stage, put together in `table.py`); a test
compares. Change the table, not this page. A move makes a moment; the clocks that run from it stand in the charter, here
in the shipped one. Each state in Chinese: [the glossary](../glossary.md). Residents read the same as a drawing with its
words, at `/c/<county>/process/`:

![What happens with a matter: every state, and every deed that leads from one to another](matters.svg)
"""


def states(table: Table | None = None) -> str:
    """The page: a diagram, the table of moves, what happens beside it."""
    from huiyin.matters.rules import life

    moves = life.TRANSITIONS if table is None else table
    return "\n".join([HEAD, *_diagram(moves), "", *_moves(moves), "", *_beside()]) + "\n"


def process_map(moves: "Sequence[Move] | None" = None) -> str:
    """The poster of the process map, with the clocks of the shipped charter."""
    from django.template.loader import render_to_string
    from django.utils.translation import override

    from huiyin.lib.charter import base
    from huiyin.matters import process_map as drawing
    from huiyin.matters.rules import table

    with override("en"):
        drawn = drawing.poster(base(), table.MOVES if moves is None else moves)
        lines = render_to_string("matters/process_map.html", {"map": drawn}).splitlines()
    return "".join(f"{line}\n" for line in lines if line.strip())


def _diagram(moves: Table) -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2"]
    for source, row in moves.items():
        for deed, target in row.items():
            lines.append(f"    {source or '[*]'!s} --> {target!s}: {_number(deed)} {deed!s}")
    return [*lines, "    closed --> [*]", "```"]


def _moves(moves: Table) -> list[str]:
    from huiyin.matters.rules import life

    lines = [
        "| no. | from | deed | to | who | what may stand against it | moment | clocks started | clocks stopped |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for source, row in moves.items():
        for deed, target in row.items():
            move = life.move_of(source, deed)
            assert move is not None  # noqa: S101 - the table drawn has no moves but those of the rules
            cells = [
                move.number,
                *(_code(word) for word in (source, deed, target)),
                "; ".join(who.value for who in move.who),
                " ".join(_said_by(guard) for guard in life.guards_of(move)) or "–",
                _code(move.makes),
                _codes([*_started(move.makes, move.clocks), *(f"{kind}, if owed" for kind in move.owes)]),
                _codes(move.stops),
            ]
            lines.append("| " + " | ".join(cells) + " |")
    return lines


def _started(moment: str, only: Iterable[str]) -> list[str]:
    from huiyin.lib.charter import base
    from huiyin.matters import dates

    kinds = dates.begun_by(base(), moment)
    return [kind for kind in kinds if not only or kind in only]


def _said_by(guard: Callable[..., object]) -> str:
    return (guard.__doc__ or "").splitlines()[0]


def _code(word: str) -> str:
    return f"`{word!s}`" if word else "–"


def _codes(words: Iterable[str]) -> str:
    return ", ".join(_code(word) for word in words) or "–"


def _beside() -> list[str]:
    from huiyin.matters.rules import table

    lines = ["Beside the life, leaving a step but no new state:", ""]
    return lines + [f"- `{deed!s}`: {words}" for deed, words in table.BESIDE.items()]


def _number(deed: str) -> str:
    from huiyin.matters.rules import life

    return life.NUMBERS[deed]


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
        (MAP, process_map()),
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
