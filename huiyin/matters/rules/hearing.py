"""What follows when a matter is heard: how long its words may be, and which desk takes it in."""

from datetime import date

from huiyin.matters.models import Matter, State, Step
from huiyin.matters.rules.move import Move, Who
from huiyin.orgs import line
from huiyin.orgs.models import Unit

MIN_WORDS = 2
MAX_BODY = 20_000
# What runs from the receipt on, whatever becomes of it, by the procedure that it goes by.
CLOCKS = ("triage", "route", "transfer", "notify", "handle")
MAX_WORDS = 2000  # of what the person says later on

MOVES = (
    Move(
        "T01",
        Step.Deed.LODGE,
        ("",),
        State.RECEIVED,
        (Who.RESIDENT, Who.FOR_RESIDENT),
        makes="received",
        clocks=CLOCKS,
    ),
)


def intake_unit_for(place: Unit | None, root: Unit, day: date) -> Unit:
    """Who takes a matter in: the township over its village in the tree of today, else the county's own desk."""
    return (desk_over(place, day) if place is not None else None) or root


def desk_over(place: Unit, day: date) -> Unit | None:
    """The same where nobody asks the county's own desk: None."""
    if place.level == Matter.Level.TOWN and place.kind != Unit.Kind.OFFICE and not place.valid_to:
        return place  # said at the seat of the township itself
    return line.standing_over(place, day)
