"""What time does to the figures of matters: it adds up what the deeds have changed, and once a day counts from nothing."""

import logging
from datetime import datetime

from django.db import OperationalError
from django.utils import timezone
from psycopg.errors import SerializationFailure

from huiyin.audit.actions import record as audit
from huiyin.audit.scope import county_scope
from huiyin.matters import adding_up
from huiyin.matters.models import FigureFolding
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import County

log = logging.getLogger("huiyin.matters")
BY = "clock:figures"


def add_up(*, at: datetime) -> int:
    """What matters have changed up to an hour ago is added up; sums that took part."""
    return adding_up.fold(at=at)


def check(*, at: datetime) -> int:
    """Once a day count every county's figures from the trails; sums that had drifted, put right and told of.

    The trouble of one county is raised once the others have been counted.
    """
    done, trouble = 0, None
    for county in County.objects.all():
        try:
            done += check_one(county, at=at)
        except Exception as error:
            log.exception("the figures of %s could not be counted", county.slug)
            trouble = error
    if trouble is not None:
        raise trouble
    return done


def check_one(county: County, *, at: datetime) -> int:
    """The same for one county; what another clock is at, that one finishes."""
    try:
        with adding_up.as_one_moment(), county_scope(county.pk), timezone.override(county.zone):
            last = FigureFolding.objects.first()
            if last is not None and local_day(last.checked_at, county) >= local_day(at, county):
                return 0
            drifted = adding_up.count_again(at=at)
            if drifted:
                log.warning("figures of matters: %d sums had drifted and were put right", len(drifted))
                audit(by=BY, deed="figures.drift_repaired", on="figures", at=at, rows=len(drifted))
            return len(drifted)
    except OperationalError as error:
        if isinstance(error.__cause__, SerializationFailure):
            return 0
        raise
