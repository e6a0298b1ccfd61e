"""What follows when another unit is asked for its part of a matter: of whom, until when, and what waits for it (T15)."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huiyin.lib.refusal import Beside
from huiyin.matters.models import Matter, State, Step, SubTask
from huiyin.matters.models.matter import OPEN
from huiyin.matters.models.sub_task import OpenPart
from huiyin.matters.rules import firewall, line_of
from huiyin.matters.rules.hearing import MIN_WORDS
from huiyin.matters.rules.move import STAYS, Move, Who
from huiyin.matters.rules.recusal import objection_to_interest, objection_to_person
from huiyin.matters.rules.routing import objection_to_unit, serves
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Unit
from huiyin.ui.templatetags.ui import day as day_words

Deed = Step.Deed
Kind = SubTask.Kind


def asked_people(part: SubTask, at: datetime) -> list[Official]:
    """Who is to do it: the person named, else the heads of the unit that was asked; of an expert nobody here."""
    return line_of.person_or_heads(part.matter, part.handler, part.unit, at)


def latest_day(matter: Matter, at: datetime) -> date:
    """The last day by which a part may be asked for: the matter's own; today, where that has passed."""
    today = local_day(at, matter.county)
    return max(matter.due_on or today, today)


def objection_to_unit_asked(matter: Matter, kind: str, unit: Unit, at: datetime) -> str | None:
    """Another unit that exists and has not been asked already; the way up leads to a department or to a unit above."""
    lead = matter.lead_unit
    if unit.pk == matter.lead_unit_id:
        return _("Please name another unit than the one that leads.")
    if sentence := objection_to_unit(unit, local_day(at, matter.county)):
        return sentence
    if sentence := firewall.objection_to_unit(matter, unit, at):
        return sentence
    if matter.sub_tasks.open().filter(kind=kind, unit=unit).exists():
        return _("That unit has been asked already, and has not answered yet.")
    above = lead is None or lead.path.startswith(unit.path)
    if kind == Kind.UPWARD and unit.level != "county" and not above:
        return _("The way up leads to a county department, or to a unit above your own.")
    return None


def objection_to_asking_up(matter: Matter, _by: Official, _at: datetime) -> str | None:
    """One way up at a time."""
    if any(part.kind == Kind.UPWARD for part in matter.open_parts):
        return _("The level above has been asked already, and has not answered yet.")
    return None


def objection_to_asking(matter: Matter, asked: str, due_on: date, at: datetime) -> str | None:
    """In words, and by a day no later than the matter's own date."""
    day, latest = local_day(at, matter.county), latest_day(matter, at)
    if len(asked.strip()) < MIN_WORDS:
        return Beside("asked", _("Please say in a few words what is asked for."))
    if due_on < day:
        return Beside("due_on", _("That day lies in the past."))
    if due_on > latest:
        words = _("At the latest %(day)s: the person's own date does not move.")
        return Beside("due_on", words % {"day": day_words(latest)})
    return None


def objection_to_open_parts(matter: Matter, _by: Official, _at: datetime) -> str | None:
    """What others were asked to do belongs to the answer, so it waits for that (guard of T18)."""
    waited_for = [part.unit or "" for part in matter.open_parts if part.kind == Kind.SUPPORT]
    if not waited_for:
        return None
    return _("The part of %(units)s is still missing; the handler waits for it, or calls it off.") % {
        "units": pgettext("between units in a row", ", ").join(waited_for)
    }


def asked_of(part: OpenPart, by: Official, at: datetime, kept_out: Collection[int] = ()) -> str | None:
    """The step of this part that lies with somebody; none where it lies with others, or they keep out of it."""
    if by.pk in kept_out:
        return None
    if part.kind == Kind.UPWARD:
        return Deed.TAKE_OVER if by.standing(at).over(part, "unit_head") else None
    if part.has_nobody or part.handler in kept_out:
        return Deed.TAKE_PART if by.standing(at).over(part, "unit_head") else None
    return Deed.ANSWER_PART if part.handler == by.pk else None


def may(deed: str, part: SubTask, by: Official, at: datetime) -> bool:
    """Whether a step of this part belongs to them: it is called off by the handler, all else is of the unit asked.

    What an expert said, who is asked in words, the handler writes down.
    """
    if deed == Deed.CALL_OFF or (deed == Deed.ANSWER_PART and part.unit is None):
        return part.matter.handler_id == by.pk
    if part.kind == Kind.UPWARD and deed != Deed.TURN_DOWN:
        return False  # it is taken over as a whole, which is a move of the matter
    heads = by.standing(at).over(part.unit, "unit_head")
    return heads or (deed == Deed.ANSWER_PART and part.handler_id == by.pk)


def objection(deed: str, part: SubTask, by: Official, at: datetime) -> str | None:
    """Why this cannot be done to this part now; None when nothing stands against it."""
    if part.closed_at is not None:
        return _("This part is not waited for any more: %(result)s.") % {"result": part.result_words}
    if part.matter.state not in OPEN:
        return _("This matter is “%(state)s”; that step does not follow from there.") % {
            "state": part.matter.state_words
        }
    if not may(deed, part, by, at):
        return _("This step belongs to somebody else's post.")
    if deed in (Deed.TAKE_PART, Deed.ANSWER_PART) and (no := objection_to_interest(part.matter, by, at)):
        return no
    if deed == Deed.ANSWER_PART and part.unit is not None and part.accepted_at is None:
        return _("Please take it on first and name who does it.")
    if deed == Deed.TURN_DOWN and part.accepted_at is not None:
        return _("It has been taken on already; please say what came of it.")
    return None


def objection_to_doer(handler: Official, part: SubTask, at: datetime) -> str | None:
    """Whoever does it is of the unit that was asked, or, below the county, of the same township; never whom it is about."""
    if firewall.bars(part.matter, handler, at):
        return Beside(
            "handler", _("The matter is about this person or their unit; somebody else handles it.")
        )
    if sentence := objection_to_person(part.matter, handler):
        return Beside("handler", sentence)
    if part.unit is not None and serves(handler, part.unit, at):
        return None
    return Beside("handler", _("Please name somebody of the unit that was asked."))


_WORKED_ON = (State.IN_PROGRESS,)
MOVES = (
    Move("T15", Deed.ASK_UNIT, _WORKED_ON, STAYS, (Who.HANDLER,)),
    Move("T15", Deed.ASK_ADVICE, _WORKED_ON, STAYS, (Who.HANDLER,)),
    Move("T15", Deed.ASK_UP, _WORKED_ON, STAYS, (Who.HANDLER,), guards=(objection_to_asking_up,), page=True),
    Move(
        "T15",
        Deed.TAKE_OVER,
        _WORKED_ON,
        State.ACCEPTED,
        (Who.ASKED_ABOVE,),
        decides=True,
        makes="accepted",
        page=True,
    ),
)
