"""What time does here: it forgets wrong pairs."""

from datetime import datetime, timedelta

from huiyin.orgs.models.attempt import Attempt

KEPT = timedelta(days=1)


def forget_attempts(*, at: datetime) -> int:
    """Remove what is no longer needed to slow anybody down; returns how many."""
    removed, _by_table = Attempt.objects.older_than(at - KEPT).delete()
    return removed
