"""Windows and depth at their edges: the first and last day, the quarter that ended, the promise of today, whose it is."""

from datetime import date, timedelta

import pytest

from huiyin.contacts.actions import keep, void
from huiyin.matters.models import Matter
from huiyin.reach import clock
from huiyin.reach.counting import count_households, count_places
from huiyin.reach.depth import (
    closed_and_rated,
    contacts_behind,
    contacts_of,
    deep,
    kept_in_time,
    matters_raised,
    promises_due,
)
from huiyin.reach.models import Counting, Met, Population
from huiyin.reach.population import Lives, living_in
from huiyin.reach.windows import half_year, kept, named, rolling
from huiyin.recording.actions import Entry, record_entry
from tests.duties import made as contacts
from tests.inspection.test_effect import closed_matter
from tests.reach.made import figures, home, visit
from tests.world import AT, World

TODAY = AT.date()
DAY = timedelta(days=1)
YEAR = rolling(TODAY)


def test_the_rolling_year_ends_with_the_day_and_counts_the_quarters_that_ended() -> None:
    for day, first, ended in (
        (date(2026, 3, 2), date(2025, 3, 3), date(2026, 1, 1)),
        (date(2026, 3, 30), date(2025, 3, 31), date(2026, 1, 1)),
        (date(2026, 3, 31), date(2025, 4, 1), date(2026, 4, 1)),
        (date(2026, 4, 1), date(2025, 4, 2), date(2026, 4, 1)),
    ):
        window = rolling(day)
        assert (window.first, window.end, window.code) == (first, day + DAY, "year"), day
        assert (window.quarters_to, window.quarters) == (ended, 4), day
    assert YEAR.before == date(2024, 3, 3)


@pytest.mark.parametrize(
    ("today", "quarters"),
    [
        (date(2026, 1, 1), 0),
        (date(2026, 3, 30), 0),
        (date(2026, 3, 31), 1),
        (date(2026, 6, 29), 1),
        (date(2026, 6, 30), 2),
        (date(2026, 12, 1), 2),
        (date(2025, 12, 1), 0),
    ],
)
def test_a_half_year_counts_the_quarters_that_ended_by_today(today: date, quarters: int) -> None:
    window = half_year(date(2026, 2, 1), today=today)
    assert (window.code, window.quarters, window.first, window.end) == (
        "2026H1", quarters, date(2026, 1, 1), date(2026, 7, 1),
    )  # fmt: skip
    assert half_year(date(2026, 2, 1)).quarters == 2
    assert window.half.key == "2026-H1"


def test_four_half_years_are_kept_and_no_fifth() -> None:
    assert [window.code for window in kept(TODAY)] == ["year", "2026H1", "2025H2", "2025H1", "2024H2"]
    assert named("2024H2", TODAY) == kept(TODAY)[4]
    assert named("2024H1", TODAY) is None


def test_a_promise_is_due_in_the_window_once_its_day_has_passed(world: World) -> None:
    for due in (YEAR.first, TODAY - DAY, TODAY, TODAY + DAY):
        contacts.contact(world, YEAR.first - 9 * DAY, promises=[contacts.promised(due)])
    contacts.contact(world, YEAR.first - 9 * DAY, promises=[contacts.promised(YEAR.first - DAY)])
    for scope in (world.chen, world.branch, world.town):
        found = promises_due(scope, YEAR, TODAY)
        assert sorted(found.values_list("due_on", flat=True)) == [YEAR.first, TODAY - DAY], scope
    assert not promises_due(world.he, YEAR, TODAY).exists()
    assert not promises_due(world.office, YEAR, TODAY).exists()


def test_a_promise_is_kept_in_time_through_its_own_day(world: World) -> None:
    due = date(2026, 2, 10)
    for day in (due - DAY, due, due + DAY):
        promise = contacts.contact(world, date(2026, 2, 1), promises=[contacts.promised(due)]).promises.get()
        keep(promise=promise, how="办了", version=1, by=world.chen, at=contacts.moment(day, 23))
    left = contacts.contact(world, date(2026, 2, 1), promises=[contacts.promised(due)]).promises.get()
    found = promises_due(world.chen, YEAR, TODAY)
    assert (found.count(), kept_in_time(found).count()) == (4, 2)
    assert (deep(world.chen, YEAR, TODAY).due, deep(world.chen, YEAR, TODAY).kept) == (4, 2)
    void(contact=left.contact, reason="记错了", by=world.chen, at=AT)
    assert promises_due(world.chen, YEAR, TODAY).count() == 3, "of a contact struck out, nothing was promised"


def test_of_promises_for_the_next_day_those_that_were_broken_count(world: World) -> None:
    made = date(2026, 2, 1)
    for kept_on in (made + DAY, None):
        promises = [contacts.promised(made + DAY)]
        promise = contacts.contact(world, made, promises=promises).promises.get()
        if kept_on:
            keep(promise=promise, how="办了", version=1, by=world.chen, at=contacts.moment(kept_on, 9))
    assert (deep(world.chen, YEAR, TODAY).due, deep(world.chen, YEAR, TODAY).kept) == (1, 0)


