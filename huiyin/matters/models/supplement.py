"""Supplement: what a desk asks of the person before it passes a matter on, and what the person added (T02, T03)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.matters.models.matter import Matter
from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.people.fields import WordsField


class Supplement(Scoped):
    """The questions of one matter, asked once, and the answer; it lapses when the matter goes on without one."""

    class How(models.TextChoices):
        PAGE = "page", _("on their page")
        PHONE = "phone", pgettext_lazy("how somebody asks", "by telephone")
        COUNTER = "counter", pgettext_lazy("how somebody asks", "at the counter")
        POST = "post", _("in writing")

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="supplement")
    questions = WordsField(about="matter", help_text="one a line, as the person reads them")
    asked_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    words = WordsField(blank=True, about="matter")
    how = models.CharField(max_length=8, blank=True)
    given_at = models.DateTimeField(null=True)
    taken_down_by = models.ForeignKey(
        Official,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="empty: the person wrote it",
    )
    lapsed_at = models.DateTimeField(null=True, help_text="when the matter went on without an answer")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(questions=""), name="asked_with_a_question"),
            models.CheckConstraint(
                condition=Q(given_at=None, words="", how="", taken_down_by=None)
                | (Q(given_at__isnull=False, lapsed_at=None) & ~Q(words="") & ~Q(how="")),
                name="supplement_given_whole_or_not",
            ),
        ]

    PERSONAL = {
        "questions": "sealed with the matter",
        "words": "sealed with the matter",
        "how": "code",
    }

    def __str__(self) -> str:
        return f"{self.matter} {self.asked_at:%Y-%m-%d}"

    @property
    def each_question(self) -> list[str]:
        """The questions, one by one."""
        return self.questions.splitlines()

    @property
    def how_words(self) -> str:
        """By which way the answer came; empty while there is none."""
        return str(Supplement.How(self.how).label) if self.how else ""
