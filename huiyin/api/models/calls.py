"""What a system asked: its last calls for a day, and counts by day; never what stood in them."""

from datetime import datetime

from django.db import models

from huiyin.api.models.system import System
from huiyin.orgs.models import Scoped


class Calls(models.QuerySet["Call"]):
    """Which calls."""

    def since(self, moment: datetime) -> "Calls":
        """After that moment."""
        return self.filter(at__gt=moment)

    def older_than(self, moment: datetime) -> "Calls":
        """No longer needed."""
        return self.filter(at__lte=moment)


class Call(Scoped):
    """One call: which operation, with which key, and how it ended."""

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="calls", db_index=False)
    at = models.DateTimeField(db_index=True)
    operation = models.CharField(max_length=40)
    status = models.PositiveSmallIntegerField()
    tail = models.CharField(max_length=4, help_text="of the key it came with")

    objects = Calls.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        indexes = [models.Index(fields=["system", "at"], name="call_of_system")]

    PERSONAL = {"operation": "code", "tail": "part of a key of a system"}

    def __str__(self) -> str:
        return f"{self.operation} {self.status}"


class DayOfCalls(Scoped):
    """How many calls a system made on a day, and how many of them were refused."""

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="days", db_index=False)
    day = models.DateField()
    calls = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-day",)
        constraints = [models.UniqueConstraint(fields=["system", "day"], name="day_of_calls_once")]

    def __str__(self) -> str:
        return f"{self.system} {self.day}"
