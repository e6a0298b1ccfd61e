"""What is kept ready so that a county's page needs no recount: households met in a window, and villages' tallies."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from huiyin.orgs.models import Scoped, Unit
from huiyin.people.models import Household


class Met(Scoped):
    """One household in one window: how often it was met. Derived from the contacts alone (reach.counting)."""

    window = models.CharField(max_length=8)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    contacts = models.PositiveIntegerField(
        help_text="standing contacts in the window; 0 once all are struck out"
    )
    often = models.PositiveIntegerField(
        default=0, help_text="the same with those struck out so late that it was no slip of the pen"
    )
    groups = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    is_new = models.BooleanField(
        help_text="not met in the twelve months before its first contact in the window"
    )
    quarters = models.PositiveSmallIntegerField(help_text="ended quarters of the window in which it was met")
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "window", "household"], name="met_once_a_window"),
            models.CheckConstraint(
                condition=Q(contacts=0, first_on=None, last_on=None)
                | Q(contacts__gt=0, first_on__isnull=False, last_on__isnull=False),
                name="met_has_its_days",
            ),
        ]
        indexes = [models.Index(fields=["place", "window"], name="met_of_a_village")]

    PERSONAL = {"window": "code", "groups": "declared by the household, counts only"}

    def __str__(self) -> str:
        return f"{self.household_id} {self.window}"


class Tallies(models.QuerySet["Tally"]):
    """Which tallies."""

    def within(self, paths: tuple[str, ...]) -> "Tallies":
        """Of the villages below these paths."""
        scope = Q(pk=None)
        for path in paths:
            scope |= Q(place__path__startswith=path)
        return self.filter(scope)


class Tally(Scoped):
    """One village in one window. A household lives in one village, so tallies of villages add up to any area."""

    window = models.CharField(max_length=8)
    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    households = models.PositiveIntegerField(help_text="distinct households met")
    undeclared = models.PositiveIntegerField(help_text="of them, those that declare no group")
    is_new = models.PositiveIntegerField(help_text="of them, those not met in the twelve months before")
    steady = models.PositiveIntegerField(help_text="of them, those met in every ended quarter of the window")
    contacts = models.PositiveIntegerField(help_text="contacts with these households")
    occasions = models.PositiveIntegerField(
        help_text="contacts at the village without a household: forums, talks"
    )
    talked = models.PositiveIntegerField(help_text="contacts of both kinds at which something was said")
    differing = models.PositiveIntegerField(help_text="of them, those with a differing view heard")
    groups = models.JSONField(default=dict, help_text="group -> distinct households met")
    spread = models.JSONField(default=dict, help_text="contacts a household -> households")
    group_last = models.JSONField(default=dict, help_text="group -> last day on which one of it was met")
    last_on = models.DateField(null=True, help_text="last day with any contact in the window")

    objects = Tallies.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "window", "place"], name="tally_once_a_window"),
        ]

    PERSONAL = {
        "window": "code",
        "groups": "counts by code",
        "spread": "counts",
        "group_last": "days by code",
    }

    def __str__(self) -> str:
        return f"{self.place_id} {self.window}"


class Counting(Scoped):
    """How far the counting of a county has come: which records it has seen, for which day, and its last check."""

    looked_until = models.DateTimeField()
    day = models.DateField(help_text="the day on which the rolling window ends")
    checked_at = models.DateTimeField(null=True)
    drifted = models.PositiveIntegerField(default=0, help_text="rows that the last check had to put right")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county"], name="one_counting_a_county")]

    def __str__(self) -> str:
        return f"{self.day}"
