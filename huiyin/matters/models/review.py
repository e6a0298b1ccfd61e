"""Reviews: a person who is not content with the answer to a petition asks the next body above, and once more (T21–T25)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiyin.matters.models.matter import Matter
from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.people.fields import WordsField


class Review(Scoped):
    """One stage: what was asked, of whom, a hearing if there was one, and what was decided. Each stage once."""

    class Stage(models.IntegerChoices):
        REVIEW = 1, _("review")
        RECHECK = 2, _("recheck")

    class Decision(models.TextChoices):
        UPHELD = "upheld", _("the answer stands")
        CHANGED = "changed", _("the answer is changed")
        REVOKED = "revoked", _("the answer is revoked")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="reviews")
    stage = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    words = WordsField(about="matter")
    entered_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+", help_text="of a signed paper"
    )
    signed_on = models.DateField(null=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    organ = models.CharField(max_length=80, blank=True, help_text="the body above the county that decides it")
    hearing_from = models.DateField(null=True)
    hearing_to = models.DateField(null=True)
    decided_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=10, blank=True)
    opinion = WordsField(blank=True, about="matter")
    basis = WordsField(blank=True, about="matter")

    class Meta:
        ordering = ("stage",)
        constraints = [
            models.UniqueConstraint(fields=["matter", "stage"], name="each_stage_once"),
            models.CheckConstraint(condition=Q(stage__in=[1, 2]), name="review_or_recheck"),
            models.CheckConstraint(
                condition=~Q(unit=F("answered_by")), name="reviewed_by_another_unit_than_answered"
            ),
            models.CheckConstraint(
                condition=Q(hearing_from=None, hearing_to=None)
                | Q(stage=2, hearing_from__isnull=False, hearing_to__gte=F("hearing_from")),
                name="heard_only_at_the_recheck",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, decision="", opinion="")
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(decision="") & ~Q(opinion="")),
                name="review_decided_whole",
            ),
        ]

    PERSONAL = {
        "words": "sealed with the matter",
        "organ": "name of an organ",
        "decision": "code",
        "opinion": "sealed with the matter",
        "basis": "sealed with the matter",
    }

    def __str__(self) -> str:
        return f"{self.matter} {self.stage}"

    @property
    def stage_words(self) -> str:
        """Which stage it is."""
        return str(Review.Stage(self.stage).label)

    @property
    def decision_words(self) -> str:
        """What was decided, in a word."""
        return str(Review.Decision(self.decision).label) if self.decision else ""

    @property
    def body(self) -> str:
        """Who decides it: the body above the county, or the unit here."""
        return self.organ or self.unit.name
