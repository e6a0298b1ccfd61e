"""Corrections of what was recorded of a matter: asked for by who holds it, decided by somebody else (T29)."""

import json
from typing import Any

from django.db import models
from django.db.models import F, Q

from huiyin.matters.models.matter import Matter
from huiyin.orgs.models import Official, Scoped
from huiyin.people.fields import WordsField


class RecordCorrections(models.QuerySet["RecordCorrection"]):
    """Which corrections."""

    def open(self) -> "RecordCorrections":
        """Asked for, and not decided."""
        return self.filter(granted=None)

    def granted_to(self, matter: Matter) -> "RecordCorrections":
        """What was put right, the first first; for the page of a matter."""
        return self.filter(matter=matter, granted=True).select_related("asked_by", "decided_by")


class RecordCorrection(Scoped):
    """What stands wrongly on record of a matter, how it should read, why, and what was decided. The old words stay.

    Both readings lie under the matter's own key: they are what somebody said of themselves, or where they live.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="record_corrections")
    before = WordsField(about="matter")
    after = WordsField(about="matter")
    why = WordsField(about="matter")
    asked_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)
    why_not = WordsField(blank=True, about="matter")

    objects = RecordCorrections.as_manager()

    class Meta:
        ordering = ("asked_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(granted=None), name="one_open_correction_of_a_record"
            ),
            models.CheckConstraint(
                condition=Q(granted=None, decided_by=None, decided_at=None)
                | Q(granted__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="correction_of_a_record_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="a_record_is_put_right_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(granted=False) | ~Q(why_not=""), name="a_record_is_left_with_a_reason"
            ),
        ]

    PERSONAL = {
        "before": "sealed with the matter",
        "after": "sealed with the matter",
        "why": "sealed with the matter",
        "why_not": "sealed with the matter",
    }

    def __str__(self) -> str:
        return f"{self.matter} record {self.asked_at:%Y-%m-%d}"

    @staticmethod
    def written(values: dict[str, Any]) -> str:
        """Fields and their values, to be sealed as one."""
        return json.dumps(values, ensure_ascii=False, sort_keys=True)

    @property
    def was(self) -> dict[str, Any]:
        """Each field that is wrong, as it stood."""
        return dict(json.loads(self.before or "{}"))

    @property
    def now(self) -> dict[str, Any]:
        """The same, as it should read."""
        return dict(json.loads(self.after or "{}"))
