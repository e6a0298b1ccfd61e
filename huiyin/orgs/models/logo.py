"""The logo of a county: pictures that were offered for the head of its pages; which one is shown says the county."""

from django.db import models

from huiyin.orgs.models.county import Scoped
from huiyin.orgs.models.official import Official


class Logo(Scoped):
    """A small picture, drawn anew from what was sent. Never changed: another one is entered beside it."""

    digest = models.CharField(max_length=16, help_text="of the picture; it stands in its address")
    content = models.BinaryField()
    entered_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "digest"], name="logo_kept_once")]

    def __str__(self) -> str:
        return self.digest
