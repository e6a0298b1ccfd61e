"""Figures that follow the records equal a recount from nothing, after any history."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.contacts.actions import record, void
from huiyin.contacts.actions.recording import Raised
from huiyin.contacts.models import Contact
from huiyin.contacts.pages import Sift
from huiyin.lib import periods
from huiyin.people.actions import restore_household, void_household
from huiyin.people.models import Household
from huiyin.reach import clock, counting
from huiyin.reach.figures import Meetings, Reached, of_area, of_contacts
from huiyin.reach.models import Counting, Met, Tally
from huiyin.reach.windows import kept, rolling
from tests.world import AT, World, household

pytestmark = pytest.mark.django_db

POINT = Raised("路口的灯不亮", "noted")


def _homes(world: World) -> list[Household]:
    world.home.refresh_from_db()  # the history before this one was undone
    places = (world.village, world.village, world.hamlet, world.far_village)
    made = [
        household(place, f"T-{i}", "某某", f"1990000{i:04d}", world.chen)[0] for i, place in enumerate(places)
    ]
    return [world.home, *made]


def _visit(
    world: World, home: Household | None, day: date, at: datetime, *, said: bool, differing: bool
) -> Contact:
    place = home.place if home is not None else world.hamlet
    kind = Contact.Kind.VISIT if home is not None else Contact.Kind.OTHER
    return record(
        place=place,
        held_on=day,
        points=[POINT] if said or home is None else [],
        promises=[],
        by=world.chen,
        at=at,
        kind=kind,
        household=home,
        note="走访",
        differing_view=differing,
    )


def _whole(reached: Reached) -> dict[str, object]:
    return {name: dict(value) if hasattr(value, "items") else value for name, value in vars(reached).items()}


def _agrees(at: datetime, day: date) -> None:
    """What is kept ready says what the contacts say, counted in another way, window by window."""
    for window in kept(day):
        ready = of_area(Tally.objects.all(), window)
        assert _whole(ready) == _whole(of_contacts(Contact.objects.all(), window)), window


STEP = st.tuples(
    st.sampled_from(
        ["visit", "visit", "visit", "occasion", "void", "declare", "off", "follow", "days", "check"]
    ),
    st.integers(0, 4),
    st.integers(0, 420),
    st.booleans(),
)


@given(history=st.lists(STEP, min_size=3, max_size=14))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_history_counts_as_if_from_nothing(
    world: World, history: list[tuple[str, int, int, bool]]
) -> None:
    from django.db import transaction

    sid = transaction.savepoint()
    homes, at, made = _homes(world), AT, []
    clock.follow(at=at)
    for deed, which, days, said in history:
        at += timedelta(minutes=7)
        if deed in ("visit", "occasion"):
            home = homes[which] if deed == "visit" else None
            day = at.date() - timedelta(days=days)
            made.append(_visit(world, home, day, at, said=said, differing=said and which == 1))
        elif deed == "void" and made:
            void(contact=made.pop(which % len(made)), reason="记错了", by=world.chen, at=at)
        elif deed == "declare":
            homes[which].groups = [["worker"], ["student", "mobile"], []][days % 3]
            homes[which].save()
        elif deed == "off":
            off = homes[which].voided_at is None
            people = void_household if off else restore_household
            people(household=homes[which], by=world.liu, at=at, **({"reason": "重复登记"} if off else {}))
            homes[which].refresh_from_db()
        elif deed == "days":
            at += timedelta(days=days)
        elif deed == "follow":
            clock.follow(at=at)
        elif deed == "check":
            assert clock.check(at=at) == 0
    at += timedelta(minutes=7)
    clock.follow(at=at)
    _agrees(at, at.date())
    assert counting.recount(kept(at.date())) == 0
    transaction.savepoint_rollback(sid)


def test_a_drifted_row_is_found_put_right_and_told_of(world: World) -> None:
    _visit(world, world.home, AT.date(), AT, said=True, differing=False)
    clock.follow(at=AT + timedelta(hours=3))
    Tally.objects.update(households=77)
    Met.objects.update(contacts=9)
    later = AT + timedelta(days=1)
    assert clock.check(at=later) > 0
    assert of_area(Tally.objects.all(), rolling(later.date())).households == 1
    assert Counting.objects.get().drifted > 0
    assert clock.check(at=later) == 0


def test_groups_count_as_declared_when_first_met(world: World) -> None:
    """Declaring others afterwards moves nothing before the next window."""
    _visit(world, world.home, AT.date() - timedelta(days=3), AT, said=True, differing=False)
    world.home.groups = ["student", "worker", "mobile"]
    world.home.save()
    _visit(world, world.home, AT.date(), AT, said=True, differing=False)
    clock.follow(at=AT)
    reached = of_area(Tally.objects.all(), rolling(AT.date()))
    assert reached.groups == {"farmer": 1}
    assert reached.contacts == 2
    assert reached.households == 1


def test_each_official_counts_own_households_and_the_branch_each_once(world: World) -> None:
    _visit(world, world.home, AT.date(), AT, said=True, differing=False)
    record(
        place=world.village,
        held_on=AT.date(),
        points=[POINT],
        promises=[],
        by=world.he,
        at=AT,
        household=world.home,
    )
    window = rolling(AT.date())
    each = Meetings.of(Contact.objects.all(), [window]).by_official(window)
    assert [each[one.pk].households for one in (world.chen, world.he)] == [1, 1]
    assert of_contacts(Contact.objects.all(), window).households == 1


TODAY = AT.date()


def _three_say(world: World, group: str) -> list[int]:
    """How many households of the group were met in the last twelve months: by SQL, in Python, and in the list."""
    window = rolling(TODAY)
    counting.recount([window])
    sift = Sift(group=group, since=window.first, until=window.last, standing="1")
    listed = sift.of(Contact.objects.all()).exclude(household=None)
    return [
        of_area(Tally.objects.all(), window).groups[group],
        of_contacts(Contact.objects.all(), window).groups[group],
        listed.values("household").order_by().distinct().count(),
    ]


@pytest.mark.parametrize(("days", "counts"), [(-1, 0), (0, 1), (1, 1)])
def test_the_three_agree_on_the_first_day_of_the_window(world: World, days: int, counts: int) -> None:
    """Whom somebody met is written in SQL, in Python and as a condition; on the edge they say the same."""
    day = rolling(TODAY).first + timedelta(days=days)
    _visit(world, world.home, day, AT, said=True, differing=False)
    assert _three_say(world, "farmer") == [counts] * 3


@pytest.mark.parametrize(("days", "group"), [(-1, "student"), (0, "farmer"), (1, "farmer")])
def test_the_three_agree_on_what_a_household_had_declared_when_first_met(
    world: World, days: int, group: str
) -> None:
    day = rolling(TODAY).first + timedelta(days=days)
    _visit(world, world.home, day, AT, said=True, differing=False)
    world.home.groups = ["student"]
    world.home.save()
    _visit(world, world.home, TODAY, AT + timedelta(hours=1), said=True, differing=False)
    other = "student" if group == "farmer" else "farmer"
    assert (_three_say(world, group), _three_say(world, other)) == ([1] * 3, [0] * 3)


@pytest.mark.parametrize(("days", "new"), [(-1, 1), (0, 0), (1, 0)])
def test_twelve_months_to_the_day_are_not_new_by_sql_nor_in_python(world: World, days: int, new: int) -> None:
    first = rolling(TODAY).first + timedelta(days=40)
    _visit(world, world.home, periods.back(first, 12) + timedelta(days=days), AT, said=True, differing=False)
    _visit(world, world.home, first, AT + timedelta(hours=1), said=True, differing=False)
    window = rolling(TODAY)
    counting.recount([window])
    ready, counted = of_area(Tally.objects.all(), window), of_contacts(Contact.objects.all(), window)
    assert (ready.is_new, counted.is_new) == (new, new)
