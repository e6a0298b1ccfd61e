"""What time does to supervisions: once the day has passed without an answer, both sides are told."""

from datetime import datetime

from django.db import transaction

from huiyin.notices.actions import tell
from huiyin.orgs.calendar import working_day
from huiyin.supervision.actions import answering
from huiyin.supervision.models import Supervision

TURN = 500  # rows a turn


def tell_of_late_answers(*, at: datetime) -> int:
    """Who asked and who is to answer are told once, on the first working day after the date."""
    day = working_day(at)
    if day is None:
        return 0  # nobody is told on a day off; it comes up again
    done = 0
    late = Supervision.objects.late(day).filter(late_told_at=None)
    for found in late.select_related(
        "matter__county", "matter__handler", "matter__lead_unit", "matter__holding_unit", "unit", "by"
    )[:TURN]:
        with transaction.atomic():
            claimed = Supervision.objects.open().filter(pk=found.pk, late_told_at=None)
            if not claimed.update(late_told_at=at):
                continue  # another clock was quicker, or the answer came
            for reader in (found.by, *answering(found, at)):
                tell(
                    to=reader,
                    kind="supervision_late",
                    about=found.matter.reference,
                    at=at,
                    due=found.due_on.isoformat(),
                )
            done += 1
    return done
