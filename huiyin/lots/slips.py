"""Slips: for every household in the pool its lot number and the code with which it finds itself; handed over, not sent."""

from collections import Counter
from dataclasses import dataclass

from huiyin.lots.models import Draw, DrawEntry
from huiyin.lots.pages import people_of
from huiyin.orgs.models import Unit
from huiyin.people.models import Resident


@dataclass(frozen=True)
class Place:
    """A village with the number of its slips."""

    code: str
    name: str
    slips: int


@dataclass(frozen=True)
class Slip:
    """One household's slip; whose it is shows only the masked name, for the official who hands it over."""

    entry: DrawEntry
    person: Resident | None


def places(draw: Draw) -> list[Place]:
    """The villages of the pool, in tree order."""
    number = Counter(draw.entries.order_by().values_list("household__place__code", flat=True))
    rows = Unit.objects.filter(code__in=number, valid_to=None).in_tree_order()
    return [Place(code, name, number[code]) for code, name in rows.values_list("code", "short_name")]


def slips(draw: Draw, place: str) -> list[Slip]:
    """The slips of one village, by the number of the household on the register."""
    rows = draw.entries.filter(household__place__code=place.replace("\x00", "")).select_related(
        "household__place"
    )
    entries = list(rows.order_by("household__code"))
    people = people_of([entry.household_id for entry in entries])
    return [Slip(entry, people.get(entry.household_id)) for entry in entries]
