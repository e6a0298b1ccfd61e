"""The sentences at which a reader stumbled, or which read as an accusation, as they are said now (in Chinese)."""

from collections.abc import Callable
from typing import Final

import pytest
from django.test import Client
from django.utils.translation import override

from huiyin.orgs.models import Official
from huiyin.reach import area_pages, clock, mirror, saying
from huiyin.reach.windows import rolling
from tests.reach import made
from tests.world import AT, World

pytestmark = pytest.mark.django_db
YEAR: Final = rolling(AT.date())
UNEXPLAINED: Final = ("R 指标", "R指标", "过半类数", "熟户份额", "R-indicator")


def test_how_many_more_says_what_they_are() -> None:
    with override("zh-hans"):
        assert saying.listed_groups(list("甲乙丙丁戊")).endswith("等5类群体")
        assert saying.listed_places([f"村{n}" for n in range(24)]).endswith("等24个村（社区）")


def test_of_the_familiar_a_condition_is_said_and_nobody_is_accused(world: World) -> None:
    for n in range(30):
        made.visit(world.chen, made.home(world.village, n, "farmer"), 3)
    with override("zh-hans"):
        (familiar, *_rest) = mirror.of_official(world.chen, YEAR, AT)["shares"]
        assert familiar.says == "越是总去这几户，见到的其他人就越少。"


def test_of_a_single_village_nobody_says_that_no_village_waits(world: World) -> None:
    made.figures([world.village, world.hamlet])
    for place in (world.village, world.hamlet):
        for n in range(9):
            made.visit(world.chen, made.home(place, n, "farmer"), 3)
    clock.follow(at=AT)
    with override("zh-hans"):
        alone = area_pages.of_area(world.village, YEAR, world.ma, AT)["headline"]
        town = area_pages.of_area(world.town, YEAR, world.ma, AT)["headline"]
    assert "各村" not in alone
    assert "都在近期去过" in town


def test_the_statisticians_page_has_no_word_that_it_does_not_explain(
    world: World, enter: Callable[[Official], Client]
) -> None:
    made.peopled(world)
    clock.follow(at=AT)
    page = enter(world.ma).get("/reach/area/statistics/").content.decode()
    assert not [word for word in UNEXPLAINED if word in page]
    assert "实际可能在" not in page, "no interval of what is counted in full"
    assert "CV = S(ρ)" in page
