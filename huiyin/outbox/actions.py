"""What is done to the outbox: a message is written with its deed, taken back, or sent again; a county keeps its mailbox."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import record
from huiyin.lib import telephone
from huiyin.lib.refusal import Beside, Refused, refuse
from huiyin.orgs.models import Official
from huiyin.outbox import rules
from huiyin.outbox.carrying import CARRIAGES, way_to
from huiyin.outbox.models import HowTold, Mailbox, Outgoing, is_stopped, mailbox_in_use
from huiyin.people.fields import phone_index
from huiyin.people.models import Resident

State = Outgoing.State


def write_to(*, resident: Resident, kind: str, about: str, cause: str, at: datetime) -> Outgoing | None:
    """Tell a person of their matter, in the transaction of the deed: once for each `cause`, and by one transport.

    Only by the one they chose, and while the county sends by it. What is newer takes the place of what still waits.
    """
    transport = way_to(resident)
    if not transport:
        return None
    key = f"{transport}:{about}:{kind}:{cause}"
    if kind != rules.RECEIVED:
        waiting = Outgoing.objects.waiting().filter(about=about, begun_at=None)
        older = waiting.exclude(kind=rules.RECEIVED).exclude(key=key)
        older.update(state=State.GIVEN_UP, next_at=None, reason=rules.OVERTAKEN)
    first = {"next_at": rules.opening(kind, transport, at, resident.county), "made_at": at}
    told = {"transport": transport, "kind": kind, "about": about, "resident": resident}
    return Outgoing.objects.get_or_create(key=key, defaults={**first, **told})[0]


def told_at_once(*, about: str, transport: str, at: datetime) -> None:
    """What would leave that the matter came in has just been said in the answer to who registered it."""
    waiting = Outgoing.objects.waiting().filter(about=about, transport=transport, kind=rules.RECEIVED)
    waiting.update(state=State.HANDED, next_at=None, begun_at=None, handed_at=at, reason="")


def forget(*, about: str) -> None:
    """Of a thing that nobody may know of any more: what waits stays here, what left no longer says of what it was."""
    found = Outgoing.objects.filter(about=about)
    found.waiting().update(state=State.GIVEN_UP, next_at=None, begun_at=None, reason=rules.SEALED)
    for one in found:  # few: one for each time its person was told
        one.key, one.about, one.resident, one.called_there = one.forgotten_key, "", None, ""
        one.save(update_fields=["key", "about", "resident", "called_there"])


def came_back(*, outgoing: Outgoing, at: datetime) -> None:
    """A mail server says that it did not arrive, though it had been handed over; of what was forgotten nothing is noted."""
    if outgoing.is_forgotten:
        return
    handed = Outgoing.objects.filter(pk=outgoing.pk, state=State.HANDED)
    handed.update(state=State.GIVEN_UP, handed_at=None, reason=rules.CAME_BACK)


@transaction.atomic
def choose(*, told_by: str, email: str = "", mobile: str = "", by: Official, at: datetime) -> HowTold:
    """An official says how they are told once a day that notices wait: by one transport, or on the desk only."""
    carriage = CARRIAGES.get(told_by)
    if told_by and (carriage is None or carriage.account() is None):
        raise Refused(Beside("told_by", _("The county does not send by that yet.")))
    mobile = telephone.digits(mobile)
    if told_by == rules.SMS and is_stopped(mobile):
        raise Refused(Beside("mobile", rules.stopped_words()))
    told, _new = HowTold.objects.update_or_create(
        official=by,
        defaults={
            "told_by": told_by,
            "email": email.strip() if told_by == rules.MAIL else "",
            "mobile": mobile if told_by == rules.SMS else "",
            "mobile_index": phone_index(mobile) if told_by == rules.SMS else "",
        },
    )
    if carriage is not None and not carriage.of_official(told):
        refuse(rules.objection_to_no_address(told_by))
    record(by=by.key, deed="official.told_by_chosen", on=by.key, at=at, by_what=told_by)
    return told


def write_digest(told: HowTold, *, at: datetime) -> None:
    """Tell an official once that notices wait: one message a day, however many they are."""
    told.told_at = at
    told.save(update_fields=["told_at"])
    key = f"{told.told_by}:{rules.DIGEST}:{told.official_id}:{told.official.county.day_of(at)}"
    made = {"transport": told.told_by, "kind": rules.DIGEST, "official": told.official, "made_at": at}
    Outgoing.objects.get_or_create(key=key, defaults={**made, "next_at": at})


@transaction.atomic
def send_again(*, outgoing: Outgoing, by: Official, at: datetime) -> Outgoing:
    """What was given up is tried once more from the beginning."""
    row = Outgoing.objects.select_for_update().get(pk=outgoing.pk)
    refuse(rules.objection_to_sending_again(row.state, row.reason))
    row.state, row.next_at, row.tries = (
        State.WAITING,
        rules.opening(row.kind, row.transport, at, row.county),
        0,
    )
    row.sent_again += 1
    row.save(update_fields=["state", "next_at", "tries", "sent_again"])
    record(by=by.key, deed="outgoing.sent_again", on=f"outgoing:{row.pk}", at=at)
    return row


@transaction.atomic
def keep_mailbox(
    *,
    host: str,
    port: int,
    security: str,
    username: str,
    password: str,
    sender: str,
    is_on: bool,
    by: Official,
    at: datetime,
) -> Mailbox:
    """By which account the county sends from now on; an empty password leaves the one there is, for the same account."""
    refuse(rules.objection_to_switching_on(is_on))
    box = Mailbox.objects.select_for_update().first() or Mailbox()
    if (box.host, box.username) != (host, username):
        box.password = ""  # one server never gets the password of another
    box.host, box.port, box.security, box.username = host, port, security, username
    box.password, box.sender, box.is_on = password or box.password, sender, is_on
    box.save()
    said = {"host": host, "port": port, "security": security, "sender": sender, "is_on": is_on}
    record(by=by.key, deed="mailbox.kept", on=f"county:{by.county.slug}", at=at, **said)
    return box


def try_mailbox(*, by: Official, at: datetime) -> Outgoing:
    """A trial message to the mailbox's own address: it goes the way of every other."""
    if mailbox_in_use() is None:
        raise Refused(_("The county sends no mail yet: the mailbox is not switched on."))
    return trial(rules.MAIL, "mailbox.tried", by=by, at=at)


@transaction.atomic
def trial(transport: str, deed: str, *, by: Official, at: datetime) -> Outgoing:
    """A message to the county itself, by one transport."""
    record(by=by.key, deed=deed, on=f"county:{by.county.slug}", at=at)
    made = {"next_at": at, "made_at": at, "transport": transport, "kind": rules.TRIAL}
    return Outgoing.objects.get_or_create(key=f"{transport}:{rules.TRIAL}:{at.isoformat()}", defaults=made)[0]
