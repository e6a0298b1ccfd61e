"""The demo county as the tests load it: small, once per process and moment; what each holds, to compare two of them."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from huiyin import demo
from huiyin.audit.scope import county_scope
from huiyin.contacts.models import Point, Promise
from huiyin.matters.models import Step
from huiyin.orgs.models import County
from huiyin.people.models import Resident
from tests.world import SHANGHAI

AT = datetime(2026, 11, 23, 15, 20, tzinfo=SHANGHAI)
NEW_YEAR = datetime(2027, 1, 8, 15, tzinfo=SHANGHAI)
SMALL = demo.Size(
    visits=110, raised=4, messages=4, households=0.3
)  # visits enough for an inspection to draw from


@dataclass
class Loaded:
    """A demo county, and the story of another one that was loaded for the same moment."""

    county: County
    other: list[object]


def story() -> list[object]:
    """What the county holds, without keys, numbers and codes that are drawn anew each time."""
    steps = Step.objects.order_by("at", "id").select_related("matter", "by")
    found: list[object] = [
        (one.at, one.deed, one.state_after, one.note, one.matter.title, one.by.name if one.by else None)
        for one in steps
    ]
    found += Point.objects.order_by("id").values_list("contact__held_on", "text", "disposition", "answer")
    found += Promise.objects.order_by("id").values_list("text", "due_on", "kept_at", "official__name")
    found += [(person.name, person.phone) for person in Resident.objects.order_by("id")]
    return found


def loaded(at: datetime) -> County:
    """The demo county as of then."""
    demo.load(at=at, size=SMALL)
    return County.objects.get(is_demo=True)


def loaded_twice() -> Loaded:
    """The smallest one, after another of the same moment, told in another zone, came and went."""
    with transaction.atomic():
        with county_scope(loaded(AT).pk):
            other = story()
        transaction.set_rollback(True)
    return Loaded(loaded(AT.astimezone(ZoneInfo("UTC"))), other)
