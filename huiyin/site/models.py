"""When each line of the schedule last ran: a system of deadlines must be seen to keep its own."""

from django.db import models


class ClockLine(models.Model):
    """One line of the schedule and its last run."""

    name = models.CharField(max_length=60, unique=True)
    ran_at = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)
    failed = models.BooleanField(default=False)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
