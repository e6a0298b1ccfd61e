"""What time does to requests about one's own data: reminds, tells up the line, reckons anew, and empties old ones."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from huiyin.matters import dates
from huiyin.orgs import line
from huiyin.orgs.calendar import Moved, calendar, working_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.handles import CODE_KEPT
from huiyin.orgs.models import Official
from huiyin.privacy import firewall, rules
from huiyin.privacy.forgetting import empty, forget_sealed
from huiyin.privacy.models import LANGUAGES, DataRequest
from huiyin.privacy.noticing import tell
from huiyin.privacy.requesting import pass_on

TURN = 500
_WITH = ("unit__county", "charter")


def remind_of_requests(*, at: datetime) -> int:
    """Whoever answers is told once, some working days before the day; never on a day off.

    Before that each is taken from whom something that came in since is about.
    """
    for row in DataRequest.objects.owed().select_related(*_WITH)[:TURN]:
        pass_on(row, at)
    day = working_day(at)
    if day is None:
        return 0
    done = 0
    for row in (
        DataRequest.objects.open().filter(reminded_on=None, due_on__gte=day).select_related(*_WITH)[:TURN]
    ):
        rule = row.charter.charter.clock("remind")
        first = (
            calendar().before(row.due_on, rule.n)
            if rule.unit == "wd"
            else row.due_on - timedelta(days=rule.n)
        )
        if day >= first:
            readers = rules.answering(row, at)
            done += _tell_once(row, readers, "data_request_due", at, reminded_on=day)
    return done


def chase_requests(*, at: datetime) -> int:
    """Past its day it is told one rung up the line each time, at the pace of the charter; first to whoever answers."""
    day = working_day(at)
    if day is None:
        return 0
    done = 0
    for row in DataRequest.objects.late(day).select_related(*_WITH)[:TURN]:
        every = row.charter.charter.clock("chase")
        if (
            row.chased_on is not None
            and dates.reckon(calendar(), row.chased_on, every.n, every.unit).due_legal > day
        ):
            continue

        def may_hear(one: Official, row: DataRequest = row) -> bool:
            kept = row.kept_from.filter(official=one).exists()
            return not kept and not firewall.is_about(row, one, at)

        _unit, above = line.rung(row.unit, row.rung, day, may_hear)
        readers = {one.pk: one for one in (*rules.answering(row, at), *above)}
        done += _tell_once(
            row, list(readers.values()), "data_request_late", at, chased_on=day, rung=row.rung + 1
        )
    return done


@transaction.atomic
def _tell_once(row: DataRequest, readers: list[Official], kind: str, at: datetime, **noted: object) -> int:
    """Claimed first: another clock that was quicker leaves nothing to do."""
    mine = DataRequest.objects.open().filter(pk=row.pk, reminded_on=row.reminded_on, chased_on=row.chased_on)
    if not mine.update(**noted):
        return 0
    for reader in readers:
        tell(to=reader, kind=kind, of=row, at=at)
    return 1


def redate_requests(*, at: datetime) -> int:
    """An open date that comes out otherwise by the calendar of now is put anew, with its working."""
    done = 0
    for row in DataRequest.objects.open().select_related(*_WITH)[:TURN]:
        due = rules.due(row.charter, row.received_at, row.unit)
        if (due.due_legal, due.provisional) != (row.due_on, row.is_provisional):
            working = {lang: due.explain(lang) for lang in LANGUAGES}
            done += DataRequest.objects.open().filter(pk=row.pk, version=row.version).update(
                due_on=due.due_legal, is_provisional=due.provisional, working=working, version=F("version") + 1
            )  # fmt: skip
    return done


def moving() -> Iterator[Moved]:
    """From where to where the dates of open requests would move by the calendar of now."""
    for row in DataRequest.objects.open().select_related(*_WITH):
        day = rules.due(row.charter, row.received_at, row.unit).due_legal
        if day != row.due_on:
            yield row.due_on, day


def forget_requests(*, at: datetime) -> int:
    """Codes after three days, from where it came after one; the whole request so many days after its answer.

    Of a matter that was sealed since nothing is told any more.
    """
    forget_sealed(at=at)
    come = DataRequest.objects.filter(entered_at__lte=at - rules.FROM_ONE_CONNECTION.within)
    come.exclude(from_index="").update(from_index="")
    DataRequest.objects.filter(entered_at__lte=at - CODE_KEPT).exclude(receipt="").update(receipt="")
    days = int(charter_of(at).figure("keeping.data_request_days").value)
    over = DataRequest.objects.filter(erased_at=None, answered_at__lte=at - timedelta(days=days))
    return sum(empty(row, at) for row in over.order_by("pk")[:TURN])
