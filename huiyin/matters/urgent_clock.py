"""What time does where something does not wait: also at night and on a day off, until it is looked at and begun."""

from datetime import datetime

from huiyin.matters.actions.urgent import alert
from huiyin.matters.models import Urgency
from huiyin.matters.turns import PUT_OFF, TURN, apart


def alert_up_the_line(*, at: datetime) -> int:
    """What nobody has looked at, or begun, in its minutes and hours is told one rung further up."""
    done = 0
    for found in Urgency.objects.to_alert(at).select_related("matter").order_by("next_at", "pk")[:TURN]:
        here = Urgency.objects.filter(pk=found.pk, next_at=found.next_at)
        with apart(found, here, next_at=at + PUT_OFF):
            done += alert(urgency=found, at=at)
    return done
