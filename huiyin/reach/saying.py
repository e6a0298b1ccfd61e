"""How the pages of breadth say a share, a few names, a window, one sentence after another."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huiyin.reach.windows import YEAR, Window

NAMED: Final = 3  # groups or places that a sentence names before it says how many more


def percent(share: float | None) -> str:
    """A share in words for a page: whole per cent, and "under 1 %" instead of a rounded nothing."""
    if share is None:
        return "—"
    if 0 < share < 0.01:
        return _("under 1%")
    return f"{round(100 * share)}%"


def about(share: float) -> str:
    """The effective share without its last digit."""
    return f"{share:.1f}"


def listed_groups(words: Sequence[str]) -> str:
    """Up to three groups by name, and how many there are in all."""
    return _listed(words, _("%(some)s and others, %(all)d groups in all"))


def listed_places(words: Sequence[str]) -> str:
    """Up to three villages by name, and how many there are in all."""
    return _listed(words, _("%(some)s and others, %(all)d villages in all"))


def _listed(words: Sequence[str], more: str) -> str:
    comma = pgettext("between things in a spoken list", ", ")
    if len(words) <= NAMED:
        return comma.join(words)
    return more % {"some": comma.join(words[:NAMED]), "all": len(words)}


def window_name(window: Window) -> str:
    """A window as people say it."""
    if window.code == YEAR:
        return _("the last 12 months")
    text = _("the first half of %(year)d") if window.half.number == 1 else _("the second half of %(year)d")
    return text % {"year": window.first.year}


def said(sentences: Sequence[str]) -> str:
    """Sentences one after the other, as the language sets them."""
    whole = ""
    for one in sentences:
        whole = _("%(one)s %(next)s") % {"one": whole, "next": one} if whole and one else whole or one
    return whole
