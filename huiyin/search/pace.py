"""How many telephones one official may look for: who takes calls is not held up, who goes through a list is."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Max

from huiyin.audit.actions import record
from huiyin.orgs.keys import ring
from huiyin.orgs.limits import Slowing, one_at_a_time
from huiyin.orgs.models import Attempt, Official
from huiyin.people.fields import phone_index

LOOKING: Final = Slowing(free=20, within=timedelta(hours=1), first=5, longest=60)


def seconds_to_wait(telephone: str, by: Official, at: datetime) -> int:
    """Before this one may be looked for; where it may be at once, it counts from now on. The same again costs nothing."""
    here = ring().blind(by.key, "orgs_attempt.address")
    number = phone_index(telephone)
    one_at_a_time(here)
    seen = Attempt.objects.since(at - LOOKING.within).filter(address=here)
    if seen.filter(pair=number).exists():
        return 0
    found = seen.aggregate(many=Count("pk"), last=Max("at"))
    left = LOOKING.left(found["many"], found["last"], at)
    if not left:
        Attempt.objects.create(address=here, pair=number, at=at)
    return left


def keep(telephone: str, hits: int, by: Official, at: datetime) -> None:
    """The answer was shown: who looked for which number, by its keyed index, and how many rows there were (I-37)."""
    on = f"telephone:{phone_index(telephone)}"
    record(by=by.key, deed="search.telephone", on=on, at=at, hits=hits)
