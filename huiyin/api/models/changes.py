"""What changed of the matters that a system follows, in an order without gaps: numbered by the clock, after the fact."""

from django.db import models

from huiyin.api.models.system import System
from huiyin.orgs.models import Scoped


class Change(Scoped):
    """One step of a matter, under the next number of one system; what is read with it is how the matter stands now."""

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="changes", db_index=False)
    sequence = models.PositiveBigIntegerField()
    reference = models.CharField(max_length=24)
    what = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering = ("sequence",)
        constraints = [models.UniqueConstraint(fields=["system", "sequence"], name="change_numbered_once")]

    PERSONAL = {"reference": "reference", "what": "code"}

    def __str__(self) -> str:
        return f"{self.sequence} {self.what} {self.reference}"


class Noted(Scoped):
    """How far the sealed trail of a county has been looked through for changes."""

    seal = models.BigIntegerField()
    event = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county"], name="noted_once")]

    def __str__(self) -> str:
        return f"seal {self.seal}"
