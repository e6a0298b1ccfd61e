"""The figures of a period: every row on the first and last day and beside them, of whom, and as it was known then."""

from datetime import date, datetime
from typing import Any

import pytest

from huiyin.contacts.actions import keep
from huiyin.duties.figures import Own, known
from huiyin.lib import periods
from huiyin.orgs.models import Official
from huiyin.recording.actions import Entry, record_entry
from tests.duties import made
from tests.duties.test_s01 import answered
from tests.world import World

FEB = periods.of("month", date(2026, 2, 1))
EDGES = (date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1))
LATE = made.moment(date(2026, 12, 31))


def told(world: World, who: Official, as_of: datetime = LATE) -> Own:
    ids = [world.chen.pk, world.ma.pk, world.he.pk]
    return known(ids, FEB, county=world.county, as_of=as_of)[who.pk]


def sums(world: World, who: Official, *names: str, as_of: datetime = LATE) -> list[int]:
    found = told(world, who, as_of)
    return [found.sums[name] for name in names]


def test_nobody_has_no_figures(world: World) -> None:
    assert known([], FEB, county=world.county, as_of=LATE) == {}
    empty = told(world, world.he).snapshot()
    assert set(empty["sums"].values()) == {0}
    assert "contacts" in empty["sums"], "a sum of nothing is written down as nothing"
    assert (empty["households"], empty["villages"], empty["rows"]) == ([], [], {})


def test_contacts_of_the_days_of_the_period_with_their_forms_and_places(world: World) -> None:
    for day in EDGES:
        made.contact(world, day, points=[made.raised("甲"), made.raised("乙")])
    made.contact(world, EDGES[1], "talk")
    made.contact(world, EDGES[1], "visit", by=world.ma, household=world.second, place=world.hamlet)
    found = told(world, world.chen)
    assert [found.sums[n] for n in ("contacts", "points", "form.visit", "form.talk")] == [3, 4, 2, 1]
    assert (found.households, found.villages) == ({world.home.pk}, {world.village.pk})
    assert sorted(kind for _reference, kind in found.rows["contacts"]) == ["talk", "visit", "visit"]
    theirs = told(world, world.ma)
    assert (theirs.sums["contacts"], theirs.villages) == (1, {world.hamlet.pk})


def test_what_was_recorded_later_was_not_known_then(world: World) -> None:
    day, later = date(2026, 2, 10), made.moment(date(2026, 2, 12))
    made.contact(world, day, at=later)
    for hour, known_then in ((17, 0), (18, 1)):
        as_of = made.moment(date(2026, 2, 12), hour)
        assert sums(world, world.chen, "contacts", as_of=as_of) == [known_then]


def test_reception_days_of_the_period_that_were_held_by_then(world: World) -> None:
    for day in EDGES:
        made.session(world, world.ma, day)
    made.session(world, world.ma, date(2026, 2, 9), held=False)
    made.session(world, world.he, date(2026, 2, 10))
    found = told(world, world.ma)
    assert (found.sums["reception_days"], len(found.rows["sessions"])) == (2, 2)
    assert sums(world, world.ma, "reception_days", as_of=made.moment(EDGES[1])) == [1]
    assert sums(world, world.chen, "reception_days") == [0]


def test_half_days_of_research_on_the_days_of_the_period(world: World) -> None:
    def trip(first: date, until: date | None = None, half: str = "") -> None:
        details = {"half": half, "until_on": until}
        made.contact(world, first, "research", by=world.ma, household=None, details=details, at=LATE)

    trip(EDGES[0], EDGES[1])
    trip(EDGES[2], EDGES[3], "")
    trip(date(2026, 2, 10), None, "am")
    trip(EDGES[0])
    trip(EDGES[3])
    found = told(world, world.ma)
    assert (found.sums["research_half_days"], len(found.rows["research"])) == (5, 3)


def test_promises_made_due_and_kept_each_on_its_own_day(world: World) -> None:
    def promise(day: date, due: date, kept: date | None = None) -> None:
        contact = made.contact(world, day, promises=[made.promised(due)])
        if kept is not None:
            keep(promise=contact.promises.get(), how="送到了", version=1, by=world.chen, at=made.moment(kept))

    names = ("promises_made", "promises_due", "promises_kept")
    promise(EDGES[0], EDGES[0])
    assert sums(world, world.chen, *names) == [0, 0, 0]
    promise(EDGES[0], EDGES[1], EDGES[1])
    assert sums(world, world.chen, *names) == [0, 1, 1]
    promise(EDGES[1], EDGES[2], EDGES[3])
    assert sums(world, world.chen, *names) == [1, 2, 1]
    promise(EDGES[2], EDGES[3], EDGES[2])
    assert sums(world, world.chen, *names) == [2, 2, 2]
    promise(EDGES[3], EDGES[3], EDGES[3])
    assert sums(world, world.chen, *names) == [2, 2, 2]
    assert sums(world, world.chen, "promises_kept", as_of=made.moment(EDGES[1], 17)) == [0]
    assert sums(world, world.he, *names) == [0, 0, 0]


def test_matters_raised_at_a_contact_and_answered_in_the_period(world: World) -> None:
    def raise_two(day: date) -> list[Any]:
        points = [made.raised("路灯坏了", "matter"), made.raised("水管漏了", "matter")]
        entry = Entry(place=world.village, held_on=day, points=points, promises=[], household=world.home)
        return record_entry(entry, root=world.root, by=world.chen, at=made.moment(day))[1]

    first, _second = raise_two(date(2026, 1, 8))
    assert sums(world, world.chen, "matters_raised", "matters_answered") == [0, 0]
    raise_two(EDGES[2])
    found = told(world, world.chen)
    assert (found.sums["matters_raised"], len(found.rows["raised"])) == (2, 2)
    matter = answered(first.matter, world)
    january = known([world.chen.pk], periods.of("month", date(2026, 1, 1)), county=world.county, as_of=LATE)[
        world.chen.pk
    ]
    assert (january.sums["matters_answered"], january.rows["answered"]) == (1, [matter.reference])
    assert january.sums["matters_raised"] == 2
    assert sums(world, world.chen, "matters_answered") == [0], "answered in January"
    assert sums(world, world.ma, "matters_raised") == [0]


@pytest.mark.parametrize(("month", "asked"), [(2, None), (3, 1)])
def test_a_quarters_duties_are_told_in_its_last_month(world: World, month: int, asked: int | None) -> None:
    period = periods.of("month", date(2026, month, 1))
    found = known([world.chen.pk], period, county=world.county, as_of=LATE)[world.chen.pk].snapshot()
    assert found["sums"].get("asked.households_kept") == asked
    assert found["sums"].get("left.households_kept") == asked
