"""Who may supervise a matter, who answers, and by when (Regulations on Petition Work 2022, art. 40).

The list of reasons stands in the charter.
"""

from datetime import date, datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from huiyin.lib.charter import Charter
from huiyin.lib.workdays import Due
from huiyin.matters import dates
from huiyin.matters.models import Matter
from huiyin.matters.models.matter import AT_THE_DESK, OPEN, Matters
from huiyin.matters.rules import firewall, line_of
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.models import Official, Unit
from huiyin.supervision.models import Supervision


def unit_of(matter: Matter) -> Unit:
    """Who is to answer: the unit in the lead; the unit that holds it, before there is one or when it was handed back."""
    return matter.unit_in_turn


def may_supervise(matter: Matter, by: Official, at: datetime) -> bool:
    """A supervisor of the unit or above it who neither handles the matter nor answers for it."""
    own = by.pk in (matter.handler_id, matter.accountable_head_id)
    return (
        not own and not firewall.bars(matter, by, at) and by.standing(at).over(unit_of(matter), "supervisor")
    )


def objection_to_supervising(matter: Matter, by: Official, at: datetime) -> str | None:
    """Why this matter cannot be supervised by them now; None when nothing stands against it."""
    if not may_supervise(matter, by, at):
        return _("Supervising belongs to a supervisor of the unit or above it who has no part in the matter.")
    if not matter.is_live or matter.state not in OPEN:
        return _("Only a matter that is still open can be supervised.")
    if Supervision.objects.open().filter(matter=matter).exists():
        return _("A supervision of this matter waits for its answer already.")
    if not asked_of(matter, by, at):
        return _(
            "Nobody but you could answer; please see to the matter yourself, or let the level above ask."
        )
    return None


def asked_of(matter: Matter, by: Official, at: datetime) -> list[Official]:
    """Who is asked: handler, heads of the unit in turn, and the desk while the step is the desk's; never who asks."""
    day = local_day(at, matter.county)
    found = {one.pk: one for one in line_of.heads(matter, unit_of(matter), at, without=by)}
    if matter.state in AT_THE_DESK:
        found.update(
            {one.pk: one for one in Official.objects.holding("coordinator", matter.holding_unit, day)}
        )
    if matter.handler is not None:
        found[matter.handler.pk] = matter.handler
    found.pop(by.pk, None)
    return firewall.clear(matter, found.values(), at)


def may_answer(found: Supervision, by: Official, at: datetime) -> bool:
    """Whoever handles the matter, heads the unit in turn or one above, or has it at the desk; never who asked."""
    matter, standing = found.matter, by.standing(at)
    if by.pk == found.by_id or firewall.bars(matter, by, at):
        return False
    at_desk = matter.state in AT_THE_DESK and standing.over(matter.holding_unit, "coordinator")
    return at_desk or by.pk == matter.handler_id or standing.over(unit_of(matter), "unit_head")


def objection_to_answering(found: Supervision, by: Official, at: datetime) -> str | None:
    """Why they cannot answer it now; None when nothing stands against it."""
    if found.answered_at is not None:
        return _("This supervision has been answered already.")
    if found.matter.has_left:
        return _("Nobody answers it any more: the matter is “%(state)s”.") % {
            "state": found.matter.state_words
        }
    if not may_answer(found, by, at):
        return _(
            "The answer belongs to whoever handles the matter, heads the unit that was asked, or has it at the desk."
        )
    return None


def neglected(by: Official, charter: Charter, day: date, at: datetime) -> Matters:
    """Open matters that have been past their date for longer than the charter lets pass, and that nobody supervises."""
    after = int(charter.figure("keeping.supervise_after_wd").value)
    last = calendar().before(day, after)
    seen = Matter.objects.visible_to(by, at).open().filter(due_on__lt=last)
    return seen.exclude(Exists(Supervision.objects.open().filter(matter=OuterRef("pk"))))


def due(matter: Matter, asked_at: datetime) -> Due:
    """The last day for the answer, by the clock `supervise` of the charter to which the matter is pinned."""
    rule = matter.charter.charter.clock("supervise")
    return dates.reckon(calendar(), local_day(asked_at, matter.county), rule.n, rule.unit)
