"""What time does to echoes: whoever owes one is reminded before the day, and it is pointed out when the day has passed."""

from datetime import date, datetime, timedelta

from django.urls import reverse

from huiyin.contacts.models import Echo
from huiyin.contacts.promise_clock import TURN, today_and_charter
from huiyin.notices.actions import tell
from huiyin.orgs import line
from huiyin.orgs.apart import apart
from huiyin.orgs.models import Official


def remind_echoes(*, at: datetime) -> int:
    """Once, some days before; never on a day off."""
    found = today_and_charter(at)
    if found is None:
        return 0
    today, charter = found
    until = today + timedelta(days=int(charter.figure("keeping.promise_remind_days").value))
    done = 0
    for echo in Echo.objects.to_remind(today, until).select_related("official", "contact")[:TURN]:
        with apart(echo):
            mine = Echo.objects.filter(pk=echo.pk, told_at=None, reminded_on=None)
            if mine.update(reminded_on=today):
                _tell(echo, echo.official, "echo_due", at)
                done += 1
    return done


def chase_echoes(*, at: datetime) -> int:
    """Whoever owes it and the head of their unit once, then whoever owes it every few days."""
    found = today_and_charter(at)
    if found is None:
        return 0
    today, charter = found
    again = today - timedelta(days=int(charter.figure("keeping.promise_chase_days").value))
    done = 0
    rows = Echo.objects.to_chase(today, again).select_related("official", "contact", "unit")
    for echo in rows.soonest_first()[:TURN]:
        with apart(echo):
            mine = Echo.objects.filter(pk=echo.pk, told_at=None, chased_on=echo.chased_on)
            if mine.update(chased_on=today):
                for reader in (echo.official, *_heads(echo, today, at)):
                    _tell(echo, reader, "echo_overdue", at)
                done += 1
    return done


def _heads(echo: Echo, today: date, at: datetime) -> list[Official]:
    """The first time the heads of the unit too, or the nearest above whom it is not about."""

    def may_hear(one: Official) -> bool:
        return echo.may_be_heard_by(one, at)

    if echo.chased_on is not None:
        return []
    return line.heads(echo.unit, today, without=echo.official, may_hear=may_hear)


def _tell(echo: Echo, to: Official, kind: str, at: datetime) -> None:
    where = reverse("contacts:echo", kwargs={"ref": echo.contact.reference})
    tell(to=to, kind=kind, about=echo.contact.reference, at=at, where=where, due=echo.due_on.isoformat())
