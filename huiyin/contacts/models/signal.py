"""Signals: what in an official's own records may need a second look; shown to the author first."""

from collections.abc import Iterable
from datetime import date, datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.orgs.models import Official, Scoped


class Signals(models.QuerySet["Signal"]):
    """Which signals."""

    def visible_to(self, official: Official, at: datetime) -> "Signals":
        """One's own and nobody else's, whatever one's post."""
        return self.filter(official=official)

    def open(self) -> "Signals":
        """Neither explained nor settled by a correction."""
        return self.filter(explained_at=None, withdrawn_at=None)

    def for_inspection(
        self, official_ids: Iterable[int], first: date, end: date, told_before: datetime
    ) -> "Signals":
        """What an inspection of these officials may read: of days in [first, end), told to the author before that moment.

        The author has had until then to explain or correct; what a correction settled is not shown.
        """
        return self.filter(
            official__in=list(official_ids),
            about_on__gte=first,
            about_on__lt=end,
            found_at__lt=told_before,
            withdrawn_at=None,
        )


class Signal(Scoped):
    """One thing that stood out, with the contacts it concerns and what its author says of it. It weighs nothing."""

    class Kind(models.TextChoices):
        COPIED = "copied", _("nearly the same words at different households")
        BULK = "bulk", _("many earlier contacts entered shortly before a report was due")
        NIGHT = "night", _("many contacts entered in one night")
        CROWDED = "crowded", _("more visits than one day usually holds")
        TWICE = "twice", _("a household that is on record already under another number")
        RETURNED = "returned", _("a household that withdrew or was taken off seems to be back as a new one")
        COLLEAGUE = "colleague", _("somebody with the telephone or name of an official")
        TABLE = "table", _("figures of who lives where that took the place of others")
        OVERLAP = "overlap", _("two contacts at the same time")

    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="signals")
    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=80, help_text="what makes it the same signal when it is found again")
    about_on = models.DateField()
    references = ArrayField(models.CharField(max_length=24))
    facts = models.JSONField(default=dict)
    found_at = models.DateTimeField()
    explanation = models.CharField(max_length=400, blank=True)
    explained_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = Signals.as_manager()

    class Meta:
        ordering = ("-found_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["official", "kind", "key"], name="signal_found_once"),
            models.CheckConstraint(
                condition=Q(explained_at=None, explanation="")
                | (Q(explained_at__isnull=False) & ~Q(explanation="")),
                name="signal_explained_is_whole",
            ),
        ]

    PERSONAL = {
        "kind": "code",
        "key": "references and days",
        "references": "references of contacts",
        "facts": "counts and days",
        "explanation": "words of the official about their own records",
    }

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class SignalWatch(Scoped):
    """Up to which moment a county's records have been looked through; one row a county."""

    looked_until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county"], name="one_signal_watch_per_county")]

    def __str__(self) -> str:
        return str(self.looked_until)
