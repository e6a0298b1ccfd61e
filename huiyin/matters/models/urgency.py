"""Urgency: that a matter does not wait, of which kind, whom somebody rang, and until when it is looked at and begun."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from huiyin.matters.models.matter import Matter
from huiyin.orgs.models import Official, Scoped
from huiyin.people.fields import WordsField


class Urgencies(models.QuerySet["Urgency"]):
    """Which urgent matters."""

    def to_alert(self, at: datetime) -> "Urgencies":
        """Whose next moment has come."""
        return self.filter(next_at__lte=at)


class Urgency(Scoped):
    """The flag of one matter (T28): set once in a round; time looks again at `next_at` until it is begun."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="urgency")
    kind = models.CharField(max_length=30, help_text="code of the charter")
    words = WordsField(about="matter", help_text="whom somebody rang, and what was said")
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    alert_by = models.DateTimeField(help_text="until when somebody who was told has looked at it")
    contact_by = models.DateTimeField(help_text="until when the first action is on record")
    contacted_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    rung = models.PositiveSmallIntegerField(default=0)

    objects = Urgencies.as_manager()

    class Meta:
        indexes = [models.Index(fields=["next_at"], name="urgency_next")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="") & ~Q(words=""), name="urgent_says_what_and_who_was_rung"
            ),
            models.CheckConstraint(
                condition=Q(contacted_at=None) | Q(next_at=None), name="begun_urgency_is_silent"
            ),
        ]

    PERSONAL = {
        "kind": "code of the charter",
        "words": "sealed with the matter",
    }

    def __str__(self) -> str:
        return f"{self.matter} {self.kind}"
