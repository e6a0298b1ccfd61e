"""Recusals: an official who keeps out of a matter, as it touches them or their own (I-20; Petition Regulations, art. 28)."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, Q

from huiyin.orgs.models import Official, Scoped


class Recusals(models.QuerySet["Recusal"]):
    """Which recusals."""

    def keeping_out(self, official: Official) -> Q:
        """Of matters: those that this official has declared an interest in."""
        return Q(pk__in=self.filter(official=official).values("matter"))

    def of_handlers(self) -> Q:
        """Of matters: those whose handler has, so that somebody else has to be named."""
        return Q(pk__in=self.filter(official=F("matter__handler")).values("matter"))

    def of_each(self) -> ArraySubquery:
        """Who keeps out of each matter of a list, for an annotation: one question however many rows."""
        return ArraySubquery(self.filter(matter=models.OuterRef("pk")).order_by("pk").values("official"))


class Recusal(Scoped):
    """An official has said that a matter touches them. Nothing of how: that is nobody's. Added, never changed.

    What the records themselves say, a telephone number of their own behind the matter, stands in no row: it is read
    whenever it is asked (`rules.recusal`).
    """

    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="recusals")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = Recusals.as_manager()

    class Meta:
        ordering = ("at", "id")
        constraints = [models.UniqueConstraint(fields=["matter", "official"], name="recused_once")]

    PERSONAL: dict[str, str] = {}

    def __str__(self) -> str:
        return f"{self.matter} {self.official}"
