"""Pieces set on lines: broken outermost first, where white space is free, until each line fits and holds one element."""

import re
from dataclasses import dataclass

from tools.markup.gaps import EDGE, SPACE, is_block, is_silent, states
from tools.markup.pieces import Piece, cut

WIDTH, STEP, SHORT = 120, "  ", 60
_TRANSLATE = re.compile(
    r"""\{%\s*translate\s+(?P<quote>["'])(?P<words>.*?)(?<!\\)(?P=quote)(?P<context>\s+context\s+"[^"]*")?"""
    r"(?:\s+as\s+(?P<name>\w+))?\s*%\}"
)
_TEXT = re.compile(r"(\{%\s*blocktrans.*?%\})(.*)(\{%\s*end.*?%\})", re.DOTALL)
_TEXT_WORD = re.compile(r"\{%.*?%\}|(?:\{\{.*?\}\}|(?!\{%)[^ \t\r\n\f])+")
_STATEMENTS = {"load", "include", "block", "extends"}


@dataclass
class Atom:
    """What stands on one line whole, with the gap before it."""

    text: str
    piece: Piece
    indent: int
    depth: int = 0  # of the gap before it
    is_free: bool = False  # a line may begin here
    is_hard: bool = False  # where one line begins, all of this depth do
    joint: str = ""  # what stands in the gap on one line
    is_blank: bool = False  # an empty line goes before


def lay_out(source: str) -> str:
    """The template laid out anew; laid out twice it is the same."""
    pieces = cut(source)
    while True:
        lines = _set(_atoms(pieces))
        long = {id(piece) for text, held in lines if len(text) > WIDTH for piece in held}
        changed = [_loosen(piece) for piece in pieces if id(piece) in long]
        if not any(changed):
            break
    return "\n".join(text for text, _ in lines) + ("\n" if source[-1:].isspace() else "")


def _loosen(piece: Piece) -> bool:
    """Turn a sentence that may not be broken into a trimmed one, which may; its message stays the same."""
    if len(piece.text) < SHORT:
        return False
    if piece.kind == "django" and (found := _TRANSLATE.fullmatch(piece.text)):
        words = found["words"].replace(f"\\{found['quote']}", found["quote"])
        if "%" in words or "{{" in words or words != " ".join(words.split()):
            return False
        more = (found["context"] or "") + (f" asvar {found['name']}" if found["name"] else "")
        piece.kind, piece.name = "text", "blocktranslate"
        piece.text = "{% blocktranslate" + more + " trimmed %}" + words + "{% endblocktranslate %}"
        return True
    if piece.kind == "text" and not _is_trimmed(piece) and (cuts := _TEXT.fullmatch(piece.text)):
        sides = re.split(r"\{%\s*plural\s*%\}", cuts[2])
        if any(side != " ".join(side.split(" ")) or side != side.strip() or "\n" in side for side in sides):
            return False
        piece.text = re.sub(r"\s*%\}", " trimmed %}", cuts[1], count=1) + cuts[2] + cuts[3]
        return True
    return False


def _is_trimmed(piece: Piece) -> bool:
    return re.match(r"\{%[^}]*\btrimmed\b[^}]*%\}", piece.text) is not None


def _atoms(pieces: list[Piece]) -> list[Atom]:
    """The pieces as what can stand on a line, each with its depth and what may happen before it."""
    atoms: list[Atom] = []
    depth, free = 0, states(pieces)
    for n, piece in enumerate(pieces):
        last = pieces[n - 1] if n else None
        closes = piece.partner is not None and (piece.kind == "close" or piece.is_end)
        indent = depth - 1 if closes or piece.is_between else depth
        atom = Atom(piece.text, piece, indent, depth)
        frozen = piece.kind == "raw" or (last is not None and last.kind == "raw")
        if n and not frozen:
            atom.is_free = free[n] >= SPACE
            atom.joint = " " if piece.space and free[n] < EDGE else ""
            stated = last is not None and (_is_silent_tag(piece) or _is_silent_tag(last))
            atom.is_hard = free[n] == EDGE or (stated and atom.is_free)
            atom.is_blank = piece.space == 2 and atom.is_free
        atoms += _parted(atom)
        depth += -1 if closes else 1 if piece.partner is not None and not piece.is_between else 0
    return atoms


