"""Writing the trail: one call per deed, in the deed's own transaction."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from huiyin.audit.models import Event
from huiyin.audit.scope import current_county

RESIDENT: Final = "resident"  # by whom: somebody from outside, of whom the trail says no more


def record(*, by: str, deed: str, on: str, at: datetime, **facts: object) -> None:
    """Add one event. `by` and `on` are keys such as "official:12" or a reference; facts hold no personal data."""
    event(by=by, deed=deed, on=on, at=at, **facts).save(force_insert=True)


def event(*, by: str, deed: str, on: str, at: datetime, **facts: object) -> Event:
    """The same, to be added by the caller together with other rows (`huiyin.audit.adding`)."""
    return Event(county=current_county(), at=at, by=by, deed=deed, on=on, facts=facts)


def record_once(*, by: str, deed: str, on: str, at: datetime, **facts: object) -> None:
    """Add an event unless that deed stands already on this key: for what is noted once a day, with the day in the key."""
    if not Event.objects.filter(county=current_county(), on=on, deed=deed).exists():
        record(by=by, deed=deed, on=on, at=at, **facts)


def recorded_since(since: datetime, *, deed: str, on: str) -> bool:
    """Whether that deed stands on this key from after that moment."""
    return Event.objects.filter(county=current_county(), on=on, deed=deed, at__gt=since).exists()


def record_all(deeds: Iterable[tuple[str, str, Mapping[str, object]]], *, by: str, at: datetime) -> None:
    """Add one event for each (deed, on, facts), in one statement."""
    county = current_county()
    Event.objects.bulk_create(
        Event(county=county, at=at, by=by, deed=deed, on=on, facts=dict(facts)) for deed, on, facts in deeds
    )
