"""A person's name as it is kept, and as it is compared: one recognition for masks, withdrawals, duplicates and search."""

import re
import unicodedata
from typing import Final

# How the dot inside a name is typed: by keyboards of Japanese, Greek, mathematics, as a bullet, or as a full stop.
_DOTS: Final = "\u00b7\u2022\u2027\u2219\u22c5\u30fb\uff65\u2e31\u16eb\u02d9\u0387\u25cf\u2024"
_DOT: Final = re.compile(
    f"[ \\t]*(?:[{_DOTS}]|(?<=[\u3400-\u9fff])[.\uff0e\ufe52\u3002](?=[\u3400-\u9fff]))[ \\t]*"
)
_BRACKETS: Final = re.compile(
    r"[(\[{<\u3010\u3014\u300a\u300c][^)\]}>\u3011\u3015\u300b\u300d]*(?:[)\]}>\u3011\u3015\u300b\u300d]|\Z)"
)
_EDGES: Final = " ,;:*\u3001\u3002'\"\u2019\u2018"


def is_han(sign: str) -> bool:
    """Whether it is a Chinese character: also the round zero, the iteration mark and what only private fonts hold."""
    return (
        "\u3400" <= sign <= "\u9fff" or sign in "\u3005\u3007" or "\uf900" <= sign <= "\ufaff"
        or "\ue000" <= sign <= "\uf8ff" or "\U00020000" <= sign <= "\U0003ffff"
    )  # fmt: skip


def plain(written: str) -> str:
    """Of one width and one kind of space, without what cannot be seen: direction marks, joiners, variation signs."""
    seen = "".join(
        " " if unicodedata.category(sign) in ("Zs", "Zl", "Zp", "Cc") else sign
        for sign in unicodedata.normalize("NFKC", written.replace("\u02d9", "\u00b7"))
        if unicodedata.category(sign) != "Cf" and not _is_variation(sign)
    )
    return " ".join(seen.split())


def _is_variation(sign: str) -> bool:
    return "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"


def kept(written: str) -> str:
    """The name as it is kept: without spaces that only align it, dots of one kind; a remark in brackets stays."""
    name, before = _tidied(written), written
    while name != before:  # an accent that stood apart becomes one sign with its letter
        name, before = _tidied(name), name
    return name


def _tidied(written: str) -> str:
    name = _DOT.sub("\u00b7", plain(written))
    if not any(is_han(sign) for sign in name):
        words = name.split(" ")
        return "".join(words) if len(words) > 1 and all(len(word) == 1 for word in words) else name
    return re.sub(r" (?![A-Za-z0-9])|(?<![A-Za-z0-9]) ", "", name)


def bare(written: str) -> str:
    """The same without remarks in brackets; where everything stands in brackets, what stands there."""
    name = kept(written)
    outside = kept(_BRACKETS.sub(" ", name)).strip(_EDGES)
    return outside or re.sub(r"[()\[\]{}<>\u3010\u3011\u3014\u3015\u300a\u300b\u300c\u300d]", "", name).strip(
        _EDGES
    )


def key(written: str) -> str:
    """What two spellings of one name have in common: no spaces, no dots, no capitals, no remarks."""
    return re.sub(r"[\s\u00b7.\-]+", "", bare(written)).casefold()


def same(one: str, other: str) -> bool:
    """Whether two spellings are one name; an empty one is nobody's."""
    return bool(key(one)) and key(one) == key(other)
