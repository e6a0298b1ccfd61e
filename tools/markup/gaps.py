"""Where white space between two pieces is free: at the edge of a block a browser drops it, beside white space it joins.

The states of a gap, seen from one side: WORDS when something stands there that a new space would move away
from, SPACE when white space stands there already, EDGE when a block begins or ends there. Blocks of Django
have several ways through; a gap is only as free as the worst of them.
"""

import re
from functools import cache
from pathlib import Path

from tools.markup.pieces import Piece, cut

WORDS, SPACE, EDGE = 0, 1, 2


def _names(words: str) -> set[str]:
    return set(words.split())


BLOCKS = _names(
    "!doctype html head body meta link base title script template main header footer nav section article aside"
    " div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption colgroup col thead tbody tfoot tr th td form fieldset"
    " legend details summary blockquote figure figcaption address hr pre dialog search option optgroup"
    " g path circle rect line polyline polygon ellipse defs pattern use symbol text desc"
)
# Their inside is a block of its own, but they stand in a line themselves.
BOXES = {"button", "select", "datalist", "svg"}
# Blocks in whose inside every space may be seen.
SHELLS = {"text"}
# Classes whose elements lay out what stands in them as boxes (display: flex or grid): spaces between are dropped.
ROWS = _names(
    "btn actions message panel-note state chips chip choose-text bar-link topbar-in brand topnav subnav topbar-tools"
    " heading foot-links bottombar filter masthead-tools todo echo-top echo-beside share-top tile-name choice"
)
# Classes that make a block of an element (display: block).
LINES = {"brand-name", "brand-place", "choice-name", "choice-hint", "tile-words"}
SILENT = _names("load csrf_token error_summary regroup get_current_language get_available_languages")
INCLUSIONS = {name: f"ui/parts/{name}.html" for name in ("empty", "facts", "journey", "pager", "echo_line")}
_AS = re.compile(r"\s(?:as|asvar) \w+(?: trimmed)?\s*%\}")
_INCLUDE = re.compile(r"""\{% include ["']([^"']+)["']""")
_FIELD = re.compile(r"(?:\w+\.)*(?:\w*form|\w+\.as_field_group)")
_HIDDEN = re.compile(r"(?:\w+\.)*(?:once|version|management_form)")
ROOT = Path(__file__).resolve().parents[2]


def is_silent(piece: Piece) -> bool:
    """Whether it writes nothing, or nothing that is seen in a line."""
    if piece.kind == "note":
        return True
    if piece.kind in {"django", "text"}:
        return piece.name in SILENT or _AS.search(piece.text.partition("%}")[0] + "%}") is not None
    return bool(
        (piece.kind == "value" and _HIDDEN.fullmatch(piece.name))
        or (piece.name == "input" and any(part == 'type="hidden"' for _, part in piece.parts))
    )


def is_block(piece: Piece) -> bool:
    """Whether it is an element that has lines of its own, or a field of a form, which is one."""
    if piece.kind in {"open", "close", "void"}:
        return piece.name in BLOCKS or bool(piece.classes & LINES)
    return bool(piece.kind == "value" and _FIELD.fullmatch(piece.name))


def states(pieces: list[Piece]) -> list[int]:
    """For each gap, the one before each piece and the one at the end, how free it is."""
    before = _walk(pieces, backward=False, begins=WORDS)
    after = list(reversed(_walk(pieces, backward=True, begins=WORDS)))
    return [max(both) for both in zip(before, after, strict=True)]


def _walk(pieces: list[Piece], *, backward: bool, begins: int) -> list[int]:
    """The state of each gap as one side leaves it; loops are walked until they say the same twice."""
    loops: dict[Piece, int] = {}
    while True:
        known = dict(loops)
        found = _once(pieces, loops, backward=backward, begins=begins)
        if loops == known:
            return found


