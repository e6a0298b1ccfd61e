"""The words people consent to, kept as data with a version."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True)
class ConsentWords:
    """One version of the words, in two languages."""

    version: str
    zh_hans: str
    en: str

    @property
    def sha256(self) -> str:
        """What a consent record remembers of the words it was given to."""
        return hashlib.sha256(f"{self.zh_hans}\n{self.en}".encode()).hexdigest()


@lru_cache(maxsize=8)
def consent_words(purpose: str = "register") -> ConsentWords:
    """The words in use for a purpose. KeyError for a purpose nobody agreed words for."""
    data = tomllib.loads(files("huiyin.charters").joinpath("consent.toml").read_text(encoding="utf-8"))
    words = data["words"] if purpose == "register" else data["purpose"][purpose]
    return ConsentWords(data["version"], words["zh_hans"], words["en"])
