"""Shares of what was counted, as the pages of breadth say them: what part, of what whole, and whether it can be told yet."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.lib.breadth.shares import FAMILIAR_FROM, familiar_share
from huiyin.reach.counts import Counts, in_steps
from huiyin.reach.links import Whose
from huiyin.reach.saying import percent, said
from huiyin.reach.windows import Window
from huiyin.ui import strokes as drawing
from huiyin.ui.few import Count, Few, is_few

FEW: Final = 100  # below this many, a share says how much one of them makes


@dataclass(frozen=True)
class Share:
    """A part of a whole, in one sentence; where the whole is small, how much one of it makes. All of it is counted, no
    sample: so there is no interval."""

    label: str
    part: Count
    whole: Count
    url: str
    whole_url: str = ""
    says: str = ""
    least: int = 0  # with fewer in the whole, or fewer in the part, it is withheld
    waits: str = ""  # why it cannot be told yet

    @property
    def is_withheld(self) -> bool:
        if isinstance(self.whole, Few) or isinstance(self.part, Few):
            return True
        return any(is_few(n, self.least) for n in (self.whole, self.part, self.whole - self.part))

    @property
    def _told(self) -> float | None:
        """The share, where it can be told."""
        if isinstance(self.whole, Few) or isinstance(self.part, Few) or not self.whole:
            return None
        return self.part / self.whole

    @property
    def words(self) -> str:
        return percent(self._told)

    @property
    def step(self) -> str:
        if isinstance(self.whole, Few) or not 0 < self.whole < FEW:
            return ""
        return percent(1 / self.whole)

    @property
    def length(self) -> str:
        return drawing.percent(self._told or 0)


def shares_of_breadth(
    reached: Counts, whose: Whose, window: Window, least: int, opinions: int, since: date | None = None
) -> list[Share]:
    """Always the same few households, where they are enough to say so? New faces? Other views?"""
    rows, homes_url = whose.rows, whose.households(window)
    often = reached.contacts if whose.area else sum(times * n for times, n in reached.spread.items())
    homes = reached.households
    familiar = Share(
        _("Contacts with the most familiar tenth of households"),
        _familiar(reached, often, least if whose.area else 1),
        often,
        "" if whose.area else rows("familiar", window),
        homes_url,
        _("The more of all contacts go to the same few, the fewer others are met."),
        least,
    )
    return [
        *([familiar] if isinstance(homes, int) and homes >= FAMILIAR_FROM else []),
        Share(
            _("Households met for the first time in a year"),
            reached.is_new,
            homes,
            rows("new", window),
            homes_url,
            _("New faces among those met."),
            least,
            _waits(
                window.before,
                since,
                _("Who was met for the first time in a year takes two years of records."),
            ),
        ),
        Share(
            _("Contacts at which a differing view was heard"),
            reached.differing,
            reached.talked,
            rows("differing", window),
            "",
            _("Of the contacts at which something was said."),
            opinions,
        ),
    ]


def _familiar(reached: Counts, often: Count, step: int) -> Count:
    """Contacts with the most familiar, in the steps in which all of them are told."""
    if isinstance(often, Few):
        return often
    return in_steps(round((familiar_share(reached.spread) or 0) * often), step)


def _waits(first: date, since: date | None, why: str) -> str:
    """Why something cannot be told of a time that reaches back to `first`: records begin later. Empty where it can."""
    if since is None or since <= first:
        return ""
    return said([_("Records begin on %(day)s.") % {"day": date_format(since, "DATE_FORMAT")}, why])


def share_of_quarters(
    reached: Counts, whose: Whose, window: Window, least: int, since: date | None = None
) -> Share | None:
    """Met again and again; nothing before a quarter has ended."""
    if not window.quarters:
        return None
    says = ngettext(
        "Met in the %(n)d quarter that has ended.",
        "Met in each of the %(n)d quarters that have ended.",
        window.quarters,
    ) % {"n": window.quarters}
    url = whose.rows("steady", window)
    label = _("Households met in every quarter")
    waits = _waits(window.quarters_from, since, _("Not every quarter of this time has them."))
    return Share(label, reached.steady, reached.households, url, whose.households(window), says, least, waits)
