"""What follows for rating and closing: the resident says what they think of it; somebody outside closes it."""

from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.matters.models import Matter, State, Step
from huiyin.matters.models.matter import ANSWERED
from huiyin.matters.rules.move import STAYS, Move, Who
from huiyin.orgs.models import Official
from huiyin.orgs.standing import LEADING

Deed = Step.Deed


def objection_to_closing(matter: Matter, by: Official, at: datetime) -> str | None:
    """Closed by somebody outside the handling unit, after the resident has rated (T19)."""
    if by.pk in (matter.handler_id, matter.accountable_head_id):
        return _("Whoever handled the matter or answers for it cannot close it.")
    own = by.standing(at).at(matter.lead_unit, *LEADING)
    if own and matter.lead_unit_id != matter.intake_unit_id:
        return _("The unit that handled the matter cannot close it.")
    if not matter.ratings.filter(reply__round=matter.reopened + 1).exists():
        return _(
            "The resident has not rated the answer yet; it closes by itself when the time for that has passed."
        )
    return None


MOVES = (
    Move("T19", Deed.RATE, ANSWERED, STAYS, (Who.RESIDENT,)),
    Move(
        "T19",
        Deed.CLOSE,
        (State.REPLIED,),
        State.CLOSED,
        (Who.INTAKE_OVERSEER, Who.TIME),
        guards=(objection_to_closing,),
        stops=("rating",),
        page=True,
    ),
)
