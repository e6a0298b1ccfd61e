"""What time does to the figures of service: it adds up what was done, and once a day counts some from nothing."""

import logging
from datetime import datetime

from django.db import OperationalError
from django.utils import timezone
from psycopg.errors import SerializationFailure

from huiyin.audit.actions import record as audit
from huiyin.audit.scope import county_scope
from huiyin.matters.adding_up import as_one_moment
from huiyin.orgs.calendar import county_served, local_day
from huiyin.orgs.models import County
from huiyin.reports.kpis import adding_up
from huiyin.reports.kpis.told import Cell
from huiyin.reports.models import ServiceFolding

log = logging.getLogger("huiyin.reports")
BY = "clock:service"


def add_up(*, at: datetime) -> int:
    """What was done up to a minute ago is added up; sums that took part."""
    return adding_up.fold(at=at, county=county_served())


def check(*, at: datetime) -> int:
    """Once a day count every county's figures of some moments from the rows; sums that had drifted, put right and told of.

    The trouble of one county is raised once the others have been counted.
    """
    done, trouble = 0, None
    for county in County.objects.all():
        try:
            done += check_one(county, at=at)
        except Exception as error:
            log.exception("the figures of service of %s could not be counted", county.slug)
            trouble = error
    if trouble is not None:
        raise trouble
    return done


def check_one(county: County, *, at: datetime) -> int:
    """The same for one county: of now, of the last months, and of one before that is another one each day; everything, where
    nothing is kept ready. What another clock is at, that one finishes.
    """
    try:
        with as_one_moment(), county_scope(county.pk), timezone.override(county.zone):
            last = ServiceFolding.objects.first()
            checked_at = last.checked_at if last is not None and adding_up.is_ready(last) else None
            if checked_at is not None and local_day(checked_at, county) >= local_day(at, county):
                return 0
            return len(count(county, at=at, by=BY, whole=False))
    except OperationalError as error:
        if isinstance(error.__cause__, SerializationFailure):
            return 0
        raise


def count(
    county: County, *, at: datetime, by: str, whole: bool, said: adding_up.Said = lambda _done, _of: None
) -> list[Cell]:
    """Count again, and put on record what had drifted."""
    drifted = adding_up.count_again(at=at, county=county, whole=whole, said=said)
    if drifted:
        log.warning("figures of service: %d sums had drifted and were put right", len(drifted))
        audit(by=by, deed="figures.drift_repaired", on="figures_of_service", at=at, rows=len(drifted))
    return drifted
