"""Secondments: an official serves for a time at a grass-roots unit and stays a member of the one that sent them."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q

from huiyin.orgs.models.county import Scoped
from huiyin.orgs.models.official import Official
from huiyin.orgs.models.unit import Unit
from huiyin.orgs.standing import LEADING


class Secondments(models.QuerySet["Secondment"]):
    """Which secondments."""

    def visible_to(self, official: Official, at: datetime) -> "Secondments":
        """One's own, and those from or to a unit that one coordinates, heads or supervises."""
        standing = official.standing(at)
        led = standing.scope("host_unit__", *LEADING) | standing.scope("home_unit__", *LEADING)
        return self.filter(Q(official=official) | led)

    def live_on(self, day: date) -> "Secondments":
        """In force on that day."""
        return self.filter(from_on__lte=day).filter(Q(until_on=None) | Q(until_on__gte=day))


class Secondment(Scoped):
    """An official's time at a host unit (S23): used only to know where they serve and for whom a contact counts."""

    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="secondments")
    home_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    host_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    noted_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    objects = Secondments.as_manager()

    class Meta:
        ordering = ("-from_on", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="secondment_runs_forward"
            ),
            models.CheckConstraint(condition=~Q(host_unit=F("home_unit")), name="secondment_is_elsewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.official} · {self.host_unit}"
