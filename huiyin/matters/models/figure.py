"""What is kept ready so that a report need not look at every matter: how many stand how, as the deeds have left them.

A deed never waits for another one's figures: the database appends what it changes, and the clock adds that up.
"""

from datetime import date

from django.db import models
from django.db.models import Q

from huiyin.orgs.models import Scoped, Unit


class FigureChange(Scoped):
    """One matter more, or less, that stands so, or one deed more that helped so: written by the database itself with it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    month = models.DateField(help_text="the first day of the month of receipt, or of the deed that helped")
    at = models.DateTimeField(help_text="from when on")
    stands = models.CharField(
        max_length=100, blank=True, help_text="origin, state, level, charter and outcome, a bar between"
    )
    is_counted = models.BooleanField(help_text="neither withdrawn nor merged")
    topic = models.CharField(max_length=60, blank=True)
    source_org = models.CharField(max_length=30, blank=True)
    help = models.TextField(blank=True, default="", help_text="means; fields: of a deed that helped")
    n = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(n__in=[1, -1]), name="figure_changes_by_one"),
        ]

    PERSONAL = {
        "stands": "codes, of a single matter until an hour later they are added up",
        "topic": "code",
        "source_org": "code of the charter",
        "help": "codes of the charter",
    }

    def __str__(self) -> str:
        return f"{self.n:+d} {self.stands}"


class FigureSum(Scoped):
    """How many matters that a unit received in a month came to stand so in another month, those that left it taken off.

    Of deeds that helped: how many there were in the month.
    """

    class Of(models.TextChoices):
        """By what they are told apart."""

        STANDS = "stands"
        TOPIC = "topic"
        SOURCE = "source"
        HELP = "help"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    month = models.DateField(help_text="the first day of the month of receipt, or of the deeds")
    changed = models.DateField(help_text="the first day of the month in which they came to stand so")
    of = models.CharField(max_length=6, choices=Of)
    key = models.TextField(blank=True)
    n = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "unit", "month", "changed", "of", "key"],
                include=["n"],
                name="figure_once",
            ),
        ]

    PERSONAL = {"of": "code", "key": "codes, of counts"}

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month} {self.key} {self.n}"


class FigureFolding(Scoped):
    """How far the changes of a county have been added up, and what the last count from nothing found."""

    until = models.DateTimeField(help_text="every change up to then that was there is in a sum")
    checked_at = models.DateTimeField()
    drifted = models.PositiveIntegerField(default=0, help_text="sums that the last count had to put right")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county"], name="one_figure_folding_a_county")]

    def __str__(self) -> str:
        return f"{self.until}"


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)
