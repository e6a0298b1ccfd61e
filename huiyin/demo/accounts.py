"""The account up the line in the demo county: a branch with its months and a quarter, one sent back, one waiting."""

import tomllib
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from huiyin.accounts import actions
from huiyin.accounts import rules as account_rules
from huiyin.accounts.clock import draft_accounts
from huiyin.accounts.models import Account
from huiyin.demo.days import Days
from huiyin.demo.founding import Realm
from huiyin.lib import periods
from huiyin.lib.periods import Period

BRANCH = "branch.lh"
WAITS, SENT_BACK = "zhou", "chen"  # whose newest note waits for them, and whose came back
SEED = 5


@cache
def words() -> dict[str, Any]:
    """The texts."""
    return tomllib.loads((Path(__file__).parent / "accounts.toml").read_text(encoding="utf-8"))


def hand_in_accounts(realm: Realm, days: Days) -> None:
    """The last quarter of one branch and the months since, each deed at its own moment; then what the clock drafts today."""
    quarter = periods.of("quarter", days.last).before
    if quarter.end > realm.county.started_on:
        story = _Story(realm, days)
        newest = periods.of("month", days.last).before
        month = periods.of("month", quarter.first)
        while month.first <= newest.first:
            story.month(month, is_newest=month == newest)
            month = periods.of("month", month.end)
        story.quarter(quarter)
    draft_accounts(at=days.now)


class _Story:
    def __init__(self, realm: Realm, days: Days) -> None:
        self.realm, self.days, self.unit = realm, days, realm.units[BRANCH]
        self.rng = Random(SEED)  # noqa: S311 - a story, not a secret
        self.logins = {official.pk: login for login, official in realm.people.items()}

    def month(self, period: Period, *, is_newest: bool) -> None:
        """Everybody's note: handed in within a few days, taken in by who speaks for the branch."""
        for account in self._drafted(Account.Kind.MONTH, period):
            login = self.logins[account.official_id or 0]
            if is_newest and login == WAITS:
                continue
            sentence = self.rng.choice(words()["sentences"]) if self.rng.random() < 0.4 else ""
            account = self._handed_in(account, sentence=sentence)
            if account.is_in:
                self._decided(
                    account, reason=words()["return_reason"] if is_newest and login == SENT_BACK else ""
                )

    def quarter(self, period: Period) -> None:
        """The sheets of the branch, and its account to the committee."""
        for sheet in self._drafted(Account.Kind.SHEET, period):
            reason = self.rng.choice(words()["empty_reasons"])
            self._handed_in(sheet, empty_reason=reason)
        for account in self._drafted(Account.Kind.QUARTER, period):
            account = self._handed_in(account, sentence=words()["quarter_sentence"], later=4)
            if account.is_in:
                self._decided(account)

    def _drafted(self, kind: str, period: Period) -> list[Account]:
        day = self.days.calendar.next_working(period.end)
        at = self._moment(day, time(8, 40))
        if at <= self.days.now:
            actions.draft(kind=kind, period=period, county=self.realm.county, at=at, units=[self.unit.pk])
        found = Account.objects.filter(kind=kind, first=period.first).select_related(
            "official", "unit__parent"
        )
        return list(found.order_by("official__name_key", "pk"))

    def _handed_in(self, account: Account, *, later: int = 0, **said: str) -> Account:
        day = self.days.calendar.add_working_days(
            self.days.calendar.next_working(account.end), later
        ).due_legal
        at = self._moment(day, time(9, self.rng.randint(0, 59)))
        if at > self.days.now:
            return account
        by = account.official or account_rules.authors(account, day)[0]
        return actions.hand_in(account=account, version=None, by=by, at=at, **said)

    def _decided(self, account: Account, *, reason: str = "") -> None:
        assert account.as_of is not None  # noqa: S101 - it was handed in just now
        day = self.days.calendar.next_working(
            account.as_of.astimezone(self.days.zone).date() + timedelta(days=1)
        )
        at = self._moment(day, time(10, self.rng.randint(0, 59)))
        takers = account_rules.takers(account, day)
        if at > self.days.now or not takers:
            return
        if reason:
            actions.send_back(account=account, reason=reason, version=None, by=takers[0], at=at)
        else:
            actions.accept(account=account, version=None, by=takers[0], at=at)

    def _moment(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, tzinfo=self.days.zone)
