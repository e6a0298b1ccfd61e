"""Rounds of visits as the tests need them: who lives where, a plan asked for, and the clock that works it out."""

from datetime import date, time, timedelta
from typing import Any

from huiyin.contacts.actions import record
from huiyin.contacts.actions.recording import Raised
from huiyin.contacts.models import Contact
from huiyin.orgs.models import Official, Unit
from huiyin.people.models import Household
from huiyin.reach.models import Population
from huiyin.register.actions import pair
from huiyin.register.models import Assignment
from huiyin.rounds import clock as round_clock
from huiyin.rounds.actions import Wish, ask, start_round
from huiyin.rounds.models import Round
from tests.world import AT, LONG_AGO, World, household

TOMORROW = AT.date() + timedelta(days=1)
FEW = 40  # iterations: enough for a handful of visits, and the same answer every time


def lives(world: World, place: Unit, households: int, **groups: int) -> None:
    """So many households live in a village, and so many of each group."""
    numbers = {"": households, **groups}
    for group, n in numbers.items():
        Population.objects.create(
            place=place, group=group, households=n, as_of=date(2025, 12, 31), source="年报", entered_at=AT
        )


def kept(
    world: World, official: Official, place: Unit, code: str, phone: str, groups: tuple[str, ...] = ()
) -> Household:
    """One more household on somebody's register."""
    home, person = household(place, code, "某某", phone, official)
    Household.objects.filter(pk=home.pk).update(groups=list(groups))
    pair(
        official=official,
        unit=world.branch,
        household=home,
        person=person,
        consent=person.consents.get(),
        started_on=LONG_AGO,
        by="test",
        at=AT,
    )
    home.refresh_from_db()
    return home


def met(world: World, home: Household, day: date, by: Official) -> Contact:
    """A visit on record."""
    person = Assignment.objects.get(household=home).person
    return record(
        place=home.place,
        held_on=day,
        points=[Raised("路口的灯不亮", "noted")],
        promises=[],
        household=home,
        person=person,
        by=by,
        at=AT,
    )


def begun(world: World, wishes: list[Wish] | None = None, **changed: Any) -> Round:
    """Chen's plan of tomorrow morning, from the seat of the township."""
    fields: dict[str, Any] = {
        "day": TOMORROW,
        "begins": time(8, 30),
        "ends": time(11, 30),
        "start": world.town,
        "officials": [world.chen],
        "by": world.chen,
        "at": AT,
        "wishes": wishes or [],
        **changed,
    }
    return start_round(**fields)


def computed(row: Round) -> Round:
    """Asked for and worked out."""
    row.refresh_from_db()
    ask(plan=row, version=row.version, by=row.planned_by, at=AT)
    assert round_clock.compute(at=AT, iterations=FEW) == 1
    row.refresh_from_db()
    return row
