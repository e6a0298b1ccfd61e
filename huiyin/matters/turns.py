"""How time takes its turn: row by row, the matter first, each row by one clock only, nobody on a day off."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet

from huiyin.matters.actions.advance import claim
from huiyin.matters.models import Deadline, Delivery, Matter, SubTask
from huiyin.orgs.calendar import working_day

log = logging.getLogger("huiyin.clock")
PUT_OFF = timedelta(hours=1)
TURN = 500  # rows a turn, so that nobody waits long for a lock
Timed = TypeVar("Timed", Deadline, Delivery, SubTask)


def each(
    found: QuerySet[Timed],
    act: Callable[[Timed, datetime], None],
    moment: str,
    at: datetime,
    again: Callable[[Timed, Matter, datetime], datetime | None],
    first: str = "due_on",
) -> int:
    """Do it to every row whose moment has come, and write when it comes `again`; None: it does not.

    Of one matter the most urgent comes first, by its day: what is told once a morning names that one. So a turn takes
    whole matters, those that have waited longest, and costs the same however many wait.
    """
    done = 0
    if (
        working_day(at) is None or not found.exists()
    ):  # most turns find nothing, and asking only that is quick
        return done  # nobody is told on a day off; the moment stays and comes up again
    every = found.model._default_manager
    turn = list(found.order_by(moment, "matter_id").values_list("matter_id", flat=True)[:TURN])
    for row in found.filter(matter__in=turn).order_by("matter_id", first, "pk"):
        timed = every.filter(pk=row.pk, **{f"{moment}__isnull": False})
        with apart(row, timed, **{moment: at + PUT_OFF}):
            row.matter = claim(row.matter, None)  # the matter first, then its clock: as every deed does
            following = again(row, row.matter, at)
            claimed = every.filter(pk=row.pk, **{moment: getattr(row, moment)})
            if claimed.update(**{moment: following}):  # another clock may have got here first
                act(row, at)
                done += 1
    return done


@contextmanager
def apart(row: Model, rows: QuerySet[Any] | None = None, **put_off: datetime) -> Iterator[None]:
    """One bad row neither stops the clock for all the others nor leaves half of anything; it is put off, if said how."""
    try:
        with transaction.atomic():
            yield
    except Exception:
        log.exception("%s %s could not be kept", row._meta.model_name, row.pk)
        if rows is not None:
            rows.update(**put_off)
