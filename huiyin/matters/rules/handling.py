"""What follows for the work itself: it begins with a first action, and goes on with more of them."""

from huiyin.matters import dates
from huiyin.matters.models import State, Step
from huiyin.matters.rules.move import STAYS, Move, Who

Deed = Step.Deed

MOVES = (
    Move(
        "T13",
        Deed.START,
        (State.ACCEPTED,),
        State.IN_PROGRESS,
        (Who.HANDLER,),
        decides=True,
        stops=("first_contact",),
        page=True,
    ),
    Move("T15", Deed.NOTE, (State.IN_PROGRESS,), STAYS, (Who.HANDLER,)),
    Move(
        "T15",
        Deed.INFORM,
        (State.IN_PROGRESS,),
        STAYS,
        (Who.HANDLER,),
        makes=dates.TOLD,
        clocks=("interim",),
        stops=("interim",),
        page=True,
    ),
)
