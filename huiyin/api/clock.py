"""What time does here: it numbers changes for other systems, and forgets their single calls; the counts by day stay."""

from datetime import datetime

from huiyin.api.changing import note_changes as note_changes
from huiyin.api.models import Call
from huiyin.api.rules import CALLS_KEPT


def forget_calls(*, at: datetime) -> int:
    """Remove what is no longer shown; returns how many."""
    removed, _by_table = Call.objects.older_than(at - CALLS_KEPT).delete()
    return removed
