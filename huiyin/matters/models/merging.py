"""Merging: somebody else told of the same, and both get the one answer; it stays on record, and can be undone (T07)."""

from django.db import models
from django.db.models import F, Q

from huiyin.matters.models.matter import Matter
from huiyin.orgs.models import Official, Scoped
from huiyin.people.fields import WordsField


class Merge(Scoped):
    """One matter joined to another, the primary, whose progress and answer its person follows from then on."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="merges")
    primary = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    why = WordsField(about="matter")
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(
        Official,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="nobody, where the primary was withdrawn by its person",
    )
    undone_at = models.DateTimeField(null=True)
    undone_why = WordsField(blank=True, about="matter")

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(undone_at=None), name="merged_into_one_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(matter=F("primary")), name="merged_into_another"),
            models.CheckConstraint(condition=~Q(why=""), name="merge_says_why"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None, undone_why="")
                | (Q(undone_at__isnull=False) & ~Q(undone_why="")),
                name="undone_merge_is_whole",
            ),
        ]

    PERSONAL = {"why": "sealed with the matter", "undone_why": "sealed with the matter"}

    def __str__(self) -> str:
        return f"{self.matter} → {self.primary}"
