"""What time does here: it forgets wrong pairs, and tokens of forms whose pages nobody has open any more."""

from datetime import datetime, timedelta

from huiyin.orgs.models import OnceToken
from huiyin.orgs.models.attempt import Attempt

KEPT = timedelta(days=1)
FORMS_KEPT = timedelta(days=90)  # longer than any page is left open to be sent once more


def forget_attempts(*, at: datetime) -> int:
    """Remove what is no longer needed to slow anybody down; returns how many."""
    removed, _by_table = Attempt.objects.older_than(at - KEPT).delete()
    return removed


def forget_tokens(*, at: datetime) -> int:
    """Remove what only said that a form had been sent; what it made stays. Returns how many."""
    removed, _by_table = OnceToken.objects.filter(used_at__lte=at - FORMS_KEPT).delete()
    return removed
