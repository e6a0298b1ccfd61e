"""Any history of contacts, strikings-out and accounts: parents are the sum of children, what is frozen equals the past."""

import random
from datetime import date, timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.accounts import actions, snapshots
from huiyin.accounts.models import Account
from huiyin.audit.scope import county_scope
from huiyin.contacts.actions import void
from huiyin.contacts.models import Contact
from huiyin.duties import figures
from huiyin.lib import periods
from huiyin.lib.refusal import Refused
from tests.duties import made
from tests.world import World, official

FIRST = date(2026, 1, 1)
Q1 = periods.of("quarter", FIRST)
H1 = periods.of("half_year", FIRST)


class _Undo(Exception):
    """Takes one example back."""


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32), st.integers(4, 22))
def test_sums_hold_and_frozen_ones_never_move(world: World, seed: int, steps: int) -> None:
    try:
        with county_scope(world.county.pk), transaction.atomic():
            History(world, random.Random(seed)).play(steps)
            raise _Undo
    except _Undo:
        pass


class History:
    """Contacts, strikings-out and handing in, in any order, day after day through three months and a bit."""

    def __init__(self, world: World, choice: random.Random) -> None:
        self.world, self.choice = world, choice
        self.people = [world.chen, official("second", "李新", world.branch, "干事", "officer")]
        self.frozen: dict[int, tuple[object, object]] = {}
        self.at = made.moment(FIRST)

    def play(self, steps: int) -> None:
        for _step in range(steps):
            self.at += timedelta(days=self.choice.randint(1, 9), minutes=self.choice.randint(1, 50))
            self._draft()
            self.choice.choice([self._record, self._record, self._strike, self._hand_in, self._again])()
            self._check()
        self._check(again=True)

    def _draft(self) -> None:
        day = self.at.date()
        for kind, length in (("month", "month"), ("quarter", "quarter"), ("half_year", "half_year")):
            ended = periods.of(length, day).before
            if ended.first >= FIRST:
                actions.draft(kind=kind, period=ended, county=self.world.county, at=self.at)

    def _record(self) -> None:
        who, day = (
            self.choice.choice(self.people),
            self.at.date() - timedelta(days=self.choice.randint(0, 40)),
        )
        home = self.choice.choice([self.world.home, None])
        made.contact(
            self.world, max(day, FIRST), self.choice.choice(["visit", "research", "talk"]), by=who, household=home,
            unit=self.world.branch, points=[made.raised()] * self.choice.randint(1, 2), at=self.at,
        )  # fmt: skip

    def _strike(self) -> None:
        found = Contact.objects.standing().order_by("pk")
        if found:
            contact = self.choice.choice(list(found))
            void(contact=contact, reason="记错了", by=contact.official, at=self.at)

    def _hand_in(self) -> None:
        for account in Account.objects.open().order_by("pk")[: self.choice.randint(1, 3)]:
            by = account.official or (self.world.liu if account.kind == "quarter" else self.world.ma)
            if account.unit_id == self.world.top.pk:
                by = self.world.sun
            actions.hand_in(account=account, version=account.version, by=by, at=self.at)

    def _again(self) -> None:
        account = self.choice.choice(list(Account.objects.handed_in().order_by("pk")) or [None])
        if account is None:
            return
        try:
            if self.choice.random() < 0.5 and account.official_id:
                actions.restate(account=account, version=None, by=account.official, at=self.at)
            else:
                actions.send_back(
                    account=account, reason="请补充", version=None, by=self.world.ma, at=self.at
                )
        except Refused:
            pass

    def _check(self, *, again: bool = False) -> None:
        """None has moved, and the new ones are right: all of them, `again`, when everything has happened."""
        for account in Account.objects.exclude(as_of=None):
            told, is_new = (account.snapshot, account.as_of), account.pk not in self.frozen
            assert self.frozen.setdefault(account.pk, told) == told, "a frozen account has moved"
            if not (is_new or again):
                continue
            if account.kind == "month":
                self._equals_the_past(account)
            else:
                self._is_the_sum(account)

    def _equals_the_past(self, account: Account) -> None:
        """I-29: the same count, made today as of then, gives the same figures."""
        assert account.official_id
        assert account.as_of
        then = figures.known(
            [account.official_id], account.period, county=self.world.county, as_of=account.as_of
        )
        assert then[account.official_id].snapshot() == account.snapshot

    def _is_the_sum(self, account: Account) -> None:
        """I-30: of the children it names, as they were frozen, and of no others."""
        counted = [Account.objects.get(reference=one["reference"]) for one in account.frozen["children"]]
        for figure in {*account.frozen["sums"], *(f for c in counted for f in c.frozen["sums"])}:
            total = sum(child.frozen["sums"].get(figure, 0) for child in counted)
            assert account.frozen["sums"].get(figure, 0) == total, figure
        homes = {home for child in counted for home in child.frozen["households"]}
        assert set(account.frozen["households"]) == homes
        assert len(homes) <= sum(len(child.frozen["households"]) for child in counted)
        named = {one["reference"] for one in (*account.frozen["children"], *account.frozen["missing"])}
        there = snapshots.children(account).filter(drafted_at__lte=account.as_of)
        assert {r.reference for r in there if r.number == 1} <= named
