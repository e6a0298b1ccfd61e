"""What a matter asks of an official: the one step that lies with them, as the row of a list offers it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from huiyin.lib.masking import mask_name
from huiyin.matters.deeds import DEEDS, NOUNS
from huiyin.matters.deeds.parts import PART_NOUNS, PARTS
from huiyin.matters.models import Delivery, Matter, State, Step
from huiyin.matters.models.matter import DECIDED
from huiyin.matters.rules import delivering, life, sub_tasks
from huiyin.matters.rules.recusal import left_by_handler
from huiyin.matters.rules.routing import WAY_OF_THE_LAW
from huiyin.orgs.models import Official

Deed = Step.Deed

# The step that brings a matter on from where it stands.
NEXT: dict[str, str] = {
    State.RECEIVED: Deed.ROUTE,
    State.ROUTED: Deed.ACCEPT,
    State.RETURN_DISPUTED: Deed.UPHOLD,
    State.ACCEPTED: Deed.START,
    State.IN_PROGRESS: Deed.DRAFT,
    State.PENDING_APPROVAL: Deed.APPROVE,
    State.TRANSFERRED_OUT: Deed.NOTE_RECEIPT,
    State.UNDER_REVIEW: Deed.DECIDE_REVIEW,
    State.UNDER_RECHECK: Deed.DECIDE_RECHECK,
}


@dataclass(frozen=True)
class Asked:
    """A step: its noun in the address, and the word for it; no noun where the matter's page offers more than one."""

    noun: str
    words: Any


# Where the page of the matter offers two ways to decide: the words that lead to it.
DECISIONS: dict[str, Any] = {
    Deed.UPHOLD: _("Decide whose it is"),
    Deed.EXTEND: _("Decide about more time"),
}


BRINGING: dict[str, Any] = {
    Delivery.Way.PHONE: _("Tell %(name)s by telephone"),
    Delivery.Way.HAND: _("Hand the answer to %(name)s"),
    Delivery.Way.POST: _("Post the answer to %(name)s"),
}

OPINIONS: dict[str, Any] = BRINGING | {
    Delivery.Way.HAND: _("Hand the opinion to %(name)s"),
    Delivery.Way.POST: _("Post the opinion to %(name)s"),
}


def asked_of(matter: Matter, official: Official, at: datetime) -> Asked | None:
    """The step that lies with this official, if one does: for the rows of `waiting_for`, and for no others.

    Costs no query when the matter came from `for_lists()`; what stands against the step is said on its page.
    """
    if not matter.is_live:
        return None
    if matter.correcting_since is not None and _approves_correction(matter, official, at):
        return Asked(NOUNS[Deed.APPROVE_CORRECTION], DEEDS[NOUNS[Deed.APPROVE_CORRECTION]].title)
    if _decides_record(matter, official, at):
        return Asked(NOUNS[Deed.CORRECT_RECORD], DEEDS[NOUNS[Deed.CORRECT_RECORD]].title)
    if matter.to_bring:
        return _to_bring(matter) if delivering.brings(matter, official, at) else None
    deed = next((deed for deed in _deeds(matter) if life.may(deed, matter, official, at)), None)
    if deed is None or _is_others(deed, matter, official):
        return _part_asked_of(matter, official, at)  # and nobody approves their own answer
    if deed in DECISIONS:
        return Asked("", DECISIONS[deed])
    noun = NOUNS[deed]
    return Asked(noun, DEEDS[noun].title)


def _is_others(deed: str, matter: Matter, official: Official) -> bool:
    """Whom it touches decides nothing in it, and nobody approves their own answer."""
    move = life.move_of(matter.state, deed)
    decides = move is not None and move.decides
    own = deed == Deed.APPROVE and matter.handler_id == official.pk
    return own or (decides and official.pk in matter.kept_out)


def _approves_correction(matter: Matter, official: Official, at: datetime) -> bool:
    kept_out = official.pk in (matter.handler_id, *matter.kept_out)
    return not kept_out and life.may(Deed.APPROVE_CORRECTION, matter, official, at)


def _decides_record(matter: Matter, official: Official, at: datetime) -> bool:
    waits = matter.record_asked_by_id is not None
    return waits and life.objection(Deed.CORRECT_RECORD, matter, official, at) is None


def _to_bring(matter: Matter) -> Asked:
    """To whom the answer or the opinion is to be brought, behind their mask, and how."""
    name = mask_name(matter.__dict__.get("to_tell") or "")
    words = OPINIONS if matter.state in DECIDED else BRINGING
    return Asked(NOUNS[Deed.DELIVER], words[matter.to_bring] % {"name": name or _("the person")})


def _part_asked_of(matter: Matter, official: Official, at: datetime) -> Asked | None:
    """The step of a part that another unit was asked for, on a page of its own below that of the matter."""
    if not matter.is_open:
        return None
    for part in matter.open_parts:
        deed = sub_tasks.asked_of(part, official, at, matter.kept_out)
        if deed in PART_NOUNS:
            noun = PART_NOUNS[deed]
            return Asked(f"parts/{part.pk}/{noun}", PARTS[noun].title)
        if deed is not None and life.move_of(matter.state, deed) is not None:
            return Asked(NOUNS[deed], DEEDS[NOUNS[deed]].title)
    return None


def _deeds(matter: Matter) -> tuple[str, ...]:
    """What may be asked, of one or another; where the handler is gone or keeps out, somebody else has to be named first."""
    held = matter.state in (State.ACCEPTED, State.IN_PROGRESS)
    if held and left_by_handler(matter):
        return (Deed.REASSIGN,)
    more_time = matter.state == State.IN_PROGRESS and matter.more_time_asked_at is not None
    return (*_next(matter), *((Deed.EXTEND,) if more_time else ()))


def _next(matter: Matter) -> tuple[str, ...]:
    if matter.state not in NEXT or matter.receipt_noted_at is not None:
        return ()
    if matter.state == State.RECEIVED and matter.profile == WAY_OF_THE_LAW:
        return (Deed.REDIRECT,)
    return (NEXT[matter.state],)
