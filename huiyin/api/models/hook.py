"""Where a system is called when something changed, how far it has been told, and what became of the last call."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiyin.api.models.system import System
from huiyin.orgs.models import Scoped
from huiyin.people.fields import SealedField


class Hooks(models.QuerySet["Hook"]):
    """Which addresses."""

    def due(self, at: datetime) -> "Hooks":
        """Who is to be called now, the longest waiting first: with a trial, or with what it has not been told."""
        behind = Q(off="", next_at__lte=at, system__last_change__gt=F("told"))
        trial = Q(trial_asked_at__lte=at) & ~Q(off=Hook.Off.STOPPED)
        return self.filter(trial | behind, system__ended_at=None).order_by("next_at", "pk")


class Hook(Scoped):
    """The address of one system: called one call after the other, each until it was taken.

    A call tells the numbers after `told` up to `upto`; both are equal while none is under way.
    """

    class Off(models.TextChoices):
        STOPPED = "stopped", _("switched off here")
        GONE = "gone", _("the other side says that this address is no more")
        PAUSED = "paused", _("nothing was taken there for days")

    system = models.OneToOneField(System, on_delete=models.PROTECT, related_name="hook")
    address = SealedField()
    secret = SealedField()
    old_secret = SealedField(blank=True, default="")
    old_until = models.DateTimeField(
        null=True, help_text="until then the old secret signs beside the new one"
    )
    off = models.CharField(max_length=8, choices=Off, blank=True)
    told = models.PositiveBigIntegerField(help_text="number of the last change that was taken there")
    upto = models.PositiveBigIntegerField(help_text="number of the last change of the call under way")
    next_at = models.DateTimeField(help_text="not called before then")
    begun_at = models.DateTimeField(null=True, help_text="a call that has not come back yet")
    tries = models.PositiveSmallIntegerField(default=0, help_text="of the call under way")
    broken_off = models.PositiveSmallIntegerField(
        default=0, help_text="calls of which nobody knows how they ended: they may have come more than once"
    )
    broken_at = models.DateTimeField(null=True, help_text="when the last of these began")
    failing_since = models.DateTimeField(null=True, help_text="since then nothing was taken")
    called_at = models.DateTimeField(null=True, help_text="the last call that came back")
    taken_at = models.DateTimeField(null=True, help_text="the last call that was taken")
    reason = models.CharField(max_length=16, blank=True, help_text="why the last call was not taken")
    status = models.PositiveSmallIntegerField(null=True, help_text="what it answered")
    trial_asked_at = models.DateTimeField(null=True, help_text="a trial that is to leave")
    trial_at = models.DateTimeField(null=True, help_text="the last trial that left")
    trial_reason = models.CharField(max_length=16, blank=True)
    trial_status = models.PositiveSmallIntegerField(null=True)

    objects = Hooks.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(upto__gte=F("told")), name="hook_tells_forward"),
        ]

    PERSONAL = {
        "address": "sealed",
        "secret": "sealed",
        "old_secret": "sealed",
        "off": "code",
        "reason": "code",
        "trial_reason": "code",
    }

    def __str__(self) -> str:
        return f"hook of {self.system_id}"

    @property
    def is_stuck(self) -> bool:
        """Whether the other side takes nothing, or has not for days; not where it was switched off here."""
        return self.off in (Hook.Off.GONE, Hook.Off.PAUSED) or (
            not self.off and self.failing_since is not None
        )

    def secrets(self, at: datetime) -> list[str]:
        """Which sign now, the newest first."""
        old = self.old_secret if self.old_until is not None and at < self.old_until else ""
        return [one for one in (self.secret, old) if one]
