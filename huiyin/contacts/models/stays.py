"""What forms of contact that take days or hours hold of their own: hours of volunteering, a kind of research trip."""

from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext as _

from huiyin.contacts.models.contact import Contact
from huiyin.contacts.models.own import Occasion, OwnRow
from huiyin.contacts.wording import Fact, hours
from huiyin.lib.charter import Charter

DAY_MINUTES = 24 * 60


class VolunteerService(OwnRow):
    """An official's hours at a volunteering event (S24), in minutes: of the event, and one's own."""

    form = "volunteering"
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

    def objection(self, occasion: Occasion) -> str | None:
        """One's own hours fit into the event, the event into its days, and all service of a day into the day."""
        if self.minutes < 1 or self.event_minutes < 1:
            return _("Please give the hours of service and the length of the event.")
        if self.minutes > self.event_minutes:
            return _("The hours of service cannot be more than the length of the event.")
        room = occasion.days * DAY_MINUTES
        if self.event_minutes > room:
            return _("A day has 24 hours; the event cannot have lasted longer.")
        others = VolunteerService.objects.filter(
            contact__in=Contact.objects.filter(official=occasion.by)
            .standing()
            .touching(occasion.held_on, occasion.details.last_day(occasion.held_on))
        )
        if occasion.days == 1 and (others.aggregate(n=Sum("minutes"))["n"] or 0) + self.minutes > room:
            return _("A day has 24 hours; with what is on record already it would be more.")
        return None

    def facts(self, charter: Charter) -> list[Fact]:
        """Both lengths, in hours."""
        return [
            (_("Hours of service"), hours(self.minutes)),
            (_("Length of the event in hours"), hours(self.event_minutes)),
        ]


class ResearchTrip(OwnRow):
    """What kind of trip it was; a trip that was meetings only counts for no day of research (S25)."""

    form = "research"
    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="research_trip")
    is_meeting_only = models.BooleanField(default=False)

    class Meta:
        ordering = ("-contact__held_on", "-id")

    def __str__(self) -> str:
        return f"{self.contact}"

    def facts(self, charter: Charter) -> list[Fact]:
        """Whether it counts."""
        counts = _("no, there were meetings only") if self.is_meeting_only else _("yes")
        return [(_("Counts as research"), counts)]
