"""Answers to be posted stand on a list of the desk, from which the letter is printed and said to be on its way."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from huiyin.matters.models import Matter
from huiyin.people.models import Resident
from tests import make
from tests.world import World

Enter = Callable[[Any], Client]
LIST = "/matters/?list=post"
EN = {"accept-language": "en"}


@pytest.fixture
def by_letter(world: World) -> Matter:
    """Wang wrote a letter, gave a name, and no telephone."""
    Resident.objects.filter(pk=world.wang.pk).update(phone="", household=None)
    return make.to_be_told(world)


def test_the_desk_finds_what_is_to_be_posted_prints_it_and_says_that_it_was(
    world: World, by_letter: Matter, enter: Enter
) -> None:
    make.replied(world, resident=world.zhu)  # goes by its page
    liu = enter(world.liu)
    page = liu.get(LIST, headers=EN).content.decode()
    assert ("To be posted" in page, page.count("Post the answer to")) == (True, 1)
    there = f"/matters/{by_letter.reference}/delivery/"
    assert there in page
    deed = liu.get(there, headers=EN).content.decode()
    letter = f"/matters/{by_letter.reference}/letter/docx/"
    assert letter in deed
    assert liu.get(letter).status_code == 200
    assert liu.post(letter).status_code == 200
    version = Matter.objects.get(pk=by_letter.pk).version
    sent = {"way": "post", "how": "挂号 XA123", "version": str(version), "once": "t"}
    assert liu.post(there, sent).status_code == 302
    assert by_letter.deliveries.get().how == "挂号 XA123"
    assert "Post the answer to" not in liu.get(LIST, headers=EN).content.decode()


def test_nobody_else_is_offered_that_list_nor_finds_anything_on_it(
    world: World, by_letter: Matter, enter: Enter
) -> None:
    assert "list=post" not in enter(world.he).get("/matters/").content.decode()
    for other in (world.he, world.qian):  # Qian sits at the desk of another township
        assert by_letter.reference not in enter(other).get(LIST).content.decode()


def test_the_one_who_waits_longest_stands_first(world: World, by_letter: Matter, enter: Enter) -> None:
    later = make.to_be_told(world)
    page = enter(world.liu).get(LIST).content.decode()
    assert page.index(by_letter.reference) < page.index(later.reference)
