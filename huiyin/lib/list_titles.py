"""Titles of lists: which villages the name of a sheet, a title or a line between rows names, and where a new list begins."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from huiyin.lib.words import narrow, table

SHORT = 30  # characters of a cell or a title that says one thing
FEW = 3  # cells of a line with a title in it


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    words = table("lists")["titles"][name]
    return tuple(re.compile(one) for one in ([words] if isinstance(words, str) else words))


def _plain(text: str) -> str:
    """Of one width, without spaces, without the number of a section and how many live there."""
    bare = _patterns("numbered")[0].sub("", re.sub(r"\s+", "", narrow(text)))
    return _patterns("count")[0].sub("", bare)


def villages_in(titles: Iterable[str]) -> tuple[str, ...]:
    """Every village that the titles seem to name, in order; whether there is such a one is for others to say."""
    found = [
        said[1]
        for title in titles
        if (text := _plain(title))
        for pattern in _patterns("village")
        if (said := pattern.search(text))
    ]
    return tuple(dict.fromkeys(found))


def is_village(text: str) -> bool:
    """Whether a line says a village and nothing else."""
    plain = _plain(text)
    return ":" not in plain and bool(_patterns("village")[0].search(plain))


def is_title(texts: Sequence[str]) -> bool:
    """Whether a line reads as the title of a list, perhaps with a day or a unit beside it."""
    if not 0 < len(texts) <= FEW or all(text.isascii() for text in texts):
        return False
    if any(_patterns("title")[0].search(_plain(text)) for text in texts):
        return True
    return len(texts) == 1 and bool(villages_in(texts))


def says_new_list(titles: Iterable[str], before: Sequence[str]) -> bool:
    """Whether titles say something else than those before them, and not only that the list goes on."""
    known = {_plain(one) for one in before}
    return any(
        not (text := _plain(title)).isascii()
        and text not in known
        and not _patterns("goes_on")[0].search(text)
        for title in titles
    )


@cache
def _gone() -> re.Pattern[str]:
    return re.compile(table("lists")["rows"]["gone"])


def says_gone(note: str, texts: Iterable[str], titles: Iterable[str]) -> bool:
    """Whether a note, a short cell of the row or a title says that somebody is on the list no more."""
    short = (text for text in (*texts, *titles) if len(text) <= SHORT and not text.isascii())
    return any(_gone().search(text) for text in (note, *short))
