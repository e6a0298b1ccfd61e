"""Households of the demo county that are like another one on record: by a telephone, by a name, and after withdrawing.

Each was entered at the door with the reason why it is another one, counts as what it is like, and waits for who leads the
area; the night's look (`huiyin.demo.forums`) shows it to who entered it.
"""

from datetime import datetime, time
from typing import Any, Final

from huiyin.contacts import actions as contacts
from huiyin.demo import texts
from huiyin.demo.days import Days, Life
from huiyin.demo.founding import Realm
from huiyin.people.models import Resident
from huiyin.privacy.actions import withdraw
from huiyin.register.actions import NewHome, enter_home
from huiyin.register.models import Assignment

TOWN: Final = "lh"
SPLIT, NAMESAKE, BACK = "zhou", "li", "sun"  # who entered each
HEAD: Final = "wanglx"
FIRST, LEFT, LATELY = 9, 6, 1  # working days before the last one


def enter_alike(realm: Realm, days: Days) -> Life:
    """Three households: a son keeps his parents' telephone, a farmer has the head's name, a family came back."""
    said = texts.resembling()
    place = realm.units[realm.places[TOWN][2]]
    at = _moment(days, FIRST, 10)
    yield at
    before = said["returned"]
    old = NewHome(place, before["name"], before["phone"], before["address"], is_adult=True)
    person = enter_home(home=old, by=realm.people[BACK], at=at)
    _visit(realm, BACK, person, before["first"], at)
    at = _moment(days, LEFT, 9)
    yield at
    withdraw(person=person, by=realm.people[BACK], at=at)
    at = _moment(days, LATELY, 10)
    yield at
    like = _on_the_register(realm, days)
    for login, name, phone, key, here in (
        (SPLIT, said["twice"]["name"], like.phone, "twice", like.place or place),
        (NAMESAKE, realm.people[HEAD].name, "", "namesake", place),
        (BACK, before["name"], before["phone"], "returned", place),
    ):
        words: dict[str, Any] = said[key]
        home = NewHome(here, name, phone, words["address"], is_adult=True, apart=words["apart"])
        new = enter_home(home=home, by=realm.people[login], at=at)
        _visit(realm, login, new, words["note"], at)


def _visit(realm: Realm, login: str, person: Resident, note: str, at: datetime) -> None:
    assert person.household is not None  # noqa: S101 - entered with it
    contacts.record(
        place=person.household.place, held_on=at.date(), points=[], promises=[], household=person.household,
        person=person, note=note, by=realm.people[login], at=at,
    )  # fmt: skip


def _on_the_register(realm: Realm, days: Days) -> Resident:
    """The first of the township with a number whose line holds, and whom somebody else than `SPLIT` keeps."""
    lines = Assignment.objects.live_on(days.last).filter(
        household__place__path__startswith=realm.units[TOWN].path
    )
    lines = lines.exclude(official=realm.people[SPLIT]).select_related("person__place").order_by("pk")
    return next(line.person for line in lines if line.person.phone and line.person.withheld_at is None)


def _moment(days: Days, back: int, hour: int) -> datetime:
    return datetime.combine(days.back(back), time(hour, 20), tzinfo=days.zone)
