"""Logos: pictures that were offered for pages and papers; which one is shown says the county, or a unit of its papers."""

from datetime import datetime

from django.db import models

from huiyin.orgs.models.county import County, Scoped
from huiyin.orgs.models.official import Official
from huiyin.orgs.models.unit import Unit


class Logos(models.QuerySet["Logo"]):
    """Which pictures."""

    def visible_to(self, official: Official, _at: datetime) -> "Logos":
        """All that were offered, to who keeps the system; others see the one that is shown."""
        return self.all() if Official.Administers.SYSTEM in official.administers else self.none()

    def shown_by(self, county: County) -> "Logo":
        """The one in the heads of its pages."""
        return self.get(digest=county.logo)

    def on_papers_of(self, path: str, county: County) -> "Logo | None":
        """That of the unit of this path, or of the nearest one above it that has one, or of the county."""
        keys = [int(key) for key in path.strip("/").split("/") if key]
        own = Unit.objects.filter(pk__in=keys).exclude(logo="").order_by("-path")
        digest = own.values_list("logo", flat=True).first() or county.logo
        return self.filter(digest=digest).first() if digest else None


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
