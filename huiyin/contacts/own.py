"""What each form of contact adds of its own: what was typed, what stands against it, and the row it becomes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.db.models import Sum
from django.utils.translation import gettext as _

from huiyin.contacts.details import Details
from huiyin.contacts.models import Contact, Course, ResearchTrip, TalkNote, VillageMeeting, VolunteerService
from huiyin.lib.charter import Charter
from huiyin.orgs.models import Official

DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Occasion:
    """What a form's own rules may look at: who, when, what else was said, under which charter."""

    by: Official
    held_on: date
    details: Details
    charter: Charter
    note: str

    @property
    def days(self) -> int:
        """How many days it lasted."""
        return (self.details.last_day(self.held_on) - self.held_on).days + 1


class Own(Protocol):
    """The own fields of one form of contact."""

    def objection(self, occasion: Occasion) -> str | None:
        """Why it cannot be kept like this; None when nothing stands against it."""

    def keep(self, contact: Contact, at: datetime) -> None:
        """Write the row that belongs to the contact."""


@dataclass(frozen=True)
class Talk:
    """A personal talk: the text is the author's alone; nothing of it stands in the common note."""

    text: str = ""

    def objection(self, occasion: Occasion) -> str | None:
        """What was said stays in the sealed text."""
        if occasion.note.strip() or occasion.details.subject.strip():
            return _("What was said in a personal talk belongs into your own sealed note only.")
        return None

    def keep(self, contact: Contact, at: datetime) -> None:
        """Seal the text, if there is any."""
        if self.text.strip():
            TalkNote.objects.create(contact=contact, text=self.text.strip(), written_at=at)


@dataclass(frozen=True)
class Meeting:
    """A village representatives' meeting as it was: members, present, and optionally composition and votes."""

    members: int
    present: int
    women: int | None = None
    representatives: int | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    decisions: str = ""

    def objection(self, occasion: Occasion) -> str | None:
        """The numbers fit into each other. A meeting without a quorum is recorded as it was."""
        if self.members < 1:
            return _("Please say how many members the meeting has.")
        parts = (self.present, self.women or 0, self.representatives or 0)
        if max(parts) > self.members:
            return _("No part can be larger than the number of members.")
        if (self.votes_for or 0) + (self.votes_against or 0) > self.present:
            return _("There are more votes than members present.")
        return None

    def keep(self, contact: Contact, at: datetime) -> None:
        """The meeting's row."""
        VillageMeeting.objects.create(
            contact=contact, **{**self.__dict__, "decisions": self.decisions.strip()}
        )


@dataclass(frozen=True)
class Service:
    """Hours of volunteering, in minutes: of the event, and one's own."""

    event_minutes: int
    minutes: int

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

    def keep(self, contact: Contact, at: datetime) -> None:
        """The hours' row."""
        VolunteerService.objects.create(contact=contact, **self.__dict__)


@dataclass(frozen=True)
class Trip:
    """A trip of field research; one that was meetings only counts for no day."""

    is_meeting_only: bool = False

    def objection(self, occasion: Occasion) -> str | None:
        """Nothing of its own."""
        return None

    def keep(self, contact: Contact, at: datetime) -> None:
        """The trip's row."""
        ResearchTrip.objects.create(contact=contact, is_meeting_only=self.is_meeting_only)


@dataclass(frozen=True)
class Lesson:
    """An open course: its theme, by the charter's list."""

    theme: str

    def objection(self, occasion: Occasion) -> str | None:
        """A theme of the list."""
        if self.theme not in {theme.code for theme in occasion.charter.listed("theme")}:
            return _("Please choose what the course was about.")
        return None

    def keep(self, contact: Contact, at: datetime) -> None:
        """The course's row."""
        Course.objects.create(contact=contact, theme=self.theme)


@dataclass(frozen=True)
class Taken:
    """An outreach visit: how many matters were taken along; their rows are steps of the matters."""

    matters: int

    def objection(self, occasion: Occasion) -> str | None:
        """At least one matter, or something else to say."""
        if self.matters < 1 and not occasion.note.strip():
            return _("Please write down for at least one matter what came of it.")
        return None

    def keep(self, contact: Contact, at: datetime) -> None:
        """Nothing here."""
