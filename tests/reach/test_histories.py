"""Histories by which figures of breadth and depth were pumped without meeting anybody else (the numbers of their table)."""

from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.utils.timezone import get_current_timezone

from huiyin.contacts.actions import record, void
from huiyin.contacts.actions.promises import keep
from huiyin.contacts.actions.recording import Promised
from huiyin.contacts.details import Details
from huiyin.contacts.models import Contact
from huiyin.contacts.pages import Sift
from huiyin.forums.models import Forum
from huiyin.lib.breadth import familiar_share
from huiyin.orgs.models import Unit
from huiyin.people.models import Household
from huiyin.reach import measures, mirror
from huiyin.reach.counting import recount
from huiyin.reach.depth import contacts_behind, deep
from huiyin.reach.figures import Meetings, Reached, met_by_others, of_area, of_contacts
from huiyin.reach.models import Tally
from huiyin.reach.windows import kept, rolling
from tests.reach import made
from tests.reach.made import POINT, figures, home
from tests.world import AT, World

TODAY = AT.date()
DAY = timedelta(days=1)
YEAR = rolling(TODAY)


def counted() -> Reached:
    """In SQL and in Python, which say the same."""
    recount([YEAR])
    ready, found = of_area(Tally.objects.all(), YEAR), of_contacts(Contact.objects.all(), YEAR)
    assert vars(ready) == vars(found)
    return found


def behind(figure: str, scope: Any) -> set[int | None]:
    """The households of the rows behind a figure."""
    recount([YEAR])
    return set(contacts_behind(figure, scope, YEAR).values_list("household", flat=True))


def entered(world: World, where: Household | None, day: date, at: datetime = AT, **more: Any) -> Contact:
    facts: dict[str, Any] = {
        "points": [POINT],
        "promises": [],
        "place": where.place if where else world.village,
    }
    return record(held_on=day, household=where, by=more.pop("by", world.chen), at=at, **{**facts, **more})


def test_4_visits_dated_back_over_four_quarters_show_no_depth(world: World) -> None:
    for days in (30, 120, 210, 300):
        entered(world, world.home, TODAY - days * DAY)
    found = counted()
    assert (found.contacts, found.steady) == (4, 0), "they count, but all were entered today"
    other = home(world.village, 1, "farmer")
    for days in (70, 160, 250, 340):
        entered(world, other, TODAY - days * DAY, AT - days * DAY)
    assert counted().steady == 1
    assert behind("steady", world.chen) == behind("steady", world.town) == {other.pk}


def test_5_one_household_recorded_in_every_village_is_met_in_its_own(world: World) -> None:
    for place in (world.village, world.hamlet, world.far_village):
        entered(world, world.home, TODAY, place=place)
    assert set(counted().last) == {world.village.pk}
    urls = {spot.unit.pk: spot.url for spot in mirror.of_official(world.chen, YEAR, AT)["breadth"].spots}
    listed = {
        pk: Sift(seen=parse_qs(url)["seen"][0]).of(Contact.objects.all()).count() for pk, url in urls.items()
    }
    assert listed[world.village.pk] == 3, "the village's mark opens them all, wherever they were held"
    assert sum(listed.values()) == 3


def test_5b_a_visit_that_names_nobody_breaks_no_villages_silence(world: World) -> None:
    for place in (world.village, world.hamlet):
        entered(world, None, TODAY, place=place, differing_view=True)
    found = counted()
    assert (found.occasions, found.last, found.talked, found.differing) == (2, {}, 0, 0)
    assert behind("differing", world.town) == behind("differing", world.chen) == set()
    entered(world, None, TODAY, place=world.hamlet, kind="policy_talk", points=[], note="宣讲")
    assert set(counted().last) == {world.hamlet.pk}


