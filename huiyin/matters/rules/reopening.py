"""What follows when a resident wants a matter taken up again."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from huiyin.matters import dates
from huiyin.matters.models import Deadline, Matter, State, Step
from huiyin.matters.models.matter import ANSWERED
from huiyin.matters.rules.move import Move, Who
from huiyin.orgs.calendar import calendar, local_day

FOLLOWED = (State.CLOSED, State.REDIRECTED, State.MERGED)


def objection_to_reopening(matter: Matter, at: datetime) -> str | None:
    """Once as of right, within the charter's days after the answer has arrived (T20)."""
    if matter.has_left:
        return _("It was not answered here, so it is not taken up again; you are welcome to tell us anew.")
    if matter.state not in ANSWERED:
        return _("The matter is still being handled.")
    if matter.right_used:
        return _("It has been taken up again once already; please ring the unit named in the answer.")
    county = matter.county
    until = last_day_to_reopen(matter)
    if until is None or local_day(at, county) > until:
        return _(
            "The time in which it can be taken up again (%(length)s) has passed; you are welcome to tell us anew."
        ) % {"length": _length(matter)}
    return None


def objection_to_telling_anew(matter: Matter) -> str | None:
    """What has ended is followed by a matter of its own when something is new (T26); what is open needs none."""
    if matter.is_live and matter.state in FOLLOWED:
        return None
    if matter.state == State.REPLIED:
        return _("It has just been answered; if it is not solved, you can have it taken up again.")
    return _("The matter is still being handled.")


def remedy(matter: Matter) -> str:
    """What the person can do if not content with the answer of this round, for the answer to say (I-14)."""
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
    """So many days from the day on which the time for rating began, as the charter says; None without an answer."""
    if matter.replied_at is None:
        return None
    arrived = matter.deadlines.filter(kind=Deadline.Kind.RATE, round=matter.reopened + 1).last()
    day = arrived.started_on if arrived is not None else local_day(matter.replied_at, matter.county)
    rule = matter.charter.charter.clock("reopen")
    return dates.reckon(calendar(), day, rule.n, rule.unit).due_legal


MOVES = (
    Move(
        "T20",
        Step.Deed.REOPEN,
        ANSWERED,
        State.IN_PROGRESS,
        (Who.RESIDENT_ONCE,),
        makes="reopened",
        stops=("rating", "delivery", "callback"),
    ),
)
