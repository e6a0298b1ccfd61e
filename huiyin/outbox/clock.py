"""What time does to the outbox: what is due leaves, message by message, outside any deed and with no page waiting for it."""

import time
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from huiyin.audit.scope import county_scope
from huiyin.notices.models import Notice
from huiyin.orgs.calendar import working_day
from huiyin.orgs.each_county import in_each
from huiyin.orgs.models import County, Official
from huiyin.orgs.models.county import county_in_hand
from huiyin.outbox import rules
from huiyin.outbox.actions import write_digest
from huiyin.outbox.carrying import CARRIAGES, Carriage, in_use
from huiyin.outbox.models import HowTold, Outgoing
from huiyin.outbox.transports import Outcome, Parcel

TURN = 100  # messages of a county at a time, so that the others have their turn
LONGEST = 60.0  # seconds for them, however slowly its server or gateway answers
PUT_OFF = 3  # answers in a row that say “later” before the rest waits for the next turn
State = Outgoing.State


def tell_officials(*, at: datetime) -> int:
    """Once a working day, whoever chose to be told besides and has notices unread; how many were written to."""
    county = county_in_hand()
    if county is None or working_day(at) is None or at < (since := rules.digest_from(at, county)):
        return 0
    unread = Notice.objects.unread().exclude(about="").filter(to=OuterRef("official"))
    chose = HowTold.objects.filter(Exists(unread), told_by__in=in_use(), official__is_active=True)
    due = chose.filter(Q(told_at=None) | Q(told_at__lt=since)).order_by("pk")
    rows = list(due.select_for_update(of=("self",), skip_locked=True).select_related("official")[:TURN])
    for told in rows:
        write_digest(told, at=at)
    return len(rows)


def send_due(*, at: datetime) -> int:
    """Hand over what is due in each county; the number handed over.

    Each message is claimed in one transaction, sent outside any, and noted in another. Whoever is killed in between leaves
    a try that has not come back: it is made again later, under the same number, and the page says that nobody knows.
    """
    return in_each(_of_county, at)


def _of_county(county: County, at: datetime) -> int:
    with county_scope(county.pk):
        waits = set(Outgoing.objects.due(at).order_by().values_list("transport", flat=True).distinct())
        accounts = [(code, one.account()) for code, one in CARRIAGES.items() if code in waits]
    return sum(_by(code, account, county, at) for code, account in accounts if account is not None)


def _by(code: str, account: Any, county: County, at: datetime) -> int:
    """What is due by one transport, over one line; a line that leads to nobody holds up no other transport."""
    carriage, done, put_off, begun = CARRIAGES[code], 0, 0, time.monotonic()
    with carriage.line(account, county.name) as hand:
        for _n in range(TURN):
            if (spent := time.monotonic() - begun) >= LONGEST:
                break  # the rest has its turn after those of the other counties
            now = at + timedelta(seconds=int(spent))  # a slow server takes its time of each
            with county_scope(county.pk):
                claimed = _claimed(code, carriage, account, now)
            if claimed is None:
                break
            row, ready = claimed
            outcome = hand(ready)
            with county_scope(county.pk):
                _note(row, outcome, now)
            done += outcome.is_taken
            put_off = put_off + 1 if outcome.reason == rules.LATER else 0
            if outcome.reason in rules.NOBODY_THERE or put_off == PUT_OFF:
                break  # the others would wait as long for nothing
    return done


def _claimed(code: str, carriage: Carriage, account: Any, at: datetime) -> tuple[int, Parcel] | None:
    """The next one that is due and can leave, taken by this clock alone; what nobody can be told any more is given up."""
    while True:
        due = Outgoing.objects.due(at).filter(transport=code)
        due = due.select_for_update(of=("self",), skip_locked=True)
        row = due.select_related("resident", "official").first()
        if row is None:
            return None
        if (opens := rules.opening(row.kind, code, at, account.county)) > at:
            _keep(row, next_at=opens)
            continue
        told = HowTold.objects.filter(official=row.official).first() if row.official is not None else None
        to = carriage.address(row, account, told)
        waits = unread_of(row.official) if row.official is not None else 0
        if not to or (row.official is not None and not waits):
            reason = rules.READ if to else rules.NO_ADDRESS
            _keep(row, state=State.GIVEN_UP, next_at=None, begun_at=None, reason=reason)
            continue
        if _had_enough(row, account.county, at):
            if row.kind == rules.RECEIVED:
                _keep(row, state=State.GIVEN_UP, next_at=None, begun_at=None, reason=rules.ENOUGH)
            else:
                _keep(row, next_at=rules.next_morning(at, account.county))
            continue
        broken = row.broken_off + (row.begun_at is not None)
        _keep(row, begun_at=at, next_at=at + rules.BEGUN, tries=row.tries + 1, broken_off=broken)
        first = Outgoing.objects.filter(about=row.about).order_by("pk").first() if row.about else None
        return row.pk, carriage.words(row, first, account, to, waits)


def _had_enough(row: Outgoing, county: County, at: datetime) -> bool:
    """Whether the number had as many SMS since midnight as one has in a day: anybody may have given it, for many matters."""
    person = row.resident
    if row.transport != rules.SMS or person is None or row.begun_at is not None:
        return False
    midnight = at.astimezone(county.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    same = Outgoing.objects.filter(transport=rules.SMS, resident__phone_index=person.phone_index)
    return same.filter(handed_at__gte=midnight).count() >= rules.sms_a_day(at)


def unread_of(official: Official) -> int:
    """How many notices wait on a desk now."""
    return Notice.objects.visible_to(official).unread().count()


def _note(pk: int, outcome: Outcome, at: datetime) -> None:
    """What became of it; what was taken back meanwhile stays as it is."""
    row = Outgoing.objects.select_for_update().filter(pk=pk, state=State.WAITING).first()
    if row is None:
        return
    if outcome.is_taken:
        _keep(
            row,
            state=State.HANDED,
            next_at=None,
            begun_at=None,
            handed_at=at,
            reason="",
            answered="",
            called_there=outcome.called_there,
        )
        return
    broken = row.broken_off + outcome.may_have_it
    said = {"begun_at": None, "reason": outcome.reason, "answered": outcome.answered[:12]}
    again = rules.next_try(row.tries, at) if outcome.again else None
    _keep(row, **said, broken_off=broken, state=State.WAITING if again else State.GIVEN_UP, next_at=again)


def _keep(row: Outgoing, **changes: object) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))
