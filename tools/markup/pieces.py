"""A template cut into pieces: words, tags of HTML, tags of Django, each with the space before it."""

import re
from dataclasses import dataclass, field

SPACE = " \t\r\n\f"
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
AS_WRITTEN = {"pre", "textarea", "script", "style"}
# A class whose elements keep their line breaks (white-space: pre-line).
KEEPS_LINES = re.compile(r"""\bclass="[^"]*(?<![\w-])words(?![\w-])""")
BETWEEN = {"else", "elif", "plural"}
_CLASS = re.compile(r'\sclass="([^"]*)"')
_TAG_NAME = re.compile(r"</?([A-Za-z][\w:-]*)")
_DJANGO = re.compile(r"\{%\s*(\w+)(.*?)\s*%\}|\{\{.*?\}\}|\{#.*?#\}")
_WORD = re.compile(r"(?:(?!\{[%{#]|</?[A-Za-z!]|<!--)[^ \t\r\n\f])+")


@dataclass(eq=False)
class Piece:
    """What is never broken, except an open tag between its attributes and a trimmed text between its words."""

    kind: str  # word, value, django, text (a blocktranslate), open, close, void, note, raw
    text: str
    name: str = ""
    parts: list[tuple[str, str]] = field(
        default_factory=list
    )  # of an open tag, each with the space before it
    space: int = 0  # before it: 0 none, 1 white space, 2 an empty line
    partner: "Piece | None" = None
    parent: "Piece | None" = None  # the open tag of the element it stands in
    is_end: bool = False  # closes a block of Django
    is_between: bool = False  # else and its like

    @property
    def classes(self) -> set[str]:
        """The classes of an open tag, or of the one that a close tag ends."""
        if self.kind == "close":
            return self.partner.classes if self.partner else set()
        found = _CLASS.search(self.text) if self.kind == "open" else None
        return set(re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", found[1]).split()) if found else set()

    @property
    def is_flow(self) -> bool:
        """Whether it opens, parts or closes a block of Django."""
        return self.kind == "django" and (self.partner is not None or self.is_between)


def cut(source: str) -> list[Piece]:
    """All pieces of a template in order, blocks and elements paired with what closes them."""
    pieces: list[Piece] = []
    at, space = 0, 0
    while at < len(source):
        if source[at] in SPACE:
            end = at
            while end < len(source) and source[end] in SPACE:
                end += 1
            space, at = (2 if source.count("\n", at, end) > 1 else 1), end
            continue
        piece, at = _next(source, at)
        piece.space, space = space, 0
        pieces.append(piece)
        if piece.kind == "open" and (piece.name in AS_WRITTEN or KEEPS_LINES.search(piece.text)):
            end = _close_of(source, at, piece.name)
            if end > at:
                pieces.append(Piece("raw", source[at:end]))
            at = end
    _pair(pieces)
    return pieces


def _next(source: str, at: int) -> tuple[Piece, int]:
    if source.startswith("<!--", at):
        end = source.index("-->", at) + 3
        return Piece("note", source[at:end]), end
    if django := _DJANGO.match(source, at):
        return _django(source, django)
    if source.startswith("</", at):
        end = source.index(">", at) + 1
        return Piece("close", source[at:end], source[at + 2 : end - 1].strip().lower()), end
    if name := _TAG_NAME.match(source, at):
        parts, end = _attributes(source, at)
        kind = "void" if name[1].lower() in VOID or parts[-1][1] == "/>" else "open"
        return Piece(kind, "".join(space + part for space, part in parts), name[1].lower(), parts), end
    if source.startswith("<!", at):
        end = source.index(">", at) + 1
        return Piece("void", source[at:end], "!doctype"), end
    if word := _WORD.match(source, at):
        return Piece("word", word[0]), word.end()
    return Piece("word", source[at]), at + 1


def _django(source: str, found: re.Match[str]) -> tuple[Piece, int]:
    text, name = found[0], found[1] or ""
    if text.startswith("{{"):
        return Piece("value", text, text[2:-2].strip()), found.end()
    if text.startswith("{#"):
        return Piece("note", text), found.end()
    if name in {"comment", "verbatim", "blocktranslate", "blocktrans"}:
        end = re.compile(r"\{%\s*end" + name + r".*?%\}").search(source, found.end())
        if end is None:
            raise ValueError(f"{text} is not closed")
        kind = "text" if name.startswith("block") else "note" if name == "comment" else "raw"
        return Piece(kind, source[found.start() : end.end()], name), end.end()
    return Piece("django", text, name), found.end()


def _attributes(source: str, at: int) -> tuple[list[tuple[str, str]], int]:
    """The parts of an open tag: cut outside blocks of Django, at white space no quotes keep and behind quotes."""
    parts, begun, space, quote, inside, is_class = list[tuple[str, str]](), at, "", "", 0, False
    while True:
        sign = source[at]
        if django := _DJANGO.match(source, at) if sign == "{" else None:
            opens = django[1] in {"if", "for", "with"}
            if opens and not inside and not quote and source[at - 1] in "\"'":
                parts.append((space, source[begun:at]))
                begun, space = at, ""
            inside += opens - (django[1] in {"endif", "endfor", "endwith"})
            at = django.end()
            continue
        if sign in SPACE and not inside and (not quote or source.startswith("class=", begun) or is_class):
            if begun < at:
                parts.append((space, source[begun:at]))
                is_class = bool(quote)
            begun, space = at + 1, " "
        elif quote:
            quote = "" if sign == quote else quote
            is_class = is_class and bool(quote)
        elif sign in "\"'":
            quote = sign
        elif sign == ">" and not inside:
            break
        at += 1
    end = at - 1 if source[at - 1] == "/" and source[begun:at] else at
    if begun < end:
        parts.append((space, source[begun:end]))
    parts.append(("", source[end : at + 1]))
    return parts, at + 1


def _close_of(source: str, at: int, name: str) -> int:
    end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(source, at)
    return end.start() if end else len(source)


def _pair(pieces: list[Piece]) -> None:
    """Join what opens with what closes it; an element that one block opens and another closes stays alone."""
    ends = {piece.name for piece in pieces if piece.kind == "django" and piece.name.startswith("end")}
    waiting: list[Piece] = []
    for piece in pieces:
        piece.parent = next((one for one in reversed(waiting) if one.kind == "open"), None)
        if piece.kind == "open" or (piece.kind == "django" and f"end{piece.name}" in ends):
            waiting.append(piece)
        elif piece.kind == "close":
            if waiting and waiting[-1].kind == "open" and waiting[-1].name == piece.name:
                _join(waiting.pop(), piece)
        elif piece.kind == "django" and piece.name.startswith("end"):
            while waiting and f"end{waiting[-1].name}" != piece.name:
                waiting.pop()
            if waiting:
                _join(waiting.pop(), piece)
                piece.is_end = True
        elif piece.kind == "django" and _parts(piece, waiting):
            piece.is_between = True


def _join(opening: Piece, closing: Piece) -> None:
    opening.partner, closing.partner = closing, opening
    closing.parent = opening.parent


def _parts(piece: Piece, waiting: list[Piece]) -> bool:
    inner = next((one.name for one in reversed(waiting) if one.kind == "django"), "")
    return piece.name in BETWEEN or (
        inner == "for" and re.fullmatch(r"\{%\s*empty\s*%\}", piece.text) is not None
    )
