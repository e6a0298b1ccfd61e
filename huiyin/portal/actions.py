"""What the public does here: ask how a matter stands, or one's lot in a draw, with number and code."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Count, Max, Q

from huiyin.contacts import booking_doors
from huiyin.contacts.models import Booking
from huiyin.lib.reference import normal_code
from huiyin.matters.doors import by_code
from huiyin.matters.models import Matter
from huiyin.people.fields import ring
from huiyin.portal import rules
from huiyin.portal.models import Attempt
from huiyin.reach import draw_public
from huiyin.reach.models import Draw


@dataclass(frozen=True)
class Answer:
    """The matter or the booking, or nothing; and the seconds to wait before anything is looked up again."""

    matter: Matter | None
    wait: int = 0
    booking: Booking | None = None


@transaction.atomic
def ask(*, reference: str, code: str, address: str, at: datetime) -> Answer:
    """Open a matter, or a booking, by its pair. Wrong pairs slow down the address and the pair itself, never the matter.

    A right pair is never written down as wrong, so nobody can make it wait from elsewhere.
    """
    tried = _tried(f"{reference}:{normal_code(code)}", address, at)
    if tried.left:
        return Answer(None, tried.left)
    matter, booking = by_code(reference, code), booking_doors.by_code(reference, code)
    if matter is None and booking is None:
        tried.note()
    return Answer(matter, booking=booking)


@transaction.atomic
def look_up_lot(
    *, draw: Draw, lot: int, code: str, address: str, at: datetime
) -> tuple[draw_public.Yours | None, int]:
    """What a household learns of its own lot, or nothing and the seconds to wait; guessing is slowed down as above."""
    tried = _tried(f"{draw.reference}:{lot}:{code}", address, at)
    if tried.left:
        return None, tried.left
    mine = draw_public.yours(draw, lot, code, at)
    if mine is None:
        tried.note()
    return mine, 0


@dataclass(frozen=True)
class _Tried:
    """A pair from an address, and how many seconds it has to wait."""

    address: str
    pair: str
    at: datetime
    left: int

    def note(self) -> None:
        """It was wrong."""
        Attempt.objects.create(address=self.address, pair=self.pair, at=self.at)


def _tried(words: str, address: str, at: datetime) -> _Tried:
    here = ring().blind(address, "portal_attempt.address")
    pair = ring().blind(words, "portal_attempt.pair")
    _one_at_a_time(here)
    seen = Attempt.objects.since(at - rules.WINDOW).filter(Q(address=here) | Q(pair=pair))
    of_address, of_pair = Q(address=here), Q(pair=pair)
    found = seen.aggregate(
        from_here=Count("pk", filter=of_address),
        last_here=Max("at", filter=of_address),
        tried=Count("pk", filter=of_pair),
        last_tried=Max("at", filter=of_pair),
    )
    left = max(
        rules.wait(found["from_here"], found["last_here"], at),
        rules.wait(found["tried"], found["last_tried"], at),
    )
    return _Tried(here, pair, at, left)


def _one_at_a_time(index: str) -> None:
    """A burst from one address is counted one by one; other addresses wait for nobody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(index[:15], 16)])
