"""Words of any length found in texts without knowing where a word ends: by single characters and pairs of them.

A text is found by every piece of it; whether it holds the words as they were asked is looked up in the text afterwards.
"""

import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from huiyin.lib.unseen import seen


def normal(text: str) -> str:
    """As texts are compared: full or half width, large or small letters and any blank are the same, unseen marks nothing."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen(text)).casefold())
    return " ".join(folded.split())


def terms(asked: str) -> tuple[str, ...]:
    """The words that were asked for, between blanks; each once."""
    return tuple(dict.fromkeys(normal(asked).split()))


def pieces(text: str) -> set[str]:
    """Every character of a text, and every two that stand side by side."""
    found: set[str] = set()
    for word in normal(text).split():
        found.update(word)
        found.update(_pairs(word))
    return found


def needed(wanted: Iterable[str]) -> set[str]:
    """What each text that holds all these terms has among its pieces."""
    return {piece for term in wanted for piece in (_pairs(term) if len(term) > 1 else (term,))}


def holds(text: str, wanted: Iterable[str]) -> bool:
    """Whether a text holds each of these terms, as it is written."""
    whole = normal(text)
    return all(term in whole for term in wanted)


def _pairs(word: str) -> Iterable[str]:
    return (first + second for first, second in pairwise(word))
