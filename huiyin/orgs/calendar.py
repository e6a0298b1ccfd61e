"""The county's working calendar: the shipped tables, what the installation has added, and what the county has entered."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import transaction

from huiyin.audit.actions import record
from huiyin.audit.scope import current_county, forget_in_scope, keeping, kept_in_scope
from huiyin.lib.workdays import Announced, Calendar
from huiyin.orgs.models.county import County, county_has_changed, county_in_hand
from huiyin.orgs.models.holidays import AnnouncedYear

_KEPT = "calendar"
Moved = tuple[date, date]
# Whose dates follow the calendar: each says which would move from where to where by the calendar of now, naming nothing
# else. The site puts the rooms in here when all are there.
FOLLOWERS: list[Callable[[], Iterable[Moved]]] = []


@lru_cache(maxsize=32)
def _calendar(extra: Path | None, entered: tuple[tuple[int, int], ...]) -> Calendar:
    """By the numbers of what was entered, which nothing changes afterwards."""
    return Calendar.china(extra, _entered(entered))


def _entered(numbers: tuple[tuple[int, int], ...]) -> list[Announced]:
    rows = AnnouncedYear.objects.filter(pk__in=[number for _year, number in numbers]) if numbers else ()
    return [row.announced() for row in sorted(rows, key=lambda row: row.year)]


def calendar() -> Calendar:
    """The calendar in use: looked up once for whoever stands behind a county's wall.

    Extra year files are read from HUIYIN_HOME/calendars once per process; what the county entered lies over them.
    """
    return kept_in_scope(_KEPT, _of_county)


def _of_county() -> Calendar:
    folder = Path(settings.HUIYIN_HOME) / "calendars"
    county = county_in_hand()
    return _calendar(folder if folder.is_dir() else None, county.notices_held if county else ())


@contextmanager
def trying(days: Calendar) -> Iterator[None]:
    """As if this were the calendar in use."""
    with keeping(_KEPT, days):
        yield


@transaction.atomic
def adopt_year(*, announced: Announced, by: str, at: datetime) -> AnnouncedYear:
    """Let the notice of a year hold in the open county from now on; the clock redates what runs over its days."""
    county = County.objects.select_for_update().get(pk=current_county() or 0)
    row = AnnouncedYear.objects.create(
        year=announced.year,
        source=announced.source,
        off={str(day): [words.zh_hans, words.en] for day, words in announced.off.items()},
        work=sorted(map(str, announced.work)),
        adopted_at=at,
        adopted_by=by,
    )
    held = {**dict(county.notices_held), row.year: row.pk}
    county.notices = " ".join(f"{year}:{number}" for year, number in sorted(held.items()))
    county.save(update_fields=["notices"])
    record(by=by, deed="calendar.adopted", on=f"calendar:{row.year}", at=at, source=row.source)
    county_has_changed()
    forget_in_scope(_KEPT)
    return row


def local_day(at: datetime, county: County) -> date:
    """The county's calendar day of that moment."""
    return county.day_of(at)


def county_served() -> County:
    """The county whose scope is open; for clocks, which get none passed in."""
    return County.objects.get(pk=current_county() or 0)


def day_served(at: datetime) -> date:
    """The calendar day of that moment in the county whose scope is open."""
    return local_day(at, county_served())


def start_of(day: date, county: County) -> datetime:
    """The moment at which that day begins in the county."""
    return datetime.combine(day, time.min, tzinfo=county.zone)


def end_of(day: date, county: County) -> datetime:
    """The moment at which that day is over in the county."""
    return start_of(day + timedelta(days=1), county)


def working_day(at: datetime) -> date | None:
    """That day, or None on a day off, when no clock tells anybody anything."""
    day = day_served(at)
    return day if calendar().is_working(day) else None
