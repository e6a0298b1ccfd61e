"""Deadlines: each running clock of a matter, with the working that shows how its date was reached."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiyin.lib import workings
from huiyin.lib.workdays import Calendar
from huiyin.matters.models.matter import Matter
from huiyin.orgs.models import Scoped

WINDOWS = (
    "rating",
    "supplement",
    "review_request",
    "recheck_request",
)  # open to the resident, owed by nobody


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

    def run_out(self, kind: str, day: date) -> "Deadlines":
        """Windows of a kind that have passed (such as the time for rating)."""
        return self.running().filter(kind=kind, due_on__lt=day)

    def not_put_off(self, at: datetime) -> "Deadlines":
        """Leaving out those that failed a short while ago: they are tried again later, and hide nobody till then."""
        return self.filter(Q(put_off_until=None) | Q(put_off_until__lte=at))

    def reckoned_otherwise(self, days: Calendar) -> "Deadlines":
        """Running, on days off that were not announced when the date was worked out, or have been changed since."""
        spans = self.running().order_by().values_list("started_on", "due_on", "calendar").distinct()
        changed = Q(is_provisional=True)
        for first, last, mark in spans:
            if mark != days.mark(first, last):
                changed |= Q(started_on=first, due_on=last, calendar=mark)
        return self.running().filter(changed)

    def overrun(self, day: date) -> "Deadlines":
        """Running though their day is over, which is not written down yet; a window is nobody's to miss."""
        return self.running().filter(due_on__lt=day, missed_at=None).exclude(kind__in=WINDOWS)

    def overrun_by_the_hour(self, at: datetime) -> "Deadlines":
        """Running past the hour that an order states, which is not written down yet."""
        return self.running().filter(due_at__lt=at, missed_at=None)

    def told_of(self) -> "Deadlines":
        """What the page of a matter tells: the running ones, and those that were missed."""
        return self.filter(Q(stopped_at=None) | Q(missed_at__isnull=False))


class Deadline(Scoped):
    """One clock: what it runs from, how long, when it ends."""

    class Kind(models.TextChoices):
        TRIAGE = "triage", _("to be looked at")
        ROUTE = "route", _("to be routed")
        SIGN = "sign", _("to be accepted")
        FIRST_CONTACT = "first_contact", _("first action")
        HANDLE = "handle", _("to be answered")
        SUPPLEMENT = "supplement", _("to be added by the person")
        HAND_OVER = "hand_over", _("receipt of the other organ")
        ADJUDICATE = "adjudicate", _("objection to be decided")
        DELIVERY = "delivery", _("answer to be brought to the person")
        CALLBACK = "callback", _("person to be called back")
        RATE = "rating", _("to be rated")
        TRANSFER = "transfer", _("to be forwarded")
        NOTIFY = "notify", _("to be told whether it is accepted")
        INTERIM = "interim", _("to be told how far it is")
        REVIEW_REQUEST = "review_request", _("a review may be asked for")
        REVIEW_DECIDE = "review_decide", _("review to be decided")
        RECHECK_REQUEST = "recheck_request", _("a recheck may be asked for")
        RECHECK_DECIDE = "recheck_decide", _("recheck to be decided")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="deadlines")
    kind = models.CharField(max_length=20)
    round = models.PositiveSmallIntegerField(default=1)
    moment = models.CharField(max_length=12, help_text="what it runs from, in the code of the charter")
    started_at = models.DateTimeField(help_text="when that was")
    started_on = models.DateField(help_text="the county's day of that moment")
    n = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=2)
    n_extended = models.PositiveSmallIntegerField(default=0, help_text="what was granted on top of n")
    unit_extended = models.CharField(max_length=2, blank=True)
    paused_days = models.PositiveSmallIntegerField(default=0, help_text="of a hearing, which do not count")
    printed_on = models.DateField(null=True, help_text="the day that the order states, in place of n days")
    due_at = models.DateTimeField(null=True, help_text="the hour of that day, where the order states one")
    due_on = models.DateField(help_text="due_legal: rolled to a working day")
    due_conservative_on = models.DateField(help_text="not rolled; reminders count from it")
    is_provisional = models.BooleanField(default=False)
    calendar = models.CharField(max_length=12, help_text="the mark of the days off by which it was reckoned")
    working = models.JSONField(
        default=list, help_text="how the date was reached: what was off or worked besides"
    )
    source = models.CharField(max_length=120, blank=True)
    remind_at = models.DateTimeField(null=True)
    chase_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True, help_text="when its day was over and it still ran")
    rung = models.PositiveSmallIntegerField(default=0)
    stopped_at = models.DateTimeField(null=True)
    put_off_until = models.DateTimeField(null=True, help_text="the clock failed at it and tries again then")

    objects = Deadlines.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        indexes = [
            models.Index(
                fields=["remind_at", "matter"], condition=Q(stopped_at=None), name="deadline_remind"
            ),
            models.Index(fields=["chase_at", "matter"], condition=Q(stopped_at=None), name="deadline_chase"),
            models.Index(fields=["due_on"], condition=Q(stopped_at=None), name="deadline_running"),
            models.Index(fields=["due_on"], name="deadline_due"),  # whose last day lay in a period
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

    PERSONAL = {
        "kind": "code",
        "unit": "code",
        "unit_extended": "code",
        "moment": "code",
        "calendar": "mark of a table",
        "working": "days that were off or worked",
        "source": "law and article",
    }

    def __str__(self) -> str:
        return f"{self.matter} {self.kind} {self.due_on}"

    @property
    def working_words(self) -> list[str]:
        """How its date was reached, in the reader's language; nothing where an order states it."""
        if self.printed_on is not None and not self.n_extended:
            return []
        start, n, unit = self.started_on, self.n + self.paused_days, self.unit
        notes = list(self.working)
        if self.n_extended:  # counted on from the date it had before, which stands in front
            start, n, unit = date.fromisoformat(notes.pop(0)), self.n_extended, self.unit_extended
        due = workings.again(start, n, unit, self.due_conservative_on, self.due_on, notes)
        return due.explain(get_language() or "en")

    @property
    def kind_words(self) -> str:
        """What it waits for, in a word."""
        return str(Deadline.Kind(self.kind).label) if self.kind in Deadline.Kind.values else self.kind
