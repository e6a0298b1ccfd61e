"""Guessing is slowed down: wrong pairs of number and code are kept for a while, by address and by pair."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.orgs.keys import ring
from huiyin.orgs.limits import Slowing, one_at_a_time
from huiyin.orgs.models.attempt import Attempt

# A little more each time, never for good. Five wrong pairs cost nothing: people misread their own handwriting.
GUESSING: Final = Slowing(free=5, within=timedelta(minutes=15), first=5, longest=60)


@dataclass(frozen=True)
class Tried:
    """A pair from an address, and how many seconds it has to wait."""

    address: str
    pair: str
    at: datetime
    left: int

    def note(self) -> None:
        """It was wrong."""
        Attempt.objects.create(address=self.address, pair=self.pair, at=self.at)


def tried_before(words: str, address: str, at: datetime) -> Tried:
    """How often this pair, and anything from this address, was tried and wrong lately."""
    here = ring().blind(address, "orgs_attempt.address")
    pair = ring().blind(words, "orgs_attempt.pair")
    one_at_a_time(here)
    seen = Attempt.objects.since(at - GUESSING.within).filter(Q(address=here) | Q(pair=pair))
    of_address, of_pair = Q(address=here), Q(pair=pair)
    found = seen.aggregate(
        from_here=Count("pk", filter=of_address),
        last_here=Max("at", filter=of_address),
        tried=Count("pk", filter=of_pair),
        last_tried=Max("at", filter=of_pair),
    )
    left = max(
        GUESSING.left(found["from_here"], found["last_here"], at),
        GUESSING.left(found["tried"], found["last_tried"], at),
    )
    return Tried(here, pair, at, left)


def not_together(wait: int) -> str:
    """What is said to whoever came with a wrong pair, or has to wait before the next."""
    if wait:
        sentence = ngettext(
            "Several tries did not fit. Please wait %(n)d second, then try again; your matter is safe.",
            "Several tries did not fit. Please wait %(n)d seconds, then try again; your matter is safe.",
            wait,
        )
        return sentence % {"n": wait}
    return _("This number and this code do not belong together. Please compare both with your receipt.")
