"""What follows for routing and accepting: which unit a matter may go to, and who may handle it there."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from huiyin.lib.charter import Topic
from huiyin.lib.refusal import Beside
from huiyin.matters.models import Matter, State, Step
from huiyin.matters.rules import firewall
from huiyin.matters.rules.hearing import MIN_WORDS
from huiyin.matters.rules.move import STAYS, Move, Who
from huiyin.matters.rules.recusal import objection_to_person
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Unit

Deed = Step.Deed
WAY_OF_THE_LAW = "legal_route"  # the procedure of what is decided elsewhere


def objection_to_passing_on(matter: Matter, _by: Official, _at: datetime) -> str | None:
    """Where the law provides another way, nobody here works on it: the person is told."""
    if matter.profile == WAY_OF_THE_LAW:
        return _("It goes by another procedure of law: tell the person the way, or change the procedure.")
    return None


def objection_to_taking_over(matter: Matter, by: Official, at: datetime) -> str | None:
    """What is pushed down waits for the head of the township, who approves by taking it over for the village (I-07)."""
    to = matter.lead_unit
    if to is None or not needs_approval(matter, to) or by.standing(at).over(to.parent, "unit_head"):
        return None
    return _("Not plainly a village's duty: the head of its township takes it over for it, or hands it back.")


def needs_approval(matter: Matter, to: Unit) -> bool:
    """Whether it would be pushed down: to a village goes by itself only a topic that is no higher level's duty."""
    topic = topic_of(matter)
    return to.level == "village" and (topic is None or topic.duty not in ("", "village"))


def objection_to_routing(
    matter: Matter, to: Unit, by: Official, at: datetime, *, why: str = ""
) -> str | None:
    """One lead unit that exists, within reach of the coordinator; nothing is pushed down without a reason (I-07)."""
    if sentence := objection_to_unit(to, local_day(at, by.county)):
        return sentence
    if sentence := firewall.objection_to_unit(matter, to, at):
        return sentence
    if not (by.standing(at).over(to, "coordinator") or to.level == "county"):
        return _("That unit lies outside your area.")
    if to.pk == matter.lead_unit_id:
        return _("The matter is with that unit already.")
    if needs_approval(matter, to) and len(why.strip()) < MIN_WORDS:
        return Beside("note", _("Not plainly a village's duty; please say why the village is to handle it."))
    return None


def objection_to_unit(to: Unit, day: date) -> str | None:
    """A unit that can have a matter, and that exists on that day."""
    if not to.level:
        return _("A matter is routed to a department, a township, one of its offices or a village.")
    if to.valid_from > day or (to.valid_to is not None and to.valid_to <= day):
        return _("That unit no longer exists; please choose its successor.")
    return None


def objection_to_handler(handler: Official, matter: Matter, at: datetime) -> str | None:
    """The handler is of the unit that leads, or, below the county, of the same township."""
    if firewall.bars(matter, handler, at):
        return _("The matter is about this person or their unit; somebody else handles it.")
    if sentence := objection_to_person(matter, handler):
        return sentence
    if matter.lead_unit is not None and serves(handler, matter.lead_unit, at):
        return None
    return _("The handler has to be of the unit that leads.")


def serves(handler: Official, unit: Unit, at: datetime) -> bool:
    """Whether somebody may do the work of a unit: of it or below it, or, below the county, of the same township."""
    paths = [hat.path for hat in handler.standing(at).hats]
    if any(path.startswith(unit.path) for path in paths):
        return True
    return unit.level != "county" and any(township(path) == township(unit.path) for path in paths)


def township(path: str) -> str:
    """The part of a path down to the township (or department) under the county."""
    return "/".join(path.split("/")[:3])


def topic_of(matter: Matter) -> Topic | None:
    """The charter's topic of this matter, or None."""
    return next((t for t in matter.charter.charter.topics if t.code == matter.topic), None)


MOVES = (
    Move(
        "T04",
        Deed.ROUTE,
        (State.RECEIVED, State.ROUTED),
        State.ROUTED,
        (Who.HOLDER_DESK,),
        guards=(objection_to_passing_on,),
        makes="routed",
        stops=("triage", "route", "transfer", "sign"),
        page=True,
    ),
    Move(
        "T12",
        Deed.ACCEPT,
        (State.ROUTED,),
        State.ACCEPTED,
        (Who.LEAD_HEAD,),
        decides=True,
        guards=(objection_to_taking_over,),
        makes="accepted",
        stops=("sign", "notify"),
        page=True,
    ),
)
AGAIN = (
    Move(
        "T12",
        Deed.REASSIGN,
        (State.ACCEPTED, State.IN_PROGRESS),
        STAYS,
        (Who.LEAD_HEAD,),
        decides=True,
        page=True,
    ),
)
