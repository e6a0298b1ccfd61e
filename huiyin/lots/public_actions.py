"""What a household does with its slip: look up its own lot in a draw."""

from datetime import datetime

from django.db import transaction

from huiyin.lots import public
from huiyin.lots.models import Draw
from huiyin.orgs.trying import tried_before


@transaction.atomic
def look_up_lot(
    *, draw: Draw, lot: int, code: str, address: str, at: datetime
) -> tuple[public.Yours | None, int]:
    """What a household learns of its own lot, or nothing and the seconds to wait; guessing is slowed down."""
    tried = tried_before(f"{draw.reference}:{lot}:{code}", address, at)
    if tried.left:
        return None, tried.left
    mine = public.yours(draw, lot, code, at)
    if mine is None:
        tried.note()
    return mine, 0
