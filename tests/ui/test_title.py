"""The title of a page names each thing once: a county's own page names the county, and so does the frame."""

import re

import pytest

from huiyin.ui.templatetags.ui import each_once
from tests.administration.conftest import Enter, administered, enter_as
from tests.world import World

__all__ = ["administered", "enter_as"]  # fixtures


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("青禾县 · 青禾县 · 回音", "青禾县 · 回音"),
        ("\n  工作总结 · 青禾县\n  · 青禾县 · 回音 ", "工作总结 · 青禾县 · 回音"),
        ("买买提·吐尔逊 · 买买提·吐尔逊 · 回音", "买买提·吐尔逊 · 回音"),
        ("单位 · 青禾县 · 回音", "单位 · 青禾县 · 回音"),
    ],
)
def test_each_part_stands_once(title: str, said: str) -> None:
    assert each_once(title) == said


def test_the_page_of_the_county_does_not_say_it_twice(world: World, enter_as: Enter) -> None:
    html = enter_as("system").get(f"/administration/units/{world.root.pk}/").content.decode()
    found = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    assert found is not None
    assert found[1].split() == ["禾阳县", "·", "回音"]
