"""What follows from what in the life of a matter: the table of its life, who may do what, and the dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from huiyin.contacts.models import Contact
from huiyin.lib.charter import Topic
from huiyin.matters.models import Matter, Reply, State, Step
from huiyin.matters.models.matter import ANSWERED
from huiyin.matters.models.reply import NEEDS_BASIS, Outcome
from huiyin.orgs import line
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.standing import LEADING

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

SOON_DAYS = 5  # working days
MIN_EXPLANATION = 40
MIN_WORDS = 2
MAX_BODY = 20_000


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
            "state": matter.get_state_display()
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


def objection_to_approving(matter: Matter, by: Official) -> str | None:
    """Approval is somebody else's (I-18)."""
    if matter.handler_id == by.pk:
        return _("You are handling this matter, so somebody else has to approve the reply.")
    draft = open_draft(matter)
    if draft is None:
        return _("There is no draft to approve.")
    if draft.drafted_by_id == by.pk:
        return _("You wrote this reply, so somebody else has to approve it.")
    return None


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


def objection_to_routing(matter: Matter, to: Unit, by: Official, at: datetime) -> str | None:
    """One lead unit that exists, within reach of the coordinator; duties of the county are not pushed down (I-07)."""
    day = local_day(at, by.county)
    if not to.level:
        return _("A matter is routed to a department, a township, one of its offices or a village.")
    if to.valid_from > day or (to.valid_to is not None and to.valid_to <= day):
        return _("That unit no longer exists; please choose its successor.")
    if not (by.standing(at).over(to, "coordinator") or to.level == "county"):
        return _("That unit lies outside your area.")
    if to.pk == matter.lead_unit_id:
        return _("The matter is with that unit already.")
    topic = topic_of(matter)
    if topic is not None and topic.duty == "county" and to.level == "village":
        return _("This is a duty of the county departments and may not be pushed down to a village.")
    return None


def objection_to_handler(handler: Official, matter: Matter, at: datetime) -> str | None:
    """The handler is of the unit that leads, or, below the county, of the same township."""
    lead = matter.lead_unit
    hats = handler.standing(at).hats
    if lead is not None and any(hat.path.startswith(lead.path) for hat in hats):
        return None
    if (
        lead is not None
        and lead.level != "county"
        and any(township(h.path) == township(lead.path) for h in hats)
    ):
        return None
    return _("The handler has to be of the unit that leads.")


def township(path: str) -> str:
    """The part of a path down to the township (or department) under the county."""
    return "/".join(path.split("/")[:3])


def objection_to_reply(reply: Reply) -> str | None:
    """The fields of I-14 to I-16, asked for one at a time in the words of the form."""
    for words, sentence in (
        (reply.request, _("Please say what the person asked for.")),
        (reply.facts, _("Please say what was found.")),
        (reply.opinion, _("Please write the answer.")),
        (reply.contact_name, _("Please say who can be asked.")),
        (reply.contact_phone, _("Please give the telephone number of who can be asked.")),
        (reply.remedy, _("Please say what the person can do if not content.")),
    ):
        if not words.strip():
            return sentence
    if reply.outcome in NEEDS_BASIS and not reply.basis.strip():
        return _("An answer that cannot be yes names the law or policy and its article.")
    if reply.outcome == Outcome.EXPLAINED_POLICY and len(reply.opinion.strip()) < MIN_EXPLANATION:
        return _("An explanation of policy takes at least %(n)d characters in plain words.") % {
            "n": MIN_EXPLANATION
        }
    if reply.outcome == Outcome.PROMISED and reply.promise_due_on is None:
        return _("Please say by which day it will be done.")
    if reply.outcome == Outcome.RESOLVED and not _acted_since_reopening(reply.matter):
        return _("“Solved” needs an action on record since the matter was taken up again.")
    return None


