"""Counting the clocks of a matter anew: when it goes by another procedure, and when its receipt is put right."""

from datetime import date, datetime

from huiyin.lib.charter import Clock
from huiyin.matters.dates import BY_PROCEDURE, due_of, note_missed, put, rule_of, start, stop
from huiyin.matters.models import Deadline, Matter, State
from huiyin.orgs.calendar import calendar, local_day


def reread(matter: Matter, *, at: datetime, accepted_at: datetime | None) -> list[str]:
    """Read the clocks anew for a matter that goes by another procedure now, each from the moment it would have run from.

    What ran by the old one alone stops. The latest date is that of the answer, or of hearing whether there will be one.
    Says which kinds begin in the place of none: though counted from an earlier moment they were not there before.
    """
    begun = []
    running = {clock.kind: clock for clock in Deadline.objects.running().filter(matter=matter)}
    owed = BY_PROCEDURE if matter.state == State.RECEIVED else ("handle",)  # who has accepted it has told so
    moments = {"received": matter.received_at, "accepted": accepted_at, "reopened": matter.reopened_at}
    matter.due_on = None
    for kind in BY_PROCEDURE:
        rule, clock = _rule_or_none(matter, kind) if kind in owed else None, running.get(kind)
        moment = moments.get(rule.runs_from) if rule else None
        if clock is not None:
            stop(matter, (kind,), at=at)
        if rule is not None and moment is not None:
            again = start(matter, kind, at=at, before=clock, since=moment)
            note_missed(Deadline.objects.filter(pk=again.pk), matter.county, at=at)
            begun += [kind] if clock is None else []
    return begun


def count_from_receipt(matter: Matter, *, at: datetime) -> list[tuple[Deadline, date]]:
    """Count what runs from the receipt from its day of now, where that lies earlier; each with the day it had.

    What has ended or was missed stays as written, what an order states too, and nothing comes to lie later than it was
    told (I-12): of a day of receipt that was later than recorded the dates stay.
    """
    found = []
    fresh = Deadline.objects.running().filter(matter=matter, moment="received", missed_at=None)
    for clock in fresh.filter(printed_on=None).order_by("pk"):
        assert matter.received_at is not None  # noqa: S101 - live work has its receipt
        began, was = local_day(matter.received_at, matter.county), clock.due_on
        if began >= clock.started_on:
            continue
        clock.started_at, clock.started_on = matter.received_at, began
        put(clock, due_of(calendar(), clock), matter, at)
        clock.save()
        found.append((clock, was))
    note_missed(Deadline.objects.filter(pk__in=[clock.pk for clock, _was in found]), matter.county, at=at)
    return found


def _rule_or_none(matter: Matter, kind: str) -> Clock | None:
    try:
        return rule_of(matter, kind)
    except KeyError:
        return None
