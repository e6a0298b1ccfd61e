"""What counts at the edges of a window, of its quarters and of the year before, by both ways of counting."""

from datetime import date, timedelta
from typing import Any

import pytest

from huiyin.contacts.actions import record, void
from huiyin.contacts.models import Contact
from huiyin.orgs.models import Unit
from huiyin.people.models import Household
from huiyin.reach import clock
from huiyin.reach.counting import recount
from huiyin.reach.figures import Meetings, Reached, of_area, of_contacts
from huiyin.reach.models import Counting, Met, Tally
from huiyin.reach.population import living_in
from huiyin.reach.windows import Window, half_year, kept, rolling
from tests.reach.made import POINT, home
from tests.world import AT, World

TODAY = AT.date()
DAY = timedelta(days=1)
YEAR = rolling(TODAY)
AUTUMN = half_year(date(2025, 7, 1), today=TODAY)


def met(
    world: World,
    where: Household | None,
    *days: date,
    place: Unit | None = None,
    in_time: bool = False,
    **more: Any,
) -> Contact:
    """Chen was there on these days; the last of them is given back."""
    for day in days:
        found = record(
            place=place or (where.place if where else world.village), held_on=day, household=where,
            by=world.chen, at=AT - (TODAY - day) if in_time else AT,
            **{"points": [], "promises": [], "note": "走访", "kind": "visit" if where else "other", **more},
        )  # fmt: skip
    return found


def reached(window: Window) -> Reached:
    """As counted from the contacts, which is what the tallies say too."""
    recount([window])
    ready, counted = of_area(Tally.objects.all(), window), of_contacts(Contact.objects.all(), window)
    assert vars(ready) == vars(counted)
    return counted


def test_the_first_and_the_last_day_belong_to_a_window(world: World) -> None:
    for n, day in enumerate((date(2025, 6, 30), date(2025, 7, 1), date(2025, 12, 31), date(2026, 1, 1))):
        met(world, home(world.village, n), day)
    found = reached(AUTUMN)
    assert (found.households, found.contacts, found.is_new) == (2, 2, 2)
    windows = [AUTUMN, half_year(TODAY)]
    together = Meetings.of(Contact.objects.all(), windows)
    both = [together.reached(window) for window in windows]
    assert [one.households for one in both] == [2, 1]
    assert Meetings.of(Contact.objects.all(), [AUTUMN]).reached(AUTUMN).last == {
        world.village.pk: date(2025, 12, 31)
    }


def test_who_was_met_twelve_months_before_is_not_new(world: World) -> None:
    """From the first meeting in the window twelve months are counted back."""
    for n, before in enumerate((date(2024, 9, 1), date(2024, 8, 31), date(2025, 6, 30))):
        met(world, home(world.village, n), before, date(2025, 9, 1))
    assert reached(AUTUMN).is_new == 1
    met(world, home(world.village, 9), date(2024, 7, 1), date(2025, 7, 1))
    assert reached(AUTUMN).is_new == 1, "the first day of the twelve months is one of them"


@pytest.mark.parametrize(
    ("third", "fourth", "steady"),
    [
        (date(2025, 7, 1), date(2025, 10, 1), 1), (date(2025, 9, 30), date(2025, 12, 31), 1),
        (date(2025, 6, 30), date(2025, 10, 1), 0), (date(2025, 7, 1), date(2026, 1, 1), 0),
    ],
)  # fmt: skip
def test_steady_is_who_was_met_in_every_quarter_that_ended(
    world: World, third: date, fourth: date, steady: int
) -> None:
    met(world, world.home, third, fourth, in_time=True)
    assert reached(AUTUMN).steady == steady
    early = date(2025, 2, 1), date(2025, 5, 1)
    met(world, world.home, *early, in_time=True)
    assert reached(YEAR).steady == steady, "the quarters of the rolling year are the last four that ended"
    assert reached(half_year(TODAY, today=TODAY)).steady == 0, "where none has ended nobody is steady"


def test_contacts_with_households_and_without_are_all_of_them(world: World) -> None:
    met(world, world.home, TODAY - 10 * DAY, TODAY - 5 * DAY)
    met(world, None, TODAY - 3 * DAY)
    found = reached(YEAR)
    assert (found.contacts, found.occasions, found.all_contacts) == (2, 1, 3)
    assert found.spread == {2: 1}


def test_with_talk_is_what_has_a_point_a_differing_view_or_is_spoken_by_its_form(world: World) -> None:
    met(world, world.home, TODAY - 9 * DAY)
    assert reached(YEAR).talked == 0
    met(world, world.home, TODAY - 8 * DAY, points=[POINT])
    assert (reached(YEAR).talked, reached(YEAR).differing) == (1, 0)
    met(world, world.home, TODAY - 7 * DAY, differing_view=True)
    assert (reached(YEAR).talked, reached(YEAR).differing) == (2, 1)
    met(world, world.home, TODAY - 6 * DAY, kind="talk", note="")
    assert (reached(YEAR).talked, reached(YEAR).differing) == (3, 1)


def test_a_household_met_elsewhere_counts_for_its_own_village_alone(world: World) -> None:
    met(world, world.home, TODAY - 10 * DAY, TODAY - 5 * DAY, place=world.hamlet)
    found = reached(YEAR)
    assert found.places == {world.village.pk: 1}
    assert found.last == {world.village.pk: TODAY - 5 * DAY}
    assert found.group_last == {"farmer": TODAY - 5 * DAY}


