"""Earlier matters that may be the same: found by what few others say, within one's scope, in a fixed number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.matters import alike
from huiyin.matters.alike import earlier_like
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from tests import make
from tests.world import AT, World

LAMP = "石桥头第三根电杆上的路灯坏了，晚上看不见路。"
AGAIN = "石桥头那边电杆上路灯不亮，老人夜里不敢出门。"
OTHERS = (
    "水渠塌了一段，二组的田浇不上水。",
    "卫生室连着两周没有开门，拿不到降压药。",
    "村里的垃圾一个星期没有人来收。",
    "校车早上不在路口停了，孩子要走四里地。",
)


def shown(matter: Matter, by: Official, most: int = 5) -> list[str]:
    """The numbers of what is shown beside it."""
    return [one.matter.reference for one in earlier_like(matter, Matter.objects.visible_to(by, AT), most)]


@pytest.fixture
def lamp(world: World) -> Matter:
    """One matter about the lamp, among others."""
    found = make.matter(world, body=LAMP)
    for body in OTHERS:
        make.matter(world, body=body)
    return found


def test_who_tells_the_same_in_other_words_stands_beside_it(world: World, lamp: Matter) -> None:
    assert shown(make.matter(world, body=AGAIN), world.liu) == [lamp.reference]


def test_what_only_came_later_is_not_shown(world: World, lamp: Matter) -> None:
    make.matter(world, body=AGAIN)
    assert shown(lamp, world.liu) == []


def test_what_has_nothing_in_common_is_not_shown(world: World, lamp: Matter) -> None:
    assert shown(make.matter(world, body="养老金从三月起没有到账，请查一查。"), world.liu) == []


@pytest.mark.parametrize("most", [0, 1, 2, 5])
def test_never_more_than_the_charter_says(world: World, lamp: Matter, most: int) -> None:
    for _ in range(3):
        make.matter(world, body=AGAIN)
    assert len(shown(make.matter(world, body=AGAIN), world.liu, most)) == min(most, 4)


def test_the_same_place_stands_first(world: World) -> None:
    there = make.matter(world, body=AGAIN, place=world.hamlet)
    here = make.matter(world, body=LAMP, place=world.village)
    last = make.matter(world, body=AGAIN, place=world.village)
    assert shown(last, world.liu) == [here.reference, there.reference]


def test_nothing_beyond_ones_scope(world: World, lamp: Matter) -> None:
    """Qian sits at the desk of the township beside: she may not even learn that there was one."""
    last = make.matter(world, body=LAMP)
    assert shown(last, world.liu) == [lamp.reference]
    assert shown(last, world.qian) == []


def test_what_everybody_says_weighs_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the database has counted its texts, a polite beginning that all share makes none of them alike."""
    polite = "尊敬的领导您好，感谢您在百忙之中看我的来信。"
    make.matter(world, body=f"{polite}{OTHERS[0]}")
    asks = make.matter(world, body=f"{polite}想问社保卡到哪里补办。")
    assert len(shown(asks, world.liu)) == 1, "while nothing has been counted"
    monkeypatch.setattr(alike, "_shares", lambda pieces, _matter: {p: 0.9 for p in pieces if p in polite})
    assert shown(asks, world.liu) == []
    lamp = make.matter(world, body=f"{polite}{LAMP}")
    assert shown(make.matter(world, body=f"{polite}{AGAIN}"), world.liu) == [lamp.reference]


def test_it_costs_the_same_whatever_is_found(world: World, lamp: Matter) -> None:
    def queries(matter: Matter) -> int:
        with CaptureQueriesContext(connection) as asked:
            shown(matter, world.liu)
        return len(asked)

    shown(lamp, world.liu)  # who she is has been asked
    one = queries(make.matter(world, body=AGAIN))
    for _ in range(20):
        make.matter(world, body=AGAIN)
    assert queries(make.matter(world, body=AGAIN)) == one == 5
