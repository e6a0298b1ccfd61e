"""Words in the two languages of the product, and the sentences which plain modules keep as data."""

import re
import tomllib
import unicodedata
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


def narrow(text: str) -> str:
    """Of one width, without marks that cannot be seen: what a text says, however it was copied."""
    if text.isascii():
        return text
    return "".join(one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one) != "Cf")


def folded(text: str) -> str:
    """A word for comparison: width, case and spaces do not matter."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()