def _is_silent_tag(piece: Piece) -> bool:
    return piece.kind in {"django", "text"} and (piece.name in _STATEMENTS or is_silent(piece))


def _parted(first: Atom) -> list[Atom]:
    """An open tag by its attributes, a trimmed text by its words; all else stays whole."""
    piece = first.piece
    if piece.kind in {"open", "void"} and len(piece.parts) > 1:
        first.text = piece.parts[0][1]
        return [
            first,
            *(
                _inner(first, part, 0 if part in {">", "/>"} else 2, joint=space)
                for space, part in piece.parts[1:]
            ),
        ]
    if piece.kind == "text" and _is_trimmed(piece) and (cuts := _TEXT.fullmatch(piece.text)):
        first.text = cuts[1]
        atoms, edge = [first], True
        for word in _TEXT_WORD.findall(cuts[2]):
            is_plural = word.startswith("{%")
            atoms.append(_inner(first, word, 0 if is_plural else 1, joint="" if edge or is_plural else " "))
            atoms[-1].is_hard = edge or is_plural
            edge = is_plural
        end = _inner(first, cuts[3], 0, joint="")
        end.is_hard = True
        return [*atoms, end]
    return [first]


def _inner(first: Atom, text: str, more: int, *, joint: str) -> Atom:
    return Atom(text, first.piece, first.indent + more, first.indent + 1, is_free=True, joint=joint)


Line = tuple[str, list[Piece]]


def _set(atoms: list[Atom]) -> list[Line]:
    """Lines of a run of atoms: one if it fits and may, else broken at its outermost gaps."""
    if not atoms:
        return []
    flat = _flat(atoms)
    places = [n for n, atom in enumerate(atoms) if n and atom.is_free]
    if not places or (len(flat) <= WIDTH and not _is_crowded(atoms)):
        return [(flat, [atom.piece for atom in atoms])]
    depth = min(atoms[n].depth for n in places)
    places = [n for n in places if atoms[n].depth == depth]
    hard = [n for n in places if atoms[n].is_hard]
    runs = [
        atoms[begin:end]
        for begin, end in zip([0, *(hard or places)], [*(hard or places), len(atoms)], strict=True)
    ]
    lines: list[Line] = []
    if hard:
        for run in runs:
            lines += [("", [])] * (run[0].is_blank and bool(lines)) + _set(run)
        return lines
    return _fill(runs)


def _fill(runs: list[list[Atom]]) -> list[Line]:
    """As many runs on each line as fit; a run that needs several lines begins and ends them."""
    lines: list[Line] = []
    held: list[Atom] = []
    for run in runs:
        together = [*held, *run]
        if held and (run[0].is_blank or len(_flat(together)) > WIDTH or _is_crowded(together)):
            lines += _set_whole(held)
            held = run
            if run[0].is_blank:
                lines.append(("", []))
        else:
            held = together
        if len(_flat(held)) > WIDTH or _is_crowded(held):
            lines += _set(held)
            held = []
    return lines + _set_whole(held)


def _set_whole(atoms: list[Atom]) -> list[Line]:
    return [(_flat(atoms), [atom.piece for atom in atoms])] if atoms else []


def _flat(atoms: list[Atom]) -> str:
    return STEP * atoms[0].indent + atoms[0].text + "".join(atom.joint + atom.text for atom in atoms[1:])


def _is_crowded(atoms: list[Atom]) -> bool:
    """Whether more than one element with lines of its own stands here, or one beside words."""
    if any(atom.is_blank for atom in atoms[1:]):
        return True
    pieces = list(dict.fromkeys(atom.piece for atom in atoms))
    if sum(piece.name == "block" for piece in pieces) > 1:
        return True
    seen = [piece for piece in pieces if not piece.is_flow]
    blocks = [piece for piece in seen if is_block(piece) and piece.kind != "close"]
    if not blocks or len(seen) == 1:
        return False
    first = seen[0]
    return (
        len(blocks) > 1
        or blocks[0] is not first
        or (first.partner is not None and first.partner is not seen[-1])
    )
