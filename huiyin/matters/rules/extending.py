"""What follows for the date of an answer: more time is asked for before it is due, once, and decided by the head."""

from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.lib.charter import Clock
from huiyin.lib.refusal import Beside
from huiyin.matters.dates import hour_has_passed, length
from huiyin.matters.models import Extension, Matter, State, Step
from huiyin.matters.rules.hearing import MIN_WORDS
from huiyin.matters.rules.move import STAYS, Move, Who
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official

Deed = Step.Deed


def at_most(matter: Matter) -> Clock | None:
    """How much more time the charter allows for a matter of this procedure; None: none at all."""
    return matter.charter.charter.clock_or_none("extension_max", matter.profile)


def of_round(matter: Matter) -> list[Extension]:
    """What was asked for since the matter came in, or was taken up again; the latest last."""
    return list(matter.extensions.filter(round=matter.reopened + 1).select_related("asked_by"))


def open_request(matter: Matter) -> Extension | None:
    """The request that waits for a decision; costs no query where none does."""
    if matter.more_time_asked_at is None:
        return None
    return next((one for one in of_round(matter) if one.granted is None and one.lapsed_at is None), None)


def objection_to_asking(matter: Matter, _by: Official, at: datetime) -> str | None:
    """Before the date has passed; not while a request waits; as often as the charter says."""
    most = at_most(matter)
    if most is None:
        return _("The institution allows no extension for a matter of this kind.")
    if matter.more_time_asked_at is not None:
        return _("More time has been asked for already; the head decides.")
    if matter.due_on is None or local_day(at, matter.county) > matter.due_on:
        return _("The date has passed; more time is asked for before it.")
    if any(one.granted for one in of_round(matter)):
        return _("The date has been moved once already.")
    if hour_has_passed(matter, at):
        return _("The hour that the order states has passed; more time is asked for before it.")
    return None


def objection_to_deciding(matter: Matter, by: Official, _at: datetime) -> str | None:
    """Only what was asked for, and by somebody else than who asked (I-18)."""
    if matter.more_time_asked_at is None:
        return _("Nobody has asked for more time.")
    asked = open_request(matter)
    if asked is not None and by.pk in (asked.asked_by_id, matter.handler_id):
        return _("You handle this matter, so somebody else decides on more time.")
    return None


def objection_to_granting(matter: Matter, by: Official, at: datetime) -> str | None:
    """Only what was asked for, by somebody else, and before the date has passed."""
    if matter.due_on is not None and local_day(at, matter.county) > matter.due_on:
        return _("The date has passed; it can no longer be moved.")
    if hour_has_passed(matter, at):
        return _("The hour that the order states has passed; it can no longer be moved.")
    return objection_to_deciding(matter, by, at)


def objection_to_request(matter: Matter, n: int, reason: str) -> str | None:
    """A number of days that the charter allows, and a reason that the resident can read."""
    most = at_most(matter)
    if most is not None and not 1 <= n <= most.n:
        words = _("An extension is at least one day and at most %(length)s.")
        return Beside("n", words % {"length": length(most.n, most.unit)})
    if len(reason.strip()) < MIN_WORDS:
        return Beside("reason", _("Please say why more time is needed, in words that the person can read."))
    return None


MOVES = (
    Move(
        "T14", Deed.ASK_MORE_TIME, (State.IN_PROGRESS,), STAYS, (Who.HANDLER,), guards=(objection_to_asking,)
    ),
    Move(
        "T14",
        Deed.EXTEND,
        (State.IN_PROGRESS,),
        STAYS,
        (Who.LEAD_HEAD,),
        decides=True,
        guards=(objection_to_granting,),
        page=True,
    ),
    Move(
        "T14",
        Deed.REFUSE_MORE_TIME,
        (State.IN_PROGRESS,),
        STAYS,
        (Who.LEAD_HEAD,),
        decides=True,
        guards=(objection_to_deciding,),
    ),
)
