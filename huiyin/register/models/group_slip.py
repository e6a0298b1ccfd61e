"""Slips with which a household says itself which groups it belongs to, with no official in between (S08)."""

from datetime import date, datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from huiyin.orgs.calendar import start_of
from huiyin.orgs.models import County, Official, Scoped, Unit
from huiyin.people.models import ConsentRecord, Household
from huiyin.register.models.assignment import Assignment


class GroupSlips(models.QuerySet["GroupSlip"]):
    """Which slips."""

    def pending(self) -> "GroupSlips":
        """Neither used nor replaced; their time may be over."""
        return self.filter(used_at=None, ended_at=None)

    def open_at(self, at: datetime) -> "GroupSlips":
        """That can be used at this moment, for a household that is on the register and agrees to be."""
        agreed = ConsentRecord.objects.live().filter(
            resident__household=OuterRef("household"), resident__anonymised_at=None
        )
        return self.pending().filter(Exists(agreed), expires_at__gt=at, household__voided_at=None)

    def used_for(self, branch: Unit, first: date, end: date, *, county: County) -> "GroupSlips":
        """Used on the days [first, end) by households whose line was at this branch then, in the order of giving."""
        lines = Assignment.objects.filter(unit=branch, started_on__lt=end).exclude(ended_on__lte=first)
        return (
            self.filter(household__in=lines.values("household"))
            .filter(used_at__gte=start_of(first, county), used_at__lt=start_of(end, county))
            .select_related("household", "given_by")
            .order_by("given_at", "pk")
        )


class GroupSlip(Scoped):
    """One slip, used once. Its code cannot be read back from what is kept here."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="group_slips")
    code_index = models.CharField(max_length=64)
    given_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(
        null=True, help_text="when a newer one took its place, or nobody agreed any more"
    )

    objects = GroupSlips.as_manager()

    class Meta:
        ordering = ("-given_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(used_at=None, ended_at=None),
                name="one_open_group_slip_each",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("given_at")), name="group_slip_lasts"),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(ended_at=None), name="group_slip_used_or_ended"
            ),
        ]

    PERSONAL = {"code_index": "blind index"}

    def __str__(self) -> str:
        return f"slip of {self.household}"
