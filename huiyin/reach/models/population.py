"""How many households live in a village, and how many of each group: aggregates with their source, never a person."""

from datetime import date

from django.db import models
from django.db.models import Q

from huiyin.orgs.models import Scoped, Unit


class Populations(models.QuerySet["Population"]):
    """Which figures."""

    def standing_on(self, day: date) -> "Populations":
        """Of each village and group, the latest figure as of that day."""
        known = self.filter(as_of__lte=day)
        return known.order_by("place", "group", "-as_of", "-pk").distinct("place", "group")

    def within(self, paths: tuple[str, ...]) -> "Populations":
        """Of the villages below these paths."""
        scope = Q(pk=None)
        for path in paths:
            scope |= Q(place__path__startswith=path)
        return self.filter(scope)


class Population(Scoped):
    """So many households of a village, in all (`group` empty) or of one group, as of a day, by a source."""

    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="populations")
    group = models.CharField(max_length=30, blank=True, default="")
    households = models.PositiveIntegerField()
    as_of = models.DateField()
    source = models.CharField(max_length=80)
    entered_at = models.DateTimeField()

    objects = Populations.as_manager()

    class Meta:
        ordering = ("place__path", "group", "-as_of")
        constraints = [
            models.UniqueConstraint(fields=["place", "group", "as_of"], name="population_once_a_day"),
        ]

    PERSONAL = {"group": "code of the charter", "source": "name of a publication or office; no personal data"}

    def __str__(self) -> str:
        return f"{self.place} {self.group} {self.as_of}"


class PopulationChange(Scoped):
    """A figure of who lives where that took the place of another: what stood there before, and who entered the new one.

    What is compared with the people met may not be made to fit them unseen: every change stands here for good.
    """

    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=30, blank=True, default="")
    before = models.PositiveIntegerField()
    before_as_of = models.DateField()
    before_source = models.CharField(max_length=80)
    after = models.PositiveIntegerField()
    as_of = models.DateField()
    source = models.CharField(max_length=80)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        ordering = ("at", "place__path", "group", "id")
        indexes = [models.Index(fields=["at"], name="population_changed_at")]

    PERSONAL = {
        "group": "code of the charter",
        "before_source": "name of a publication or office; no personal data",
        "source": "name of a publication or office; no personal data",
        "by": "who entered it, as the audit names them",
    }

    def __str__(self) -> str:
        return f"{self.place} {self.group} {self.before} {self.after}"
