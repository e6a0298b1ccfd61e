"""What follows for an answer: what it has to say, and who approves it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.lib.charter import Outcome
from huiyin.lib.refusal import Beside
from huiyin.matters.models import Matter, Reply, ReplyChange, State, Step
from huiyin.matters.models.step import AGAIN
from huiyin.matters.rules.move import STAYS, Move, Who
from huiyin.matters.rules.sub_tasks import objection_to_open_parts
from huiyin.orgs.models import Official

Deed = Step.Deed
# The words of a draft that a head may put right; how the matter ends and what is promised is the handler's to say.
AMENDABLE = ("request", "facts", "opinion", "basis", "reason", "remedy", "contact_name", "contact_phone")


def objection_to_approving(matter: Matter, by: Official, _at: datetime) -> str | None:
    """Approval is somebody else's (I-18)."""
    if matter.handler_id == by.pk:
        return _(
            "You are handling this matter, so somebody else has to approve the reply: "
            "another head of the unit, or one above."
        )
    draft = open_draft(matter)
    if draft is None:
        return _("There is no draft to approve.")
    if draft.drafted_by_id == by.pk:
        return _("You wrote this reply, so somebody else has to approve it.")
    return None


def objection_to_reply(reply: Reply) -> str | None:
    """The fields of I-14 to I-16, asked for one at a time in the words of the form."""
    for field, sentence in (
        ("request", _("Please say what the person asked for.")),
        ("facts", _("Please say what was found.")),
        ("opinion", _("Please write the answer.")),
        ("contact_name", _("Please say who can be asked.")),
        ("contact_phone", _("Please give the telephone number of who can be asked.")),
        ("remedy", _("Please say what the person can do if not content.")),
    ):
        if not getattr(reply, field).strip():
            return Beside(field, sentence)
    outcome = outcome_of(reply)
    if outcome is None:
        return Beside("outcome", _("Please choose what came of it from the list of the institution."))
    return _objection_to_needs(reply, outcome)


def outcome_of(reply: Reply) -> Outcome | None:
    """The outcome by the matter's charter; None where a matter of its procedure does not end so."""
    offered = reply.matter.charter.charter.outcomes_of(reply.matter.profile)
    return next((one for one in offered if one.code == reply.outcome), None)


def _objection_to_needs(reply: Reply, outcome: Outcome) -> str | None:
    """What the charter asks of an answer with this outcome."""
    charter = reply.matter.charter.charter
    if outcome.asks_for("basis") and not reply.basis.strip():
        return Beside("basis", _("An answer with this outcome names the law or policy and its article."))
    if outcome.counts_as == "explained":
        least = int(charter.figure("answers.explanation_min").value)
        if len(reply.opinion.strip()) < least:
            words = _("An explanation of policy takes at least %(n)d characters in plain words.")
            return Beside("opinion", words % {"n": least})
    if outcome.asks_for("reason"):
        least = int(charter.figure("answers.reason_min").value)
        if len(reply.reason.strip()) < least:
            words = _("Please say why it is not adopted, in at least %(n)d characters; the person reads it.")
            return Beside("reason", words % {"n": least})
    if outcome.asks_for("due_date") and reply.promise_due_on is None:
        return Beside("promise_due_on", _("Please say by which day it will be done."))
    if outcome.asks_for("action") and not _acted_since_reopening(reply.matter):
        words = _("This outcome needs an action on record since the matter was taken up again.")
        return Beside("outcome", words)
    return None


def _acted_since_reopening(matter: Matter) -> bool:
    reopened = matter.steps.filter(deed__in=AGAIN).order_by("pk").last()
    acted = matter.steps.filter(deed__in=[Deed.START, Deed.NOTE])
    return reopened is None or acted.filter(pk__gt=reopened.pk).exists()


def open_draft(matter: Matter) -> Reply | None:
    """The draft that waits for approval."""
    return matter.replies.filter(approved_at=None, returned_at=None, is_history=False).first()


def open_among(replies: Iterable[Reply]) -> Reply | None:
    """The same, of the answers in their order."""
    waiting = (one for one in replies if one.approved_at is None and one.returned_at is None)
    return next((one for one in waiting if not one.is_history), None)


def returned_among(replies: Iterable[Reply], matter: Matter) -> Reply | None:
    """The draft of this round that came back last, of the answers in their order, while a better one is awaited."""
    if matter.state != State.IN_PROGRESS:
        return None
    drafts = [one for one in replies if one.version_of_id is None and one.round == matter.reopened + 1]
    return next((one for one in reversed(drafts) if one.returned_by_id is not None), None)


def objection_to_classes(matter: Matter, means: Sequence[str], help_fields: Sequence[str]) -> str | None:
    """Means and fields of help are those of the matter's charter."""
    charter = matter.charter.charter
    asked = {"means": set(means), "help_field": set(help_fields)}
    if any(codes - {one.code for one in charter.listed(name)} for name, codes in asked.items()):
        return _("Please choose from the lists of the institution.")
    return None


def amended(draft: Reply | None) -> list[ReplyChange]:
    """What a head changed in it, the first change first."""
    return list(draft.changes.select_related("by")) if draft is not None else []


MOVES = (
    Move(
        "T16",
        Deed.DRAFT,
        (State.IN_PROGRESS,),
        State.PENDING_APPROVAL,
        (Who.HANDLER,),
        decides=True,
    ),
    Move(
        "T18",
        Deed.APPROVE,
        (State.PENDING_APPROVAL,),
        State.REPLIED,
        (Who.LEAD_HEAD,),
        decides=True,
        guards=(objection_to_approving, objection_to_open_parts),
        makes="replied",
        owes=("delivery", "rating", "callback", "review_request"),
        stops=("handle", "first_contact", "interim"),
        page=True,
    ),
    Move(
        "T17",
        Deed.RETURN,
        (State.PENDING_APPROVAL,),
        State.IN_PROGRESS,
        (Who.LEAD_HEAD,),
        decides=True,
    ),
    Move(
        "T29",
        Deed.AMEND,
        (State.PENDING_APPROVAL,),
        STAYS,
        (Who.LEAD_HEAD,),
        decides=True,
        guards=(objection_to_approving,),
    ),
)
