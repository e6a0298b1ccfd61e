"""The development of a village (S27): its own issues, which it decides itself, and the advice of officials."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.orgs.places import township_path


class VillageIssues(models.QuerySet["VillageIssue"]):
    """Which issues."""

    def visible_to(self, official: Official, at: datetime) -> "VillageIssues":
        """Those of villages of the townships in which one holds a post; of the whole county if at the county."""
        scope = Q(pk=None)
        for hat in official.standing(at).hats:
            scope |= Q(village__path__startswith=township_path(hat.path))
        return self.filter(scope)

    def open(self) -> "VillageIssues":
        """Neither done nor set aside."""
        return self.exclude(state__in=[VillageIssue.State.DONE, VillageIssue.State.SET_ASIDE])


class VillageIssue(Scoped):
    """One thing for the development of a village. The village owns it and alone decides on it."""

    class Field(models.TextChoices):
        INFRASTRUCTURE = "infrastructure", _("roads, water, power, buildings")
        INDUSTRY = "industry", _("livelihood of the village")
        PLAN = "plan", _("development plan")

    class State(models.TextChoices):
        RAISED = "raised", _("put forward")
        AGREED = "agreed", _("the village wants it")
        DOING = "doing", _("under way")
        DONE = "done", _("done")
        SET_ASIDE = "set_aside", _("set aside by the village")

    village = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="village_issues")
    field = models.CharField(max_length=16, choices=Field)
    text = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.RAISED)
    raised_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    decision = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = VillageIssues.as_manager()

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["village", "field"])]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="village_issue_says_something"),
            models.CheckConstraint(
                condition=Q(state="raised")
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decision="")),
                name="village_issue_moves_by_decision",
            ),
        ]

    PERSONAL = {
        "field": "code",
        "text": "an affair of the village; no personal data",
        "state": "code",
        "decision": "a decision of the village; no personal data",
    }

    def __str__(self) -> str:
        return self.text[:40]


class PlanNote(Scoped):
    """Advice of an official on an issue of a village; it changes nothing by itself."""

    issue = models.ForeignKey(VillageIssue, on_delete=models.PROTECT, related_name="notes")
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        ordering = ("at", "id")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="plan_note_says_something")]

    PERSONAL = {"text": "advice of an official; no personal data"}

    def __str__(self) -> str:
        return self.text[:40]
