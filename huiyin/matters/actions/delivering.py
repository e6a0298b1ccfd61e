"""Bringing an answer to its person: how it begins, each try, that it arrived, and that its page was opened."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from huiyin.audit.actions import RESIDENT, record
from huiyin.lib.refusal import refuse
from huiyin.matters import dates
from huiyin.matters.actions.advance import advance, claim
from huiyin.matters.actions.telling import tell, tell_who_raised, write_to_person
from huiyin.matters.models import Deadline, Delivery, DeliveryTry, Matter, Reply, Review, State, Step
from huiyin.matters.rules import delivering, life, reviewing
from huiyin.notices.actions import tell_page
from huiyin.orgs.models import Official
from huiyin.outbox.rules import ANSWERED, OPINION

Deed = Step.Deed
Way = Delivery.Way
UNOPENED = "unopened"  # what the clock of a delivery runs from where the page brought nothing
STANDS = "replied"  # what the person's days run from where only the page leads to them


def send_off(row: Matter, reply: Reply, at: datetime) -> None:
    """An approved answer sets out: to the page of who holds the code, else as a task of a unit. Of a claimed row."""
    _set_out(row, Delivery(matter=row, reply=reply, way=Way.PAGE, began_at=at), at)


def send_opinion(row: Matter, review: Review, at: datetime) -> None:
    """The opinion of a review sets out as an answer does. Of a claimed row, in which nothing else is under way."""
    _set_out(row, Delivery(matter=row, review=review, way=Way.PAGE, began_at=at), at)


def _set_out(row: Matter, sent: Delivery, at: datetime) -> None:
    way = delivering.way_to(row)
    by_page = row.holds_code_since is not None or not way
    if by_page:
        sent.turns_at = delivering.turning(row, at)
        sent.save()
        if sent.turns_at is None:
            stands(row, at)
    else:
        give_out(sent, row, way, at)
    kind = ANSWERED if sent.review_id is None else OPINION
    write_to_person(kind, of=row, cause=str(sent.pk), at=at)


def send_to_each(merged: Iterable[Matter], main: Matter, reply: Reply, by: Official, at: datetime) -> None:
    """The same answer to each person whose matter is merged into that one; who gave it brings it. Of claimed rows."""
    deed = Deed.APPROVE if reply.version_of_id is None else Deed.APPROVE_CORRECTION
    told = {"deed": deed, "unit": reply.unit.short_name}
    for row in merged:
        overtake(row, at)  # an earlier one that is still under way
        row.lead_unit, row.level = main.lead_unit, main.level
        row.handler, row.accountable_head = main.handler, main.accountable_head
        row.save(update_fields=["lead_unit", "level", "handler", "accountable_head", "to_bring"])
        if row.deliveries.filter(reply=reply, done_at__isnull=False).exists():
            continue  # merged anew after it had the answer
        dates.stop(row, (Deadline.Kind.REVIEW_REQUEST,), at=at)  # it begins with the arrival of this answer
        send_off(row, reply, at)
        tell_page(page=row.reference, kind="told", at=at, **told)
        tell_who_raised("answered", of=row, by=by, at=at)


def said_at_once(row: Matter, reply: Reply, way: str, by: Official, at: datetime) -> None:
    """An answer that was said to whoever rang or stood there. Of a claimed row."""
    sent = Delivery(matter=row, reply=reply, way=way, unit=row.holding_unit, began_at=at)
    _arrived(row, sent, way, by, "", at)


def give_out(sent: Delivery, row: Matter, way: str, at: datetime) -> None:
    """Make it the task of a unit, with its clock, and tell who does it. Of a claimed row."""
    sent.way, sent.unit, sent.turns_at = way, delivering.unit_for(row, way), None
    sent.save()
    row.to_bring = way
    row.save(update_fields=["to_bring"])
    moment = UNOPENED if sent.began_at < at else ""
    clock = dates.start(row, Deadline.Kind.DELIVERY, at=at, moment=moment)
    for reader in delivering.bringers(row, way, at):
        kind = "bring" if sent.review_id is None else "bring_opinion"
        tell(to=reader, kind=kind, of=row, at=at, due=clock.due_on.isoformat())


@transaction.atomic
def deliver(*, matter: Matter, way: str, how: str, version: int, by: Official, at: datetime) -> Matter:
    """The answer has been brought (T18): told by telephone, handed over, posted, or put up in public."""
    row = claim(matter, version)
    refuse(life.objection(Deed.DELIVER, row, by, at))
    sent, how = _outstanding(row), how.strip()
    refuse(delivering.objection_to_way(sent, way, how))
    facts: dict[str, object] = {"way": way, **_what(sent)}
    _arrived(row, sent, way, by, how, at)
    advance(row, Deed.DELIVER, at=at, by=by, unit=sent.unit, note=how, facts=facts, to_bring="")
    return row


@transaction.atomic
def try_delivery(*, matter: Matter, words: str, version: int, by: Official, at: datetime) -> DeliveryTry:
    """A try that reached nobody; the task stays."""
    row = claim(matter, version)
    refuse(life.objection(Deed.TRY_DELIVERY, row, by, at))
    sent = _outstanding(row)
    made = DeliveryTry.objects.create(delivery=sent, by=by, at=at, note=words.strip())
    facts: dict[str, object] = {"n": sent.tries.count()}
    advance(row, Deed.TRY_DELIVERY, at=at, by=by, unit=sent.unit, note=made.note, facts=facts)
    return made


@transaction.atomic
def opened(*, matter: Matter, at: datetime) -> None:
    """The person has their page open: the code is in their hands, and what was under way to them has arrived.

    It is kept with it and in the audit; it is no step, and hinders no deed of anybody else.
    """
    row = claim(matter, None)
    row.holds_code_since = row.holds_code_since or at
    found = delivering.outstanding(row)
    if found is not None:
        _arrived(row, found, Way.PAGE, None, "", at)
        dates.stop(row, (Deadline.Kind.DELIVERY,), at=at)
        row.to_bring = ""
        record(by=RESIDENT, deed="reply.opened", on=row.reference, at=at)
    row.save(update_fields=["holds_code_since", "to_bring"])


def overtake(row: Matter, at: datetime) -> None:
    """The matter goes on before what was under way arrived: nobody brings it any more. Of a claimed row."""
    row.deliveries.outstanding().update(overtaken_at=at, turns_at=None)
    dates.stop(row, (Deadline.Kind.DELIVERY,), at=at)
    row.to_bring = ""


def _outstanding(row: Matter) -> Delivery:
    found = delivering.outstanding(row)
    assert found is not None  # noqa: S101 - the life of the matter objected otherwise
    found.matter = row
    return found


def _what(sent: Delivery) -> dict[str, object]:
    """What was brought, for the trail."""
    if sent.review is None:
        return {"reply": sent.reply_id}
    return {"review": sent.review_id, "stage": sent.review.stage}


def stands(row: Matter, at: datetime) -> None:
    """Nobody brings it: it is there to be read from now on, and the person's days begin. Of a claimed row."""
    if row.state == State.REPLIED:
        _begin(row, Deadline.Kind.RATE, at, STANDS)
    _open_to_review(row, at, STANDS)


def _arrived(row: Matter, sent: Delivery, way: str, by: Official | None, how: str, at: datetime) -> None:
    """From now on the person knows: the time for rating begins, and that for ringing where somebody is to ring."""
    sent.way, sent.done_at, sent.done_by, sent.how, sent.turns_at = way, max(at, sent.began_at), by, how, None
    sent.save()
    if sent.reply is not None:
        own = Reply.objects.filter(pk=sent.reply.pk, matter=row, delivered_at=None)
        own.update(delivered_at=sent.done_at)
    if row.state == State.REPLIED:  # neither closed nor gone on
        _begin(row, Deadline.Kind.RATE, at)
        if row.to_call:
            _begin(row, Deadline.Kind.CALLBACK, at)
    _open_to_review(row, at)


def _open_to_review(row: Matter, at: datetime, moment: str = "") -> None:
    """The days in which the person may ask a body above count from when they have what it is asked to look at."""
    kind = reviewing.opened_by_arrival(row)
    if kind:
        _begin(row, kind, at, moment)


def _begin(row: Matter, kind: str, at: datetime, moment: str = "") -> None:
    """What waits for the person is begun once."""
    if not row.deadlines.running().filter(kind=kind).exists():
        dates.start(row, kind, at=at, moment=moment)
