"""Call-backs: a resident is asked whether what was written down is right, by somebody from outside the branch."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.contacts.models import Contact
from huiyin.inspection.models.inspection import Inspection
from huiyin.orgs.models import Official, Scoped


class CallBacks(models.QuerySet["CallBack"]):
    """Which call-backs."""

    def visible_to(self, official: Official, at: datetime) -> "CallBacks":
        """Of inspections one carries out or supervises; never of one's own branch, so that nobody is pressed."""
        standing = official.standing(at)
        scope = Q(inspection__inspector=official) | standing.scope("inspection__branch__", "supervisor")
        return self.filter(scope).exclude(inspection__branch__in=standing.unit_ids)

    def open(self) -> "CallBacks":
        """Without a result yet."""
        return self.filter(result="")


class CallBack(Scoped):
    """One drawn record and what the resident said of it. Not reached means unverified, not false."""

    class Result(models.TextChoices):
        OPEN = "", _("not asked yet")
        CONFIRMED = "confirmed", _("confirmed")
        DIFFERS = "differs", _("differs from the record")
        UNVERIFIED = "unverified", _("not reached: unverified, not false")
        NOBODY = "nobody", _("no one to ask: unverified")

    class Met(models.TextChoices):
        UNKNOWN = "", "—"
        YES = "yes", _("yes")
        NO = "no", _("no")

    class AsSaid(models.TextChoices):
        UNKNOWN = "", "—"
        YES = "yes", _("yes, as I said it")
        MISSING = "missing", _("something is missing")
        NO = "no", _("no, I said something else")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="call_backs")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="call_backs")
    number = models.PositiveSmallIntegerField()
    result = models.CharField(max_length=10, choices=Result, default=Result.OPEN, blank=True)
    met = models.CharField(max_length=3, choices=Met, blank=True, default="")
    as_said = models.CharField(
        max_length=7,
        choices=AsSaid,
        blank=True,
        default="",
    )
    critical = models.CharField(
        max_length=3,
        choices=Met,
        blank=True,
        default="",
    )
    unsolved = models.CharField(max_length=24, blank=True, help_text="a closed matter that is not solved")
    note = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True)

    objects = CallBacks.as_manager()

    class Meta:
        ordering = ("inspection", "number")
        constraints = [
            models.UniqueConstraint(fields=["inspection", "contact"], name="one_call_back_per_record"),
            models.CheckConstraint(
                condition=Q(result="", settled_at=None) | (~Q(result="") & Q(settled_at__isnull=False)),
                name="call_back_result_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(result__in=["confirmed", "differs"]) | (~Q(met="") & ~Q(as_said="")),
                name="call_back_result_has_its_answers",
            ),
        ]

    PERSONAL = {
        "result": "code",
        "met": "code",
        "as_said": "code",
        "critical": "code",
        "unsolved": "reference",
        "note": "free text, checked for numbers and ids on entry",
    }

    def __str__(self) -> str:
        return f"{self.inspection} ({self.number})"


class CallTry(Scoped):
    """One time the telephone rang: who rang, when, and whether the right person answered."""

    call_back = models.ForeignKey(CallBack, on_delete=models.PROTECT, related_name="tries")
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reached = models.BooleanField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.call_back} {self.at:%Y-%m-%d}"