def _acted_since_reopening(matter: Matter) -> bool:
    reopened = matter.steps.filter(deed=Deed.REOPEN).order_by("pk").last()
    acted = matter.steps.filter(deed__in=[Deed.START, Deed.NOTE])
    return reopened is None or acted.filter(pk__gt=reopened.pk).exists()


def objection_to_reopening(matter: Matter, at: datetime) -> str | None:
    """Once as of right, within the charter's days after the answer (T20)."""
    if matter.state not in ANSWERED:
        return _("The matter is still being handled.")
    if matter.reopened:
        return _("It has been taken up again once already; please ring the unit named in the answer.")
    days = matter.charter.charter.clock("reopen").n
    county = matter.county
    answered = local_day(matter.replied_at, county) if matter.replied_at else None
    if answered is None or local_day(at, county) > calendar().add_days(answered, days).due_legal:
        return _(
            "The %(n)d days in which it can be taken up again have passed; you are welcome to tell us anew."
        ) % {"n": days}
    return None


def may_reveal(matter: Matter, by: Official, at: datetime) -> bool:
    """Who may open the person's name and number: the handler, who answers for it, and the desk that holds it."""
    if by.pk in (matter.handler_id, matter.accountable_head_id, matter.raised_by_id):
        return True
    return by.standing(at).over(matter.holding_unit, "coordinator", "desk_clerk")


def objection_to_trip(matter: Matter, contact: Contact) -> str | None:
    """A matter taken along is real work, not answered yet, and of the place one went to."""
    if not matter.is_live:
        return _("This is imported history; nothing more is done to it.")
    if matter.is_answered:
        return _("%(reference)s has been answered already.") % {"reference": matter.reference}
    if matter.place_id is not None and matter.place_id != contact.place_id:
        return _("%(reference)s belongs to another village or community.") % {"reference": matter.reference}
    return None


def deed_of_trip(matter: Matter, by: Official) -> str:
    """A handler's trip is an action of handling; another official's stands beside it and moves nothing."""
    if matter.handler_id == by.pk and matter.state == State.ACCEPTED:
        return Deed.START
    if matter.handler_id == by.pk and matter.state == State.IN_PROGRESS:
        return Deed.NOTE
    return Deed.TRIP


def open_draft(matter: Matter) -> Reply | None:
    """The draft that waits for approval."""
    return matter.replies.filter(approved_at=None, returned_at=None, is_history=False).first()


def returned_draft(matter: Matter) -> Reply | None:
    """The draft of this round that came back last, while a better one is awaited."""
    if matter.state != State.IN_PROGRESS:
        return None
    sent_back = matter.replies.filter(returned_at__isnull=False, round=matter.reopened + 1)
    return sent_back.select_related("returned_by").last()


def topic_of(matter: Matter) -> Topic | None:
    """The charter's topic of this matter, or None."""
    return next((t for t in matter.charter.charter.topics if t.code == matter.topic), None)


def intake_unit_for(place: Unit | None, root: Unit, day: date) -> Unit:
    """Who takes a matter in: the township over its village in the tree of today, else the county's own desk."""
    if (
        place is not None
        and place.level == Matter.Level.TOWN
        and place.kind != Unit.Kind.OFFICE
        and not place.valid_to
    ):
        return place  # said at the seat of the township itself
    over = line.standing_over(place, day) if place is not None else None
    return over or root


def objection_to_classes(matter: Matter, means: Sequence[str], help_fields: Sequence[str]) -> str | None:
    """Means and fields of help are those of the matter's charter."""
    charter = matter.charter.charter
    asked = {"means": set(means), "help_field": set(help_fields)}
    if any(codes - {one.code for one in charter.listed(name)} for name, codes in asked.items()):
        return _("Please choose from the lists of the institution.")
    return None


def soon_until(day: date) -> date:
    """The last day that counts as soon, for the lists and the lines alike: five working days on."""
    return calendar().add_working_days(day, SOON_DAYS).due_legal
