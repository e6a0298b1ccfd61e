"""What a notice says on a desk: each room brings the words of what it tells, `huiyin.site.words` puts them together."""

from django.utils.functional import Promise

WORDS: dict[str, Promise] = {}


def in_words(kind: str) -> str:
    """A kind in the reader's language; its code where the room that told it is gone."""
    return str(WORDS.get(kind, kind))
