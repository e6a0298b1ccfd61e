"""Slips: with one an official comes in once and chooses a password that nobody else knows."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from huiyin.orgs.models.county import Scoped
from huiyin.orgs.models.official import Official


class Slips(models.QuerySet["Slip"]):
    """Which slips."""

    def visible_to(self, official: Official, at: datetime) -> "Slips":
        """To who gives them."""
        return self.all() if Official.Administers.SECURITY in official.administers else self.none()

    def pending(self) -> "Slips":
        """Neither used nor replaced; their time may be over."""
        return self.filter(used_at=None, ended_at=None)

    def open_at(self, at: datetime) -> "Slips":
        """That open the way in at this moment, to somebody who is not locked."""
        return self.pending().filter(expires_at__gt=at, official__is_active=True)


class Slip(Scoped):
    """A way in, given once: neither its code nor its link can be read back from what is kept here."""

    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="slips")
    code_index = models.CharField(max_length=64)
    link_index = models.CharField(max_length=64, db_index=True)
    given_by = models.CharField(max_length=80, help_text="as the audit names them")
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="when a newer one took its place")

    objects = Slips.as_manager()

    class Meta:
        ordering = ("-given_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["official"], condition=Q(used_at=None, ended_at=None), name="one_open_slip_each"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("given_at")), name="slip_lasts"),
        ]

    def __str__(self) -> str:
        return f"slip of {self.official}"
