"""What a clock does in one county after the other: the trouble of one is raised once the others had their turn."""

import logging
from collections.abc import Callable
from datetime import datetime

from huiyin.orgs.models import County

log = logging.getLogger("huiyin.clock")


def in_each(deed: Callable[[County, datetime], int], at: datetime) -> int:
    """Do it in each county; how much was done in all."""
    done, trouble = 0, None
    for county in County.objects.order_by("pk"):
        try:
            done += deed(county, at)
        except Exception as error:
            log.exception("a line of the schedule failed in %s", county.slug)
            trouble = error
    if trouble is not None:
        raise trouble
    return done
