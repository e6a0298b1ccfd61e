"""What time does where something does not wait: also at night and on a day off, until it is looked at and begun."""

import logging
from datetime import datetime

from huiyin.matters.actions.urgent import alert
from huiyin.matters.models import Urgency
from huiyin.matters.turns import PUT_OFF, TURN

log = logging.getLogger("huiyin.clock")


def alert_up_the_line(*, at: datetime) -> int:
    """What nobody has looked at, or begun, in its minutes and hours is told one rung further up."""
    done = 0
    for found in Urgency.objects.to_alert(at).select_related("matter").order_by("next_at", "pk")[:TURN]:
        try:
            done += alert(urgency=found, at=at)
        except Exception:  # one bad matter must not stop the clock for all the others
            log.exception("urgency %s put off by an hour", found.pk)
            Urgency.objects.filter(pk=found.pk, next_at=found.next_at).update(next_at=at + PUT_OFF)
    return done
