"""In what a household resembles one on record is told to who may see that one or tells them apart; to others only that it is."""

from collections.abc import Callable

import pytest
from django.test import Client

from huiyin.orgs.models import Official
from huiyin.people.models import Household
from huiyin.register import actions
from huiyin.register.actions import NewHome
from tests.world import AT, World

Enter = Callable[[Official], Client]
NEUTRAL = "其中有内容已登记在册，由他人核实"
KINDS = (
    "电话已登记在另一户名下",
    "地址已登记在另一户名下",
    "电话与一名干部相同",
    "姓名与在这里任职的一名干部相同",
)
PHONES = {"household": "19911112222", "official": "19955556666"}


@pytest.fixture(params=PHONES)
def entered(request: pytest.FixtureRequest, world: World) -> Household:
    """By Chen, with a telephone of a household of the other township, or of an official."""
    world.gao.phone = PHONES["official"]
    world.gao.save()
    away = NewHome(place=world.far_village, is_adult=True, name="梁甲", phone=PHONES["household"])
    actions.take_on(official=world.qian, who=away, started_on=AT.date(), by=world.qian, at=AT)
    phone = PHONES[str(request.param)]
    here = NewHome(place=world.hamlet, is_adult=True, name="李某", phone=phone, apart="两家合用")
    made = actions.take_on(official=world.chen, who=here, started_on=AT.date(), by=world.chen, at=AT)
    return made.household


def told(client: Client, home: Household) -> tuple[bool, list[str]]:
    page = client.get(f"/register/households/{home.key}/").content.decode()
    return NEUTRAL in page, [words for words in KINDS if words in page]


def test_who_entered_it_is_told_only_that_it_is_looked_at(
    world: World, enter: Enter, entered: Household
) -> None:
    assert told(enter(world.chen), entered) == (True, [])


def test_who_tells_them_apart_is_told_in_what(world: World, enter: Enter, entered: Household) -> None:
    neutral, kinds = told(enter(world.ma), entered)
    assert not neutral
    assert len(kinds) == 1


def test_who_may_see_the_other_one_is_told_in_what_and_which(world: World, enter: Enter) -> None:
    homes = []
    for n, more in enumerate(({}, {"apart": "两家合用"})):
        who = NewHome(place=world.hamlet, is_adult=True, name=f"李{n}", phone="19933334444", **more)
        homes.append(
            actions.take_on(official=world.chen, who=who, started_on=AT.date(), by=world.chen, at=AT)
        )
    first, second = (one.household for one in homes)
    assert told(enter(world.chen), second) == (False, [KINDS[0]])
    page = enter(world.chen).get(f"/register/households/{second.key}/").content.decode()
    assert first.code in page
