"""Which households an official keeps in touch with: the register, a higher room, knows; put together in `site.words`."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import QuerySet

from huiyin.orgs.models import Official
from huiyin.people.models import Household

REGISTERS: list[Callable[[Official, datetime], QuerySet[Household]]] = []


def homes_kept(official: Official, at: datetime) -> QuerySet[Household]:
    """The households in one's care at that moment, by whatever register there is."""
    found = Household.objects.none()
    for register in REGISTERS:
        found |= register(official, at)
    return found
