"""What follows in an inspection: its life, who may carry it out, when a finding is final, what its result says."""

from datetime import date, datetime
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huiyin.accounts.models import Account
from huiyin.contacts.models import Contact, Promise
from huiyin.inspection.models import Finding, Findings, Inspection
from huiyin.lib import periods
from huiyin.lib.charter import Charter
from huiyin.lib.periods import Span
from huiyin.matters.models import Matter
from huiyin.orgs import line
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.models import Appointment, Official, Unit
from huiyin.orgs.models.unit import Units
from huiyin.orgs.standing import LEADING
from huiyin.ui.address import decimal
from huiyin.ui.templatetags.ui import day as day_words

State = Inspection.State
MAX_TEXT = 2000
PROMISE = "promise:"


class Deed(StrEnum):
    """What is done to an inspection."""

    FREEZE = "freeze"
    SEED = "seed"
    DRAW = "draw"
    CALL = "call"
    FIND = "find"
    CHECK = "check"
    SEND = "send"
    HEAR = "hear"  # the last answer came in
    WITHDRAW = "withdraw"
    CONCLUDE = "conclude"
    LIST = "list"
    CLOSE = "close"  # the last rectification was verified


# The life of an inspection: from which state, by which deed, to which state (rules §3.5).
TRANSITIONS: dict[str, dict[Deed, str]] = {
    State.PLANNED: {Deed.FREEZE: State.PLANNED, Deed.SEED: State.PLANNED, Deed.DRAW: State.SAMPLED},
    State.SAMPLED: {Deed.CALL: State.SAMPLED, Deed.FIND: State.SAMPLED, Deed.CHECK: State.CHECKED},
    State.CHECKED: {Deed.FIND: State.CHECKED, Deed.SEND: State.FINDINGS_SENT},
    State.FINDINGS_SENT: {
        Deed.WITHDRAW: State.FINDINGS_SENT,
        Deed.HEAR: State.ANSWERED,
        Deed.CONCLUDE: State.CONCLUDED,
    },
    State.ANSWERED: {Deed.WITHDRAW: State.ANSWERED, Deed.CONCLUDE: State.CONCLUDED},
    State.CONCLUDED: {Deed.LIST: State.RECTIFYING},
    State.RECTIFYING: {Deed.LIST: State.RECTIFYING, Deed.CLOSE: State.VERIFIED},
    State.VERIFIED: {},
}


