"""Promising, and saying what became of a promise: kept, another day, not kept, struck out."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.contacts import promise_rules
from huiyin.contacts.models import Contact, Promise, PromisePassing, PromiseRevision
from huiyin.lib.refusal import Refused, refuse
from huiyin.notices.actions import tell_page
from huiyin.orgs.calendar import local_day
from huiyin.orgs.claiming import changed_to
from huiyin.orgs.models import Official, Unit


@transaction.atomic
def promise(
    *,
    due_on: date | None,
    made_on: date,
    by: Official,
    unit: Unit,
    at: datetime,
    text: str = "",
    contact: Contact | None = None,
    about: str = "",
) -> Promise:
    """Keep what was promised, in words or by the matter whose answer says it; one without a day is refused (S14)."""
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
        entered_at=at,
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
    refuse(promise_rules.objection("keep", promise, by))
    if not how.strip():
        raise Refused(_("Please say in a few words what was done."))
    _move(promise, version, kept_at=at, kept_by=by, how_kept=how.strip())
    _told(promise, "kept", at)
    audit(by=by.key, deed="promise.kept", on=f"promise:{promise.pk}", at=at)


@transaction.atomic
def pass_on(*, promise: Promise, to: Official, by: Official, at: datetime) -> None:
    """Who leaves a post passes what is still open to the successor, who then answers for it; never what is about them."""
    if not promise.may_be_heard_by(to, at):
        raise Refused(_("Somebody else takes this promise over."))
    theirs = Promise.objects.open().filter(pk=promise.pk, official=promise.official_id)
    changed_to(theirs, promise.version, official=to)
    PromisePassing.objects.create(promise=promise, before=promise.official, after=to, at=at)
    audit(by=by.key, deed="promise.passed_on", on=f"promise:{promise.pk}", at=at, to=to.pk)


@transaction.atomic
def revise(
    *,
    promise: Promise,
    due_on: date | None,
    reason: str,
    version: int,
    by: Official,
    at: datetime,
    told_on: date | None = None,
    told_how: str = "",
) -> PromiseRevision:
    """Another day, with a reason, and only with the person told (S14); the old day stays on record.

    A promise that came from a matter is told on the page of that matter with this deed itself.
    """
    today = local_day(at, by.county)
    refuse(promise_rules.objection("revise", promise, by))
    refuse(promise_rules.objection_to_day(promise, due_on, today))
    if not reason.strip():
        raise Refused(_("Please say why it needs another day."))
    if promise.about and not told_how:
        told_on, told_how = today, PromiseRevision.Told.PAGE
    refuse(promise_rules.objection_to_telling(promise, told_on, told_how, today))
    assert due_on is not None  # noqa: S101 - refused above
    assert told_on is not None  # noqa: S101 - refused above
    old = promise.due_on
    _move(promise, version, due_on=due_on, reminded_on=None, chased_on=None)
    revision = PromiseRevision.objects.create(
        promise=promise,
        old_due_on=old,
        new_due_on=due_on,
        reason=reason.strip(),
        told_on=told_on,
        told_how=told_how,
        by=by,
        at=at,
    )
    _told(promise, "revised", at, due=str(due_on))
    audit(by=by.key, deed="promise.revised", on=f"promise:{promise.pk}", at=at, old=str(old), new=str(due_on))
    return revision


@transaction.atomic
def not_keep(
    *, promise: Promise, why: str, version: int, by: Official, at: datetime, instead: str = ""
) -> None:
    """Say that it could not be kept, why, and what is done instead."""
    refuse(promise_rules.objection("not_keep", promise, by))
    if not why.strip():
        raise Refused(_("Please say why it could not be kept."))
    _move(
        promise,
        version,
        not_kept_at=at,
        not_kept_by=by,
        why_not_kept=why.strip(),
        instead=instead.strip(),
    )
    _told(promise, "not_kept", at)
    audit(by=by.key, deed="promise.not_kept", on=f"promise:{promise.pk}", at=at)


@transaction.atomic
def void_promise(*, promise: Promise, reason: str, version: int, by: Official, at: datetime) -> None:
    """Strike out a promise that was entered by mistake; it stays readable, with the reason."""
    refuse(promise_rules.objection("void", promise, by))
    if not reason.strip():
        raise Refused(_("Please say why this promise is struck out."))
    _move(promise, version, voided_at=at, voided_by=by, void_reason=reason.strip())
    audit(by=by.key, deed="promise.voided", on=f"promise:{promise.pk}", at=at)


@transaction.atomic
def give_way(*, about: str, reason: str, by: Official, at: datetime) -> None:
    """What a matter's answer promised gives way to a corrected one, while its day has not passed; it stays readable."""
    today = local_day(at, by.county)
    for promise in Promise.objects.open().filter(about=about, due_on__gte=today):
        _move(promise, promise.version, voided_at=at, voided_by=by, void_reason=reason)
        audit(by=by.key, deed="promise.voided", on=f"promise:{promise.pk}", at=at)


def _move(promise: Promise, version: int, **columns: object) -> None:
    changed_to(Promise.objects.open().filter(pk=promise.pk), version, **columns)
    promise.refresh_from_db()


def _told(promise: Promise, what: str, at: datetime, **facts: object) -> None:
    """The page of the matter says what became of what was promised there."""
    if promise.about:
        tell_page(page=promise.about, kind="told", at=at, deed=f"promise_{what}", **facts)
