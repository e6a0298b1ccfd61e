"""Drafting a period's accounts, confirming, handing in, taking in, sending back and restating."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.accounts import rules, snapshots
from huiyin.accounts.chain import CHAIN, Due, keepers
from huiyin.accounts.models import Account, AccountSentence
from huiyin.audit.actions import record
from huiyin.lib.periods import Period
from huiyin.lib.refusal import Refused, refuse
from huiyin.notices.actions import tell, tell_all
from huiyin.notices.models import Notice
from huiyin.orgs import claiming
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.charter import charter_at, charter_of
from huiyin.orgs.models import County, Official, Unit
from huiyin.orgs.references import Register, next_references

State = Account.State


@transaction.atomic
def draft(
    *, kind: str, period: Period, county: County, at: datetime, units: Collection[int] | None = None
) -> int:
    """Draft every account of this kind and period that is not there yet, and tell who accounts; returns how many.

    `units` keeps to the accounts of some branches, where a county begins with a few of them.
    """
    adopted = charter_at(at)
    within, often = (adopted.charter.figure(name).value for name in rules.CLOCKS[kind])
    if not often:
        return 0  # the institution in force asks for none
    _one_clock_at_a_time(county)
    there = Account.objects.filter(kind=kind, first=period.first)
    keys = set(there.values_list("kind", "unit_id", "official_id", "assignment_id"))
    missing = [
        due
        for due in CHAIN[Account.Kind(kind)](period)
        if due.key not in keys and (units is None or due.unit in units)
    ]
    today = local_day(at, county)
    # Counted from the end of the period; from today where the clock came later than on its first working day.
    start = period.last if today <= calendar().next_working(period.end) else today
    due_on = calendar().add_working_days(start, int(within)).due_legal
    references = next_references(county, at, len(missing), Register.REPORT)
    rows = [
        Account(
            reference=reference,
            kind=kind,
            official_id=due.official,
            unit_id=due.unit,
            to_unit_id=due.to_unit,
            assignment_id=due.assignment,
            first=period.first,
            end=period.end,
            charter=adopted,
            due_on=due_on,
            remind_on=calendar().before(due_on, 1),
            late_on=_after(due_on),
            drafted_at=at,
        )
        for reference, due in zip(references, missing, strict=True)
    ]
    Account.objects.bulk_create(rows, batch_size=1000)
    if rows:
        record(
            by="clock", deed="reports.drafted", on=f"period:{period.key}", at=at, kind=kind, count=len(rows)
        )
        _tell_authors(missing, period, county, at)
    return len(rows)


def _one_clock_at_a_time(county: County) -> None:
    """A second clock waits, then finds everything there; two that look at once would both draft the same."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"accounts:{county.pk}"])


def _after(day: date) -> date:
    return calendar().add_working_days(day, 1).due_legal


def _tell_authors(missing: list[Due], period: Period, county: County, at: datetime) -> None:
    """One line for each who accounts, however many sheets and reports of theirs are ready at one time."""
    where, about = reverse("duties:reports"), period.key
    people = Official.objects.in_bulk({due.official for due in missing if due.official})
    units = Unit.objects.select_related("parent").in_bulk(
        [due.unit for due in missing if due.official is None]
    )
    for unit in units.values():
        people.update({o.pk: o for o in keepers(unit, local_day(at, county))})
    told = set(Notice.objects.filter(kind="report_due", where=where, at=at).values_list("to", flat=True))
    readers = [one for key, one in people.items() if key not in told]
    tell_all(to=readers, kind="report_due", about=about, where=where, at=at)


def _claim(account: Account, version: int | None) -> Account:
    rows = Account.objects.select_related(
        "official", "unit__parent", "to_unit__parent", "county", "assignment__household"
    )
    return claiming.claim(rows, account, version, no_key=True)


def _move(row: Account, deed: str, *, by: Official, at: datetime, **changes: Any) -> Account:
    refuse(rules.objection_to_step(row, deed))
    changes["state"] = rules.TRANSITIONS[row.state][deed]
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*changes, "version"])
    record(by=by.key, deed=_PAST[deed], on=row.reference, at=at)
    return row


_PAST = {
    "confirm": "report.confirmed",
    "submit": "report.submitted",
    "accept": "report.accepted",
    "send_back": "report.returned",
    "restate": "report.restated",
}


@transaction.atomic
def confirm(
    *,
    account: Account,
    sentence: str = "",
    empty_reason: str = "",
    version: int | None,
    by: Official,
    at: datetime,
) -> Account:
    """Its author has read it and agrees, adding at most one sentence; the figures stay those of the records."""
    row = _claim(account, version)
    day = local_day(at, row.county)
    refuse(rules.objection_to_step(row, "confirm"))
    refuse(rules.objection_to_writing(row, by, day))
    contacts = 1
    if row.kind == Account.Kind.SHEET:
        contacts = snapshots.taken(row, county=row.county, at=at)["sums"]["contacts"]
    refuse(rules.objection_to_words(row, sentence, empty_reason, contacts))
    reason = "" if contacts else empty_reason.strip()
    if sentence.strip():
        words = {"text": sentence.strip(), "by": by, "at": at}
        AccountSentence.objects.update_or_create(account=row, defaults=words)
    return _move(row, "confirm", by=by, at=at, confirmed_at=at, confirmed_by=by, empty_reason=reason)


