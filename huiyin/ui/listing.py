"""Names, codes or numbers one after another in a sentence, with the mark that the reader's language sets between them."""

from collections.abc import Iterable

from django.utils.translation import pgettext


def comma() -> str:
    """What stands between names."""
    return pgettext("between names", ", ")


def in_line(found: Iterable[object]) -> str:
    """All of them in one line; empty where there are none."""
    return comma().join(map(str, found))
