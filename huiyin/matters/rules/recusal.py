"""Recusal (I-20): whom a matter touches takes no decision in it, and is offered for nothing.

An interest is declared, or it is matched with what is on record: the official's own mobile number is that of the person
behind the matter, or of their household. A like name matches nothing.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.matters.models import Matter, State, Step
from huiyin.matters.rules import firewall
from huiyin.matters.rules.move import STAYS, Move, Who
from huiyin.orgs.models import Official

Deed = Step.Deed


def keeps_out(matter: Matter, official: Official) -> bool:
    """Whether this official has declared an interest in it, or is on record behind it."""
    return official.pk in matter.kept_out


def left_by_handler(matter: Matter) -> bool:
    """Whether whoever handles it is gone or keeps out, so that somebody else has to be named; many: `left_by_handlers`."""
    handler = matter.handler
    return handler is not None and (not handler.is_active or keeps_out(matter, handler))


def clear(matter: Matter, people: Iterable[Official], at: datetime) -> list[Official]:
    """Those whom it neither touches nor is about."""
    return [one for one in firewall.clear(matter, people, at) if not keeps_out(matter, one)]


def free(matter: Matter, at: datetime) -> Callable[[Official], bool]:
    """Who may decide in it, asked of one after the other."""
    not_meant = firewall.free(matter, at)
    return lambda one: not_meant(one) and not keeps_out(matter, one)


def objection_to_interest(matter: Matter, by: Official, _at: datetime) -> str | None:
    """Of those steps that decide something: accepting, answering, approving (T12, T16, T18) and what is like them."""
    if keeps_out(matter, by):
        return _("This matter touches you, so somebody else takes this step (recusal).")
    return None


def objection_to_person(matter: Matter, official: Official) -> str | None:
    """Of whom a step names for the work."""
    if keeps_out(matter, official):
        return _("This person keeps out of the matter (recusal); please name somebody else.")
    return None


def objection_to_declaring(matter: Matter, by: Official, _at: datetime) -> str | None:
    """Said once, it stands."""
    if by.pk in matter.recused:
        return _("You have declared it already; you are offered for no decision in it.")
    return None


# Also of what has ended: its record is still put right, and what is merged is parted again, or reviewed by itself.
EVERYWHERE = tuple(state for state in State if state != State.SEALED)
MOVES = (
    Move(
        "I-20",
        Deed.RECUSE,
        EVERYWHERE,
        STAYS,
        (Who.STAFF, Who.ASKED),
        guards=(objection_to_declaring,),
    ),
)
