"""What only one form of contact holds: a row that whoever records it makes, and that the deed checks and keeps."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Protocol

from django.db import models

from huiyin.contacts.details import Details
from huiyin.contacts.models.contact import Contact
from huiyin.contacts.wording import Fact
from huiyin.lib.charter import Charter
from huiyin.orgs.models import Official, Scoped


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
    """What a form of contact adds of its own."""

    def objection(self, occasion: Occasion) -> str | None:
        """Why it cannot be kept like this; None when nothing stands against it."""

    def keep(self, contact: Contact, at: datetime) -> None:
        """Keep it with the contact."""


class OwnRow(Scoped):
    """A row that one form of contact adds; `form` is the form's code in the charter."""

    form: ClassVar[str]
    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="%(class)s")

    class Meta:
        abstract = True

    def objection(self, occasion: Occasion) -> str | None:
        """Nothing of its own, unless the form says so."""
        return None

    def keep(self, contact: Contact, at: datetime) -> None:
        """Written with the contact, once."""
        self.contact = contact
        self.save(force_insert=True)

    def facts(self, charter: Charter) -> list[Fact]:
        """What the page of the contact says of it."""
        return []


def row_of(form: str) -> type[OwnRow] | None:
    """The kind of row that a form adds; None where the common columns hold all of it."""
    return next((row for row in OwnRow.__subclasses__() if row.form == form), None)


def own_of(contact: Contact) -> OwnRow | None:
    """What the contact's form added to it, if anything."""
    row = row_of(contact.kind)
    return row._default_manager.filter(contact=contact).first() if row else None
