"""When a matter turns out to be a report of wrongdoing: it leaves the ordinary way for good (I-21)."""

from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.matters.models import Deadline, Matter, State, Step
from huiyin.matters.models.state import AT_THE_DESK
from huiyin.matters.rules.move import Move, Who
from huiyin.orgs.models import Official
from huiyin.sealed.rules import objection_to_taking


def objection_to_sealing(matter: Matter, by: Official, at: datetime) -> str | None:
    """Only what was never answered, and only where somebody can read it."""
    if matter.reopened:
        return _("It has been answered once, so its words are known; it cannot be sealed any more.")
    if matter.open_parts:
        return _("Another unit is still asked for its part; please take that back first.")
    if matter.has_others:
        return _("Another matter is merged into it; please let that stand by itself first.")
    return objection_to_taking(by.county, at)


MOVES = (
    Move(
        "T06",
        Step.Deed.SEAL,
        (*AT_THE_DESK, State.ROUTED, State.ACCEPTED, State.IN_PROGRESS),
        State.SEALED,
        (Who.HOLDER_DESK,),
        guards=(objection_to_sealing,),
        stops=tuple(Deadline.Kind.values),
    ),
)
