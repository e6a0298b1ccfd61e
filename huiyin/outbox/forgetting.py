"""What time forgets of what came in and went out: that it did, once the days of the charter are over.

Each turn looks at the oldest rows alone, by their number, so that it costs the same however many there are.
"""

from datetime import datetime, timedelta
from typing import Final

from huiyin.orgs.charter import charter_of
from huiyin.outbox.models import Outgoing

TURN: Final = 500


def kept_since(at: datetime) -> datetime:
    """What lies before that moment is kept no longer."""
    return at - timedelta(days=int(charter_of(at).figure("keeping.traffic_days").value))


def forget_outgoing(*, at: datetime) -> int:
    """Remove messages that left, or were given up, long ago; returns how many. What follows later begins a thread anew."""
    limit = kept_since(at)
    oldest = (
        Outgoing.objects.exclude(state=Outgoing.State.WAITING).order_by("pk").values_list("pk", "made_at")
    )
    over = [pk for pk, made_at in oldest[:TURN] if made_at <= limit]
    removed, _by_table = Outgoing.objects.filter(pk__in=over).delete()
    return removed
