"""The county's working calendar: the shipped, sourced tables and whatever the installation has added."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from huiyin.audit.scope import current_county
from huiyin.lib.workdays import Calendar
from huiyin.orgs.models.county import County


@lru_cache(maxsize=2)
def _calendar(extra: Path | None) -> Calendar:
    return Calendar.china(extra)


def calendar() -> Calendar:
    """The calendar in use; extra year files are read from HUIYIN_HOME/calendars once per process."""
    extra = Path(settings.HUIYIN_HOME) / "calendars"
    return _calendar(extra if extra.is_dir() else None)


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
