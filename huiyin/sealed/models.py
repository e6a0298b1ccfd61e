"""Who reads sealed reports, what is known of one besides its words, and the envelope that nobody here can open."""

from datetime import date, datetime

from django.db import models
from django.db.models import Q

from huiyin.lib.envelope import digits_of
from huiyin.orgs.models import Official, Scoped
from huiyin.orgs.tree import county_desk

CLERK = "sealed_clerk"


def carries(official: Official, at: datetime) -> bool:
    """Whether somebody carries the county's sealed mail: with that hat at its own desk, and at no other unit."""
    standing = official.standing(at)
    return standing.has(CLERK) and standing.at(county_desk(), CLERK)


class Recipients(models.QuerySet["Recipient"]):
    """Which readers."""

    def current(self, day: date) -> "Recipient | None":
        """Whose key is in use on a day: the one entered last."""
        return self.filter(valid_from__lte=day).order_by("valid_from", "pk").last()

    def visible_to(self, official: Official, at: datetime) -> "Recipients":
        """The earlier ones too for who carries sealed mail; which one is in use anybody may know."""
        return self if carries(official, at) else self.none()

    def latest_first(self) -> "Recipients":
        """Every key that was ever in use, the one in use first."""
        return self.order_by("-valid_from", "-pk")


class Recipient(Scoped):
    """The organ that reads, with the public half of a key whose other half never was here. Added, never changed."""

    organ = models.CharField(max_length=80)
    phone = models.CharField(max_length=30, blank=True)
    public_key = models.CharField(max_length=60)
    valid_from = models.DateField()

    objects = Recipients.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(organ="") & ~Q(public_key=""), name="recipient_has_a_key")
        ]

    PERSONAL = {
        "organ": "name of an organ",
        "phone": "office number",
        "public_key": "public key",
    }

    def __str__(self) -> str:
        return self.organ

    @property
    def digits(self) -> str:
        """To be compared with what the organ reads out."""
        return digits_of(self.public_key)


class Reports(models.QuerySet["SealedReport"]):
    """Which reports."""

    def visible_to(self, official: Official, at: datetime) -> "Reports":
        """For who carries sealed mail, and for nobody else, whatever they lead."""
        return self if carries(official, at) else self.none()

    def waiting(self) -> "Reports":
        """Not handed over yet."""
        return self.filter(handed_over_at=None)

    def late(self, day: date) -> "Reports":
        """Not handed over by the day of the charter."""
        return self.waiting().filter(due_on__lt=day)


class SealedReport(Scoped):
    """That there is one: its number, its way, its dates. Nothing of what it says, or of whom."""

    class Door(models.TextChoices):
        WEB = "web"
        MATTER = "matter"  # recognised among the matters, and shut then

    reference = models.CharField(max_length=24, unique=True)
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="+")
    door = models.CharField(max_length=8)
    received_at = models.DateTimeField()
    sealed_at = models.DateTimeField()
    sealed_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(help_text="by when it is handed over")
    size = models.PositiveIntegerField(help_text="bytes of the envelope")
    digest = models.CharField(
        max_length=64, help_text="of the envelope: stands on the receipt, and is printed where it is opened"
    )
    handed_over_at = models.DateTimeField(null=True)
    handed_over_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    receipt = models.CharField(max_length=60, blank=True)
    late_told_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = Reports.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(handed_over_at=None, handed_over_by=None, receipt="")
                | (Q(handed_over_at__isnull=False, handed_over_by__isnull=False) & ~Q(receipt="")),
                name="sealed_report_is_handed_over_with_a_receipt",
            )
        ]

    PERSONAL = {
        "reference": "reference",
        "door": "code",
        "digest": "hash of what only the recipient can open",
        "receipt": "number of the receiving organ",
    }

    def __str__(self) -> str:
        return self.reference


class Envelope(Scoped):
    """What was said, shut for the recipient. The serving roles may add one and never read one."""

    report = models.OneToOneField(
        SealedReport, primary_key=True, on_delete=models.PROTECT, related_name="envelope"
    )
    content = models.BinaryField()

    PERSONAL = {"content": "shut for the recipient"}

    def __str__(self) -> str:
        return f"{self.pk}"
