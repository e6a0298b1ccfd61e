"""Who is on duty at a desk, day by day."""

from datetime import date, datetime

from django.db import models

from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.orgs.standing import DESK, LEADING


class DutyDays(models.QuerySet["DutyDay"]):
    """Which days of duty."""

    def visible_to(self, official: Official, at: datetime) -> "DutyDays":
        """One's own, and those of the desks where one sits or that one leads."""
        standing = official.standing(at)
        return self.filter(standing.scope("unit__", *DESK, *LEADING) | models.Q(official=official))

    def of_week(self, first: date, end: date) -> "DutyDays":
        """The days of `[first, end)`, each with who it is."""
        return self.filter(day__gte=first, day__lt=end).select_related("official").order_by("day", "pk")


class DutyDay(Scoped):
    """Somebody is on duty at the desk of a unit on a day."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()

    objects = DutyDays.as_manager()

    class Meta:
        ordering = ("day", "id")
        constraints = [
            models.UniqueConstraint(fields=["unit", "day", "official"], name="on_duty_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.day}"
