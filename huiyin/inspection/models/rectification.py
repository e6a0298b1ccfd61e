"""Rectifications: what is wrong, why, what is done about it, by whom, until when, with which effect."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiyin.inspection.models.finding import Finding
from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.orgs.standing import LEADING


class Rectifications(models.QuerySet["Rectification"]):
    """Which rectifications."""

    def visible_to(self, official: Official, at: datetime) -> "Rectifications":
        """Those one owns or listed, of one's own unit, and of units one heads, coordinates or supervises."""
        standing = official.standing(at)
        scope = Q(owner=official) | Q(listed_by=official) | Q(unit__in=standing.unit_ids)
        scope |= Q(finding__inspection__inspector=official)
        scope |= standing.scope("unit__", *LEADING)
        return self.filter(scope)

    def open(self) -> "Rectifications":
        """Not verified yet."""
        return self.exclude(state=Rectification.State.VERIFIED)

    def owed(self) -> "Rectifications":
        """In somebody's hands: assigned, or sent back."""
        return self.filter(state__in=[Rectification.State.ASSIGNED, Rectification.State.RETURNED])

    def overdue(self, day: date) -> "Rectifications":
        """Owed and past their day."""
        return self.owed().filter(due_on__lt=day)

    def in_tree_order(self) -> "Rectifications":
        """By unit as the units stand, then by day."""
        return self.order_by("unit__path", F("due_on").asc(nulls_first=True), "pk")


class Rectification(Scoped):
    """One line of the ledger of problems and how they are put right (S70); closed by another, on its effect."""

    class State(models.TextChoices):
        LISTED = "listed", _("listed")
        ASSIGNED = "assigned", _("assigned")
        DONE = "done", _("done, to be looked at")
        VERIFIED = "verified", _("verified")
        RETURNED = "returned", _("sent back")

    reference = models.CharField(max_length=24, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rectifications")
    finding = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="rectifications"
    )
    problem = models.CharField(max_length=300)
    cause = models.CharField(max_length=300, blank=True)
    measure = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(
        Official,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rectifies",
    )
    due_on = models.DateField(null=True, blank=True)
    effect = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.LISTED)
    listed_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    listed_at = models.DateTimeField()
    assigned_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    verified_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    verified_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=300, blank=True)
    reminded_at = models.DateTimeField(null=True)
    chased_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = Rectifications.as_manager()

    class Meta:
        ordering = ("unit__path", "due_on", "id")
        indexes = [models.Index(fields=["state", "due_on"], name="rectification_by_day")]
        constraints = [
            models.CheckConstraint(condition=~Q(problem=""), name="rectification_has_a_problem"),
            models.CheckConstraint(
                condition=Q(state="listed")
                | (~Q(cause="") & ~Q(measure="") & Q(owner__isnull=False, due_on__isnull=False)),
                name="rectification_assigned_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "verified"]) | ~Q(effect=""),
                name="rectification_done_has_an_effect",
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None) | ~Q(verified_by=F("owner")),
                name="rectification_verified_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="verified") | Q(verified_by__isnull=False, verified_at__isnull=False),
                name="rectification_verified_says_by_whom",
            ),
        ]

    PERSONAL = {
        "reference": "reference",
        "problem": "no personal data of residents",
        "cause": "no personal data of residents",
        "measure": "no personal data of residents",
        "effect": "no personal data of residents",
        "state": "code",
        "verdict": "no personal data of residents",
    }

    @property
    def is_owed(self) -> bool:
        """Whether somebody is to put it right at present."""
        return self.state in (self.State.ASSIGNED, self.State.RETURNED)

    def __str__(self) -> str:
        return self.reference
