"""The digests upward of the demo county: one township's of the last quarter has gone up, another's waits for its reader."""

from datetime import date, datetime, time

from huiyin.accounts.digests import clear_digest, quarter_before, write_digest
from huiyin.accounts.models import Digest
from huiyin.demo.accounts import words
from huiyin.demo.days import Days
from huiyin.demo.founding import Realm

GONE_UP, WAITS = "sq", "lh"


def send_up_digests(realm: Realm, days: Days) -> None:
    """Each written by the township's coordinator when the quarter was over; the head has read the one, not yet the other."""
    end = quarter_before(days.now.date()).end
    if end <= realm.county.started_on:
        return
    sent = _written(realm, GONE_UP, _morning(days, end, 2))
    head = realm.people[realm.heads[GONE_UP]]
    clear_digest(digest=sent, is_read=True, version=sent.version, by=head, at=_morning(days, end, 3))
    _written(realm, WAITS, _morning(days, end, 4))


def _written(realm: Realm, town: str, at: datetime) -> Digest:
    said = words()["digests"][town]
    return write_digest(
        unit=realm.units[town], words=said, version=0, by=realm.people[realm.desks[town]], at=at
    )


def _morning(days: Days, first: date, later: int) -> datetime:
    """Of the working day so many after the first of the quarter, as long as that has come."""
    day = days.calendar.add_working_days(first, later).due_legal
    return min(datetime.combine(day, time(9, 40), tzinfo=days.zone), days.now)
