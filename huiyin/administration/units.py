"""Units as the system administrator keeps them: the list, what a unit has, and what ending one moves."""

from datetime import date

from huiyin.orgs.models import Official, Unit
from huiyin.orgs.models.unit import Units


def units_of(by: Official, day: date) -> Units:
    """All units of the county that exist on a day, in tree order; nobody but administrators sees them this way."""
    if not by.administers:
        return Unit.objects.none()
    return Unit.objects.valid_on(day).in_tree_order()
