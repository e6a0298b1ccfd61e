"""Half-days in the field: each half of a day counts once for an official, however many occasions it held (S25, I-34)."""

from collections import defaultdict
from datetime import date, timedelta

from huiyin.contacts.models import Contact
from huiyin.contacts.models.contact import Contacts

HalfDay = tuple[date, str]
_BOTH = (Contact.Half.MORNING.value, Contact.Half.AFTERNOON.value)


def research_half_days(contacts: Contacts, first: date, end: date) -> dict[int, set[HalfDay]]:
    """By official, the distinct half-days of [first, end) that these contacts cover; one query.

    Which contacts count is the caller's choice (`Contacts.field_research`). A half that nobody wrote down is a whole
    day: two trips on one day are one day all the same.
    """
    found: dict[int, set[HalfDay]] = defaultdict(set)
    rows = contacts.touching(first, end - timedelta(days=1)).order_by()
    for official, day, last, half in rows.values_list("official_id", "held_on", "until_on", "half"):
        last = min(last or day, end - timedelta(days=1))
        day = max(day, first)
        halves = (half,) if half in _BOTH else _BOTH
        while day <= last:
            found[official].update((day, one) for one in halves)
            day += timedelta(days=1)
    return dict(found)