def forum(world: World, place: Unit, called: datetime | None) -> Contact:
    """A forum of all groups, six hundred people by the chair's own count; called beforehand, or never."""
    details = Details(headcount=600, groups=("farmer", "worker", "student"), subject="座谈")
    held = entered(world, None, TODAY, place=place, kind="forum", details=details, differing_view=True)
    if called is not None:
        Forum.objects.create(
            reference=f"HYZ-T-{place.pk}", called_by=world.chen, unit=world.town, chair=world.chen, subject="座谈",
            planned_on=TODAY, begins="09:00", place=place, invited_at=called, contact=held, state="held", held_at=AT,
        )  # fmt: skip
    return held


@pytest.mark.parametrize("called", [None, AT])
def test_6_a_crowd_that_nobody_called_says_nothing_of_groups_and_views(
    world: World, called: datetime | None
) -> None:
    for place in (world.village, world.hamlet):
        forum(world, place, called)
    found = counted()
    assert (found.last, found.group_last, found.differing, found.talked) == ({}, {}, 0, 0)
    assert found.occasions == 2


def test_6_a_forum_to_which_people_were_invited_counts(world: World) -> None:
    forum(world, world.village, AT - 9 * DAY)
    found = counted()
    assert set(found.group_last) == {"farmer", "worker", "student"}
    assert (found.differing, set(found.last)) == (1, {world.village.pk})


@pytest.mark.parametrize(("hours", "views"), [(-1, 1), (7, 0)])
def test_6_invited_on_its_own_morning_nobody_was_called(world: World, hours: int, views: int) -> None:
    """By the clock here: half past seven in the morning is still the evening before in Greenwich."""
    midnight = datetime.combine(TODAY, time(0, 30), tzinfo=get_current_timezone())
    forum(world, world.village, midnight + timedelta(hours=hours))
    assert counted().differing == views


def test_8_striking_out_and_entering_again_declares_nothing_anew(world: World) -> None:
    first = entered(world, world.home, TODAY - 40 * DAY, AT - 40 * DAY)
    world.home.groups = ["student", "worker"]
    world.home.save()
    void(contact=first, reason="重新登记", by=world.chen, at=AT)
    entered(world, world.home, TODAY - 40 * DAY)
    assert counted().groups == {"farmer": 1}


def test_8_a_slip_of_the_pen_may_be_put_right(world: World) -> None:
    first = entered(world, world.home, TODAY, AT)
    world.home.groups = ["student"]
    world.home.save()
    void(contact=first, reason="记错了", by=world.chen, at=AT + DAY)
    entered(world, world.home, TODAY, AT + DAY)
    assert counted().groups == {"student": 1}


def test_14_promises_of_no_weight_say_nothing_of_depth(world: World) -> None:
    for n, days in enumerate((1, 1, 9, 9)):
        made = TODAY - 30 * DAY
        promised = [Promised("明天再打电话", made + days * DAY)]
        contact = entered(world, home(world.village, n), made, AT - 30 * DAY, promises=promised)
        when = AT - (30 if n in (0, 2) else 28) * DAY
        keep(promise=contact.promises.get(), how="打了电话", version=1, by=world.chen, at=when)
    found = deep(world.chen, YEAR, TODAY)
    assert (found.due, found.kept) == (2, 1), "one took keeping and was kept, one for the next day was broken"


def test_15_old_visits_struck_out_make_no_new_faces(world: World) -> None:
    old = entered(world, world.home, TODAY - 400 * DAY, AT - 400 * DAY)
    entered(world, world.home, TODAY - 50 * DAY, AT - 50 * DAY)
    assert counted().is_new == 0
    void(contact=old, reason="不算", by=world.chen, at=AT)
    found = counted()
    assert (found.is_new, found.contacts) == (0, 1)
    assert behind("new", world.chen) == set()


