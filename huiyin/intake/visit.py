"""An official's visit: the contact and the matters raised at it, in one transaction, entered once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from huiyin.contacts.actions import Promised, Raised, record
from huiyin.contacts.models import Contact
from huiyin.intake.occasion import lodge_points
from huiyin.matters.actions import Lodged
from huiyin.orgs.models import Official, Unit
from huiyin.people.actions import enter_resident
from huiyin.people.models import Household, Resident


@dataclass(frozen=True)
class Visit:
    """What the form held."""

    place: Unit
    held_on: date
    points: Sequence[Raised]
    promises: Sequence[Promised]
    household: Household | None = None
    person: Resident | None = None
    name: str = ""
    phone: str = ""
    note: str = ""
    differing_view: bool = False


@transaction.atomic
def record_visit(visit: Visit, *, root: Unit, by: Official, at: datetime) -> tuple[Contact, list[Lodged]]:
    """Keep the visit; every point that is to be routed becomes a matter that points back to it."""
    person = visit.person
    if person is None and (visit.name.strip() or visit.phone.strip()):
        person = enter_resident(name=visit.name, phone=visit.phone, place=visit.place, by=by.key, at=at)
    contact = record(
        place=visit.place,
        held_on=visit.held_on,
        points=visit.points,
        promises=visit.promises,
        household=visit.household,
        person=person,
        note=visit.note,
        differing_view=visit.differing_view,
        by=by,
        at=at,
    )
    lodged = lodge_points(contact, root=root, by=by, at=at)
    return contact, lodged
