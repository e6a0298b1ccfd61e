"""A report as its echo line: drafted, handed in, taken in; with who holds it and the days used."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huiyin.accounts.models import Report
from huiyin.orgs.calendar import calendar
from huiyin.ui.echo import EchoLine, Stage, State, Tone, short_day

SOON = 2  # working days


def line_of(report: Report, today: date) -> EchoLine:
    """The line of a report that came with `for_lists()`; no query."""
    drafted, sent, taken = (_day(at) for at in (report.drafted_at, report.as_of, report.decided_at))
    is_in = report.as_of is not None
    stages = [
        Stage(pgettext("stage of a report", "Drafted"), drafted, "done"),
        Stage(pgettext("stage of a report", "Handed in"), sent or report.due_on, "done" if is_in else "now"),
    ]
    if report.state == Report.State.RETURNED:
        stages.append(Stage(pgettext("stage of a report", "Sent back"), taken, "done"))
    elif report.to_unit_id is not None and report.kind != Report.Kind.SHEET:
        state: State = "done" if report.state == Report.State.ACCEPTED else "now" if is_in else "todo"
        stages.append(Stage(pgettext("stage of a report", "Taken in"), taken, state))
    days, tone = calendar(), _tone(report, today)
    return EchoLine(
        stages=tuple(stages),
        holder=_holder(report),
        used=max(0, days.between(report.last, today)) if report.is_open else None,
        given=days.between(report.last, report.due_on) if report.is_open else None,
        unit=_("working days"),
        next_words=_next(report),
        tone=tone,
        word=report.get_state_display() if tone == "done" else "",
    )


def _day(moment) -> date | None:  # type: ignore[no-untyped-def]
    return timezone.localtime(moment).date() if moment else None


def _holder(report: Report) -> str:
    if report.state == Report.State.SUBMITTED and report.to_unit is not None:
        return report.to_unit.short_name
    return report.whose


def _next(report: Report) -> str:
    match report.state:
        case Report.State.DRAFTED:
            return _("To be handed in by %(day)s") % {"day": short_day(report.due_on)}
        case Report.State.CONFIRMED:
            return _("Confirmed, to be handed in by %(day)s") % {"day": short_day(report.due_on)}
        case Report.State.SUBMITTED if report.to_unit_id is not None and report.kind != Report.Kind.SHEET:
            return _("Waiting to be taken in")
        case Report.State.RETURNED | Report.State.RESTATED:
            return _("A newer version goes on")
    return ""


def _tone(report: Report, today: date) -> Tone:
    if not report.is_open:
        return "done"
    if report.due_on < today:
        return "overdue"
    return "soon" if calendar().between(today, report.due_on) <= SOON else "calm"