def half_year_of(day: date, charter: Charter) -> Span:
    """The period in which a day lies, by how often the charter has branches inspected (S06: twice a year)."""
    times = int(charter.figure("reporting.inspections_per_year").value)
    return periods.stretch(12 // max(1, times), day)


def half_years(day: date, charter: Charter, *, back: int = 2) -> list[Span]:
    """The period of that day and those before it."""
    found = [half_year_of(day, charter)]
    for _number in range(back):
        found.append(half_year_of(found[-1].first - periods.DAY, charter))
    return found


def months(day: date, *, back: int = 3) -> list[Span]:
    """The months before that day's, latest first, for the small checks."""
    found = [periods.of("month", day).before]
    while len(found) < back:
        found.append(found[-1].before)
    return [*found]


def belongs_to(official: Official, branch: Unit, day: date) -> bool:
    """Whether somebody holds any post in the branch on that day."""
    return Appointment.objects.live_on(day).within(branch).filter(official=official).exists()


def objection_to_planning(
    *, branch: Unit, period: Span, kind: str, inspector: Official, by: Official, at: datetime
) -> str | None:
    """A supervisor plans, from outside the branch and with an inspector from outside (I-18), once a half-year."""
    day = local_day(at, by.county)
    if branch.kind != Unit.Kind.BRANCH:
        return _("What is inspected is a branch.")
    if not by.standing(at).over(branch, "supervisor"):
        return _("An inspection is planned by those who supervise the branch.")
    if belongs_to(inspector, branch, day):
        return _("Whoever inspects a branch does not belong to it; please choose somebody else.")
    if period.first > day:
        return _("This half-year has not begun yet.")
    if Inspection.objects.filter(branch=branch, first_on=period.first, kind=kind).exists():
        return _("This branch has its inspection for this half-year already.")
    return None


def may_lead(inspection: Inspection, by: Official, at: datetime) -> bool:
    """Whether somebody carries this inspection out: its inspector or a supervisor, and never one of the branch."""
    leads = inspection.inspector_id == by.pk or by.standing(at).over(inspection.branch, "supervisor")
    return leads and not belongs_to(by, inspection.branch, local_day(at, by.county))


def objection_to(deed: Deed, inspection: Inspection, by: Official, at: datetime) -> str | None:
    """Why this deed cannot be done to the inspection now by this official; None when nothing stands against it."""
    if not may_lead(inspection, by, at):
        return _(
            "An inspection is carried out by its inspector or by those who supervise, never by the branch itself."
        )
    if deed not in TRANSITIONS[inspection.state]:
        return _("This inspection is “%(state)s”; that step does not follow from there.") % {
            "state": inspection.get_state_display()
        }
    return _objections(deed, inspection, at)


def _objections(deed: Deed, inspection: Inspection, at: datetime) -> str | None:
    match deed:
        case Deed.FREEZE:
            return _objection_to_freezing(inspection, at)
        case Deed.SEED:
            return _objection_to_seed(inspection)
        case Deed.DRAW:
            return None if inspection.seed else _("The number of the draw comes first.")
        case Deed.CHECK:
            return _objection_to_finishing(inspection)
        case Deed.SEND:
            if not inspection.findings.exists():
                return _("Please write at least one finding; a commendation is one as well.")
        case Deed.CONCLUDE:
            return objection_to_concluding(inspection, at)
    return None


def _objection_to_freezing(inspection: Inspection, at: datetime) -> str | None:
    if inspection.frozen_at is not None:
        return _("The list has been frozen already.")
    if local_day(at, inspection.county) < inspection.end_on:
        return _("The span runs until %(day)s; its list is frozen after that.") % {
            "day": day_words(inspection.last_on)
        }
    return None


def _objection_to_seed(inspection: Inspection) -> str | None:
    if inspection.frozen_at is None:
        return _("The list is frozen first, so that nobody can choose a number that suits.")
    if inspection.seed:
        return _("The number of the draw is known already and stays.")
    return None


def _objection_to_finishing(inspection: Inspection) -> str | None:
    waiting = inspection.call_backs.filter(result="").count()
    if waiting:
        return _("%(n)d records have not been asked about yet.") % {"n": waiting}
    return None


def objection_to_concluding(inspection: Inspection, at: datetime) -> str | None:
    """Nothing is final before it was answered, or the days for answering have passed (S06)."""
    if inspection.answer_by is None:
        return _("The findings have not been sent yet.")
    left = Finding.objects.filter(inspection=inspection).unanswered().exists()
    if left and local_day(at, inspection.county) <= inspection.answer_by:
        return _("A finding may still be answered until %(day)s; the inspection is concluded after that.") % {
            "day": day_words(inspection.answer_by)
        }
    return None


def answer_until(inspection: Inspection, at: datetime) -> date:
    """The last day for answering: at least the charter's working days after the findings were sent."""
    days = int(inspection.figure("answer_wd"))
    return calendar().add_working_days(local_day(at, inspection.county), days).due_legal


def objection_to_finding(
    *,
    inspection: Inspection,
    kind: str,
    text: str,
    records: list[str],
    official: Official | None,
    at: datetime,
) -> str | None:
    """A finding says something; a criticism rests on a record of the branch; it is about one of the branch."""
    if kind not in Finding.Kind.values:
        return _("Please choose what kind of finding it is.")
    if not text.strip() or len(text) > MAX_TEXT:
        return _("Please write the finding in at most %(n)d characters.") % {"n": MAX_TEXT}
    if kind == Finding.Kind.CRITICISE and not records:
        return _("A criticism cites at least one record; please add its reference.")
    unknown = [one for one in records if not is_record(inspection, one)]
    if unknown:
        return _("No record of this branch has the reference %(reference)s.") % {"reference": unknown[0]}
    if official is not None and not belongs_to(official, inspection.branch, inspection.last_on):
        today = local_day(at, inspection.county)
        if not belongs_to(official, inspection.branch, today):
            return _("A finding is about somebody of the branch, or about the branch as a whole.")
    return None


def is_record(inspection: Inspection, reference: str) -> bool:
    """Whether a reference is that of a contact, a promise, a matter or a report handed in of the inspected branch."""
    branch = inspection.branch
    if reference in inspection.population:
        return True
    if reference.startswith(PROMISE):
        key = decimal(reference.removeprefix(PROMISE))
        return key is not None and Promise.objects.filter(unit=branch, pk=key).exists()
    if Contact.objects.filter(unit=branch, reference=reference).exists():
        return True
    if Account.objects.filter(unit=branch, reference=reference).exclude(state__in=Account.OPEN).exists():
        return True
    return Matter.objects.filter(point__contact__unit=branch, reference=reference).exists()


def hears(finding: Finding, at: datetime) -> list[Official]:
    """Who is told of a finding and may answer it: the one it is about; for the whole branch, its nearest heads."""
    if finding.official is not None:
        return [finding.official]
    return line.heads(finding.inspection.branch, local_day(at, finding.county))


def objection_to_answering(finding: Finding, by: Official, at: datetime) -> str | None:
    """Answered by the one it is about, once, before it is final."""
    inspection = finding.inspection
    if by.pk not in {one.pk for one in hears(finding, at)}:
        return _("A finding is answered by the one it is about.")
    if not finding.may_be_explained or finding.withdrawn_at is not None:
        return _("There is nothing to answer here.")
    if inspection.sent_at is None or inspection.is_final:
        return _("This finding is final; it can no longer be answered.")
    if finding.answered_at is not None:
        return _("This finding has been answered already.")
    return None


def objection_to_withdrawing(finding: Finding) -> str | None:
    """A finding is withdrawn after hearing and before it is final, once."""
    if finding.withdrawn_at is not None:
        return _("This finding has been withdrawn already.")
    return None


def waiting_findings(inspection: Inspection) -> Findings:
    """Findings whose answer is still awaited."""
    return Finding.objects.filter(inspection=inspection).unanswered()


def branches_under(by: Official, at: datetime) -> Units:
    """The branches that somebody supervises, as the units stand."""
    led = Unit.objects.led_by(by.standing(at), "supervisor").filter(kind=Unit.Kind.BRANCH)
    return led.valid_on(local_day(at, by.county)).in_tree_order()


def possible_inspectors(by: Official, at: datetime) -> QuerySet[Official]:
    """Those of the area who lead or supervise somewhere, by name; the rules then leave out members of the branch."""
    day = local_day(at, by.county)
    live = Appointment.objects.live_on(day).filter(post__capacities__overlap=list(LEADING))
    seen: QuerySet[Official] = Official.objects.visible_to(by, at)
    return seen.filter(is_active=True, pk__in=live.values("official")).order_by("name_key", "pk")
