"""The logo of a county: pictures that were offered for the head of its pages; which one is shown says the county."""

from datetime import datetime

from django.db import models

from huiyin.orgs.models.county import County, Scoped
from huiyin.orgs.models.official import Official


class Logos(models.QuerySet["Logo"]):
    """Which pictures."""

    def visible_to(self, official: Official, _at: datetime) -> "Logos":
        """All that were offered, to who keeps the system; others see the one that is shown."""
        return self.all() if Official.Administers.SYSTEM in official.administers else self.none()

    def shown_by(self, county: County) -> "Logo":
        """The one in the heads of its pages."""
        return self.get(digest=county.logo)


class Logo(Scoped):
    """A small picture, drawn anew from what was sent. Never changed: another one is entered beside it."""

    digest = models.CharField(max_length=16, help_text="of the picture; it stands in its address")
    content = models.BinaryField()
    entered_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects = Logos.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "digest"], name="logo_kept_once")]

    def __str__(self) -> str:
        return self.digest
