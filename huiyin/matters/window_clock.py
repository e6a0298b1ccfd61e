"""What time does to the days in which a review may be asked for: they are told of before they end, and then they lapse."""

from datetime import datetime, timedelta

from huiyin.matters import dates
from huiyin.matters.actions.advance import claim
from huiyin.matters.actions.reviewing import lapse
from huiyin.matters.clock import each_passed
from huiyin.matters.models import Deadline, Matter, State
from huiyin.matters.turns import PUT_OFF, TURN, apart
from huiyin.notices.actions import tell_page
from huiyin.orgs.calendar import day_served

WINDOWS = (Deadline.Kind.REVIEW_REQUEST, Deadline.Kind.RECHECK_REQUEST)


def remind_of_windows(*, at: datetime) -> int:
    """The person's page says, once, that the days in which a review may be asked for end soon."""
    today, done = day_served(at), 0
    found = Deadline.objects.running().filter(kind__in=WINDOWS, rung=0, due_on__gte=today).not_put_off(at)
    for window in found.select_related("matter__charter").defer("matter__charter__text")[:TURN]:
        before = int(window.matter.charter.charter.figure("reviewing.remind_days").value)
        if today < window.due_on - timedelta(days=before):
            continue
        running = Deadline.objects.running().filter(pk=window.pk)
        with apart(window, running, put_off_until=at + PUT_OFF):
            claim(window.matter, None)
            if running.filter(rung=0).update(rung=1):
                day = window.due_on.isoformat()
                tell_page(page=window.matter.reference, kind="window", at=at, due=day)
                done += 1
    return done


def let_windows_lapse(*, at: datetime) -> int:
    """When the days are over, nobody can ask any more; a matter that was reviewed has come to its end (T25)."""
    passed = Deadline.objects.running().filter(kind__in=WINDOWS, due_on__lt=day_served(at))
    return each_passed(passed, _let_go, at)


def _let_go(*, matter: Matter, at: datetime) -> None:
    if matter.state == State.REVIEWED:
        lapse(matter=matter, at=at)
    else:
        dates.stop(matter, WINDOWS, at=at)
