"""What time does to accounts: drafted when their period has ended, reminded before they are due, told up when late."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse

from huiyin.accounts import rules
from huiyin.accounts.actions import draft
from huiyin.accounts.chain import keepers
from huiyin.accounts.models import Account
from huiyin.lib import periods
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


def draft_accounts(*, at: datetime) -> int:
    """On the first working day after a period, and at every turn later until all of them are there."""
    here = _today(at)
    if here is None:
        return 0
    county, day = here
    done = 0
    for kind, length in Account.PERIODS.items():
        ended = periods.of(length, day).before
        if ended.end > county.started_on and day - ended.end <= CATCH_UP:
            done += draft(kind=kind, period=ended, county=county, at=at)
    return done


def remind_accounts(*, at: datetime) -> int:
    """A working day before it is due: whoever accounts is told once, however many accounts they have."""
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
def _claimed(moment: str, day: date) -> list[Account]:
    """Open accounts whose moment has come, each taken by one clock only."""
    due = Account.objects.open().filter(**{f"{moment}__lte": day}).for_lists().order_by("pk")[:TURN]
    rows = []
    for account in due:
        mine = Account.objects.open().filter(pk=account.pk, **{moment: getattr(account, moment)})
        if mine.update(**{moment: None}):
            rows.append(account)
    return rows


def _tell_once(rows: Iterable[Account], kind: str, day: date, at: datetime, *, up: bool) -> None:
    told: dict[tuple[int, str], tuple[Official, str]] = {}
    speaking: dict[int, list[Official]] = {}
    for account in rows:
        if not account.is_own and account.unit_id not in speaking:
            speaking[account.unit_id] = rules.authors(account, day)
        mine = [account.official] if account.official else speaking[account.unit_id]
        for reader in mine:
            told.setdefault((reader.pk, "own"), (reader, reverse("duties:reports")))
        if not up or account.to_unit is None:
            continue
        if account.to_unit_id not in speaking:
            speaking[account.to_unit.pk] = keepers(account.to_unit, day)
        for reader in speaking[account.to_unit.pk]:
            told.setdefault((reader.pk, "up"), (reader, reverse("duties:all_reports")))
    for reader, where in told.values():
        tell(to=reader, kind=kind, about=day.isoformat(), where=where, at=at)
