"""Reception days: the office where people are received, and each session with the official who sits there."""

import uuid
from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiyin.orgs.calendar import local_day
from huiyin.orgs.dated import live_on
from huiyin.orgs.models import Official, Scoped, Unit


class ReceptionOffices(models.QuerySet["ReceptionOffice"]):
    """Which reception offices."""

    def visible_to(self, official: Official, at: datetime) -> "ReceptionOffices":
        """Those of units in which, or above which, one wears any hat, and those one is on the staff of."""
        near = official.standing(at).scope("unit__")
        return self.filter(Q(pk__in=_staffed_by(official, at)) | near)

    def open_on(self, day: date) -> "ReceptionOffices":
        """In use on that day."""
        return self.filter(live_on(day, "valid_from", "valid_to"))


class ReceptionOffice(Scoped):
    """Where people are received (S20): its unit, address and telephone, and the text of its duties."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reception_offices")
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=120)
    phone = models.CharField(max_length=30, blank=True)
    duty_text = models.TextField(blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    screen_key = models.CharField(max_length=32, blank=True, default="", editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = ReceptionOffices.as_manager()

    class Meta:
        ordering = ("unit__path", "name", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["county", "screen_key"], condition=~Q(screen_key=""), name="screen_key_once"
            ),
        ]

    PERSONAL = {
        "name": "name of an office",
        "address": "public address of an office",
        "phone": "public telephone of an office",
        "duty_text": "duties of an office, public",
        "screen_key": "opens a page of queue numbers, no personal data",
    }

    def __str__(self) -> str:
        return self.name


class Roster(models.QuerySet["ReceptionStaff"]):
    """Which lines of a roster."""

    def live_on(self, day: date) -> "Roster":
        """On the staff on that day."""
        return self.filter(live_on(day))


class ReceptionStaff(Scoped):
    """Somebody who runs the reception days of an office (S20), from which day to which."""

    office = models.ForeignKey(ReceptionOffice, on_delete=models.PROTECT, related_name="staff")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = Roster.as_manager()

    class Meta:
        ordering = ("official__name_key", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "official"], condition=Q(to_on=None), name="on_a_roster_once"
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="roster_runs_forward"
            ),
        ]

    PERSONAL: dict[str, str] = {}

    def __str__(self) -> str:
        return f"{self.official} · {self.office}"


def _staffed_by(official: Official, at: datetime) -> models.QuerySet[ReceptionStaff, int]:
    """The keys of the offices whose roster names this official on that day."""
    lines = ReceptionStaff.objects.filter(official=official).live_on(local_day(at, official.county))
    return lines.values_list("office", flat=True)


class ReceptionSessions(models.QuerySet["ReceptionSession"]):
    """Which sessions."""

    def visible_to(self, official: Official, at: datetime) -> "ReceptionSessions":
        """Those one sits at oneself, those of offices one is on the staff of, and those in or below one's units."""
        near = official.standing(at).scope("office__unit__")
        return self.filter(Q(official=official) | Q(office__in=_staffed_by(official, at)) | near)

    def in_hands_of(self, official: Official, at: datetime) -> "ReceptionSessions":
        """Those one sits at oneself, and those of offices one is on the staff of."""
        return self.filter(Q(official=official) | Q(office__in=_staffed_by(official, at)))

    def held(self) -> "ReceptionSessions":
        """The official was there, whether or not anybody came."""
        return self.filter(state=ReceptionSession.State.HELD)

    def planned_between(self, first: date, end: date) -> "ReceptionSessions":
        """On a day of [first, end)."""
        return self.filter(planned_on__gte=first, planned_on__lt=end)

    def public(self) -> "ReceptionSessions":
        """What was published once, with what became of it."""
        return self.filter(published_at__isnull=False)

    def taking_place(self) -> "ReceptionSessions":
        """Neither called off nor moved."""
        return self.exclude(state__in=[ReceptionSession.State.CANCELLED, ReceptionSession.State.MOVED])

    def still_to_come(self, day: date) -> "ReceptionSessions":
        """Published or going on, from that day on."""
        running = [ReceptionSession.State.PUBLISHED, ReceptionSession.State.OPEN]
        return self.filter(planned_on__gte=day, state__in=running)

    def overlooked(self, day: date) -> "ReceptionSessions":
        """Their day is over, and nobody said whether they were held."""
        running = [ReceptionSession.State.PUBLISHED, ReceptionSession.State.OPEN]
        return self.filter(planned_on__lt=day, state__in=running)

    def soonest_first(self) -> "ReceptionSessions":
        """By day and hour."""
        return self.order_by("planned_on", "begins", "pk")


class ReceptionSession(Scoped):
    """One session (rules §3.5): a named official, in a named office, on a day, from hour to hour."""

    class State(models.TextChoices):
        DRAFT = "draft", _("planned, not published yet")
        PUBLISHED = "published", _("published")
        OPEN = "open", _("going on")
        HELD = "held", _("held")
        CANCELLED = "cancelled", _("cancelled")
        MOVED = "moved", _("moved to another day")

    reference = models.CharField(max_length=24, unique=True)
    office = models.ForeignKey(ReceptionOffice, on_delete=models.PROTECT, related_name="sessions")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="reception_sessions")
    post_title = models.CharField(max_length=80)
    topic = models.CharField(max_length=120, blank=True)
    planned_on = models.DateField()
    begins = models.TimeField()
    ends = models.TimeField()
    slot_minutes = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    published_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    ended_reason = models.CharField(max_length=200, blank=True)
    short_notice = models.CharField(max_length=200, blank=True, default="")
    reminded_at = models.DateTimeField(null=True)
    moved_to = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="moved_from"
    )
    version = models.PositiveIntegerField(default=1)

    objects = ReceptionSessions.as_manager()

    class Meta:
        ordering = ("planned_on", "begins", "id")
        indexes = [
            models.Index(fields=["official", "planned_on"]),
            models.Index(fields=["office", "planned_on"]),
            models.Index(fields=["state", "planned_on"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="session_runs_forward"),
            models.CheckConstraint(condition=Q(slot_minutes__gte=5), name="session_slots_have_minutes"),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(held_at__isnull=False), name="held_session_says_when"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["cancelled", "moved"]) | ~Q(ended_reason=""),
                name="ended_session_says_why",
            ),
        ]

    PERSONAL = {
        "reference": "reference",
        "post_title": "public post of an official",
        "topic": "topics of a public session",
        "state": "code",
        "ended_reason": "no personal data",
        "short_notice": "no personal data",
    }

    def __str__(self) -> str:
        return self.reference

    @property
    def is_running(self) -> bool:
        """Published or going on: people may still come to it."""
        return self.state in (self.State.PUBLISHED, self.State.OPEN)

    @property
    def is_public(self) -> bool:
        """Whether the public knows of it."""
        return self.published_at is not None


class SessionChange(Scoped):
    """What was changed in a published session, why, and whether it was told in time: added, never altered."""

    class Kind(models.TextChoices):
        SUBSTITUTED = "substituted", _("another official receives")
        CANCELLED = "cancelled", _("called off")
        MOVED = "moved", _("moved to another day")

    session = models.ForeignKey(ReceptionSession, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=12, choices=Kind)
    before = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    is_late = models.BooleanField(default=False)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="session_change_says_why")]

    PERSONAL = {"kind": "code", "reason": "public reason, no personal data"}

    def __str__(self) -> str:
        return f"{self.session} {self.kind}"
