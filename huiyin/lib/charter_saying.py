"""How a mistake in a charter is found and told: at its line, in both languages, a part of the wrong type once."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from huiyin.lib.charter_floors import FOLDER
from huiyin.lib.toml_lines import Lines
from huiyin.lib.words import LANGUAGES, Words, listed, said, sentences


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, where it stands, and a sentence for the official who wrote it."""

    line: int
    where: str
    sentence_zh: str
    sentence_en: str


class Saying:
    """Looks at the tables of a charter and collects what is wrong; a part of the wrong type is not entered."""

    def __init__(self, raw: dict[str, Any], lines: Lines) -> None:
        self.raw, self.lines = raw, lines
        self.found: list[Problem] = []

    def say(self, path: tuple[str, ...], key: str, **facts: object) -> None:
        """Record a problem; facts that are Words or Names are given in each language."""
        told = []
        for lang in LANGUAGES:
            told.append(said(sentences("charter", lang)[key], facts, lang))
        self.found.append(Problem(self.lines.of(*path), ".".join(path), told[0], told[1]))

    def known(self, table: Mapping[str, Any], names: Iterable[str], *path: str) -> None:
        for key in table.keys() - set(names):
            self.say((*path, key), "unknown", what=key, known=listed(names))

    def of_type(self, value: object, kind: str, *path: str) -> bool:
        """Is it of this type? If not, that is said."""
        right = {
            "table": isinstance(value, dict),
            "text": isinstance(value, str) and value.strip() != "",
            "whole": isinstance(value, int) and not isinstance(value, bool),
            "number": isinstance(value, int | float) and not isinstance(value, bool),
            "day": isinstance(value, date) and not isinstance(value, datetime),
            "yes_no": isinstance(value, bool),
            "list": isinstance(value, list) and all(isinstance(one, str) for one in value),
        }[kind]
        if not right:
            name = Words(sentences("charter", "zh")[kind], sentences("charter", "en")[kind])
            self.say(path, "type", what=path[-1], known=name)
        return right

    def table(self, *path: str) -> dict[str, Any]:
        """The table at a path, or an empty one (its type is told where it is expected)."""
        at: Any = self.raw
        for name in path:
            at = at.get(name, {}) if isinstance(at, dict) else {}
        return at if isinstance(at, dict) else {}

    def has(self, table: Mapping[str, Any], key: str, kind: str, *path: str) -> bool:
        """Is the entry there and of this type? If not, that is said."""
        if key not in table:
            self.say((*path, key), "missing", what=key)
            return False
        return self.of_type(table[key], kind, *path, key)

    def words(self, table: Mapping[str, Any], *path: str) -> None:
        for lang in LANGUAGES:
            value = table.get(lang)
            if value is not None and not isinstance(value, str):
                self.of_type(value, "text", *path, lang)
            elif not value or not value.strip():
                self.say((*path, lang), f"words_{lang}")

    def known_words(self, said: Iterable[str], allowed: Iterable[str], *path: str) -> None:
        for word in said:
            if word not in allowed:
                self.say(path, "unknown", what=word, known=listed(allowed))


@cache
def shipped_codes(name: str) -> tuple[str, ...]:
    """The codes of a table of the shipped institution, which hold where a charter leaves them out."""
    raw = tomllib.loads((FOLDER / "direct-contact.toml").read_text(encoding="utf-8"))
    return tuple(raw[name])
