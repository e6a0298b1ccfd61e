"""Residents' forums: planned, invited, held, written up; who was asked by group, and who of the officials takes part."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiyin.contacts.models.contact import Contact
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.orgs.standing import LEADING


class Forums(models.QuerySet["Forum"]):
    """Which forums."""

    def visible_to(self, official: Official, at: datetime) -> "Forums":
        """Those one chairs, called or takes part in, and those of units and places one coordinates, heads or supervises."""
        scope = Q(chair=official) | Q(called_by=official)
        scope |= Q(pk__in=ForumOfficial.objects.filter(official=official).values("forum"))
        standing = official.standing(at)
        scope |= standing.scope("unit__", *LEADING) | standing.scope("place__", *LEADING)
        return self.filter(scope)

    def coming(self) -> "Forums":
        """Neither held nor cancelled."""
        return self.filter(state__in=[Forum.State.PLANNED, Forum.State.INVITED])

    def to_close(self) -> "Forums":
        """Held, with minutes still open."""
        return self.filter(state=Forum.State.HELD)

    def planned_between(self, first: date, end: date) -> "Forums":
        """On a day of [first, end)."""
        return self.filter(planned_on__gte=first, planned_on__lt=end)


class Forum(Scoped):
    """One residents' forum (S16). When it is held a contact is recorded, and its points are that contact's points."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        INVITED = "invited", _("invited")
        HELD = "held", _("held, minutes open")
        CLOSED = "closed", _("minutes closed")
        CANCELLED = "cancelled", _("cancelled")

    reference = models.CharField(max_length=24, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="forums")
    chair = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="forums_chaired")
    called_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=120)
    planned_on = models.DateField()
    begins = models.TimeField()
    ends = models.TimeField(null=True, blank=True)
    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    place_words = models.CharField(max_length=80, blank=True)
    agenda = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    contact = models.OneToOneField(
        Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="forum"
    )
    invited_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = Forums.as_manager()

    class Meta:
        ordering = ("planned_on", "id")
        indexes = [
            models.Index(fields=["unit", "planned_on"]),
            models.Index(fields=["state", "planned_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gt=F("begins")), name="forum_hours_run_forward"
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=["held", "closed"]) & Q(contact__isnull=False) & Q(held_at__isnull=False)
                )
                | (~Q(state__in=["held", "closed"]) & Q(contact=None)),
                name="forum_held_is_a_contact",
            ),
            models.CheckConstraint(
                condition=(Q(state="closed") & Q(closed_at__isnull=False) & Q(closed_by__isnull=False))
                | (~Q(state="closed") & Q(closed_at=None) & Q(closed_by=None)),
                name="forum_closed_is_whole",
            ),
            models.CheckConstraint(
                condition=(Q(state="cancelled") & Q(cancelled_at__isnull=False) & ~Q(cancel_reason=""))
                | (~Q(state="cancelled") & Q(cancelled_at=None) & Q(cancel_reason="")),
                name="forum_cancelled_says_why",
            ),
        ]

    PERSONAL = {
        "reference": "reference",
        "subject": "subject of a public occasion; no personal data",
        "place_words": "a public room",
        "agenda": "what is talked about; no personal data",
        "state": "code",
        "cancel_reason": "no personal data",
    }

    def __str__(self) -> str:
        return self.reference

    @property
    def where(self) -> str:
        """Village or seat, with the room."""
        return " ".join(part for part in (self.place.name, self.place_words) if part)

    @property
    def was_called(self) -> bool:
        """Whether somebody was invited before the day on which it was held; else only who held it knows who came."""
        held_on = self.contact.held_on if self.contact else self.planned_on
        return self.invited_at is not None and local_day(self.invited_at, self.county) < held_on


class ForumGroup(Scoped):
    """A walk of life, or an organisation, that is asked to a forum: how many are wanted, asked and present (counts)."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="groups")
    code = models.CharField(max_length=30)
    is_organisation = models.BooleanField(default=False)
    wanted = models.PositiveSmallIntegerField()
    invited = models.PositiveSmallIntegerField(null=True, blank=True)
    present = models.PositiveSmallIntegerField(null=True, blank=True)
    dropped = models.BooleanField(default=False, help_text="taken off the list again before it was held")

    class Meta:
        ordering = ("forum", "id")
        constraints = [models.UniqueConstraint(fields=["forum", "code"], name="forum_group_once")]

    PERSONAL = {"code": "code of the charter"}

    def __str__(self) -> str:
        return f"{self.forum} {self.code}"


class ForumOfficial(Scoped):
    """An official who takes part in a forum beside its chair."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="participants")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    dropped = models.BooleanField(default=False)

    class Meta:
        ordering = ("forum", "official__name_key", "id")
        constraints = [models.UniqueConstraint(fields=["forum", "official"], name="forum_official_once")]

    def __str__(self) -> str:
        return f"{self.forum} {self.official}"
