"""A try to bring an answer that reached nobody is called as it is on the way on which the answer is brought."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from huiyin.matters.models import Matter
from huiyin.people.models import Resident
from tests import make
from tests.world import World

Enter = Callable[[Any], Client]
WORDS = {"phone": "未接通", "hand": "未见到本人", "post": "邮件被退回"}


@pytest.mark.parametrize(
    ("details", "way"),
    [
        ({"phone": "19900001234"}, "phone"),
        ({"phone": ""}, "hand"),
        ({"phone": "", "household": None}, "post"),
    ],
)
def test_a_try_in_vain_is_called_as_it_is_on_the_way_on_which_the_answer_is_brought(
    world: World, enter: Enter, details: dict[str, Any], way: str
) -> None:
    Resident.objects.filter(pk=world.wang.pk).update(**details)
    found = make.to_be_told(world)
    client, page = enter(world.liu if way == "post" else world.he), f"/matters/{found.reference}/"
    for there in (page, f"{page}delivery/", f"{page}delivery-try/"):
        html = client.get(there).content.decode()
        assert [words for words in WORDS.values() if words in html] == [WORDS[way]], there
    sent = client.post(
        f"{page}delivery-try/", {"version": Matter.objects.get(pk=found.pk).version, "words": ""}, follow=True
    )
    assert "已记一次送达未果" in sent.content.decode()
    assert "未送达" in sent.content.decode()
