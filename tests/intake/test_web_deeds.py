"""Rating and reopening by the resident, named or not, once per form, with nothing lost."""

import re
from typing import Any

import pytest
from django.test import Client

from huiyin.matters.models import Matter, Rating
from tests import make
from tests.world import AT, World

EN = {"accept-language": "en"}


@pytest.fixture
def mine(world: World, client: Client) -> str:
    """An answered matter of somebody unnamed, its page open by code."""
    from huiyin.matters import actions

    lodged = make.lodged(world)

    def fresh() -> Matter:
        return Matter.objects.get(pk=lodged.matter.pk)

    found = fresh()
    actions.route(matter=found, to=world.office, topic="", version=found.version, by=world.liu, at=AT)
    found = fresh()
    actions.accept(matter=found, handler=world.he, version=found.version, by=world.gao, at=AT)
    found = fresh()
    actions.start(matter=found, words="到现场看了", version=found.version, by=world.he, at=AT)
    found = fresh()
    actions.draft_reply(matter=found, version=found.version, by=world.he, at=AT, **make.REPLY)
    found = fresh()
    actions.approve(matter=found, version=found.version, by=world.gao, at=AT)
    pair = {"reference": found.reference, "code": lodged.code}
    return str(client.post("/c/heyang/ask/", pair)["Location"])


def form_token(client: Client, there: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', client.get(there).content.decode())
    assert found
    return found[1]


def rate(client: Client, mine: str, **fields: str) -> Any:
    once = fields.pop("once", None) or form_token(client, mine + "rating/")
    fields = {"handled": "yes", "satisfied": "4", **fields}
    return client.post(mine + "rating/", {"once": once, **fields}, headers=EN)


def test_from_no_name_to_a_rating_to_reopening(world: World, client: Client, mine: str) -> None:
    html = client.get(mine, headers=EN).content.decode()
    assert 'name="handled"' in html
    assert rate(client, mine, handled="no", satisfied="2", words="还有一盏不亮").status_code == 302
    rating = Rating.objects.get()
    assert (rating.handled, rating.satisfied, rating.words, rating.door) == ("no", 2, "还有一盏不亮", "code")
    assert "还有一盏不亮" in client.get(mine).content.decode()
    once = form_token(client, mine + "reopening/")
    answer = client.post(mine + "reopening/", {"once": once, "words": "还有一盏不亮"}, headers=EN)
    assert answer.status_code == 302
    found = Matter.objects.get()
    assert (found.state, found.reopened) == ("in_progress", 1)
    html = client.get(mine, headers=EN).content.decode()
    assert "taken up again" in html
    assert 'name="handled"' not in html


def test_a_later_rating_stands_beside_the_first(world: World, client: Client, mine: str) -> None:
    rate(client, mine, handled="no", satisfied="1", words="第一次")
    rate(client, mine, handled="yes", satisfied="5", words="第二次")
    html = client.get(mine).content.decode()
    assert "第一次" in html
    assert "第二次" in html
    assert Rating.objects.count() == 2


def test_one_form_rates_once(world: World, client: Client, mine: str) -> None:
    once = form_token(client, mine + "rating/")
    assert rate(client, mine, once=once).status_code == 302
    assert rate(client, mine, once=once).status_code == 302
    assert Rating.objects.count() == 1


def test_one_form_reopens_once(world: World, client: Client, mine: str) -> None:
    once = form_token(client, mine + "reopening/")
    for _n in range(2):
        there = client.post(mine + "reopening/", {"once": once, "words": "还有一盏不亮"}, headers=EN)
        assert there.status_code == 302
    assert "nothing was entered twice" in client.get(there["Location"], headers=EN).content.decode()
    assert Matter.objects.get().reopened == 1


@pytest.mark.parametrize("fields", [{"handled": ""}, {"satisfied": "9"}, {"satisfied": ""}])
def test_a_half_filled_form_loses_nothing(
    world: World, client: Client, mine: str, fields: dict[str, str]
) -> None:
    answer = rate(client, mine, words="灯亮了", **fields)
    assert answer.status_code == 422
    assert "灯亮了" in answer.content.decode()
    assert not Rating.objects.exists()


def test_the_link_is_remembered_as_the_door(world: World, client: Client, mine: str) -> None:
    found = Matter.objects.get()
    from huiyin.matters.doors import MATTERS

    Matter.objects.filter(pk=found.pk).update(link_index=MATTERS.link_index("a-link"))
    client.get("/c/heyang/r/a-link/")
    rate(client, mine)
    assert Rating.objects.get().door == "link"


def test_a_second_reopening_is_refused_with_its_reason_and_the_words_stay(
    world: World, client: Client, mine: str
) -> None:
    Matter.objects.update(reopened=1, right_used=True)
    assert "once already" in client.get(mine, headers=EN).content.decode()
    answer = client.post(mine + "reopening/", {"once": "x", "words": "还是不亮"}, headers=EN)
    assert answer.status_code == 422
    assert "once already" in answer.content.decode()
    assert "还是不亮" in answer.content.decode()


def test_nothing_can_be_rated_before_the_answer(world: World, client: Client) -> None:
    lodged = make.lodged(world)
    there = client.post("/c/heyang/ask/", {"reference": lodged.matter.reference, "code": lodged.code})[
        "Location"
    ]
    assert "no answer to rate yet" in client.get(there + "rating/", headers=EN).content.decode()
    answer = client.post(there + "rating/", {"once": "x", "handled": "yes", "satisfied": "5"}, headers=EN)
    assert answer.status_code == 422
    assert not Rating.objects.exists()


def test_a_stranger_cannot_rate(world: World, client: Client, mine: str) -> None:
    stranger = Client()
    assert (
        stranger.post(mine + "rating/", {"once": "x", "handled": "yes", "satisfied": "5"}).status_code == 302
    )
    assert stranger.post(mine + "reopening/", {"once": "x", "words": "不是我的事"}).status_code == 302
    assert not Rating.objects.exists()
    assert Matter.objects.get().reopened == 0
