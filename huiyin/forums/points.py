"""What becomes of a forum's point; where it is to be routed, it becomes a matter in the same transaction."""

from datetime import datetime

from django.db import transaction

from huiyin.contacts.models import Point
from huiyin.forums import actions
from huiyin.forums.models import Forum
from huiyin.matters.actions import Lodged
from huiyin.matters.actions.raising import lodge_point
from huiyin.orgs.models import Official, Unit


@transaction.atomic
def note_point(
    *,
    forum: Forum,
    text: str,
    root: Unit,
    by: Official,
    at: datetime,
    disposition: str = "",
    answer: str = "",
    topic: str = "",
) -> Point:
    """Add a point to the minutes; lodged at once if that was chosen already."""
    point = actions.add_point(
        forum=forum, text=text, disposition=disposition, answer=answer, topic=topic, by=by, at=at
    )
    _lodge(point, root=root, at=at)
    return point


@transaction.atomic
def dispose_point(
    *,
    forum: Forum,
    number: int,
    disposition: str,
    root: Unit,
    by: Official,
    at: datetime,
    answer: str = "",
    topic: str = "",
) -> Lodged | None:
    """Say what becomes of a point: answered, noted, kept as a suggestion, or lodged as a matter of the chair's."""
    point = actions.dispose(
        forum=forum, number=number, disposition=disposition, answer=answer, topic=topic, by=by, at=at
    )
    return _lodge(point, root=root, at=at)


def _lodge(point: Point, *, root: Unit, at: datetime) -> Lodged | None:
    if point.disposition != Point.Disposition.MATTER:
        return None
    contact = point.contact
    return lodge_point(point, contact, root=root, by=contact.official, at=at)