def test_matters_of_the_window_those_closed_and_rated_and_whose(world: World) -> None:
    rated = Matter.objects.get(pk=closed_matter(world).pk)
    for day in (YEAR.first - DAY, YEAR.first, TODAY):
        points = [contacts.raised("水管漏了", "matter")]
        entry = Entry(place=world.village, held_on=day, points=points, promises=[], household=world.home)
        record_entry(entry, root=world.root, by=world.chen, at=AT)
    for scope in (world.chen, world.branch, world.town, world.village):
        found = matters_raised(scope, YEAR)
        assert (found.count(), list(closed_and_rated(found))) == (3, [rated]), scope
    for scope in (world.he, world.hamlet, world.sibling):
        assert not matters_raised(scope, YEAR).exists(), scope
    said = deep(world.chen, YEAR, TODAY)
    assert (said.raised, said.rated) == (3, 1)


def test_contacts_belong_to_their_official_their_branch_and_their_place(world: World) -> None:
    mine = visit(world.chen, world.home)
    theirs = visit(world.he, home(world.hamlet, 1))
    assert list(contacts_of(world.chen)) == list(contacts_of(world.branch)) == [mine]
    assert list(contacts_of(world.hamlet)) == [theirs]
    assert set(contacts_of(world.town)) == {mine, theirs}


def test_the_rows_behind_new_steady_and_familiar_households_of_an_official(world: World) -> None:
    old, new, often = (home(world.village, n, "farmer") for n in range(3))
    first_day = (TODAY - YEAR.first).days
    visit(world.chen, old, first_day + 1)
    visit(world.chen, old, 3)
    visit(world.chen, new, first_day)
    for days in (10, 70, 160, 250, 340):
        visit(world.chen, often, days)

    def behind(figure: str) -> set[int | None]:
        return set(contacts_behind(figure, world.chen, YEAR).values_list("household", flat=True))

    assert behind("new") == {new.pk, often.pk}, "who was met the day before the window is not new"
    assert behind("steady") == {often.pk}
    assert often.pk in behind("familiar")
    assert contacts_behind("new", world.chen, YEAR).count() == 6
    clock.follow(at=AT)
    assert set(contacts_behind("new", world.town, YEAR).values_list("household", flat=True)) == {
        new.pk, often.pk,
    }  # fmt: skip
    assert set(contacts_behind("steady", world.town, YEAR).values_list("household", flat=True)) == {often.pk}


def test_a_differing_view_opens_its_own_contacts(world: World) -> None:
    visit(world.chen, world.home, 5)
    other = visit(world.chen, world.home, 4, differing=True)
    gone = visit(world.chen, world.home, 3, differing=True)
    void(contact=gone, reason="记错了", by=world.chen, at=AT)
    assert list(contacts_behind("differing", world.chen, YEAR)) == [other]


def test_nothing_is_counted_for_no_household_and_one_for_its_own(world: World) -> None:
    first, second = home(world.village, 1), home(world.village, 2)
    visit(world.chen, first)
    visit(world.chen, second)
    assert count_households(YEAR, []) == count_places(YEAR, []) == 0
    assert count_households(YEAR, [first.pk]) == 1
    assert Met.objects.filter(window="year").get().household_id == first.pk
    assert count_households(YEAR) == 1, "only what says something else is written"
    assert count_places(YEAR, [world.hamlet.pk]) == 0
    assert count_places(YEAR, [world.village.pk]) == 1


def test_everything_is_checked_once_a_day(world: World) -> None:
    visit(world.chen, world.home)
    clock.follow(at=AT)
    state = Counting.objects.get()
    assert (state.day, state.looked_until, state.checked_at) == (TODAY, AT, AT)
    clock.follow(at=AT + timedelta(hours=2))  # what was recorded at ten is no longer looked at anew
    Met.objects.filter(window="year").update(contacts=7)
    assert clock.check(at=AT + timedelta(hours=3)) == 0, "not twice on one day"
    assert clock.check(at=AT + DAY) > 0
    assert Met.objects.get(window="year").contacts == 1
    state.refresh_from_db()
    assert (state.checked_at, state.day) == (AT + DAY, TODAY + DAY)
    assert state.drifted > 0


def test_the_latest_figure_as_of_a_day_stands(world: World) -> None:
    for on, n in ((date(2025, 12, 31), 400), (date(2026, 3, 2), 500), (date(2026, 3, 3), 600)):
        figures([world.village], {"": n, "farmer": n // 2}, on=on)
    figures([world.hamlet], {"": 90})
    for day, known in (
        (date(2025, 12, 30), None),
        (date(2025, 12, 31), 400),
        (TODAY, 500),
        (TODAY + DAY, 600),
    ):
        lives = living_in([world.village.pk], day)
        assert lives.estimated.get(world.village.pk) == known, day
        assert lives.groups["farmer"] == (known or 0) // 2
    both = living_in([world.village.pk, world.hamlet.pk, world.far_village.pk], TODAY)
    assert both.silent([world.village.pk, world.hamlet.pk, world.far_village.pk]) == [world.far_village.pk]
    assert (both.known[world.village.pk], both.known[world.hamlet.pk]) == (1, 1)
    assert Population.objects.within((world.village.path,)).count() == 6
    assert not Population.objects.within(()).exists()


def test_a_group_stated_by_some_of_the_villages_is_partial() -> None:
    lives = Lives(by_place={1: {"farmer": 3, "worker": 1}, 2: {"farmer": 2}, 3: {}})
    lives.groups.update(farmer=5, worker=1)
    assert lives.partial == ["worker"]
