"""What follows when two matters are about the same: which may be joined to which, and whom the one answer answers."""

from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.lib.refusal import Beside
from huiyin.matters.models import Delivery, Matter, Merge, Reply, State, Step
from huiyin.matters.models.matter import ANSWERED, OPEN, Matters
from huiyin.matters.rules.move import Move, Who
from huiyin.matters.rules.ways_out import EVERY_CLOCK
from huiyin.orgs.models import Official

Deed = Step.Deed
JOINABLE = (*OPEN, State.REPLIED)  # what is closed answers nobody any more


def objection_to_merging(matter: Matter, _by: Official, _at: datetime) -> str | None:
    """What others have been joined to is not joined to a third: they would be answered by nobody (T07)."""
    if matter.has_others:
        return _("Others have been merged into this one; merge the other one into it instead.")
    if matter.is_about_somebody:
        return _("What is about somebody who serves here is handled by itself.")  # I-19
    return None


def objection_to_primary(matter: Matter, primary: Matter) -> str | None:
    """Another one, of real work, whose answer is to come or has just been given."""
    if primary.pk == matter.pk:
        return Beside("primary", _("This is the same matter."))
    if primary.state == State.MERGED:
        return Beside("primary", _("It is merged with another itself; please choose that one."))
    if primary.is_about_somebody:  # I-19: its answer would be read at the desk of the other one
        return Beside("primary", _("It is handled by itself; please choose another one."))
    if not primary.is_live or primary.state not in JOINABLE:
        return Beside("primary", _("It has ended, so nobody would be answered by it any more."))
    if matter.urgent_at is not None and primary.urgent_at is None:
        return Beside(
            "primary", _("This one is urgent and the other is not; please flag the other one first.")
        )
    return None


def joinable(seen: Matters) -> Matters:
    """Of these, those into which another may be merged."""
    return seen.live().filter(state__in=JOINABLE, complained_unit=None, complained_official=None)


def live_merge(matter: Matter) -> Merge | None:
    """How it was merged, while it is."""
    return matter.merges.filter(undone_at=None).select_related("primary", "by").first()


def sent_to(matter: Matter) -> Delivery | None:
    """With what the person of a merged matter was answered, while the one it is merged with stands answered."""
    main = matter.primary
    if main is None or main.state not in ANSWERED:
        return None
    return matter.deliveries.filter(reply__matter=main, overtaken_at=None).select_related("reply").last()


def answer_of(matter: Matter) -> Reply | None:
    """The answer of its own that was given last; of one that was corrected the version that stands."""
    return matter.replies.given().select_related("unit").last()


MOVES = (
    Move(
        "T07",
        Deed.MERGE,
        (State.RECEIVED, State.ACCEPTED),
        State.MERGED,
        (Who.HOLDER_DESK,),
        guards=(objection_to_merging,),
        owes=("delivery",),
        stops=EVERY_CLOCK,
        page=True,
    ),
    Move(
        "T07",
        Deed.UNMERGE,
        (State.MERGED,),
        State.RECEIVED,
        (Who.HOLDER_DESK,),
        makes="received",
        clocks=("route", "transfer"),
        stops=("delivery", "review_request"),
        page=True,
    ),
)
