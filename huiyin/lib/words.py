"""Words in the two languages of the product, and the sentences which plain modules keep as data."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

_HERE: Final = Path(__file__).parent / "words"
LANGUAGES: Final = ("zh_Hans", "en")


@dataclass(frozen=True)
class Words:
    """One text in Simplified Chinese and in English."""

    zh_hans: str
    en: str

    def in_language(self, lang: str) -> str:
        """The text for a language code such as `zh-hans` or `en`."""
        return self.zh_hans if is_chinese(lang) else self.en


def is_chinese(lang: str) -> bool:
    return lang.lower().startswith("zh")


@cache
def table(name: str) -> dict[str, Any]:
    """The data file `words/<name>.toml`, read once."""
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))


def sentences(name: str, lang: str) -> dict[str, Any]:
    """The sentences of one module in one language."""
    found: dict[str, Any] = table(name)["zh_Hans" if is_chinese(lang) else "en"]
    return found


@dataclass(frozen=True)
class Names:
    """Names that a sentence lists, set beside each other as its language has it."""

    names: tuple[str, ...]
    quoted: bool = False  # each in marks of its own, the outer ones being the sentence's

    def in_language(self, lang: str) -> str:
        """All of them in one."""
        between: str = sentences("names", lang)["quoted" if self.quoted else "plain"]
        return between.join(self.names)


def listed(found: Iterable[object], *, quoted: bool = False) -> Names:
    """What is to be listed."""
    return Names(tuple(map(str, found)), quoted)


def said(sentence: str, facts: Mapping[str, object], lang: str) -> str:
    """A sentence with its facts, of which words and lists of names are given in its language."""
    spoken = {
        key: one.in_language(lang) if isinstance(one, Words | Names) else one for key, one in facts.items()
    }
    return sentence.format(**spoken)


def narrow(text: str) -> str:
    """Of one width, without marks that cannot be seen: what a text says, however it was copied."""
    if text.isascii():
        return text
    return "".join(one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one) != "Cf")


def folded(text: str) -> str:
    """A word for comparison: width, case and spaces do not matter."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()
