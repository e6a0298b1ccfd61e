"""What is kept ready of the figures of service, so that a page need not look at every matter: see `kpis.adding_up`."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from huiyin.orgs.models import Scoped

WHOLE = 0  # in place of the key of a unit: all units of the county together


class ServiceSum(Scoped):
    """How many more of what a unit took in counted in a part of a figure from a moment on; fewer, where it is negative."""

    family = models.CharField(max_length=14, help_text="which of them are read together: mostly the cohort")
    unit_key = models.BigIntegerField(help_text="the unit, or 0: all of them")
    month = models.DateField(help_text="the first day of the month of receipt, or of the last day of a clock")
    since = models.DateTimeField(help_text="from when on they are counted")
    of = models.CharField(max_length=40, help_text="which part of which figure")
    days = models.IntegerField(default=0, help_text="how many working days it took, where that is measured")
    n = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "family", "unit_key", "month", "since", "of", "days"],
                include=["n"],
                name="service_sum_once",
            ),
        ]

    PERSONAL = {"family": "code", "of": "code, of counts"}

    def __str__(self) -> str:
        return f"{self.unit_key} {self.month} {self.of} {self.n}"


class ServiceFolding(Scoped):
    """Of which moments the figures of service are kept ready beside the ends of months, and on what they stand."""

    ticks = ArrayField(models.DateTimeField(), default=list, help_text="the last: up to when all is added up")
    stands_on = models.CharField(
        max_length=32, help_text="the mark of the working days and of what is counted"
    )
    said_at = models.DateTimeField(help_text="when what residents said changed last")
    checked_at = models.DateTimeField(
        null=True, help_text="when some was counted from nothing last; empty: to be done"
    )
    drifted = models.PositiveIntegerField(default=0, help_text="sums that the last count had to put right")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county"], name="one_service_folding_a_county")]

    PERSONAL = {"ticks": "moments, no personal data", "stands_on": "marks of tables"}

    def __str__(self) -> str:
        return f"{self.ticks[-1:]}"
