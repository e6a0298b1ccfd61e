"""Needs recorded with the person's consent for that purpose, and referrals to the organ that can help (S31)."""

from datetime import date, datetime

from django.db import models
from django.db.models import Q

from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.people.fields import SealedField
from huiyin.people.models import ConsentRecord, Household, Resident


class NeedAssessments(models.QuerySet["NeedAssessment"]):
    """Which needs."""

    def visible_to(self, official: Official, at: datetime) -> "NeedAssessments":
        """One's own, and those in the area one coordinates or supervises: whoever sees to the referral."""
        area = official.standing(at).scope("household__place__", "coordinator", "supervisor")
        return self.filter(Q(assessed_by=official) | area)

    def readable_on(self, day: date) -> "NeedAssessments":
        """Still valid on that day, consented to, and not erased."""
        return self.filter(valid_until__gte=day, erased_at=None, consent__withdrawn_at=None)

    def to_erase(self, day: date) -> "NeedAssessments":
        """No longer to be read, and not erased yet."""
        over = Q(valid_until__lt=day) | Q(consent__withdrawn_at__isnull=False)
        return self.filter(over, erased_at=None)


class NeedAssessment(Scoped):
    """What help a household needs and by when: said by the person, valid for a time, then erased."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="needs")
    person = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    consent = models.OneToOneField(ConsentRecord, on_delete=models.PROTECT, related_name="need")
    help_needed = SealedField(blank=True, default="")
    needed_by = models.DateField()
    valid_until = models.DateField()
    assessed_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    assessed_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    objects = NeedAssessments.as_manager()

    class Meta:
        ordering = ("needed_by", "id")
        indexes = [models.Index(fields=["valid_until"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(help_needed=""), name="erased_need_says_nothing"
            ),
        ]

    PERSONAL = {"help_needed": "sealed"}

    def __str__(self) -> str:
        return f"need {self.pk}"


class Referrals(models.QuerySet["Referral"]):
    """Which referrals."""

    def visible_to(self, official: Official, at: datetime) -> "Referrals":
        """Those of needs one may see, also after what they said was erased."""
        return self.filter(need__in=NeedAssessment.objects.visible_to(official, at))

    def without_receipt(self) -> "Referrals":
        """The organ has not confirmed yet that it has the letter."""
        return self.filter(received_on=None)


class Referral(Scoped):
    """A need passed on to the organ that can help, and the organ's receipt."""

    need = models.ForeignKey(NeedAssessment, on_delete=models.PROTECT, related_name="referrals")
    to_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organ = models.CharField(max_length=80)
    referred_on = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    receipt_number = models.CharField(max_length=60, blank=True)
    received_on = models.DateField(null=True, blank=True)

    objects = Referrals.as_manager()

    class Meta:
        ordering = ("-referred_on", "-id")
        constraints = [
            models.CheckConstraint(condition=~Q(organ=""), name="referral_says_to_whom"),
            models.CheckConstraint(
                condition=Q(received_on=None, receipt_number="")
                | (Q(received_on__isnull=False) & ~Q(receipt_number="")),
                name="referral_receipt_is_whole",
            ),
        ]

    PERSONAL = {"organ": "name of an organ", "receipt_number": "number of a paper"}

    def __str__(self) -> str:
        return f"{self.organ} {self.referred_on}"
