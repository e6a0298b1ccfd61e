"""What time does to the days in which a review may be asked for: they are told of before they end, and then they lapse."""

from datetime import datetime, timedelta

from django.db import transaction

from huiyin.matters import dates
from huiyin.matters.actions.advance import claim
from huiyin.matters.actions.reviewing import lapse
from huiyin.matters.models import Deadline, State
from huiyin.notices.actions import tell_page
from huiyin.orgs.calendar import day_served

WINDOWS = (Deadline.Kind.REVIEW_REQUEST, Deadline.Kind.RECHECK_REQUEST)
TURN = 500  # rows a turn, so that nobody waits long for a lock


def remind_of_windows(*, at: datetime) -> int:
    """The person's page says, once, that the days in which a review may be asked for end soon."""
    today, done = day_served(at), 0
    found = Deadline.objects.running().filter(kind__in=WINDOWS, rung=0, due_on__gte=today)
    for window in found.select_related("matter__charter").defer("matter__charter__text")[:TURN]:
        before = int(window.matter.charter.charter.figure("reviewing.remind_days").value)
        if today < window.due_on - timedelta(days=before):
            continue
        with transaction.atomic():
            claim(window.matter, None)
            if Deadline.objects.running().filter(pk=window.pk, rung=0).update(rung=1):
                day = window.due_on.isoformat()
                tell_page(page=window.matter.reference, kind="window", at=at, due=day)
                done += 1
    return done


def let_windows_lapse(*, at: datetime) -> int:
    """When the days are over, nobody can ask any more; a matter that was reviewed has come to its end (T25)."""
    done = 0
    found = Deadline.objects.running().filter(kind__in=WINDOWS, due_on__lt=day_served(at))
    for window in found.select_related("matter")[:TURN]:
        with transaction.atomic():
            row = claim(window.matter, None)
            if not Deadline.objects.running().filter(pk=window.pk).exists():
                continue
            if row.state == State.REVIEWED:
                lapse(matter=row, at=at)
            else:
                dates.stop(row, (window.kind,), at=at)
            done += 1
    return done
