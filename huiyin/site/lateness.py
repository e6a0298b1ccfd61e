"""Which lines of the schedule have not run when they should have."""

from datetime import datetime, timedelta

from huiyin.site.lines import Line
from huiyin.site.models import ClockLine
from huiyin.site.schedule import SCHEDULE

LATE = 3  # a line is late when it has not run for this many times its interval


def lateness(*, at: datetime) -> list[tuple[Line, ClockLine | None, bool]]:
    """Each line with its last run, and whether it is late or failed."""
    kept = {row.name: row for row in ClockLine.objects.all()}
    found = []
    for line in SCHEDULE:
        row = kept.get(line.name)
        grace = max(line.every * LATE, timedelta(minutes=2))
        found.append((line, row, row is None or row.failed or at - row.ran_at > grace))
    return found
