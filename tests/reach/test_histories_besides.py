"""The other histories of the table: those that moved next to nothing, that are fair, or that others see (their numbers)."""

from datetime import timedelta
from typing import Any, Final

import pytest

from huiyin.contacts.actions.recording import Raised
from huiyin.contacts.looking import look_through
from huiyin.contacts.models import Contact, Signal
from huiyin.lib.breadth import familiar_share
from huiyin.people.models import Household
from huiyin.reach import mirror
from huiyin.reach.depth import contacts_behind
from huiyin.reach.windows import rolling
from tests.reach.made import figures, home
from tests.reach.test_histories import counted, entered
from tests.world import AT, World

TODAY = AT.date()
DAY = timedelta(days=1)
YEAR = rolling(TODAY)
PEOPLE: Final = {"": 200, "farmer": 120, "worker": 40, "student": 30, "elderly_alone": 10}


def breadth(world: World) -> Any:
    return mirror.of_official(world.chen, YEAR, AT)["breadth"]


def met(world: World, n: int, group: str, days: int = 9, **more: Any) -> Household:
    where = home(world.village, n, *([group] if group else []))
    entered(world, where, TODAY - days * DAY, AT - days * DAY, **more)
    return where


def test_1_a_visit_entered_five_times_was_one(world: World) -> None:
    figures([world.village], PEOPLE)
    homes = [met(world, n, "farmer", 9 + n) for n in range(30)]
    for where in homes[:3]:
        for days in (50, 60):
            entered(world, where, TODAY - days * DAY, AT - days * DAY)
    before, share = counted(), breadth(world).mixed.effective_share
    for n, where in enumerate(homes[3:], start=3):
        for _turn in range(4):
            entered(world, where, TODAY - (9 + n) * DAY, AT - (9 + n) * DAY)
    after = counted()
    assert (after.households, after.groups, after.spread) == (before.households, before.groups, before.spread)
    assert familiar_share(after.spread) == 0.25
    assert breadth(world).mixed.effective_share == share
    (said, *_rest) = mirror.of_official(world.chen, YEAR, AT)["shares"]
    assert (said.part, said.whole) == (9, 36)
    assert contacts_behind("familiar", world.chen, YEAR).count() == 9, "and as many rows stand behind it"


def test_7_who_stands_in_meets_a_colleagues_households_and_they_count(world: World) -> None:
    entered(world, world.home, TODAY - 9 * DAY, AT - 9 * DAY, by=world.he)
    assert mirror.of_official(world.he, YEAR, AT)["breadth"].reached.households == 1
    assert breadth(world).reached.households == 0


def test_8b_declaring_others_later_moves_nothing_in_the_window(world: World) -> None:
    entered(world, world.home, TODAY - 40 * DAY, AT - 40 * DAY)
    world.home.groups = ["student"]
    world.home.save()
    entered(world, world.home, TODAY - DAY, AT - DAY)
    assert counted().groups == {"farmer": 1}


def test_10_easy_households_left_undeclared_lift_nothing(world: World) -> None:
    """Were they farmers who say so, the likeness would fall: the range that is told holds that end too."""
    figures([world.village], PEOPLE)
    for n, group in enumerate(("farmer",) * 6 + ("worker",) * 2 + ("student",) * 2):
        met(world, n, group)
    before = breadth(world).between
    for n in range(20):
        met(world, 100 + n, "")
    low, high = breadth(world).between
    assert before[0] == before[1] > low
    Household.objects.filter(code__contains="-1", groups=[]).update(groups=["farmer"])
    Contact.objects.filter(declared=[]).update(declared=["farmer"])
    assert low <= breadth(world).mixed.effective_share <= high


def test_13_a_differing_view_at_every_visit_moves_no_breadth(world: World) -> None:
    figures([world.village], PEOPLE)
    for n in range(6):
        met(world, n, "farmer")
    share = breadth(world).mixed.effective_share
    for n in range(6):
        entered(
            world, home(world.village, 50 + n, "farmer"), TODAY - 8 * DAY, AT - 8 * DAY, differing_view=True
        )
    found = counted()
    assert (found.differing, found.talked) == (6, 12), "told as what it is: of the contacts with talk"
    assert breadth(world).mixed.effective_share == share


def test_18_one_honest_visit_in_each_group_raises_the_likeness(world: World) -> None:
    figures([world.village], PEOPLE)
    for n in range(12):
        met(world, n, "farmer")
    before = breadth(world).mixed
    for n, group in enumerate(("worker", "student", "elderly_alone"), start=50):
        met(world, n, group)
    after = breadth(world).mixed
    assert after.effective_share > before.effective_share
    assert after.households == before.households + 3


@pytest.mark.parametrize(("history", "kind"), [("19", "crowded"), ("20", "copied")])
def test_19_and_20_sixty_visits_of_one_day_and_one_sentence_sixty_times_are_seen(
    world: World, history: str, kind: str
) -> None:
    same = history == "20"
    words = [f"第{n}户说第{n}件事：{'水路电房田林山桥灯井'[n % 10] * 3}要修" for n in range(20)]
    for n in range(20):
        points = [
            Raised(
                "村口的路灯坏了好几个月，晚上老人出门看不见路，几家都盼着早点修好，不要再拖到冬天"
                if same
                else words[n],
                "noted",
            )
        ]
        day = TODAY - (n if same else 0) * DAY
        entered(world, home(world.village, n, "farmer"), day, AT, points=points)
    look_through(at=AT + timedelta(hours=1))
    found = Signal.objects.filter(kind=kind)
    assert {signal.official for signal in found} == {world.chen}, "its author hears of it first"
