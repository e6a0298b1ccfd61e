"""What forms of contact with many at once hold of their own: the numbers of a village meeting, the theme of a course."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from huiyin.contacts.models.contact import Contact
from huiyin.contacts.models.own import Occasion, OwnRow
from huiyin.contacts.wording import Fact, coded
from huiyin.lib.charter import Charter


class VillageMeeting(OwnRow):
    """A village representatives' meeting that an official attended. The village convenes it; nothing here does (S17)."""

    form = "village_meeting"
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

    def facts(self, charter: Charter) -> list[Fact]:
        """Who was there, whether that was enough, how it was composed (Villagers' Committees Law, articles 25, 26)."""
        words = _("%(present)d of %(members)d; %(quorum)d are needed") % {
            "present": self.present,
            "members": self.members,
            "quorum": self.quorum,
        }
        found: list[Fact] = [(_("Members present"), words)]
        if self.women is not None:
            enough = 3 * self.women >= self.members
            found.append((_("Women among the members"), self._part(self.women, enough, "1/3")))
        if self.representatives is not None:
            enough = 5 * self.representatives >= 4 * self.members
            label = _("Village representatives among the members")
            found.append((label, self._part(self.representatives, enough, "4/5")))
        if self.votes_for is not None:
            words = _("%(votes)d; more than half of those present are needed") % {"votes": self.votes_for}
            found.append((_("Votes in favour"), self.votes_for if self.has_majority else words))
        if self.votes_against is not None:
            found.append((_("Votes against"), self.votes_against))
        return found

    def _part(self, part: int, enough: bool, least: str) -> str:
        facts = {"part": part, "whole": self.members, "least": least}
        if enough:
            return _("%(part)d of %(whole)d") % facts
        return _("%(part)d of %(whole)d; the law asks for %(least)s at least") % facts


class Course(OwnRow):
    """What an open course was about, by the charter's themes (S79)."""

    form = "public_course"
    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="course")
    theme = models.CharField(max_length=30)

    class Meta:
        ordering = ("-contact__held_on", "-id")

    PERSONAL = {"theme": "code of the charter"}

    def __str__(self) -> str:
        return f"{self.contact} {self.theme}"

    def objection(self, occasion: Occasion) -> str | None:
        """A theme of the list."""
        if self.theme not in {theme.code for theme in occasion.charter.listed("theme")}:
            return _("Please choose what the course was about.")
        return None

    def facts(self, charter: Charter) -> list[Fact]:
        """The theme."""
        return [(_("Theme"), coded(charter.listed("theme"), [self.theme]))]
