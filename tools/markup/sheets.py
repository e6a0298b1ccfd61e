"""A style sheet laid out anew: one declaration a line, a rule of a single declaration on one."""

import re

WIDTH, STEP = 120, "  "
_TOKEN = re.compile(
    r"/\*.*?\*/|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|\([^()]*(?:\([^()]*\)[^()]*)*\)|[{};]|[^\"'{};(/]+|[/(]",
    re.S,
)


def lay_out(source: str) -> str:
    """The sheet laid out anew; laid out twice it is the same."""
    tokens = _TOKEN.findall(source)
    lines, rest = _block(tokens, 0, "")
    if rest != len(tokens):
        raise ValueError("a brace too many")
    return "\n".join(lines).strip("\n") + "\n"


def _block(tokens: list[str], at: int, indent: str) -> tuple[list[str], int]:
    """The lines of what stands between two braces, and where it ends."""
    lines: list[str] = []
    said = ""
    while at < len(tokens) and tokens[at] != "}":
        part = tokens[at]
        at += 1
        if not said.strip() and said.count("\n") > 1 and lines and lines[-1]:
            lines.append("")
        said = said if said.strip() else ""
        if part.startswith("/*") and not said:
            lines.append(indent + part)
        elif part == "{":
            inner, at = _block(tokens, at, indent + STEP)
            at += 1
            lines += _rule(_words(said), inner, indent)
            said = ""
        elif part == ";":
            lines += _declaration(_words(said), indent)
            said = ""
        else:
            said += part
    if said.strip():
        lines += _declaration(_words(said), indent)
    return lines, at


def _words(said: str) -> str:
    return " ".join(said.split())


def _rule(selector: str, inner: list[str], indent: str) -> list[str]:
    short = f"{indent}{selector} {{ {' '.join(line.strip() for line in inner)} }}"
    if len(inner) == 1 and len(short) <= WIDTH and not selector.startswith("@media"):
        return [short]
    while inner and not inner[-1]:
        inner.pop()
    return [*_listed(f"{selector} {{", indent, indent), *inner, indent + "}"]


def _declaration(words: str, indent: str) -> list[str]:
    name, colon, value = words.partition(":")
    whole = f"{name.strip()}: {value.strip()};" if colon and not words.startswith("@") else f"{words};"
    return _listed(whole, indent, indent + STEP)


def _listed(words: str, indent: str, further: str) -> list[str]:
    """On one line if it fits, else one part of the list a line."""
    if len(indent + words) <= WIDTH:
        return [indent + words]
    parts = re.split(r",\s+(?![^()]*\))", words)
    return [
        (further if n else indent) + part + ("," if n < len(parts) - 1 else "")
        for n, part in enumerate(parts)
    ]
