"""Where a matter stands, and which states are open, answered, left or ended."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a matter stands (rules §3.2; the states of the other profiles join with them)."""

    RECEIVED = "received", _("registered")
    NEEDS_INFO = "needs_info", _("the person is asked for more")
    ROUTED = "routed", _("routed, not accepted yet")
    RETURN_DISPUTED = "return_disputed", _("handed back, to be decided")
    ACCEPTED = "accepted", _("accepted")
    IN_PROGRESS = "in_progress", _("being handled")
    PENDING_APPROVAL = "pending_approval", _("reply waits for approval")
    REPLIED = "replied", _("answered")
    CLOSED = "closed", _("closed")
    UNDER_REVIEW = "under_review", _("under review")
    REVIEWED = "reviewed", _("review decided")
    UNDER_RECHECK = "under_recheck", _("under recheck")
    FINALISED = "finalised", _("at its end")
    REDIRECTED = "redirected", _("shown another way")
    TRANSFERRED_OUT = "transferred_out", _("handed over to another organ")
    WITHDRAWN = "withdrawn", _("withdrawn by the person")
    MERGED = "merged", _("merged with another")
    SEALED = "sealed", _("sealed and handed over")


# The person may rate it, have it taken up again, or ask for a review.
WITH_THE_PERSON = (State.REPLIED, State.CLOSED)
UNDER = (State.UNDER_REVIEW, State.UNDER_RECHECK)  # the body above has the next step
DECIDED = (State.REVIEWED, State.FINALISED)  # by the body above, whose opinion is on its way or there
AFTER_REVIEW = (State.UNDER_REVIEW, State.REVIEWED, State.UNDER_RECHECK, State.FINALISED)
ANSWERED = (*WITH_THE_PERSON, *AFTER_REVIEW)
WITH_THE_DESK = (State.RECEIVED, State.RETURN_DISPUTED)  # the desk that holds it has the next step
HANDLED = (State.ACCEPTED, State.IN_PROGRESS)  # the handler has the next step
AT_THE_DESK = (*WITH_THE_DESK, State.NEEDS_INFO)  # it lies there, also while the person is asked for more
LEFT = (
    State.REDIRECTED,
    State.TRANSFERRED_OUT,
    State.WITHDRAWN,
    State.MERGED,
    State.SEALED,
)  # ended without an answer of its own
ENDED = (
    State.CLOSED,
    State.FINALISED,
    State.REDIRECTED,
    State.TRANSFERRED_OUT,
    State.WITHDRAWN,
    State.SEALED,
)
LIVE = Q(origin="live")  # real work, not imported history
HAS_ENDED = Q(state__in=ENDED) | Q(primary__state__in=ENDED)  # a merged one with its primary
OPEN = (*AT_THE_DESK, State.ROUTED, State.ACCEPTED, State.IN_PROGRESS, State.PENDING_APPROVAL)
# As the constraints of the database write them.
WITHOUT_LEAD = ["received", "needs_info", "redirected", "transferred_out", "withdrawn", "merged", "sealed"]
WITHOUT_PEOPLE = [*WITHOUT_LEAD, "routed", "return_disputed"]
