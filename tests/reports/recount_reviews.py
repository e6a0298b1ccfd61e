"""The part of the recount that concerns reviews and rechecks."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.reports.recount import Life


def upheld(of: list[Life], at: datetime) -> tuple[int, int, int]:
    """Of those on which a review or recheck was decided by then, how many answers stood by the last decision."""
    last = [
        max(decided, key=lambda review: review.stage).decision
        for one in of
        if (decided := [r for r in one.matter.reviews.all() if r.decided_at and r.decided_at <= at])
    ]
    return last.count("upheld"), 0, len(last)
