"""What follows when a desk needs to know more before it passes a matter on: asked once, for some days (T02, T03)."""

from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.lib.refusal import Beside
from huiyin.matters.models import Matter, State, Step, Supplement
from huiyin.matters.rules.hearing import MIN_WORDS
from huiyin.matters.rules.move import Move, Who
from huiyin.orgs.models import Official

Deed = Step.Deed


def objection_to_asking(matter: Matter, _by: Official, _at: datetime) -> str | None:
    """Once, so that nobody is sent for one paper after the other."""
    if matter.more_asked_at is not None:
        return _("The person has been asked once already; please go on with what is known.")
    return None


def questions_of(text: str) -> list[str]:
    """What was typed, one question a line."""
    return [line.strip() for line in text.replace("\x00", "").splitlines() if line.strip()]


def objection_to_questions(matter: Matter, questions: list[str]) -> str | None:
    """At least one that means something, and not so many that nobody answers."""
    if not questions or any(len(one) < MIN_WORDS for one in questions):
        return Beside("questions", _("Please ask at least one question, in words."))
    most = int(matter.charter.charter.figure("casework.questions_max").value)
    if len(questions) > most:
        return Beside("questions", _("Please ask at most %(n)d questions.") % {"n": most})
    return None


def objection_to_supplying(matter: Matter) -> str | None:
    """The person answers what they were asked, while it waits for that."""
    if matter.state == State.NEEDS_INFO and matter.is_live:
        return None
    return _("Nothing is asked of you at present.")


def supplement_of(matter: Matter) -> Supplement | None:
    """What was asked and added; costs no query where nothing was."""
    if matter.more_asked_at is None:
        return None
    return (
        Supplement.objects.filter(matter=matter).select_related("asked_by", "taken_down_by", "unit").first()
    )


MOVES = (
    Move(
        "T02",
        Deed.ASK_MORE,
        (State.RECEIVED,),
        State.NEEDS_INFO,
        (Who.HOLDER_DESK,),
        guards=(objection_to_asking,),
        makes="asked",
        clocks=("supplement",),
        stops=("triage", "route", "transfer"),
        page=True,
    ),
    Move(
        "T03",
        Deed.SUPPLY,
        (State.NEEDS_INFO,),
        State.RECEIVED,
        (Who.RESIDENT, Who.INTAKE_DESK),
        makes="received",
        clocks=("route", "transfer"),
        stops=("supplement",),
        page=True,
    ),
    Move(
        "T03",
        Deed.GO_ON,
        (State.NEEDS_INFO,),
        State.RECEIVED,
        (Who.TIME,),
        makes="received",
        clocks=("route", "transfer"),
        stops=("supplement",),
        page=True,
    ),
)
