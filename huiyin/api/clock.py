"""What time does here: it numbers changes for other systems, and forgets what is old of them and of single calls."""

from datetime import datetime

from huiyin.api.changing import note_changes as note_changes
from huiyin.api.models import Call, Change, System
from huiyin.api.rules import CALLS_KEPT
from huiyin.outbox.forgetting import TURN, kept_since


def forget_calls(*, at: datetime) -> int:
    """Remove what is no longer shown; returns how many."""
    removed, _by_table = Call.objects.older_than(at - CALLS_KEPT).delete()
    return removed


def forget_changes(*, at: datetime) -> int:
    """Remove what changed long ago, of each system the first numbers; returns how many. What is kept has no gaps."""
    limit, gone = kept_since(at), 0
    for system in System.objects.exclude(last_change=0):
        rows = system.changes.order_by("sequence").values_list("pk", "at")[:TURN]
        over = [pk for pk, changed_at in rows if changed_at <= limit]
        gone += Change.objects.filter(pk__in=over).delete()[0]
    return gone
