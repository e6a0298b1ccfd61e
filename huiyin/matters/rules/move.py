"""What a move of a matter is: from where to where, by which deed, whose it is, and what goes with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from huiyin.matters.models import Matter
from huiyin.orgs.models import Official

Guard = Callable[[Matter, Official, datetime], str | None]  # a sentence; None: nothing stands against it
STAYS = ""


class Who(Enum):
    """Whose a move is, in the words of the documents; `capacity.HOLDS` knows who of the staff that is."""

    RESIDENT = "the resident"
    RESIDENT_ONCE = "the resident, once, within the days of the charter"
    FOR_RESIDENT = "an official for them"
    HANDLER = "the handler"
    BRINGER = "the handler, head at or above the lead unit, or the desk that took it in"
    OUTSIDE_CALLER = (
        "clerk, coordinator or supervisor at or above the unit that took it in, outside the handling unit"
    )
    LEAD_HEAD = "head at or above the lead unit"
    HOLDER_DESK = "coordinator at or above the unit that holds it"
    INTAKE_OVERSEER = "coordinator or supervisor at or above the unit that took it in"
    INTAKE_DESK = "clerk or coordinator at or above the unit that took it in, on the person's word"
    ASKED_ABOVE = "head of the level above that was asked to take it over"
    ASKED = "who was asked for a part of it"
    COMMON_HEAD = "head over both the unit that holds it and the lead unit"
    STAFF = "any official who may see it"
    REVIEWER = "who leads the body above, which reviews it; never the unit that answered"
    NAMING = "by itself, where whom it is about has it"
    TIME = "by itself, when its time has come"


@dataclass(frozen=True)
class Move:
    """One row of the table.

    One that `decides` is not taken by whom the matter touches (I-20); what else stands against it its guards say, which
    are asked before the form is shown. What depends on what was typed is asked by the deed itself. `makes` is
    the moment of the charter from which clocks run: those of the matter's charter start, or only those that `clocks`
    names. `owes` names those that begin later, or only where something is to be done: an answer brought, a person rung.
    `stops` names clocks. `page` says that the resident's page tells of it.
    """

    number: str
    deed: str
    sources: tuple[str, ...]
    target: str
    who: tuple[Who, ...]
    decides: bool = False
    guards: tuple[Guard, ...] = ()
    makes: str = ""
    clocks: tuple[str, ...] = ()
    owes: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    page: bool = False

    def target_from(self, source: str) -> str:
        """Where it leads from there."""
        return self.target if self.target != STAYS else source
