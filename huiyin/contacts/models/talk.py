"""Talk notes: what an official keeps of a personal talk for themselves, sealed; nobody else reads it (S15)."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext as _

from huiyin.contacts.models.contact import Contact
from huiyin.contacts.models.own import Occasion, OwnRow
from huiyin.orgs.models import Official
from huiyin.people.fields import SealedField


class TalkNotes(models.QuerySet["TalkNote"]):
    """Which talk notes."""

    def visible_to(self, official: Official, at: datetime) -> "TalkNotes":
        """One's own, until they are erased; no post of any kind opens another's."""
        return self.filter(contact__official=official, erased_at=None)

    def to_erase(self, written_before: datetime) -> "TalkNotes":
        """Older than they may grow, and not erased yet."""
        return self.filter(written_at__lt=written_before, erased_at=None)


class TalkNote(OwnRow):
    """The author's own words about a talk. In no list, search, export or report; erased by the clock."""

    form = "talk"
    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="talk_note")
    text = SealedField()
    written_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    objects = TalkNotes.as_manager()

    class Meta:
        ordering = ("-written_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(~models.Q(text=""), erased_at=None)
                | models.Q(text="", erased_at__isnull=False),
                name="talk_note_says_something_until_erased",
            ),
        ]

    PERSONAL = {"text": "sealed"}

    def __str__(self) -> str:
        return f"{self.contact}"

    def objection(self, occasion: Occasion) -> str | None:
        """What was said stays in the sealed text; nothing of it stands in the common note."""
        if occasion.note.strip() or occasion.details.subject.strip():
            return _("What was said in a personal talk belongs into your own sealed note only.")
        return None

    def keep(self, contact: Contact, at: datetime) -> None:
        """Seal the text, if there is any."""
        self.text, self.written_at = self.text.strip(), at
        if self.text:
            super().keep(contact, at)
