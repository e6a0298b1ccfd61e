"""What is heard in a township, by topic, as it goes to the unit above: households, told in steps (S12, ADR 18)."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Appointment, Official, Scoped, Unit
from huiyin.orgs.standing import LEADING


class Digests(models.QuerySet["Digest"]):
    """Which digests."""

    def visible_to(self, official: Official, at: datetime) -> "Digests":
        """Drafts to who leads the unit itself, what has gone up to everybody who leads it or a unit above it.

        Where at that moment nobody leads the unit but who wrote it, those above read the draft: somebody has to be the
        second.
        """
        standing = official.standing(at)
        own = [hat.unit_id for hat in standing.hats if hat.capacity in LEADING]
        led = Unit.objects.led_by(standing).values("pk")
        readers = Appointment.objects.live_on(local_day(at, official.county)).filter(
            post__unit=OuterRef("unit"), post__capacities__overlap=list(LEADING), official__is_active=True
        )
        others = Exists(readers.exclude(official=OuterRef("written_by")))
        return self.filter(Q(unit__in=own) | Q(unit__in=led) & (Q(cleared_at__isnull=False) | ~others))

    def gone_up(self) -> "Digests":
        """Read by a second person and handed on."""
        return self.filter(cleared_at__isnull=False)


class Digest(Scoped):
    """A quarter of a unit and all below it: how many households raised each topic, and what a person wrote about it.

    `counts` holds a pair for each topic that is told of, its code and how many about, in whole steps of `step`.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    first = models.DateField()
    end = models.DateField()
    counts = models.JSONField()
    step = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    written_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    cleared_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    cleared_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    objects = Digests.as_manager()

    class Meta:
        ordering = ("-first", "unit__path")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "first"], name="digest_once_a_quarter"),
            models.CheckConstraint(
                condition=Q(cleared_by=None, cleared_at=None)
                | (Q(cleared_by__isnull=False, cleared_at__isnull=False) & ~Q(cleared_by=F("written_by"))),
                name="digest_read_by_another",
            ),
        ]

    PERSONAL = {
        "counts": "counts of households, told in steps only",
        "words": "about topics, read by a second person so that nobody is recognised",
    }

    def __str__(self) -> str:
        return f"{self.unit} {self.first}"
