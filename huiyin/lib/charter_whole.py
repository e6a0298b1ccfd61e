"""A charter made whole: what a text leaves out is written behind it, as the program supplies it on that day.

So the text that a county adopts says everything by itself, and a later release changes nothing for what goes by it (I-13).
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from huiyin.lib.charter_shape import LISTS

HEADING: Final = "# --- Left out above; kept as the program supplied it when this text was adopted ---"
LONGEST_BASIS: Final = 100
_BASIS: Final = re.compile(r"^local_basis\s*=.*$", re.MULTILINE)
SUPPLIED: Final = "supplied"  # an outcome that is kept so is offered only where a procedure names it

Entry = Mapping[str, Any]


class WrittenInBraces(ValueError):
    """A section stands in braces in one line, so that nothing can be written behind it."""


def whole(text: str, shipped: str) -> str:
    """The text, and behind it what the shipped one says beside; the text itself where it says everything."""
    own, base = tomllib.loads(text), tomllib.loads(shipped)
    blocks = [_block(at, entry) for at, entry in _left_out(own, base)]
    if not blocks:
        return text
    kept = "\n\n".join([text.rstrip("\n"), HEADING, *blocks]) + "\n"
    try:
        tomllib.loads(kept)
    except tomllib.TOMLDecodeError as error:
        raise WrittenInBraces(str(error)) from error
    return kept


def with_basis(text: str, basis: str) -> str:
    """The text with the county's own rules named in its head: what rests on them says so from then on."""
    line = f"local_basis = {json.dumps(basis, ensure_ascii=False)}"
    head, section, rest = text.partition("\n[")
    head, found = re.subn(_BASIS, lambda _match: line, head, count=1)
    return (head if found else f"{head.rstrip()}\n{line}\n") + section + rest


def _left_out(own: Entry, base: Entry) -> Iterator[tuple[str, Entry]]:
    """Each thing that is looked up in the shipped text because the own one has no such entry, with its place."""
    for code, entry in base["profile"].items():
        if code not in own["profile"]:
            yield f"profile.{code}", entry
    for kind in ("clock", "figure"):
        for part, entries in base[kind].items():
            there = own[kind].get(part, {})
            yield from ((f"{kind}.{part}.{name}", entries[name]) for name in entries if name not in there)
    for code, entry in base["outcome"].items():
        if code not in own["outcome"]:
            yield f"outcome.{code}", {**entry, SUPPLIED: True}
    for name in (*LISTS, "duty"):  # of these a charter has all or none
        if name not in own:
            yield from ((f"{name}.{code}", entry) for code, entry in base[name].items())


def _block(at: str, entry: Entry) -> str:
    return "\n".join([f"[{at}]", *(f"{key} = {_written(value)}" for key, value in entry.items())])


def _written(value: Any) -> str:
    """A value as TOML writes it, which for what a charter holds is as JSON writes it."""
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)
