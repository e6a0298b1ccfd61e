"""What time does to promises and to what was recorded: reminding, chasing, and looking through new records."""

from datetime import date, datetime, timedelta

from django.urls import reverse

from huiyin.contacts.looking import look_through
from huiyin.contacts.models import Promise
from huiyin.contacts.models.promise import Promises
from huiyin.lib.charter import Charter
from huiyin.notices.actions import tell
from huiyin.orgs import line
from huiyin.orgs.apart import apart
from huiyin.orgs.calendar import working_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import AdoptedCharter, Official

TURN = 500


def remind_promises(*, at: datetime) -> int:
    """Whoever promised is told once that the day is near; never on a day off."""
    opened = today_and_charter(at)
    if opened is None:
        return 0
    today, charter = opened
    ahead = int(charter.figure("keeping.promise_remind_days").value)
    done = 0
    for promise in _rows(Promise.objects.to_remind(today, today + timedelta(days=ahead))):
        with apart(promise):
            mine = Promise.objects.open().filter(pk=promise.pk, reminded_on=None, due_on=promise.due_on)
            if mine.update(reminded_on=today):
                _tell(promise, promise.official, "promise_due", at)
                done += 1
    return done


def chase_promises(*, at: datetime) -> int:
    """A day has passed: who promised and the head of the branch are told once, then who promised every few days."""
    opened = today_and_charter(at)
    if opened is None:
        return 0
    today, charter = opened
    done = 0
    again = today - timedelta(days=int(charter.figure("keeping.promise_chase_days").value))
    for promise in _rows(Promise.objects.to_chase(today, again)):
        with apart(promise):
            mine = Promise.objects.overdue(today).filter(pk=promise.pk, chased_on=promise.chased_on)
            if mine.update(chased_on=today):
                readers = [promise.official]
                if promise.chased_on is None:
                    readers += _heads(promise, today, at)
                for reader in readers:
                    _tell(promise, reader, "promise_overdue", at)
                done += 1
    return done


def look_for_signals(*, at: datetime) -> int:
    """New records are looked through; what stands out is told to its author alone. Not on a day off."""
    opened = today_and_charter(at)
    return look_through(at=at) if opened is not None else 0


def today_and_charter(at: datetime) -> tuple[date, Charter] | None:
    """Today and the institution in force, if there is one and it is a working day."""
    today = working_day(at)
    if today is None or not AdoptedCharter.objects.in_force(at).exists():
        return None
    return today, charter_of(at)


def _rows(found: Promises) -> list[Promise]:
    return list(found.select_related("official", "unit").soonest_first()[:TURN]) if found.exists() else []


def _heads(promise: Promise, today: date, at: datetime) -> list[Official]:
    """The head of the branch, or the nearest above whom it is not about."""

    def may_hear(one: Official) -> bool:
        return promise.may_be_heard_by(one, at)

    return line.heads(promise.unit, today, without=promise.official, may_hear=may_hear)


def _tell(promise: Promise, to: Official, kind: str, at: datetime) -> None:
    where = reverse("contacts:promise", kwargs={"pk": promise.pk})
    about = promise.about or f"promise:{promise.pk}"
    tell(to=to, kind=kind, about=about, at=at, where=where, due=promise.due_on.isoformat())
