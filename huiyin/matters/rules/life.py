"""The life of a matter: the table of its states, which clocks each deed starts and stops, who may do what."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.matters.models import Matter, State, Step
from huiyin.matters.rules.replying import objection_to_approving, objection_to_closing
from huiyin.orgs.models import Official

Deed = Step.Deed

# The life of a matter: from which state, by which deed, to which state. Docs, process map and buttons are drawn from it.
TRANSITIONS: dict[str, dict[str, str]] = {
    "": {Deed.LODGE: State.RECEIVED},
    State.RECEIVED: {Deed.ROUTE: State.ROUTED},
    State.ROUTED: {Deed.ROUTE: State.ROUTED, Deed.ACCEPT: State.ACCEPTED},
    State.ACCEPTED: {Deed.START: State.IN_PROGRESS, Deed.REASSIGN: State.ACCEPTED},
    State.IN_PROGRESS: {
        Deed.NOTE: State.IN_PROGRESS,
        Deed.DRAFT: State.PENDING_APPROVAL,
        Deed.REASSIGN: State.IN_PROGRESS,
    },
    State.PENDING_APPROVAL: {Deed.RETURN: State.IN_PROGRESS, Deed.APPROVE: State.REPLIED},
    State.REPLIED: {Deed.RATE: State.REPLIED, Deed.CLOSE: State.CLOSED, Deed.REOPEN: State.IN_PROGRESS},
    State.CLOSED: {Deed.RATE: State.CLOSED, Deed.REOPEN: State.IN_PROGRESS},
}

# Deeds that time or a look does beside the life: they leave a step, never a new state.
BESIDE = (Deed.REMIND, Deed.CHASE, Deed.REDATE, Deed.REVEAL, Deed.TRIP)

# The numbers of rules §3.3, for the documents.
NUMBERS: dict[str, str] = {
    Deed.LODGE: "T01",
    Deed.ROUTE: "T04",
    Deed.ACCEPT: "T12",
    Deed.REASSIGN: "T12",
    Deed.START: "T13",
    Deed.NOTE: "T15",
    Deed.DRAFT: "T16",
    Deed.RETURN: "T17",
    Deed.APPROVE: "T18",
    Deed.RATE: "T19",
    Deed.CLOSE: "T19",
    Deed.REOPEN: "T20",
}

STAFF_DEEDS = (
    Deed.ROUTE,
    Deed.ACCEPT,
    Deed.START,
    Deed.NOTE,
    Deed.DRAFT,
    Deed.APPROVE,
    Deed.RETURN,
    Deed.CLOSE,
    Deed.REASSIGN,
)

# Which clocks a deed starts and stops; the lengths stand in the charter.
STARTS: dict[str, tuple[str, ...]] = {
    Deed.LODGE: ("triage", "route", "handle"),
    Deed.ROUTE: ("sign",),
    Deed.ACCEPT: ("first_contact",),
    Deed.APPROVE: ("rating",),
    Deed.REOPEN: ("handle",),
}

STOPS: dict[str, tuple[str, ...]] = {
    Deed.ROUTE: ("triage", "route", "sign"),
    Deed.ACCEPT: ("sign",),
    Deed.START: ("first_contact",),
    Deed.APPROVE: ("handle", "first_contact"),
    Deed.CLOSE: ("rating",),
    Deed.REOPEN: ("rating",),
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
    return [Choice(deed, objection(deed, matter, by, at)) for deed in open_deeds if may(deed, matter, by, at)]


def may(deed: str, matter: Matter, by: Official, at: datetime) -> bool:
    """Whether the official has the capacity for the deed at all (the button is shown)."""
    standing = by.standing(at)
    match deed:
        case Deed.ROUTE:
            return standing.over(matter.holding_unit, "coordinator")
        case Deed.ACCEPT | Deed.REASSIGN:
            return standing.over(matter.lead_unit, "unit_head")
        case Deed.START | Deed.NOTE | Deed.DRAFT:
            return matter.handler_id == by.pk
        case Deed.APPROVE | Deed.RETURN:
            return standing.over(matter.lead_unit, "unit_head")
        case Deed.CLOSE:
            return standing.over(matter.intake_unit, "coordinator", "supervisor")
    return False


def objection(deed: str, matter: Matter, by: Official, at: datetime) -> str | None:
    """Why this official cannot do this deed to this matter now; None when nothing stands against it."""
    if deed not in TRANSITIONS[matter.state]:
        return _("This matter is “%(state)s”; that step does not follow from there.") % {
            "state": matter.state_words
        }
    if not matter.is_live:
        return _("This is imported history; nothing more is done to it.")
    if not may(deed, matter, by, at):
        return _("This step belongs to somebody else's post.")
    if deed == Deed.APPROVE:
        return objection_to_approving(matter, by)
    if deed == Deed.CLOSE:
        return objection_to_closing(matter, by, at)
    return None


def may_reveal(matter: Matter, by: Official, at: datetime) -> bool:
    """Who may open the person's name and number: the handler, who answers for it, and the desk that holds it."""
    if by.pk in (matter.handler_id, matter.accountable_head_id, matter.raised_by_id):
        return True
    return by.standing(at).over(matter.holding_unit, "coordinator", "desk_clerk")
