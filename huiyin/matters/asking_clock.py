"""What time does where the person was asked for more: when the days for that have passed, the matter goes on."""

from datetime import datetime

from huiyin.matters.actions.asking import go_on
from huiyin.matters.clock import each_passed
from huiyin.matters.models import Deadline
from huiyin.orgs.calendar import day_served


def stop_waiting(*, at: datetime) -> int:
    """A matter whose person gave no answer in time goes back to its desk, with what is known."""
    passed = Deadline.objects.run_out(Deadline.Kind.SUPPLEMENT, day_served(at))
    return each_passed(passed, go_on, at)
