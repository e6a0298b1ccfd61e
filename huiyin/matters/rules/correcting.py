"""What follows where an approved answer is wrong: a new version, approved by somebody else and brought anew (T29)."""

from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.lib.refusal import Beside
from huiyin.matters.models import Matter, Reply, State, Step
from huiyin.matters.models.matter import WITH_THE_PERSON
from huiyin.matters.rules.hearing import MIN_WORDS
from huiyin.matters.rules.move import STAYS, Move, Who
from huiyin.matters.rules.recusal import left_by_handler
from huiyin.matters.rules.replying import objection_to_approving, open_draft
from huiyin.orgs.models import Official

Deed = Step.Deed
WORDS = (
    "request",
    "facts",
    "opinion",
    "outcome",
    "basis",
    "reason",
    "remedy",
    "contact_name",
    "contact_phone",
)


def waiting(matter: Matter) -> Reply | None:
    """The corrected version that waits for approval; costs no query where none does."""
    return open_draft(matter) if matter.correcting_since is not None else None


def objection_to_correcting(matter: Matter, by: Official, _at: datetime) -> str | None:
    """By whoever handles it; by a head only where the handler has left or keeps out; one version at a time."""
    if matter.correcting_since is not None:
        return _("A corrected answer waits for approval already.")
    handler = matter.handler
    if handler is None or handler.pk == by.pk or left_by_handler(matter):
        return None
    return _("%(name)s handles it and corrects the answer.") % {"name": handler.name}


def objection_to_deciding(matter: Matter, by: Official, at: datetime) -> str | None:
    """Only what waits, and by somebody else than the handler or who wrote it (I-18)."""
    if matter.correcting_since is None:
        return _("No corrected answer waits for approval.")
    return objection_to_approving(matter, by, at)


def objection_to_version(draft: Reply, before: Reply) -> str | None:
    """It says what was wrong, in words that the person can read, and says something else than before."""
    if len(draft.corrects_why.strip()) < MIN_WORDS:
        return Beside("corrects_why", _("Please say what was wrong, in words that the person can read."))
    now, then = ([getattr(one, name) for name in (*WORDS, "promise_due_on")] for one in (draft, before))
    if now == then:
        return Beside("opinion", _("It says the same as the answer that stands."))
    return None


MOVES = (
    Move(
        "T29",
        Deed.CORRECT_ANSWER,
        WITH_THE_PERSON,
        STAYS,
        (Who.HANDLER, Who.LEAD_HEAD),
        decides=True,
        guards=(objection_to_correcting,),
    ),
    Move(
        "T29",
        Deed.APPROVE_CORRECTION,
        WITH_THE_PERSON,
        State.REPLIED,
        (Who.LEAD_HEAD,),
        decides=True,
        guards=(objection_to_deciding,),
        owes=("delivery", "rating", "callback", "review_request"),
        stops=("rating", "delivery", "callback", "review_request"),
        page=True,
    ),
    Move(
        "T29",
        Deed.RETURN_CORRECTION,
        WITH_THE_PERSON,
        STAYS,
        (Who.LEAD_HEAD,),
        decides=True,
        guards=(objection_to_deciding,),
    ),
)