def _once(pieces: list[Piece], loops: dict[Piece, int], *, backward: bool, begins: int) -> list[int]:
    is_child = bool(pieces) and pieces[0].name == "extends"
    state, found, ways = begins, [], list[_Ways]()
    for piece in reversed(pieces) if backward else pieces:
        if piece.space and not backward:
            state = max(state, SPACE)
        found.append(state)
        enters = piece.kind == "django" and piece.partner is not None and piece.is_end == backward
        leaves = piece.kind == "django" and piece.partner is not None and piece.is_end != backward
        if enters:
            ways.append(_Ways(piece if not backward else piece.partner or piece, state))
            state = ways[-1].enter(state, loops, is_whole=is_child and len(ways) == 1)
        elif piece.is_between:
            state = ways[-1].turn(piece, state, loops, backward=backward) if ways else WORDS
        elif leaves and ways:
            state = ways.pop().leave(state, loops, backward=backward)
            if is_child and not ways:
                state = EDGE
        else:
            state = _past(piece, state, backward=backward)
            if is_child and not ways:
                state = EDGE
        if piece.space and backward:
            state = max(state, SPACE)
    found.append(state)
    return found


class _Ways:
    """The ways through one block of Django: its branches, and past it where it has no `else`."""

    def __init__(self, opening: Piece, state: int) -> None:
        self.opening, self.begins, self.exits, self.is_whole = opening, state, list[int](), False

    def enter(self, state: int, loops: dict[Piece, int], *, is_whole: bool) -> int:
        if (
            self.opening.name == "block"
        ):  # what another template puts there is not known; ours fill whole elements
            return EDGE if is_whole else WORDS
        return min(state, loops.get(self.opening, EDGE)) if self.opening.name == "for" else state

    def turn(self, piece: Piece, state: int, loops: dict[Piece, int], *, backward: bool) -> int:
        self.exits.append(state)
        if piece.name == "empty" and not backward:
            loops[self.opening] = state
        self.is_whole |= piece.name in {"else", "empty"}
        if piece.name == "empty" and backward:
            return min(self.begins, loops.get(self.opening, EDGE))
        return self.begins

    def leave(self, state: int, loops: dict[Piece, int], *, backward: bool) -> int:
        if self.opening.name == "block":
            return WORDS
        if self.opening.name == "for" and (backward or not self.is_whole):
            loops[self.opening] = state
        self.exits.append(state)
        if self.opening.name in {"if", "for"} and not self.is_whole:
            self.exits.append(self.begins)
        return min(self.exits)


def _past(piece: Piece, state: int, *, backward: bool) -> int:
    """The state behind a piece that is no block of Django."""
    enters = piece.kind == ("close" if backward else "open")
    if piece.name == "br" or piece.kind == "note":
        return EDGE if piece.name == "br" else state
    if is_silent(piece):
        return state
    if piece.kind in {"open", "close"} and piece.name in SHELLS:
        return WORDS if enters else EDGE
    if is_block(piece) or _is_item(piece):
        return EDGE
    if piece.kind in {"open", "close"} and (piece.name in BOXES or piece.classes & ROWS):
        return EDGE if enters else WORDS
    if piece.kind in {"open", "close"}:
        if backward and state < EDGE:
            return WORDS  # a space of the line around it would come to stand inside it
        return state if enters else WORDS
    return _written(piece, state, backward=backward)


def _is_item(piece: Piece) -> bool:
    """Whether it is an element directly in one whose parts are laid out as boxes."""
    is_element = piece.kind in {"open", "close", "void"} or piece.name == "icon"
    return is_element and piece.parent is not None and bool(piece.parent.classes & ROWS)


def _written(piece: Piece, state: int, *, backward: bool) -> int:
    if piece.kind != "django":
        return WORDS
    include = _INCLUDE.match(piece.text)
    name = include[1] if include else INCLUSIONS.get(piece.name, "")
    if 'size="mini"' in piece.text or not name:
        return WORDS
    return _through(name, state, backward)


@cache
def _through(name: str, state: int, backward: bool) -> int:
    """The state behind an included template."""
    path = next(iter(sorted(ROOT.glob(f"huiyin/**/templates/{name}"))), None)
    if path is None:
        return WORDS
    return _walk(cut(path.read_text(encoding="utf-8")), backward=backward, begins=state)[-1]
