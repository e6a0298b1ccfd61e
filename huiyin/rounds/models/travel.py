"""How far it is from place to place: where villages and seats stand, and a table of minutes where somebody keeps one."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from huiyin.orgs.models import Scoped, Unit


class Site(Scoped):
    """Where a village or the seat of a township stands on the map: of the place, never of a household or a person."""

    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    east = models.DecimalField(
        max_digits=9,
        decimal_places=6,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    north = models.DecimalField(
        max_digits=9,
        decimal_places=6,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    source = models.CharField(max_length=80)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ("place__path",)
        constraints = [
            models.UniqueConstraint(fields=["place"], name="one_site_a_place"),
            models.CheckConstraint(
                condition=Q(east__gte=-180, east__lte=180, north__gte=-90, north__lte=90),
                name="site_is_on_earth",
            ),
        ]

    PERSONAL = {"source": "name of a map or office; no personal data"}

    def __str__(self) -> str:
        return f"{self.place}"


class TravelTime(Scoped):
    """Minutes on the way from one place to another, as people there say; the way back may take longer."""

    from_place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ("from_place__path", "to_place__path")
        constraints = [
            models.UniqueConstraint(fields=["from_place", "to_place"], name="one_travel_time_a_pair"),
            models.CheckConstraint(
                condition=~Q(from_place=F("to_place")), name="travel_leads_somewhere_else"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_place} – {self.to_place}"
