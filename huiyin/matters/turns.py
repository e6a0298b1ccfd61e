"""How time takes its turn: row by row, the matter first, each row by one clock only, nobody on a day off."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import QuerySet

from huiyin.matters.actions.advance import claim
from huiyin.matters.models import Deadline, Delivery, Matter, SubTask
from huiyin.orgs.apart import apart as apart
from huiyin.orgs.calendar import working_day

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
