"""Findings: what an inspection commends, asks to improve or criticises, heard before it is final."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.inspection.models.inspection import Inspection
from huiyin.orgs.models import Official, Scoped


class Findings(models.QuerySet["Finding"]):
    """Which findings."""

    def visible_to(self, official: Official, at: datetime) -> "Findings":
        """Of inspections one carries out or supervises from outside; once sent, also those about oneself, about one's
        branch as a whole, and of branches one heads or coordinates."""
        standing = official.standing(at)
        sent = Q(inspection__sent_at__isnull=False)
        scope = Q(inspection__inspector=official) | (sent & Q(official=official))
        scope |= sent & Q(official=None, inspection__branch__in=standing.unit_ids)
        outside = ~Q(inspection__branch__in=standing.unit_ids)
        scope |= sent & standing.scope("inspection__branch__", "unit_head", "coordinator")
        scope |= standing.scope("inspection__branch__", "supervisor") & (sent | outside)
        return self.filter(scope)

    def to_answer(self) -> "Findings":
        """Those that somebody may still explain: not commendations, not withdrawn."""
        return self.exclude(kind=Finding.Kind.COMMEND).filter(withdrawn_at=None)

    def unanswered(self) -> "Findings":
        """Without an answer yet."""
        return self.to_answer().filter(answered_at=None)

    def final(self) -> "Findings":
        """Concluded, and not withdrawn after hearing."""
        return self.filter(inspection__concluded_at__isnull=False, withdrawn_at=None)


class Finding(Scoped):
    """One finding with the records it rests on, and beside it the answer of the one it is about."""

    class Kind(models.TextChoices):
        COMMEND = "commend", _("commendation")
        IMPROVE = "improve", _("to be improved")
        CRITICISE = "criticise", _("criticism")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    official = models.ForeignKey(
        Official,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="findings",
    )
    text = models.TextField()
    records = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    made_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = Findings.as_manager()

    class Meta:
        ordering = ("inspection", "number")
        constraints = [
            models.UniqueConstraint(fields=["inspection", "number"], name="finding_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="finding_says_something"),
            models.CheckConstraint(
                condition=~Q(kind="criticise") | ~Q(records=[]), name="criticism_cites_a_record"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="finding_answer_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
                name="finding_withdrawal_says_why",
            ),
        ]

    PERSONAL = {
        "kind": "code",
        "text": "words of the inspector about records of an official; no resident is named",
        "records": "references",
        "answer": "words of the official",
        "withdrawn_why": "words of the inspector",
    }

    def __str__(self) -> str:
        return f"{self.inspection} ({self.number})"

    @property
    def may_be_explained(self) -> bool:
        """Whether there is something to answer."""
        return self.kind != Finding.Kind.COMMEND
