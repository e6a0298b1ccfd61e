"""The life of a matter, asked of its table: where a deed leads, who may do it, and what stands against it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.matters.models import Matter, State, Step
from huiyin.matters.models.step import AGAIN
from huiyin.matters.rules import firewall, table
from huiyin.matters.rules.capacity import HOLDS, Holds
from huiyin.matters.rules.move import Guard, Move
from huiyin.matters.rules.recusal import objection_to_interest
from huiyin.orgs.models import Official
from huiyin.orgs.standing import DESK

BESIDE = tuple(table.BESIDE)
MOVES_A_DATE = (
    *AGAIN,
    Step.Deed.REDATE,
    Step.Deed.EXTEND,
    Step.Deed.RECLASSIFY,
    Step.Deed.ACCEPT,  # of a petition, whose days run from there
    Step.Deed.DESIGNATE,
)  # where they move it, their facts say `from` which day, `to` which
# The date that the person is told then, whatever becomes of it afterwards.
NAMES_A_DATE = (Step.Deed.ACCEPT, Step.Deed.DESIGNATE)
_AT: dict[str, dict[str, Move]] = {
    state: {move.deed: move for move in table.MOVES if state in move.sources} for state in ("", *State)
}

# From which state, by which deed, to which state. Docs, process map and buttons are drawn from it.
TRANSITIONS: dict[str, dict[str, str]] = {
    state: {deed: move.target_from(state) for deed, move in row.items()} for state, row in _AT.items()
}

# The numbers of rules §3.3, for the documents.
NUMBERS: dict[str, str] = {move.deed: move.number for move in table.MOVES}

# In the order in which the page offers them.
STAFF_DEEDS: tuple[str, ...] = tuple(
    dict.fromkeys(move.deed for move in table.MOVES if any(who in HOLDS for who in move.who))
)


def move_of(state: str, deed: str) -> Move | None:
    """The move that this deed is in this state; None where it does not follow."""
    return _AT[state].get(deed)


# Of each deed whose it is, whatever the state.
_WHOSE: dict[str, tuple[Holds, ...]] = {
    deed: tuple(
        HOLDS[who]
        for who in dict.fromkeys(who for move in table.MOVES if move.deed == deed for who in move.who)
        if who in HOLDS
    )
    for deed in dict.fromkeys(move.deed for move in table.MOVES)
}


@dataclass(frozen=True)
class Choice:
    """A deed that the page offers: its key, and why it cannot be done just now (None: it can)."""

    deed: str
    objection: str | None


def choices(matter: Matter, by: Official, at: datetime) -> list[Choice]:
    """The deeds of this state that this official has the capacity for, in the table's order."""
    open_deeds = [deed for deed in STAFF_DEEDS if deed in TRANSITIONS[matter.state]]
    if not matter.is_live:
        return []
    return [Choice(deed, _against(deed, matter, by, at)) for deed in open_deeds if may(deed, matter, by, at)]


def may(deed: str, matter: Matter, by: Official, at: datetime) -> bool:
    """Whether the official has the capacity for the deed at all (the button is shown); never whom it is about."""
    if firewall.bars(matter, by, at):
        return False
    return any(holds(matter, by, at) for holds in _WHOSE.get(deed, ()))


def objection(deed: str, matter: Matter, by: Official, at: datetime) -> str | None:
    """Why this official cannot do this deed to this matter now; None when nothing stands against it."""
    move = move_of(matter.state, deed)
    if move is None:
        return does_not_follow(matter)
    if not matter.is_live:
        return _("This is imported history; nothing more is done to it.")
    if not may(deed, matter, by, at):
        return _("This step belongs to somebody else's post.")
    return _against(deed, matter, by, at)


def _against(deed: str, matter: Matter, by: Official, at: datetime) -> str | None:
    """What the guards say of a deed that follows, to somebody whose it is."""
    move = _AT[matter.state][deed]
    return next((said for guard in guards_of(move) if (said := guard(matter, by, at))), None)


def guards_of(move: Move) -> tuple[Guard, ...]:
    """What may stand against a move, in the order in which it is asked."""
    return (objection_to_interest, *move.guards) if move.decides else move.guards


def does_not_follow(matter: Matter) -> str:
    """The sentence for a deed that its state does not know."""
    return _("This matter is “%(state)s”; that step does not follow from there.") % {
        "state": matter.state_words
    }


def may_write_to(matter: Matter, by: Official, at: datetime) -> bool:
    """Who may write to the person: the handler, who answers for it, and the desk that holds it."""
    if firewall.bars(matter, by, at):
        return False
    if by.pk in (matter.handler_id, matter.accountable_head_id):
        return True
    return by.standing(at).over(matter.holding_unit, *DESK)
