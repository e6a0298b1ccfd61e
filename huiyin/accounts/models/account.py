"""Accounts: what an official, a branch or a committee accounts for up the line, frozen when it is handed in."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiyin.lib.periods import Period
from huiyin.orgs.models import AdoptedCharter, Official, Scoped, Unit
from huiyin.orgs.standing import LEADING
from huiyin.register.models import Assignment

MOST_WORDS = 200


class Accounts(models.QuerySet["Account"]):
    """Which accounts."""

    def visible_to(self, official: Official, at: datetime) -> "Accounts":
        """One's own, and those of the branch, committee or area one coordinates, heads or supervises."""
        standing = official.standing(at)
        led = standing.scope("unit__", *LEADING) | standing.scope("to_unit__", *LEADING)
        return self.filter(Q(official=official) | led)

    def current(self) -> "Accounts":
        """The newest version of each."""
        return self.filter(replaced_by=None)

    def handed_in(self) -> "Accounts":
        """Frozen, and neither sent back nor restated."""
        return self.filter(state__in=Account.IN)

    def open(self) -> "Accounts":
        """Not handed in yet."""
        return self.filter(state__in=Account.OPEN)

    def within(self, period: Period) -> "Accounts":
        """About a period that lies in this one."""
        return self.filter(first__gte=period.first, end__lte=period.end)

    def for_lists(self) -> "Accounts":
        """With what a line of a list shows."""
        rows = self.select_related("official", "unit", "to_unit", "assignment__household__place", "charter")
        return rows.defer("snapshot", "charter__text")


class Account(Scoped):
    """One account up the line (rules §3.5). Handed in, it is frozen; what changes later makes a new version.

    A running period has no row yet: it is open. The clock drafts it when the period has ended.
    """

    class Kind(models.TextChoices):
        MONTH = "month", _("monthly note")
        SHEET = "sheet", _("activity sheet")
        QUARTER = "quarter", _("quarterly report")
        HALF_YEAR = "half_year", _("half-yearly report")

    class State(models.TextChoices):
        DRAFTED = "drafted", _("drafted")
        CONFIRMED = "confirmed", _("confirmed")
        SUBMITTED = "submitted", _("submitted")
        ACCEPTED = "accepted", _("taken in")
        RETURNED = "returned", _("returned")
        RESTATED = "restated", _("restated by a newer version")

    OPEN = (State.DRAFTED, State.CONFIRMED)
    IN = (State.SUBMITTED, State.ACCEPTED)
    PERIODS = {
        Kind.MONTH: "month",
        Kind.SHEET: "quarter",
        Kind.QUARTER: "quarter",
        Kind.HALF_YEAR: "half_year",
    }

    reference = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    official = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="accounts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    assignment = models.ForeignKey(Assignment, null=True, on_delete=models.PROTECT, related_name="sheets")
    first = models.DateField()
    end = models.DateField()
    number = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    charter = models.ForeignKey(AdoptedCharter, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFTED)
    due_on = models.DateField()
    remind_on = models.DateField(null=True)
    late_on = models.DateField(null=True)
    drafted_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    empty_reason = models.CharField(max_length=MOST_WORDS, blank=True)
    as_of = models.DateTimeField(null=True)
    snapshot = models.JSONField(null=True)
    submitted_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    return_reason = models.CharField(max_length=MOST_WORDS, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = Accounts.as_manager()

    class Meta:
        ordering = ("-first", "unit__path", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["county", "kind", "unit", "official", "assignment", "first", "number"],
                nulls_distinct=False,
                name="account_version_once",
            ),
            models.CheckConstraint(condition=Q(end__gt=F("first")), name="account_runs_forward"),
            models.CheckConstraint(
                condition=Q(state__in=["drafted", "confirmed"], as_of=None, snapshot=None, submitted_by=None)
                | Q(
                    state__in=["submitted", "accepted", "returned", "restated"],
                    as_of__isnull=False,
                    snapshot__isnull=False,
                    submitted_by__isnull=False,
                ),
                name="account_handed_in_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["month", "sheet"], official__isnull=False)
                | Q(kind__in=["quarter", "half_year"], official=None),
                name="account_has_its_author",
            ),
            models.CheckConstraint(
                condition=Q(kind="sheet", assignment__isnull=False) | (~Q(kind="sheet") & Q(assignment=None)),
                name="sheet_is_of_a_household",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(return_reason=""), name="account_returned_with_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["to_unit", "first", "state"]),
            models.Index(fields=["official", "-first"]),
            models.Index(fields=["remind_on"], condition=Q(remind_on__isnull=False), name="account_remind"),
            models.Index(fields=["late_on"], condition=Q(late_on__isnull=False), name="account_late"),
        ]

    PERSONAL = {
        "reference": "reference",
        "kind": "code",
        "state": "code",
        "empty_reason": "words of the official; no personal data",
        "snapshot": "numbers, references and keys as they stood; no names of residents",
        "return_reason": "words of who sent it back; no personal data",
    }

    def __str__(self) -> str:
        return self.reference

    @property
    def period(self) -> Period:
        """The days it is about."""
        return Period(self.first, self.end, self.PERIODS[Account.Kind(self.kind)])

    @property
    def last(self) -> date:
        """The last day it is about."""
        return self.end - timedelta(days=1)

    @property
    def is_open(self) -> bool:
        """Not handed in yet."""
        return self.state in self.OPEN

    @property
    def is_in(self) -> bool:
        """Handed in, and neither sent back nor restated."""
        return self.state in self.IN

    @property
    def is_own(self) -> bool:
        """An official's own account, not the sum of others'."""
        return self.official_id is not None

    @property
    def frozen(self) -> dict[str, Any]:
        """The snapshot of an account that was handed in; empty before."""
        return self.snapshot or {}

    @property
    def whose(self) -> str:
        """Who accounts: the official, or the unit."""
        return self.official.name if self.official else self.unit.short_name


class AccountSentence(Scoped):
    """The one sentence that may be added to an account by who confirms it (S05): a row of its own, never a second."""

    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="sentence")
    text = models.CharField(max_length=MOST_WORDS)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="sentence_says_something")]

    PERSONAL = {"text": "words of the official; numbers and ids are turned away"}

    def __str__(self) -> str:
        return self.text
