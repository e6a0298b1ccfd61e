"""Owing an echo, telling it, and passing it on with a post (S43)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.contacts import echo_rules
from huiyin.contacts.models import Contact, Echo
from huiyin.contacts.models.echo import KEPT
from huiyin.lib.refusal import Refused, refuse
from huiyin.orgs.calendar import local_day
from huiyin.orgs.claiming import changed_to
from huiyin.orgs.models import Official


def owe_echo(contact: Contact, *, at: datetime, minutes_open: bool = False) -> None:
    """Once something of a contact is kept as a suggestion or noted, its official owes the word of what became of it.

    While the minutes of a forum are open more may come to that, so it is told once they are closed.
    """
    if not contact.points.filter(disposition__in=KEPT).exists():
        return
    due = echo_rules.due_from(contact, local_day(at, contact.county))
    owed = {"official": contact.official, "unit": contact.unit, "due_on": due}
    Echo.objects.get_or_create(contact=contact, defaults={**owed, "waits_for_minutes": minutes_open})


def let_be_told(contact: Contact) -> None:
    """The minutes are closed: what was kept is known, and can be told."""
    Echo.objects.filter(contact=contact).update(waits_for_minutes=False)


@transaction.atomic
def tell_echo(
    *, echo: Echo, words: str, told_on: date, told_how: str, version: int, by: Official, at: datetime
) -> None:
    """Say what became of what was kept, and when and how the person was told."""
    refuse(echo_rules.objection(echo, by))
    refuse(echo_rules.objection_to_telling(echo, words, told_on, told_how, local_day(at, by.county)))
    said = {"words": words.strip(), "told_on": told_on, "told_how": told_how, "told_by": by, "told_at": at}
    _move(echo, version, **said)
    audit(by=by.key, deed="echo.told", on=echo.contact.reference, at=at, how=told_how)


@transaction.atomic
def pass_echo(*, echo: Echo, to: Official, by: Official, at: datetime) -> None:
    """Who leaves a post passes what is still to be told to the successor; never what is about them (I-19)."""
    if not echo.may_be_heard_by(to, at):
        raise Refused(_("What was said is about that official; please choose somebody else."))
    _move(echo, echo.version, official=to)
    audit(by=by.key, deed="echo.passed_on", on=echo.contact.reference, at=at, to=to.pk)


def _move(echo: Echo, version: int, **columns: object) -> None:
    changed_to(Echo.objects.open().filter(pk=echo.pk), version, **columns)
