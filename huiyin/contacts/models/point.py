"""Points: what was raised at a contact, each with what became of it."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.contacts.models.contact import Contact, Contacts
from huiyin.orgs.models import Official, Scoped, Unit


class Points(models.QuerySet["Point"]):
    """Which points."""

    def of(self, contacts: Contacts) -> "Points":
        """Points raised at these contacts."""
        return self.filter(contact__in=contacts)

    def known_at(self, at: datetime) -> "Points":
        """On record by that moment; some are added to a talk or to the minutes of a forum days later."""
        return self.filter(entered_at__lte=at)

    def open_to(self, official: Official, at: datetime) -> "Points":
        """Leaving out those that complain of this official, or of a unit in or below which they serve (I-19)."""
        return self.exclude(official.standing(at).meant("about_unit", "about_official"))

    def hanging(self) -> "Points":
        """Without a disposition: only at a forum whose minutes are open."""
        return self.filter(disposition="")


class Point(Scoped):
    """One thing raised at a contact, and what became of it; without a disposition only until a forum's minutes close."""

    class Disposition(models.TextChoices):
        ANSWERED = "answered", _("answered on the spot")
        MATTER = "matter", _("register and route it")
        SUGGESTION = "suggestion", _("keep as a suggestion")
        NOTED = "noted", _("note it")

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="points")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    topic = models.CharField(max_length=30, blank=True)
    # Empty only at a forum whose minutes are still open; a trigger of the walls refuses it anywhere else.
    disposition = models.CharField(
        max_length=12, choices=[("", _("not decided yet")), *Disposition.choices], blank=True
    )
    answer = models.TextField(blank=True)
    entered_at = models.DateTimeField()
    about_unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", help_text="which reads nothing of it"
    )
    about_official = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    is_agreed = models.BooleanField(null=True, help_text="to its being taken out of a personal talk")

    objects = Points.as_manager()

    class Meta:
        ordering = ("contact", "number")
        constraints = [
            models.UniqueConstraint(fields=["contact", "number"], name="point_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="point_says_something"),
            models.CheckConstraint(
                condition=Q(disposition__in=["", "answered", "matter", "suggestion", "noted"]),
                name="point_disposition_known",
            ),
            models.CheckConstraint(
                condition=~Q(disposition="answered") | ~Q(answer=""), name="answered_point_has_an_answer"
            ),
        ]

    PERSONAL = {
        "text": "words of the person, shown within the unit only",
        "topic": "code",
        "disposition": "code",
        "answer": "words of the official",
    }

    def __str__(self) -> str:
        return f"{self.contact} ({self.number})"
