"""How long somebody waits after wrong pairs: a little more each time, never for good."""

from datetime import datetime, timedelta
from math import ceil

FREE = 5  # wrong pairs that cost nothing: people misread their own handwriting
WINDOW = timedelta(minutes=15)
FIRST_WAIT, LONGEST_WAIT = 5, 60  # seconds


def wait(wrong: int, last: datetime | None, at: datetime) -> int:
    """Seconds still to wait after that many wrong pairs within the window, the last one at `last`."""
    if wrong < FREE or last is None:
        return 0
    pause = min(LONGEST_WAIT, FIRST_WAIT << min(wrong - FREE, 10))
    left = pause - (at - last).total_seconds()
    return max(0, ceil(left))
