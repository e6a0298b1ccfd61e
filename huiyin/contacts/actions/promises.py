"""Promising, and saying that a promise was kept."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.contacts import rules
from huiyin.contacts.models import Contact, Promise
from huiyin.lib.refusal import Refused, refuse
from huiyin.orgs.models import Official, Unit


@transaction.atomic
def promise(
    *,
    text: str,
    due_on: date | None,
    made_on: date,
    by: Official,
    unit: Unit,
    at: datetime,
    contact: Contact | None = None,
    about: str = "",
) -> Promise:
    """Keep what was promised; a promise without a day is refused (S14)."""
    if due_on is None:
        raise Refused(_("Please say by which day you promised it."))
    if due_on < made_on:
        raise Refused(_("The day promised lies before the day of the promise."))
    made = Promise.objects.create(
        official=by,
        unit=unit,
        contact=contact,
        about=about,
        text=text.strip(),
        made_on=made_on,
        due_on=due_on,
    )
    audit(
        by=by.key,
        deed="promise.made",
        on=about or (contact.reference if contact else f"promise:{made.pk}"),
        at=at,
    )
    return made


@transaction.atomic
def keep(*, promise: Promise, how: str, version: int, by: Official, at: datetime) -> None:
    """Say what was done; only who promised may, and only once."""
    refuse(rules.objection_to_keeping(promise, by))
    if not how.strip():
        raise Refused(_("Please say in a few words what was done."))
    changed = Promise.objects.filter(pk=promise.pk, version=version, kept_at=None).update(
        kept_at=at, kept_by=by, how_kept=how.strip(), version=F("version") + 1
    )
    if not changed:
        raise Refused(_("This promise has been changed in the meantime; please look again."))
    audit(by=by.key, deed="promise.kept", on=f"promise:{promise.pk}", at=at)


@transaction.atomic
def pass_on(*, promise: Promise, to: Official, by: Official, at: datetime) -> None:
    """Who leaves a post passes what is still open to the successor, who then answers for it."""
    changed = Promise.objects.open().filter(pk=promise.pk, version=promise.version)
    if not changed.update(official=to, version=F("version") + 1):
        raise Refused(_("This promise has been changed in the meantime; please look again."))
    audit(by=by.key, deed="promise.passed_on", on=f"promise:{promise.pk}", at=at, to=to.pk)
