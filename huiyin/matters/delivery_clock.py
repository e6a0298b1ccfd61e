"""What time does to answers on their way: one whose page nobody opens becomes the task of somebody."""

from datetime import datetime

from huiyin.matters.actions.delivering import give_out, stands
from huiyin.matters.models import Delivery, Matter
from huiyin.matters.rules import delivering
from huiyin.matters.turns import each


def bring_unopened(*, at: datetime) -> int:
    """An answer whose page was not opened in the charter's days is brought on another way, if one leads to the person."""
    due = Delivery.objects.outstanding().filter(turns_at__lte=at, matter__state__in=delivering.BROUGHT)
    return each(due, _bring, "turns_at", at, _not_again, first="turns_at")


def _not_again(_sent: Delivery, _matter: Matter, _at: datetime) -> None:
    """From then on the clock of the delivery counts."""


def _bring(sent: Delivery, at: datetime) -> None:
    way = delivering.way_to(sent.matter)
    if way:
        give_out(sent, sent.matter, way, at)
    else:  # the person took their details back: the page is what is left
        stands(sent.matter, at)