def test_what_was_struck_out_counts_nowhere(world: World) -> None:
    void(contact=met(world, world.home, TODAY), reason="记错了", by=world.chen, at=AT)
    assert vars(reached(YEAR)) == vars(Reached())


def test_a_household_taken_off_the_record_is_not_among_those_known(world: World) -> None:
    assert living_in([world.village.pk], TODAY).known == {world.village.pk: 1}
    Household.objects.filter(pk=world.home.pk).update(voided_at=AT)
    assert living_in([world.village.pk], TODAY).known == {}


def test_a_household_that_left_keeps_what_was_until_its_day(world: World) -> None:
    met(world, world.home, TODAY - 20 * DAY, TODAY - 10 * DAY, TODAY - 5 * DAY)
    off = AT - 10 * DAY
    Household.objects.filter(pk=world.home.pk).update(voided_at=off)
    found = reached(YEAR)
    assert (found.households, found.contacts) == (1, 2), "up to the day it was taken off, that day too"
    Household.objects.filter(pk=world.home.pk).update(voided_at=off - 11 * DAY)
    assert reached(YEAR).households == 0


# --- the clock ---


def households(code: str = "year") -> int:
    return Met.objects.filter(window=code, contacts__gt=0).count()


def test_what_is_recorded_up_to_an_hour_before_the_last_look_is_looked_at_again(world: World) -> None:
    clock.follow(at=AT)
    first, second = home(world.village, 1), home(world.village, 2)
    contacts = [met(world, one, TODAY) for one in (first, second)]
    later = AT + 5 * clock.OVERLAP
    clock.follow(at=later)
    assert households() == 2
    Met.objects.filter(window="year").update(contacts=7)
    for contact, n in zip(contacts, (0, 1), strict=True):
        moment = later - clock.OVERLAP + n * timedelta(seconds=1)
        Contact.objects.filter(pk=contact.pk).update(recorded_at=moment)
    assert clock.follow(at=later + timedelta(minutes=1)) == 1, (
        "recorded more than an hour before is known already"
    )
    counts = dict(Met.objects.filter(window="year").values_list("household", "contacts"))
    assert counts == {first.pk: 7, second.pk: 1}


def test_what_was_struck_out_since_the_last_look_is_counted_again(world: World) -> None:
    contact = met(world, world.home, TODAY)
    clock.follow(at=AT)
    assert households() == 1
    later = AT + 9 * clock.OVERLAP
    clock.follow(at=later)
    void(contact=contact, reason="记错了", by=world.chen, at=later - clock.OVERLAP / 2)
    assert clock.follow(at=later + timedelta(minutes=1)) == 1
    assert households() == 0
    again = [clock.follow(at=later + n * clock.OVERLAP) for n in (2, 4)]
    assert again == [1, 0], "within the hour of the last look once more"


def test_each_day_those_met_on_the_day_that_left_the_window_are_counted_again(world: World) -> None:
    """Also where nothing was recorded since; a day that comes back moves nothing."""
    first, second, third = (home(world.village, n) for n in range(3))
    for one, day in ((first, YEAR.first), (second, YEAR.first + DAY), (third, YEAR.first + 2 * DAY)):
        met(world, one, day)
    clock.follow(at=AT)
    counts, looked = [households()], []
    for n in (1, 2, 3):
        looked.append(clock.follow(at=AT + n * DAY))
        counts.append(households())
    assert counts == [3, 2, 1, 0]
    assert looked[1:] == [1, 1], "that of the day that left, and no other"
    assert recount(kept(TODAY + 3 * DAY)) == 0
    clock.follow(at=AT + 2 * DAY)
    state = Counting.objects.get()
    assert (state.day, state.looked_until) == (TODAY + 3 * DAY, AT + 3 * DAY)


def test_whoever_was_met_before_the_window_is_counted_again_with_it(world: World) -> None:
    """The twelve months before decide who is new; what was struck out there makes somebody new again."""
    old = met(world, world.home, AUTUMN.before)
    met(world, world.home, AUTUMN.first)
    clock.follow(at=AT)
    mine = Met.objects.filter(window=AUTUMN.code)
    assert not mine.get().is_new
    void(contact=old, reason="记错了", by=world.chen, at=AT)
    clock.follow(at=AT + timedelta(minutes=1))
    assert mine.get().is_new


def test_the_year_before_the_oldest_window_is_followed_too_and_nothing_before_it(world: World) -> None:
    oldest = kept(TODAY)[-1]
    clock.follow(at=AT)
    looked_at = [clock.follow(at=AT + timedelta(minutes=1))]
    earlier = met(world, world.home, oldest.before)
    met(world, home(world.hamlet, 1), oldest.before - DAY)
    met(world, world.home, oldest.first)
    looked_at.append(clock.follow(at=AT + timedelta(minutes=2)))
    assert looked_at == [0, 2]
    assert not Met.objects.get(window=oldest.code, household=world.home).is_new
    void(contact=earlier, reason="记错了", by=world.chen, at=AT + timedelta(minutes=3))
    clock.follow(at=AT + timedelta(minutes=4))
    assert Met.objects.get(window=oldest.code, household=world.home).is_new
    assert recount(kept(TODAY)) == 0, "nothing had drifted"
