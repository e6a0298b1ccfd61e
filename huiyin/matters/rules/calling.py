"""What follows for a call-back: who rings, when it was tried enough, and what an unhappy answer leads to (T19, T20)."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.lib import ringing
from huiyin.lib.charter import Named
from huiyin.lib.refusal import Beside
from huiyin.matters.models import CallBack, Matter, Rating, State, Step
from huiyin.matters.models.matter import WITH_THE_PERSON
from huiyin.matters.rules.capacity import caller_hat
from huiyin.matters.rules.delivering import limits
from huiyin.matters.rules.hearing import MIN_WORDS
from huiyin.matters.rules.move import STAYS, Move, Who
from huiyin.matters.rules.part import objection_to_own_work
from huiyin.orgs import line
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Unit

Deed = Step.Deed


def desk_for(matter: Matter) -> Unit | None:
    """The desk that rings: where the matter was taken in, or the nearest above that did not handle it itself."""
    return next((unit for unit in line.upward(matter.intake_unit) if unit.pk != matter.lead_unit_id), None)


def can_be_rung(matter: Matter) -> bool:
    """Whether a number is on record, and somebody outside the handling unit is there to ring it."""
    person = matter.resident
    if person is None or person.withheld_at is not None or not person.phone:
        return False
    return matter.lead_unit_id is not None and desk_for(matter) is not None


def open_call(matter: Matter) -> CallBack | None:
    """The call-back that waits, if one does."""
    if not matter.to_call:
        return None
    return matter.call_backs.open().select_related("reply", "unit", "handling_unit").first()


def objection_to_calling(matter: Matter, by: Official, at: datetime) -> str | None:
    """One that waits, of an answer that has arrived, by somebody outside the handling unit (I-18)."""
    if not matter.to_call:
        return _("No call-back waits here.")
    if caller_hat(matter, by, at) is None:
        return _("Somebody outside the unit that handled it rings the person.")
    found = open_call(matter)
    if found is not None and found.reply.delivered_at is None:
        return _("It is not on record yet that the answer has reached the person.")
    return objection_to_own_work(matter, by, at)


def objection_to_try(call: CallBack, at: datetime) -> str | None:
    """The last try is on another day than all the others."""
    county, most = call.matter.county, limits(call.matter)
    tried = [local_day(one.at, county) for one in call.tries.all()]
    if ringing.another_day(tried, local_day(at, county), **most):
        return _("Please try again on another day: not everybody is at home today.")
    return None


def tried_enough(call: CallBack) -> bool:
    """As often, and on as many days, as the charter says."""
    tried = [local_day(one.at, call.matter.county) for one in call.tries.all()]
    return ringing.enough(tried, **limits(call.matter))


def reasons_of(matter: Matter) -> tuple[Named, ...]:
    """Why somebody may not be content, by the matter's charter."""
    return matter.charter.charter.listed("unhappy")


def objection_to_answers(
    matter: Matter, handled: str, satisfied: int, reasons: Collection[str]
) -> str | None:
    """Both questions, and reasons of the charter where it is not handled."""
    if handled not in Rating.Handled.values or satisfied not in Rating.Satisfied.values:
        return _("Please answer both questions.")
    if not set(reasons) <= {one.code for one in reasons_of(matter)}:
        return Beside("reasons", _("Please choose from the lists of the institution."))
    if handled == Rating.Handled.NO and not reasons:
        return Beside("reasons", _("Please note why the person is not content."))
    return None


def asks_for_more(matter: Matter, handled: str, reasons: Collection[str]) -> bool:
    """Whether a matter that is not handled is taken up again for one of these reasons (T20)."""
    reopening = {one.code for one in reasons_of(matter) if one.reopens}
    return handled != Rating.Handled.YES and bool(reopening & set(reasons))


def objection_to_taking_up(words: str) -> str | None:
    """What is still not solved, in words that the handler can go by."""
    if len(words.strip()) < MIN_WORDS:
        return Beside("words", _("Please say in a few words what is still not solved."))
    return None


MOVES = (
    Move(
        "T19",
        Deed.CALL,
        WITH_THE_PERSON,
        STAYS,
        (Who.OUTSIDE_CALLER,),
        guards=(objection_to_calling,),
        stops=("callback",),
    ),
    Move("T19", Deed.TRY_CALL, WITH_THE_PERSON, STAYS, (Who.OUTSIDE_CALLER,), guards=(objection_to_calling,)),
    Move(
        "T20",
        Deed.TAKE_UP,
        WITH_THE_PERSON,
        State.IN_PROGRESS,
        (Who.INTAKE_OVERSEER,),
        guards=(objection_to_own_work,),
        makes="reopened",
        stops=("rating", "review_request", "delivery", "callback"),
        page=True,
    ),
)
