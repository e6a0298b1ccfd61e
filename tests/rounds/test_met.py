"""A planned visit is done when a contact says so: whose, with whom, where, on which day, and while it stands."""

from datetime import time, timedelta
from typing import Any

import pytest

from huiyin.contacts.actions import record, void
from huiyin.contacts.models import Contact
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official
from huiyin.rounds import actions, rules
from huiyin.rounds.actions import Wish
from huiyin.rounds.met import met
from huiyin.rounds.models import Round, RoundOfficial, RoundStop
from tests.rounds import planned
from tests.rounds.planned import begun, computed, kept
from tests.world import AT, World

pytestmark = pytest.mark.django_db

TODAY = AT.date()
DAY = timedelta(days=1)


def today(world: World, wishes: list[Wish] | None = None) -> Round:
    """Chen's plan of today, worked out."""
    return computed(begun(world, wishes, day=TODAY, begins=time(11), ends=time(16)))


def stop(row: Round, number: int, **fields: Any) -> RoundStop:
    """One more stop of Chen's, of a household that nobody has met."""
    hours = {"travel": 5, "begins": time(15), "ends": time(16)}
    return RoundStop.objects.create(
        round=row, number=number, **{"official": row.planned_by, **hours, **fields}
    )


def said(world: World, by: Official, **changed: Any) -> Contact:
    """A visit with nobody by name in the hamlet."""
    fields: dict[str, Any] = {
        "place": world.hamlet,
        "held_on": TODAY,
        "points": [],
        "promises": [],
        **changed,
    }
    return record(note="说了一会儿话", by=by, at=AT, **fields)


def answers(row: Round) -> dict[int, Contact]:
    """By the number of a stop."""
    found = met(row, row.stops.all())
    return {one.number: found[one.pk] for one in row.stops.all() if one.pk in found}


@pytest.mark.parametrize(("days", "done"), [(-1, False), (0, True)])
def test_a_household_is_met_on_the_day_of_the_plan(world: World, days: int, done: bool) -> None:
    row = today(world)
    number = row.stops.get(household=world.home).number
    contact = planned.met(world, world.home, TODAY + days * DAY, world.chen)
    assert answers(row) == ({number: contact} if done else {})


def test_it_is_met_by_who_was_to_go_there_and_while_the_contact_stands(world: World) -> None:
    row = today(world)
    number = row.stops.get(household=world.home).number
    planned.met(world, world.home, TODAY, world.liu)
    assert answers(row) == {}
    contact = planned.met(world, world.home, TODAY, world.chen)
    planned.met(world, world.home, TODAY, world.chen)
    assert answers(row) == {number: contact}, "the first of the day"
    for one in Contact.objects.filter(official=world.chen):
        void(contact=one, reason="记错了", by=world.chen, at=AT)
    assert answers(row) == {}


def test_what_was_left_out_and_met_all_the_same_is_met(world: World) -> None:
    row = today(world)
    at_home = row.stops.get(household=world.home)
    actions.drop(stop=at_home, by=world.chen, at=AT)
    contact = planned.met(world, world.home, TODAY, world.chen)
    assert answers(row) == {at_home.number: contact}
    at_home.refresh_from_db()
    with pytest.raises(Refused, match="on record already"):
        actions.drop(stop=at_home, by=world.chen, at=AT)
    void(contact=contact, reason="记错了", by=world.chen, at=AT)
    assert rules.objection_to_dropping(at_home, world.chen, is_met=bool(answers(row))) is None


def test_each_contact_in_a_village_answers_one_unknown_household(world: World) -> None:
    row = begun(world)
    Round.objects.filter(pk=row.pk).update(day=TODAY)
    row.refresh_from_db()
    left_out = stop(row, 1, place=world.hamlet, dropped_at=AT)
    first, second = (stop(row, n, place=world.hamlet) for n in (2, 3))
    stop(row, 4, place=world.village)
    one, other = said(world, world.chen), said(world, world.chen)
    said(world, world.chen)
    assert met(row, row.stops.all()) == {first.pk: one, second.pk: other}
    assert left_out.pk not in met(row, row.stops.all())


def test_a_household_of_the_plan_is_no_unknown_one(world: World) -> None:
    row = begun(world)
    Round.objects.filter(pk=row.pk).update(day=TODAY)
    row.refresh_from_db()
    at_home = stop(row, 1, place=world.village, household=world.home)
    stop(row, 2, place=world.village)
    first = planned.met(world, world.home, TODAY, world.chen)
    planned.met(world, world.home, TODAY, world.chen)
    assert met(row, row.stops.all()) == {at_home.pk: first}


def test_a_group_is_met_by_one_of_it_or_by_somebody_who_declared_nothing(world: World) -> None:
    row = begun(world)
    Round.objects.filter(pk=row.pk).update(day=TODAY)
    row.refresh_from_db()
    asked = stop(row, 1, place=world.hamlet, group="mobile")
    other = kept(world, world.chen, world.hamlet, "XH-007", "19900007777", ("farmer",))
    planned.met(world, other, TODAY, world.chen)
    assert met(row, row.stops.all()) == {}
    of_it = kept(world, world.chen, world.hamlet, "XH-008", "19900008888", ("mobile", "farmer"))
    contact = planned.met(world, of_it, TODAY, world.chen)
    assert met(row, row.stops.all()) == {asked.pk: contact}
    void(contact=contact, reason="记错了", by=world.chen, at=AT)
    nobody = said(world, world.chen)
    assert met(row, row.stops.all()) == {asked.pk: nobody}


def test_any_contact_at_the_place_keeps_an_appointment_but_meets_no_household(world: World) -> None:
    row = begun(world, [Wish("appointment", place=world.hamlet, begins=time(10), words="碰头")])
    Round.objects.filter(pk=row.pk).update(day=TODAY)
    row.refresh_from_db()
    stop(row, 1, place=world.hamlet)
    appointment = stop(row, 2, place=world.hamlet, wish=row.wishes.get())
    contact = said(world, world.chen, kind="other")
    assert met(row, row.stops.all()) == {appointment.pk: contact}


def test_a_contact_of_one_who_goes_along_is_not_ones_own(world: World) -> None:
    row = begun(world)
    Round.objects.filter(pk=row.pk).update(day=TODAY)
    row.refresh_from_db()
    RoundOfficial.objects.create(round=row, official=world.liu)
    mine = stop(row, 1, place=world.hamlet)
    theirs = stop(row, 2, place=world.hamlet, official=world.liu)
    contact = said(world, world.liu)
    assert met(row, row.stops.all()) == {theirs.pk: contact}
    assert mine.pk not in met(row, row.stops.all())
