"""Handing back: the unit a matter was passed to says that it belongs to another; the desk that passed it on decides."""

from django.db import models
from django.db.models import F, Q

from huiyin.matters.models.matter import Matter
from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.people.fields import WordsField


class HandBack(Scoped):
    """One for each matter at most: what was decided stands, and there is no second return (I-06).

    It lapses where the matter goes on before anybody decided: taken away from whom it is about, taken back by its person.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="hand_backs")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    reason = WordsField(about="matter")
    proposed = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decided_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    upheld = models.BooleanField(null=True, help_text="whether it went to another unit")
    lapsed_at = models.DateTimeField(null=True, help_text="when the matter went on before it was decided")
    words = WordsField(blank=True, about="matter")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter"], condition=Q(lapsed_at=None), name="handed_back_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="hand_back_says_why"),
            models.CheckConstraint(condition=~Q(proposed=F("unit")), name="hand_back_names_another_unit"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("by")), name="hand_back_is_decided_by_another"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, upheld=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False, upheld__isnull=False, lapsed_at=None),
                name="hand_back_decision_is_whole",
            ),
        ]

    PERSONAL = {"reason": "sealed with the matter", "words": "sealed with the matter"}

    def __str__(self) -> str:
        return f"{self.matter} handed back"
