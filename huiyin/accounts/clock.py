"""What time does to reports: drafted when their period has ended, reminded before they are due, told up when late."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse

from huiyin.accounts import rules
from huiyin.accounts.actions import draft
from huiyin.accounts.chain import keepers
from huiyin.accounts.models import Report
from huiyin.duties import periods
from huiyin.notices.actions import tell
from huiyin.orgs.calendar import working_day
from huiyin.orgs.models import AdoptedCharter, County, Official

TURN = 500
CATCH_UP = timedelta(days=31)  # what ended longer ago was before this installation kept the account


def _today(at: datetime) -> tuple[County, date] | None:
    """The county and its day; nothing on a day off, and nothing where no institution is in force yet."""
    adopted = AdoptedCharter.objects.in_force(at).select_related("county").defer("text").first()
    if adopted is None:
        return None
    day = working_day(at)
    return (adopted.county, day) if day is not None else None


def draft_reports(*, at: datetime) -> int:
    """On the first working day after a period, and at every turn later until all of them are there."""
    here = _today(at)
    if here is None:
        return 0
    county, day = here
    done = 0
    for kind, length in Report.PERIODS.items():
        ended = periods.of(length, day).before
        if ended.end > county.started_on and day - ended.end <= CATCH_UP:
            done += draft(kind=kind, period=ended, county=county, at=at)
    return done


def remind_reports(*, at: datetime) -> int:
    """A working day before it is due: whoever accounts is told once, however many reports they have."""
    here = _today(at)
    if here is None:
        return 0
    rows = _claimed("remind_on", here[1])
    _tell_once(rows, "report_due", here[1], at, up=False)
    return len(rows)


def tell_late(*, at: datetime) -> int:
    """The working day after it was due: who accounts and who waits for it, one rung up, are told once."""
    here = _today(at)
    if here is None:
        return 0
    rows = _claimed("late_on", here[1])
    _tell_once(rows, "report_late", here[1], at, up=True)
    return len(rows)


@transaction.atomic
def _claimed(moment: str, day: date) -> list[Report]:
    """Open reports whose moment has come, each taken by one clock only."""
    due = Report.objects.open().filter(**{f"{moment}__lte": day}).for_lists().order_by("pk")[:TURN]
    rows = []
    for report in due:
        mine = Report.objects.open().filter(pk=report.pk, **{moment: getattr(report, moment)})
        if mine.update(**{moment: None}):
            rows.append(report)
    return rows


def _tell_once(rows: Iterable[Report], kind: str, day: date, at: datetime, *, up: bool) -> None:
    told: dict[tuple[int, str], tuple[Official, str]] = {}
    speaking: dict[int, list[Official]] = {}
    for report in rows:
        if not report.is_own and report.unit_id not in speaking:
            speaking[report.unit_id] = rules.authors(report, day)
        mine = [report.official] if report.official else speaking[report.unit_id]
        for reader in mine:
            told.setdefault((reader.pk, "own"), (reader, reverse("duties:reports")))
        if not up or report.to_unit is None:
            continue
        if report.to_unit_id not in speaking:
            speaking[report.to_unit.pk] = keepers(report.to_unit, day)
        for reader in speaking[report.to_unit.pk]:
            told.setdefault((reader.pk, "up"), (reader, reverse("duties:all_reports")))
    for reader, where in told.values():
        tell(to=reader, kind=kind, about=day.isoformat(), where=where, at=at)
