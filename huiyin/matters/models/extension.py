"""Extensions: more time for an answer, asked for with a reason before the date, decided by somebody else (T14)."""

from django.db import models
from django.db.models import F, Q

from huiyin.matters.models.matter import Matter
from huiyin.orgs.models import Official, Scoped
from huiyin.people.fields import WordsField


class Extension(Scoped):
    """One request for more time, and what was decided; it lapses when the matter goes on before that. Granted once for
    each round of a matter at most."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="extensions")
    round = models.PositiveSmallIntegerField(default=1)
    asked_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    asked_on = models.DateField(help_text="the county's day of that moment")
    n = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=2)
    reason = WordsField(about="matter")
    due_was = models.DateField()
    decided_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)
    lapsed_at = models.DateTimeField(null=True, help_text="when the matter went on before it was decided")
    due_now = models.DateField(null=True)
    why_not = WordsField(blank=True, about="matter")

    class Meta:
        ordering = ("asked_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "round"], condition=Q(granted=True), name="extended_once_a_round"
            ),
            models.UniqueConstraint(
                fields=["matter", "round"],
                condition=Q(granted=None, lapsed_at=None),
                name="one_open_request_a_round",
            ),
            models.CheckConstraint(condition=Q(asked_on__lte=F("due_was")), name="asked_before_it_was_due"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="decided_by_somebody_else"
            ),
            models.CheckConstraint(
                condition=Q(granted=None, decided_by=None, decided_at=None)
                | Q(
                    granted__isnull=False, decided_by__isnull=False, decided_at__isnull=False, lapsed_at=None
                ),
                name="extension_decided_whole",
            ),
            models.CheckConstraint(
                condition=~Q(granted=True) | Q(due_now__isnull=False, due_now__gt=F("due_was")),
                name="granted_moves_the_date_on",
            ),
            models.CheckConstraint(
                condition=~Q(granted=False) | ~Q(why_not=""), name="refused_with_a_reason"
            ),
        ]

    PERSONAL = {
        "unit": "code",
        "reason": "sealed with the matter",
        "why_not": "sealed with the matter",
    }

    def __str__(self) -> str:
        return f"{self.matter} +{self.n} {self.unit}"
