"""Periods of the calendar in the reader's language."""

from django.utils.translation import gettext as _

from huiyin.lib.periods import Period, read


def in_words(period: Period) -> str:
    """A month, quarter, half-year or year as people say it."""
    facts = {"year": period.first.year, "n": period.number}
    if period.kind == "half_year":
        first, second = _("first half of %(year)d"), _("second half of %(year)d")
        return (first if period.number == 1 else second) % facts
    says = {
        "month": _("month %(n)d of %(year)d"),
        "quarter": _("quarter %(n)d of %(year)d"),
        "year": _("the year %(year)d"),
    }
    return says[period.kind] % facts


def key_in_words(key: str) -> str:
    """The same for the key of a period; any other text as it is."""
    period = read(key)
    return in_words(period) if period else key
