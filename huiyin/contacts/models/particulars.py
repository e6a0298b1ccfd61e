"""What some forms of contact hold of their own: numbers of a meeting, hours of an event, a kind of trip, a theme."""

from django.db import models
from django.db.models import F, Q

from huiyin.contacts.models.contact import Contact
from huiyin.orgs.models import Scoped


class VillageMeeting(Scoped):
    """A village representatives' meeting that an official attended. The village convenes it; nothing here does (S17)."""

    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="village_meeting")
    members = models.PositiveSmallIntegerField()
    present = models.PositiveSmallIntegerField()
    women = models.PositiveSmallIntegerField(null=True)
    representatives = models.PositiveSmallIntegerField(null=True)
    votes_for = models.PositiveSmallIntegerField(null=True)
    votes_against = models.PositiveSmallIntegerField(null=True)
    decisions = models.TextField(blank=True)

    class Meta:
        ordering = ("-contact__held_on", "-id")
        constraints = [
            models.CheckConstraint(condition=Q(members__gt=0), name="village_meeting_has_members"),
            models.CheckConstraint(
                condition=Q(present__lte=F("members")), name="village_meeting_present_are_members"
            ),
            models.CheckConstraint(
                condition=Q(women=None) | Q(women__lte=F("members")), name="village_meeting_women_are_members"
            ),
            models.CheckConstraint(
                condition=Q(representatives=None) | Q(representatives__lte=F("members")),
                name="village_meeting_representatives_are_members",
            ),
        ]

    PERSONAL = {"decisions": "decisions of a public meeting, no personal data"}

    def __str__(self) -> str:
        return f"{self.contact} {self.present}/{self.members}"

    @property
    def quorum(self) -> int:
        """How many must be present: two thirds of the members, rounded up (I-35; Villagers' Committees Law, article 26)."""
        return -(-2 * self.members // 3)

    @property
    def is_quorate(self) -> bool:
        """Whether enough members were present to decide anything."""
        return self.present >= self.quorum

    @property
    def has_majority(self) -> bool | None:
        """Whether more than half of those present were in favour; None when no vote is on record."""
        return None if self.votes_for is None else 2 * self.votes_for > self.present


class VolunteerService(Scoped):
    """An official's hours at a volunteering event (S24)."""

    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="volunteer_service")
    event_minutes = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField()

    class Meta:
        ordering = ("-contact__held_on", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gt=0, minutes__lte=F("event_minutes")),
                name="service_fits_into_its_event",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact} {self.minutes}/{self.event_minutes}"


class ResearchTrip(Scoped):
    """What kind of trip it was; a trip that was meetings only counts for no day of research (S25)."""

    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="research_trip")
    is_meeting_only = models.BooleanField(default=False)

    class Meta:
        ordering = ("-contact__held_on", "-id")

    def __str__(self) -> str:
        return f"{self.contact}"


class Course(Scoped):
    """What an open course was about, by the charter's themes (S79)."""

    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="course")
    theme = models.CharField(max_length=30)

    class Meta:
        ordering = ("-contact__held_on", "-id")

    PERSONAL = {"theme": "code of the charter"}

    def __str__(self) -> str:
        return f"{self.contact} {self.theme}"
