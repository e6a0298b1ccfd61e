"""Referral: what a person is told when a matter cannot be decided here, and where it belongs instead."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.matters.models.matter import Matter
from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.people.fields import WordsField


class Referral(Scoped):
    """The written notice with which a matter leaves: the way or the reason, the organ, and how the person was told."""

    class Kind(models.TextChoices):
        REDIRECT = "redirect", _("Notice of the way that the law provides")
        DECLINE = "decline", _("Notice that it cannot be handled here")
        HAND_OVER = "hand_over", _("Notice that it was handed over")

    class Told(models.TextChoices):
        PAGE = "page", _("on their page")
        PHONE = "phone", _("by telephone")
        HAND = "hand", _("in writing, by hand")
        POST = "post", _("by post")

    class Way(models.TextChoices):
        HAND = "hand", _("brought there, against receipt")
        POST = "post", _("by registered post")
        SYSTEM = "system", _("through the system of the organ")
        LETTER = "letter", _("by official letter")

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="referral")
    kind = models.CharField(max_length=12)
    code = models.CharField(
        max_length=30, help_text="the way of the law or the reason, of the charter; how it was handed over"
    )
    organ = models.CharField(max_length=80, blank=True)
    words = WordsField(about="matter")
    told = models.CharField(max_length=8)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    receipt_number = models.CharField(max_length=60, blank=True, help_text="of what was handed over")
    receipt_on = models.DateField(null=True)
    receipt_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words="") & ~Q(told=""), name="referral_tells_the_person"),
            models.CheckConstraint(condition=~Q(code=""), name="referral_says_why"),
            models.CheckConstraint(
                condition=Q(kind="decline") | ~Q(organ=""), name="redirect_names_the_organ"
            ),
            models.CheckConstraint(
                condition=Q(receipt_number="", receipt_on=None, receipt_by=None)
                | (
                    Q(kind="hand_over", receipt_on__isnull=False, receipt_by__isnull=False)
                    & ~Q(receipt_number="")
                ),
                name="receipt_whole_and_of_a_hand_over",
            ),
        ]

    PERSONAL = {
        "kind": "code",
        "code": "code of the charter",
        "organ": "name of an organ",
        "words": "sealed with the matter",
        "told": "code",
        "receipt_number": "number in another organ",
    }

    def __str__(self) -> str:
        return f"{self.matter} {self.kind}"

    @property
    def kind_words(self) -> str:
        """What the notice is called."""
        return str(Referral.Kind(self.kind).label)

    @property
    def told_words(self) -> str:
        """How the person was told."""
        return str(Referral.Told(self.told).label)
