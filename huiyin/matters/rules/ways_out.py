"""What follows where a matter ends without an answer: the way of the law, declined, handed over, withdrawn."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _

from huiyin.lib.charter import Clock, Named
from huiyin.lib.refusal import Beside
from huiyin.matters import dates
from huiyin.matters.models import Deadline, Matter, Referral, State, Step
from huiyin.matters.models.matter import LEFT, OPEN
from huiyin.matters.rules import known_code
from huiyin.matters.rules.move import STAYS, Move, Who
from huiyin.matters.rules.part import objection_to_own_work
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.models import Official

Deed = Step.Deed
EVERY_CLOCK = tuple(Deadline.Kind.values)


def objection_to_withdrawing_by_code(matter: Matter) -> str | None:
    """As below; and where an official had the code in hand first, it is taken back where it is kept who asks (S49)."""
    if no := objection_to_withdrawing(matter):
        return no
    if known_code.given_by_official(matter):
        return _(
            "The code of this matter was given out by an official. Please take it back at the counter, where you sign for"
            " it."
        )
    return None


def objection_to_withdrawing(matter: Matter) -> str | None:
    """The person may take back what is not answered yet, and need not say why (T08)."""
    if matter.state in OPEN and matter.is_live:
        return None
    if matter.state in LEFT:
        return _("It has ended already.")
    return _("It has been answered already.")


def objection_to_signed_word(matter: Matter, signed_on: date, at: datetime) -> str | None:
    """A clerk enters what the person signed: after it came in, and not on a day to come."""
    received = local_day(matter.received_at, matter.county) if matter.received_at else signed_on
    if received <= signed_on <= local_day(at, matter.county):
        return None
    return _("The day it was signed on lies between the receipt and today.")


def objection_to_referral(matter: Matter, kind: str, code: str, organ: str, words: str) -> str | None:
    """The way or the reason is one of the charter; where it goes on, the organ is named; the person is told (I-02)."""
    if kind == Referral.Kind.HAND_OVER:
        if code not in Referral.Way.values:
            return _("Please say how it was handed over.")
    elif code not in {one.code for one in offered(matter, kind)}:
        return _("Please choose from the lists of the institution.")
    if kind != Referral.Kind.DECLINE and not organ:
        return _("Please say which organ decides it.")
    if not words:
        return _("Please write what the person is told.")
    return None


def objection_to_receipt(matter: Matter, _by: Official, _at: datetime) -> str | None:
    """The receipt is noted once (T06)."""
    if matter.receipt_noted_at is not None:
        return _("The receipt has been noted already.")
    return None


def objection_to_receipt_of(found: Referral, number: str, received_on: date, at: datetime) -> str | None:
    """A number, and the day on which the organ gave it: not before it was handed over, and not to come."""
    if not number:
        return Beside("number", _("Please write the number of the receipt."))
    if not local_day(found.at, found.county) <= received_on <= local_day(at, found.county):
        words = _("The day of the receipt lies between the handing over and today.")
        return Beside("received_on", words)
    return None


def offered(matter: Matter, kind: str) -> tuple[Named, ...]:
    """The ways of the law, or the reasons to decline, of the matter's charter."""
    charter = matter.charter.charter
    if kind == Referral.Kind.REDIRECT:
        return charter.listed("legal_route")
    return charter.listed("decline_reason")


def to_be_told_by(matter: Matter, kind: str = Referral.Kind.DECLINE) -> date | None:
    """The last day of the charter on which the person is told that it is not handled here."""
    if matter.received_at is None:
        return None
    rule, first = _told_within(matter, kind), local_day(matter.received_at, matter.county)
    return dates.reckon(calendar(), first, rule.n, rule.unit).due_legal


def without_code(matter: Matter) -> list[Matter]:
    """Of those merged into it the ones whose person has no code in hand, so that their page alone tells them nothing."""
    return list(matter.merged.filter(holds_code_since=None).order_by("pk"))


def told_of(merged: Matter, others: Mapping[int, str]) -> str:
    """How its person hears of the end of the one it is merged with: by their page, else as the desk said."""
    return Referral.Told.PAGE if merged.holds_code_since is not None else others.get(merged.pk, "")


def _told_within(matter: Matter, kind: str) -> Clock:
    """A petition by its own rule; else by that of the way of the law, or of what the house declines."""
    charter = matter.charter.charter
    if charter.profile(matter.profile).letter:
        return charter.clock("notify", matter.profile)
    return charter.clock("legal_route.notify" if kind == Referral.Kind.REDIRECT else "decline")


MOVES = (
    Move(
        "T05",
        Deed.REDIRECT,
        (State.RECEIVED,),
        State.REDIRECTED,
        (Who.HOLDER_DESK,),
        stops=EVERY_CLOCK,
        page=True,
    ),
    Move(
        "T05",
        Deed.DECLINE,
        (State.RECEIVED,),
        State.REDIRECTED,
        (Who.HOLDER_DESK,),
        stops=EVERY_CLOCK,
        page=True,
    ),
    Move(
        "T06",
        Deed.HAND_OVER,
        (State.RECEIVED,),
        State.TRANSFERRED_OUT,
        (Who.HOLDER_DESK,),
        makes="received",
        clocks=("hand_over",),
        stops=EVERY_CLOCK,
        page=True,
    ),
    Move(
        "T06",
        Deed.NOTE_RECEIPT,
        (State.TRANSFERRED_OUT,),
        STAYS,
        (Who.HOLDER_DESK,),
        guards=(objection_to_receipt,),
        stops=("hand_over",),
        page=True,
    ),
)
WITHDRAWAL = (
    Move(
        "T08",
        Deed.WITHDRAW,
        OPEN,
        State.WITHDRAWN,
        (Who.RESIDENT, Who.INTAKE_DESK),
        guards=(objection_to_own_work,),  # asked of staff only; the resident's own word needs nobody
        stops=EVERY_CLOCK,
        page=True,
    ),
)