@transaction.atomic
def submit(*, account: Account, version: int | None, by: Official, at: datetime) -> Account:
    """Hand a confirmed account in: from now on it says what is known at this moment, whatever changes later (I-29)."""
    row = _claim(account, version)
    day = local_day(at, row.county)
    refuse(rules.objection_to_step(row, "submit"))
    refuse(rules.objection_to_writing(row, by, day))
    said = snapshots.taken(row, county=row.county, at=at)
    _move(row, "submit", by=by, at=at, as_of=at, snapshot=said, submitted_by=by, remind_on=None, late_on=None)
    for reader in rules.takers(row, day):
        tell(to=reader, kind="report_in", about=row.reference, where=_where(row), at=at)
    return row


@transaction.atomic
def hand_in(
    *,
    account: Account,
    sentence: str = "",
    empty_reason: str = "",
    version: int | None,
    by: Official,
    at: datetime,
) -> Account:
    """Confirm and submit in one go: one tap for who has nothing to correct."""
    row = confirm(
        account=account, sentence=sentence, empty_reason=empty_reason, version=version, by=by, at=at
    )
    return submit(account=row, version=row.version, by=by, at=at)


@transaction.atomic
def hand_in_sheets(*, sheets: Iterable[Account], by: Official, at: datetime) -> int:
    """Confirm and submit all one's sheets on which something stands; an empty one still asks for its reason."""
    done = 0
    for sheet in sheets:
        row = _claim(sheet, None)
        if (
            row.kind == Account.Kind.SHEET
            and row.is_open
            and snapshots.taken(row, county=row.county, at=at)["contacts"]
        ):
            hand_in(account=row, version=None, by=by, at=at)
            done += 1
    return done


@transaction.atomic
def accept(*, account: Account, version: int | None, by: Official, at: datetime) -> Account:
    """The receiving unit takes it in."""
    row = _claim(account, version)
    refuse(rules.objection_to_step(row, "accept"))
    refuse(rules.objection_to_deciding(row, by, at, local_day(at, row.county)))
    _move(row, "accept", by=by, at=at, decided_at=at, decided_by=by)
    _tell_author(row, "report_taken", at)
    return row


@transaction.atomic
def send_back(*, account: Account, reason: str, version: int | None, by: Official, at: datetime) -> Account:
    """Not taken in, with a reason; it stays readable as it was, and a new version begins. Returns the new one."""
    row = _claim(account, version)
    refuse(rules.objection_to_step(row, "send_back"))
    refuse(rules.objection_to_deciding(row, by, at, local_day(at, row.county)))
    if not reason.strip():
        raise Refused(_("Please say what is to be corrected."))
    _move(row, "send_back", by=by, at=at, decided_at=at, decided_by=by, return_reason=reason.strip())
    fresh = _next_version(row, at)
    _tell_author(fresh, "report_back", at)
    return fresh


@transaction.atomic
def restate(*, account: Account, version: int | None, by: Official, at: datetime) -> Account:
    """Begin a new version of a frozen account, because its records have changed; the old one stays readable."""
    row = _claim(account, version)
    refuse(rules.objection_to_step(row, "restate"))
    refuse(rules.objection_to_writing(row, by, local_day(at, row.county)))
    if not snapshots.changed_since(row):
        raise Refused(_("Nothing has changed since this report was handed in."))
    _move(row, "restate", by=by, at=at)
    return _next_version(row, at)


def _next_version(row: Account, at: datetime) -> Account:
    """The same account once more, with as many working days as the first had."""
    name = rules.CLOCKS[row.kind][0]
    within = int(charter_of(at).figure(name).value)
    due = max(row.due_on, calendar().add_working_days(local_day(at, row.county), within).due_legal)
    kept = ("kind", "official_id", "unit_id", "to_unit_id", "assignment_id", "first", "end", "charter_id")
    return Account.objects.create(
        reference=next_references(row.county, at, 1, Register.REPORT)[0],
        number=row.number + 1,
        replaces=row,
        due_on=due,
        remind_on=calendar().before(due, 1),
        late_on=_after(due),
        drafted_at=at,
        **{name: getattr(row, name) for name in kept},
    )


def _tell_author(row: Account, kind: str, at: datetime) -> None:
    for reader in rules.authors(row, local_day(at, row.county)):
        tell(to=reader, kind=kind, about=row.reference, where=_where(row), at=at)


def _where(row: Account) -> str:
    return reverse("duties:report", kwargs={"ref": row.reference})
