"""Promises: what an official said would be done, by which day, and whether it was."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiyin.contacts.models.contact import Contact
from huiyin.orgs.models import Official, Scoped, Unit


class Promises(models.QuerySet["Promise"]):
    """Which promises."""

    def visible_to(self, official: Official, at: datetime) -> "Promises":
        """One's own, and those of the unit or area one coordinates, heads or supervises."""
        scope = Q(official=official)
        for path in official.standing(at).paths_of("coordinator", "unit_head", "supervisor"):
            scope |= Q(unit__path__startswith=path)
        return self.filter(scope)

    def open(self) -> "Promises":
        """Neither kept nor voided."""
        return self.filter(kept_at=None, voided_at=None)

    def overdue(self, day: date) -> "Promises":
        """Open and past their day."""
        return self.open().filter(due_on__lt=day)

    def soonest_first(self) -> "Promises":
        """By the day promised."""
        return self.order_by("due_on", "pk")


class Promise(Scoped):
    """Something an official said would be done by a day; made at a contact or in an answer."""

    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="promises")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="promises")
    about = models.CharField(max_length=40, blank=True)
    text = models.CharField(_("what was promised"), max_length=200)
    made_on = models.DateField()
    due_on = models.DateField(_("by which day"))
    kept_at = models.DateTimeField(null=True)
    kept_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    how_kept = models.CharField(_("what was done"), max_length=200, blank=True)
    voided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = Promises.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("made_on")), name="promise_due_not_before_made"),
            models.CheckConstraint(
                condition=Q(kept_at=None, kept_by=None) | Q(kept_at__isnull=False, kept_by__isnull=False),
                name="promise_kept_is_whole",
            ),
        ]

    PERSONAL = {"about": "reference", "text": "words of the official", "how_kept": "words of the official"}

    def __str__(self) -> str:
        return self.text
