"""More time for an answer: asked for with a reason before the date, decided by the head, told the same day (T14)."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.lib.refusal import Refused, refuse
from huiyin.matters import dates
from huiyin.matters.actions.advance import advance, claim
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Deadline, Extension, Matter, Step
from huiyin.matters.rules import extending, hearing, life, line_of
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.models import Official

Deed = Step.Deed


@transaction.atomic
def ask_more_time(
    *, matter: Matter, n: int, reason: str, version: int, by: Official, at: datetime
) -> Extension:
    """Ask the head for more time, before the date has passed, with the reason that the resident will read."""
    row = claim(matter, version)
    refuse(life.objection(Deed.ASK_MORE_TIME, row, by, at))
    refuse(extending.objection_to_request(row, n, reason))
    most = extending.at_most(row)
    assert most is not None  # noqa: S101 - objected to above
    assert row.due_on is not None  # noqa: S101 - likewise
    day = local_day(at, row.county)
    asked = Extension.objects.create(
        matter=row,
        round=row.reopened + 1,
        asked_by=by,
        asked_at=at,
        asked_on=day,
        n=n,
        unit=most.unit,
        reason=reason.strip(),
        due_was=row.due_on,
    )
    advance(
        row,
        Deed.ASK_MORE_TIME,
        at=at,
        by=by,
        unit=row.lead_unit,
        note=asked.reason,
        facts={"n": n, "unit": most.unit},
        more_time_asked_at=at,
    )
    for head in line_of.heads(row, row.lead_unit, at, without=by) if row.lead_unit else ():
        tell(to=head, kind="more_time_asked", of=row, at=at)
    return asked


@transaction.atomic
def extend(*, matter: Matter, version: int, by: Official, at: datetime) -> Matter:
    """Grant the time that was asked for: the date moves on from where it stood, and the resident's page says so and why."""
    row = claim(matter, version)
    refuse(life.objection(Deed.EXTEND, row, by, at))
    asked, clock = _asked(row), Deadline.objects.running().get(matter=row, kind=Deadline.Kind.HANDLE)
    asked.due_was = clock.due_on  # which may have moved since it was asked for (T29, I-09)
    clock.n_extended, clock.unit_extended = asked.n, asked.unit
    dates.put(clock, dates.due_of(calendar(), clock), row, at)
    clock.save()
    asked.granted, asked.decided_by, asked.decided_at, asked.due_now = True, by, at, clock.due_on
    asked.save()
    advance(
        row,
        Deed.EXTEND,
        at=at,
        by=by,
        unit=row.lead_unit,
        note=asked.reason,
        due_on=clock.due_on,
        more_time_asked_at=None,
    )
    if row.handler is not None:
        tell(to=row.handler, kind="more_time_granted", of=row, at=at, due=clock.due_on.isoformat())
    return row


@transaction.atomic
def refuse_more_time(*, matter: Matter, why: str, version: int, by: Official, at: datetime) -> Matter:
    """Leave the date where it is, with a reason for whoever asked."""
    row = claim(matter, version)
    refuse(life.objection(Deed.REFUSE_MORE_TIME, row, by, at))
    if len(why.strip()) < hearing.MIN_WORDS:
        raise Refused(_("Please say why the date stays."))
    asked = _asked(row)
    asked.granted, asked.decided_by, asked.decided_at, asked.why_not = False, by, at, why.strip()
    asked.save()
    advance(
        row,
        Deed.REFUSE_MORE_TIME,
        at=at,
        by=by,
        unit=row.lead_unit,
        note=asked.why_not,
        more_time_asked_at=None,
    )
    for reader in {one.pk: one for one in (asked.asked_by, row.handler) if one is not None}.values():
        where = "" if reader == row.handler else reverse("matters:list")
        tell(to=reader, kind="more_time_refused", of=row, at=at, where=where)
    return row


def _asked(row: Matter) -> Extension:
    asked = extending.open_request(row)
    if asked is None:
        raise Refused(_("Nobody has asked for more time."))
    return asked
