"""A count of few, as a value: it says by itself that it is fewer than so many, and nothing can print it as a number."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Few:
    """Fewer than `than`, perhaps nobody at all.

    Wherever it is written, in a sentence, a page or a file, it says so in the reader's language. It is no number: it cannot
    be added, compared or put where a sentence asks for one (%d), so whoever has to reckon says with what.
    """

    than: int

    def __str__(self) -> str:
        return _("fewer than %(n)d") % {"n": self.than}

    def __format__(self, spec: str) -> str:
        if spec:
            raise TypeError("a count of few is no number to be laid out")
        return str(self)


Count = int | Few


def is_few(count: Count, least: int) -> bool:
    """Whether so few are counted that the number is not told, and not nobody."""
    return isinstance(count, Few) or 0 < count < least


def at_most(count: Count, whole: Count) -> Count:
    """A part that is told as no more than its whole."""
    if isinstance(whole, Few) or isinstance(count, Few):
        return whole if isinstance(whole, Few) else count
    return min(count, whole)


def at_least(count: Count, part: Count) -> Count:
    """A whole that is told as no less than its part."""
    if isinstance(part, Few) or isinstance(count, Few):
        return part if isinstance(count, Few) else count
    return max(count, part)
