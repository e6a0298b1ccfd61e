"""Events (what was done) and seals (proof that no event was changed or taken away since)."""

from django.db import models
from django.db.models import Func

from huiyin.audit.digests import DigestField


class CurrentTransaction(Func):
    """The id of the running transaction, kept with each event so that the sealing clock knows what has settled."""

    template = "(pg_current_xact_id()::text)::bigint"
    output_field = models.BigIntegerField()


class Seal(models.Model):
    """A closed run of events: how many, their root hash, and the seal before it."""

    at = models.DateTimeField()
    count = models.PositiveIntegerField()
    root = DigestField()
    previous = DigestField(blank=True)
    digest = DigestField(unique=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"seal {self.pk}: {self.count} events"


class Event(models.Model):
    """One deed. No foreign keys, keys instead of personal data; the web role can add but never change or remove."""

    county = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    deed = models.CharField(max_length=60)
    on = models.CharField(max_length=120)
    facts = models.JSONField(default=dict)
    transaction = models.BigIntegerField(db_default=CurrentTransaction(), editable=False)
    seal = models.ForeignKey(Seal, null=True, on_delete=models.PROTECT, related_name="events", editable=False)

    class Meta:
        ordering = ("id",)
        indexes = [
            models.Index(fields=["county", "on"]),
            models.Index(fields=["id"], name="audit_unsealed", condition=models.Q(seal__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.deed} on {self.on} by {self.by}"
