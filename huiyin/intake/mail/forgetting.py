"""What time forgets of letters: that one came, once the days of the charter are over; never one that waits for somebody."""

from datetime import datetime

from huiyin.intake.models import Arrival
from huiyin.outbox.forgetting import TURN, kept_since


def forget_arrivals(*, at: datetime) -> int:
    """Remove what became of letters long ago; what was made of them stays. Returns how many.

    By then no mail server sends the same letter again, and whoever counts its letters anew is asked for the last days only.
    """
    limit = kept_since(at)
    oldest = Arrival.objects.exclude(state=Arrival.State.WAITS).order_by("pk").values_list("pk", "came_at")
    over = [pk for pk, came_at in oldest[:TURN] if came_at <= limit]
    removed, _by_table = Arrival.objects.filter(pk__in=over).delete()
    return removed
