"""What follows when a resident wants a matter taken up again."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from huiyin.matters import dates
from huiyin.matters.models import Deadline, Matter, Reply, State, Step
from huiyin.matters.models.matter import AFTER_REVIEW, ANSWERED, WITH_THE_PERSON
from huiyin.matters.rules import reviewing
from huiyin.matters.rules.merging import sent_to
from huiyin.matters.rules.move import Move, Who
from huiyin.orgs.calendar import calendar, local_day

FOLLOWED = (State.CLOSED, State.FINALISED, State.REDIRECTED, State.MERGED)


def objection_to_reopening(matter: Matter, at: datetime) -> str | None:
    """Once as of right, within the charter's days after the answer has arrived (T20).

    That of a merged matter's person is their own: theirs is taken up again, and stands by itself from then on.
    """
    sent = sent_to(matter)
    if matter.has_left and sent is None:
        return _("It was not answered here, so it is not taken up again; you are welcome to tell us anew.")
    if matter.state not in ANSWERED and sent is None:
        return _("The matter is still being handled.")
    if matter.state in AFTER_REVIEW:
        return _("A review was asked for, so it is not taken up again.")
    if matter.right_used:
        return _("It has been taken up again once already; please ring the unit named in the answer.")
    county = matter.county
    until = last_day_to_reopen(matter)
    if until is None or local_day(at, county) > until:
        return _(
            "The time in which it can be taken up again (%(length)s) has passed; you are welcome to tell us anew."
        ) % {"length": _length(matter)}
    return None


def answers_to(matter: Matter) -> QuerySet[Reply]:
    """Every answer its person has had, or has on the page of the one it is merged with, oldest first."""
    its = Q(matter=matter.primary_id or matter.pk)
    had = Q(pk__in=matter.deliveries.filter(done_at__isnull=False, reply__isnull=False).values("reply"))
    return Reply.objects.given().filter(its | had)


def objection_to_telling_anew(matter: Matter) -> str | None:
    """What has ended is followed by a matter of its own when something is new (T26); what is open needs none."""
    if matter.is_live and (matter.state in FOLLOWED or matter.receipt_noted_at is not None):
        return None
    if matter.state == State.TRANSFERRED_OUT:
        return _("It has been handed over to another organ; please tell that organ what is new.")
    if matter.state == State.REPLIED:
        return _("It has just been answered; if it is not solved, you can have it taken up again.")
    if matter.state == State.WITHDRAWN:
        return _("It has been taken back; you are welcome to tell us anew, as a matter of its own.")
    return _("The matter is still being handled.")


def remedy(matter: Matter, at: datetime) -> str:
    """What the person can do if not content with the answer of this round, for the answer to say (I-14)."""
    if reviewing.has_review(matter):
        return reviewing.rights_after(matter, at)
    if matter.right_used:
        return _(
            "The matter has been taken up again once already. "
            "You can complain to the county about how it was handled, on your page or at the reception desk."
        )
    return _(
        "You can have the matter taken up again once within %(length)s of having this answer, "
        "on your page or at the reception desk."
    ) % {"length": _length(matter)}


def _length(matter: Matter) -> str:
    rule = matter.charter.charter.clock("reopen")
    return dates.length(rule.n, rule.unit)


def last_day_to_reopen(matter: Matter) -> date | None:
    """So many days from the day on which the time for rating began, as the charter says; None without an answer.

    For the person of a merged matter from the day on which they had the answer.
    """
    sent = sent_to(matter)
    answered_at = (sent.done_at or sent.began_at) if sent is not None else matter.replied_at
    if answered_at is None:
        return None
    arrived = matter.deadlines.filter(kind=Deadline.Kind.RATE, round=matter.reopened + 1).last()
    day = arrived.started_on if arrived is not None else local_day(answered_at, matter.county)
    rule = matter.charter.charter.clock("reopen")
    return dates.reckon(calendar(), day, rule.n, rule.unit).due_legal


MOVES = (
    Move(
        "T20",
        Step.Deed.REOPEN,
        (*WITH_THE_PERSON, State.MERGED),
        State.IN_PROGRESS,
        (Who.RESIDENT_ONCE,),
        makes="reopened",
        stops=("rating", "review_request", "delivery", "callback"),
    ),
)
