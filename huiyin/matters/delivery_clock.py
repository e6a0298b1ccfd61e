"""What time does to answers on their way: one whose page nobody opens becomes the task of somebody."""

from datetime import datetime

from django.db import transaction

from huiyin.matters.actions.advance import claim
from huiyin.matters.actions.delivering import give_out, stands
from huiyin.matters.models import Delivery
from huiyin.matters.models.matter import ANSWERED
from huiyin.matters.rules import delivering
from huiyin.orgs.calendar import working_day

TURN = 200  # rows a turn, so that nobody waits long for a lock


def bring_unopened(*, at: datetime) -> int:
    """An answer whose page was not opened in the charter's days is brought on another way, if one leads to the person."""
    if working_day(at) is None:
        return 0
    done = 0
    due = Delivery.objects.outstanding().filter(turns_at__lte=at, matter__state__in=ANSWERED)
    for found in due.select_related("matter").order_by("matter_id")[:TURN]:
        with transaction.atomic():
            row = claim(found.matter, None)
            sent = Delivery.objects.outstanding().filter(pk=found.pk, turns_at__lte=at).first()
            if sent is None:  # opened meanwhile, or another clock was quicker
                continue
            way = delivering.way_to(row)
            if way:
                give_out(sent, row, way, at)
            else:  # the person took their details back: the page is what is left
                sent.turns_at = None
                sent.save(update_fields=["turns_at"])
                stands(row, at)
            done += 1
    return done