def test_17_registers_that_are_exchanged_bring_no_new_faces(world: World) -> None:
    other = home(world.village, 1)
    entered(world, world.home, TODAY - 200 * DAY, AT - 200 * DAY, by=world.he)
    for where in (world.home, other):
        entered(world, where, TODAY - 5 * DAY, AT - 5 * DAY)
    windows = kept(TODAY)
    mine = Meetings.of(Contact.objects.filter(official=world.chen), windows)
    assert mine.reached(YEAR).is_new == 2
    homes = [row.household for row in mine.rows]
    mine = mine.met_before(met_by_others(world.chen.pk, homes, windows))
    assert mine.reached(YEAR).is_new == 1, "a colleague met the other one half a year ago"
    assert mirror.of_official(world.chen, YEAR, AT)["breadth"].reached.is_new == 1
    assert behind("new", world.chen) == {other.pk}, "and the rows behind it say so"


def test_24_households_that_declare_nothing_leave_the_likeness_open(world: World) -> None:
    figures([world.village, world.hamlet], {"": 200, "farmer": 120, "worker": 40, "student": 40})
    for n in range(20):
        entered(world, home(world.village, n), TODAY - 9 * DAY, AT - 9 * DAY)
    for n, group in enumerate(("farmer", "farmer", "farmer", "worker", "student")):
        entered(world, home(world.hamlet, n, group), TODAY - 9 * DAY, AT - 9 * DAY)
    breadth = mirror.of_official(world.chen, YEAR, AT)["breadth"]
    assert breadth.mixed.effective_share == 1.0, "the five that declared are as the place is"
    low, high = breadth.between
    assert low < 0.3 < high
    assert "0.3 to 1.0" in breadth.mix_words
    assert "cannot be told" in breadth.mix_words


def test_25_later_visits_struck_out_leave_the_familiar_familiar(world: World) -> None:
    homes = [home(world.village, n) for n in range(30)]
    for where in homes:
        entered(world, where, TODAY - 60 * DAY, AT - 60 * DAY)
    again = [entered(world, homes[n % 3], TODAY - n * DAY - 9 * DAY, AT - 9 * DAY) for n in range(30)]
    before = familiar_share(counted().spread)
    for contact in again:
        void(contact=contact, reason="不算", by=world.chen, at=AT)
    found = counted()
    assert found.contacts == 30
    assert familiar_share(found.spread) == before == 0.55
    (share, *_rest) = mirror.of_official(world.chen, YEAR, AT)["shares"]
    assert (share.part, share.whole) == (33, 60)
    assert contacts_behind("familiar", world.chen, YEAR).count() == 33


def test_met_of_those_on_record_is_no_more_than_the_whole(world: World) -> None:
    homes = [home(world.village, n) for n in range(3)]
    for where in homes:
        entered(world, where, TODAY - 60 * DAY, AT - 60 * DAY)
    Household.objects.filter(place=world.village).update(voided_at=AT - 30 * DAY, turned_at=AT - 30 * DAY)
    breadth = mirror.of_official(world.chen, YEAR, AT)["breadth"]
    assert (breadth.reached.households, breadth.known) == (3, 5), "with the two of the world"
    recount([YEAR])
    told = {one.name: one.of for one in measures.of_area(world.village, YEAR, AT)["shares"]}
    assert not any("more met than stated" in one for one in told.values())


def test_26_ten_neighbours_of_one_village_are_not_like_a_township(world: World) -> None:
    villages = [world.village, world.hamlet, *made.villages(world)]
    figures(villages, {"": 100, "farmer": 60, "worker": 20, "student": 20})
    for n, group in enumerate(("farmer",) * 6 + ("worker",) * 2 + ("student",) * 2):
        entered(world, home(world.village, n, group), TODAY - 9 * DAY, AT - 9 * DAY)
    breadth = mirror.of_official(world.chen, YEAR, AT)["breadth"]
    assert breadth.mixed.effective_share == 1.0
    mixed, chance = breadth.placed
    assert mixed.effective_share == pytest.approx(1 / len(villages))
    assert mixed.effective_share < chance.low
    assert "By place: about 0.1" in breadth.mix_words
