"""The real shapes of an area's villages, where somebody gave a file of them."""

from django.db import models

from huiyin.orgs.models import Scoped, Unit


class AreaShapes(Scoped):
    """Outlines of the villages of a county or township: the file as it was given, and what is drawn from it.

    One for each unit; another file takes its place. Without one, villages are drawn as tiles.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    geojson = models.TextField()
    drawing = models.JSONField(
        default=list, help_text="for each village: its code, the path, where its label stands, its box"
    )
    source = models.CharField(max_length=80)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "unit"], name="shapes_once_a_unit")]

    PERSONAL = {
        "geojson": "outlines of villages; no personal data",
        "source": "name of an office or publication; no personal data",
        "drawing": "outlines of villages; no personal data",
    }

    def __str__(self) -> str:
        return f"{self.unit_id} {self.source}"
