"""Reception days: the office where people are received, and each session with the official who sits there."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiyin.orgs.models import Official, Scoped, Unit


class ReceptionOffices(models.QuerySet["ReceptionOffice"]):
    """Which reception offices."""

    def visible_to(self, official: Official, at: datetime) -> "ReceptionOffices":
        """Those of units in which, or above which, one wears any hat."""
        scope = Q(pk=None)
        for path in official.standing(at).paths:
            scope |= Q(unit__path__startswith=path)
        return self.filter(scope)

    def open_on(self, day: date) -> "ReceptionOffices":
        """In use on that day."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gt=day))


class ReceptionOffice(Scoped):
    """Where people are received (S20): its unit, address and telephone, and the text of its duties."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reception_offices")
    name = models.CharField(_("name"), max_length=60)
    address = models.CharField(_("address"), max_length=120)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    duty_text = models.TextField(_("duties of the office"), blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)

    objects = ReceptionOffices.as_manager()

    class Meta:
        ordering = ("unit__path", "name", "id")

    PERSONAL = {
        "name": "name of an office",
        "address": "public address of an office",
        "phone": "public telephone of an office",
        "duty_text": "duties of an office, public",
    }

    def __str__(self) -> str:
        return self.name


class ReceptionSessions(models.QuerySet["ReceptionSession"]):
    """Which sessions."""

    def visible_to(self, official: Official, at: datetime) -> "ReceptionSessions":
        """Those one sits at oneself, and those of offices of units in which, or above which, one wears a hat."""
        scope = Q(official=official)
        for path in official.standing(at).paths:
            scope |= Q(office__unit__path__startswith=path)
        return self.filter(scope)

    def held(self) -> "ReceptionSessions":
        """The official was there, whether or not anybody came."""
        return self.filter(state=ReceptionSession.State.HELD)

    def planned_between(self, first: date, end: date) -> "ReceptionSessions":
        """On a day of [first, end)."""
        return self.filter(planned_on__gte=first, planned_on__lt=end)


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
    post_title = models.CharField(_("post, as published"), max_length=80)
    topic = models.CharField(_("topics"), max_length=120, blank=True)
    planned_on = models.DateField(_("day"))
    begins = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))
    slot_minutes = models.PositiveSmallIntegerField(_("minutes of a slot"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    published_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    ended_reason = models.CharField(_("why it was cancelled or moved"), max_length=200, blank=True)
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
    }

    def __str__(self) -> str:
        return self.reference
