"""What follows in putting something right: the life of a ledger line, and who may do what to it."""

from datetime import date, datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from huiyin.inspection.models import Rectification
from huiyin.inspection.rules import belongs_to, may_lead
from huiyin.orgs import line
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.models.official import Officials
from huiyin.orgs.models.unit import Units
from huiyin.orgs.standing import LEADING

State = Rectification.State
MAX_LINE = 300
MAX_EFFECT = 2000
MIN_EFFECT = 6


class Deed(StrEnum):
    """What is done to a line of the ledger."""

    ASSIGN = "assign"
    REPORT = "report"
    VERIFY = "verify"
    SEND_BACK = "send_back"


# From which state, by which deed, to which state (rules §3.5).
TRANSITIONS: dict[str, dict[Deed, str]] = {
    State.LISTED: {Deed.ASSIGN: State.ASSIGNED},
    State.ASSIGNED: {Deed.REPORT: State.DONE},
    State.DONE: {Deed.VERIFY: State.VERIFIED, Deed.SEND_BACK: State.RETURNED},
    State.RETURNED: {Deed.REPORT: State.DONE},
    State.VERIFIED: {},
}


def may(deed: Deed, row: Rectification, by: Official, at: datetime) -> bool:
    """Whether somebody has the capacity for a deed at all."""
    standing = by.standing(at)
    if deed == Deed.REPORT:
        return row.owner_id == by.pk
    if deed == Deed.ASSIGN:
        return standing.over(row.unit, *LEADING) or row.listed_by_id == by.pk
    if row.owner_id == by.pk:
        return False
    if row.finding is not None:
        return may_lead(row.finding.inspection, by, at)
    return standing.over(row.unit, *LEADING)


def objection_to(deed: Deed, row: Rectification, by: Official, at: datetime) -> str | None:
    """Why this deed cannot be done to the line now; None when nothing stands against it."""
    if deed not in TRANSITIONS[row.state]:
        return _("This line is “%(state)s”; that step does not follow from there.") % {
            "state": row.get_state_display()
        }
    if deed in (Deed.VERIFY, Deed.SEND_BACK) and row.owner_id == by.pk:
        return _("You put this right yourself, so somebody else has to look at it.")
    if not may(deed, row, by, at):
        return _("This step belongs to somebody else's post.")
    return None


def choices(row: Rectification, by: Official, at: datetime) -> list[Deed]:
    """The deeds that somebody can do to the line just now."""
    return [deed for deed in TRANSITIONS[row.state] if objection_to(deed, row, by, at) is None]


def objection_to_listing(unit: Unit, problem: str, by: Official, at: datetime) -> str | None:
    """A problem of a unit one heads, coordinates or supervises, in words."""
    if not by.standing(at).over(unit, *LEADING):
        return _("A problem is listed by those who head, coordinate or supervise the unit.")
    if not problem.strip() or len(problem) > MAX_LINE:
        return _("Please write the problem in at most %(n)d characters.") % {"n": MAX_LINE}
    return None


def objection_to_assigning(
    *, row: Rectification, cause: str, measure: str, owner: Official, due_on: date | None, at: datetime
) -> str | None:
    """Cause, measure, owner and day belong together; the owner is of the unit or of the organ it stands in."""
    today = local_day(at, row.county)
    if not cause.strip() or not measure.strip():
        return _("Please write down the cause and the measure.")
    if due_on is None or due_on < today:
        return _("Please choose a day that is still to come.")
    if not belongs_to(owner, row.unit.parent or row.unit, today):
        return _("Whoever puts it right holds a post in the unit or in the organ it stands in.")
    return None


def objection_to_effect(effect: str) -> str | None:
    """What has changed, in words; a photo or “done” says nothing (S70)."""
    if len(effect.strip()) < MIN_EFFECT or len(effect) > MAX_EFFECT:
        return _("Please say in words what has changed by it; that it was done is not enough.")
    return None


def units_led(by: Official, at: datetime) -> Units:
    """The units whose problems somebody may list, as they stand in the tree."""
    return line.units_led(by, at).valid_on(local_day(at, by.county)).in_tree_order()


def possible_owners(row: Rectification, at: datetime) -> Officials:
    """Those who hold a post in the unit or in the organ it stands in, by name."""
    found: Officials = Official.objects.seated_in(row.unit.parent or row.unit, local_day(at, row.county))
    return found
