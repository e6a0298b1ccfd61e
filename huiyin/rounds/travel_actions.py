"""Keeping where places stand and how long one is on the way between them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from huiyin.audit.actions import record as audit
from huiyin.rounds.models import Site, TravelTime


@transaction.atomic
def enter_sites(*, rows: Sequence[Site], by: str, at: datetime) -> int:
    """Keep where places stand; a new position of a place takes that of the earlier one."""
    for row in rows:
        row.entered_at = at
    Site.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["place"],
        update_fields=["east", "north", "source", "entered_at"],
    )
    audit(by=by, deed="sites.entered", on="travel", at=at, rows=len(rows))
    return len(rows)


@transaction.atomic
def enter_travel(*, rows: Sequence[TravelTime], by: str, at: datetime) -> int:
    """Keep minutes from place to place; a new number takes the place of the earlier one."""
    for row in rows:
        row.entered_at = at
    TravelTime.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["from_place", "to_place"],
        update_fields=["minutes", "entered_at"],
    )
    audit(by=by, deed="travel.entered", on="travel", at=at, rows=len(rows))
    return len(rows)
