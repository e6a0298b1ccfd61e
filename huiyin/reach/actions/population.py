"""Keeping the aggregates of who lives where."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from huiyin.audit.actions import record as audit
from huiyin.reach.models import Population


@transaction.atomic
def enter_population(*, rows: Sequence[Population], by: str, at: datetime) -> int:
    """Keep figures of villages; one of the same village, group and day takes the place of the earlier one."""
    for row in rows:
        row.entered_at = at
    Population.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["place", "group", "as_of"],
        update_fields=["households", "source", "entered_at"],
    )
    audit(by=by, deed="population.entered", on="population", at=at, rows=len(rows))
    return len(rows)
