"""Deadlines: each running clock of a matter, with the working that shows how its date was reached."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiyin.matters.models.matter import Matter
from huiyin.orgs.models import Scoped


class Deadlines(models.QuerySet["Deadline"]):
    """Which deadlines."""

    def running(self) -> "Deadlines":
        """Not stopped."""
        return self.filter(stopped_at=None)

    def to_remind(self, at: datetime) -> "Deadlines":
        """Running, with the reminder's moment come."""
        return self.running().filter(remind_at__lte=at)

    def to_chase(self, at: datetime) -> "Deadlines":
        """Running, overdue, with the next chasing's moment come."""
        return self.running().filter(chase_at__lte=at)

    def run_out(self, day: date) -> "Deadlines":
        """Windows that have passed (such as the time for rating)."""
        return self.running().filter(kind=Deadline.Kind.RATE, due_on__lt=day)

    def not_put_off(self, at: datetime) -> "Deadlines":
        """Leaving out those that failed a short while ago: they are tried again later, and hide nobody till then."""
        return self.filter(Q(put_off_until=None) | Q(put_off_until__lte=at))

    def provisional(self) -> "Deadlines":
        """Running, on a year whose days off were not announced when the date was worked out."""
        return self.running().filter(is_provisional=True)


class Deadline(Scoped):
    """One clock: what it runs from, how long, when it ends."""

    class Kind(models.TextChoices):
        TRIAGE = "triage", _("to be looked at")
        ROUTE = "route", _("to be routed")
        SIGN = "sign", _("to be accepted")
        FIRST_CONTACT = "first_contact", _("first action")
        HANDLE = "handle", _("to be answered")
        RATE = "rating", _("to be rated")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="deadlines")
    kind = models.CharField(max_length=20)
    round = models.PositiveSmallIntegerField(default=1)
    started_on = models.DateField()
    n = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=2)
    due_on = models.DateField(help_text="due_legal: rolled to a working day")
    due_conservative_on = models.DateField(help_text="not rolled; reminders count from it")
    is_provisional = models.BooleanField(default=False)
    working = models.JSONField(default=dict, help_text="how the date was reached, per language")
    source = models.CharField(max_length=120, blank=True)
    remind_at = models.DateTimeField(null=True)
    chase_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True, help_text="set once, when found overdue")
    rung = models.PositiveSmallIntegerField(default=0)
    stopped_at = models.DateTimeField(null=True)
    put_off_until = models.DateTimeField(null=True, help_text="the clock failed at it and tries again then")

    objects = Deadlines.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        indexes = [
            models.Index(fields=["remind_at"], condition=Q(stopped_at=None), name="deadline_remind"),
            models.Index(fields=["chase_at"], condition=Q(stopped_at=None), name="deadline_chase"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "kind"], condition=Q(stopped_at=None), name="one_running_clock_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("due_conservative_on")), name="legal_not_before_conservative"
            ),
            models.CheckConstraint(
                condition=Q(stopped_at=None) | Q(remind_at=None, chase_at=None),
                name="stopped_clock_is_silent",
            ),
        ]

    PERSONAL = {"kind": "code", "unit": "code", "working": "dates in words", "source": "law and article"}

    def __str__(self) -> str:
        return f"{self.matter} {self.kind} {self.due_on}"

    @property
    def kind_words(self) -> str:
        """What it waits for, in a word."""
        return str(Deadline.Kind(self.kind).label) if self.kind in Deadline.Kind.values else self.kind
