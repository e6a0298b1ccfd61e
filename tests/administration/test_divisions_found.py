"""One part of a name finds a county, a township or a village with all that it lies in, a page at a time."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.orgs import founding_door
from huiyin.orgs.models import Division
from tests.administration.conftest import Enter
from tests.orgs import lists
from tests.world import AT, World

VILLAGES = {f"990327100{n:03d}": f"小湾{n}村" for n in range(300, 360)}


@pytest.fixture
def door(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    lists.stand({row[0]: row[1] for _head, rows in lists.LISTS.values() for row in rows} | VILLAGES)
    return founding_door.address(AT)


def found(door: str, q: str) -> list[tuple[str, str]]:
    """Where each leads to, and how it reads."""
    html = Client().get(door, {"q": q}).content.decode()
    some = re.findall(
        r'class="choice" href="[^"?]*([^"]*)">\s*<span class="choice-name">(.*?)</span>', html, re.S
    )
    return [(there, " ".join(words.split())) for there, words in some]


def test_a_village_leads_to_its_county_and_is_read_with_all_above_it(door: str) -> None:
    assert found(door, "上河") == [("?division=990327", "江源省 › 泽州市 › 白沙县 › 柳林镇 › 上河村村委会")]
    assert found(door, "990327200201") == [
        ("?division=990327", "江源省 › 泽州市 › 白沙县 › 石门乡 › 石门村村委会")
    ]


def test_the_wider_stands_first_and_a_city_is_opened(door: str) -> None:
    assert [words.split(" › ")[-1] for _there, words in found(door, "石门")] == ["石门乡", "石门村村委会"]
    assert found(door, "泽州") == [("?at=9903", "江源省 › 泽州市")]
    assert found(door, "没有这个") == []


def test_a_part_before_it_says_in_what_it_lies(door: str) -> None:
    assert len(found(door, "社区")) == 4
    assert [words.split(" › ")[-1] for _there, words in found(door, "柳林 社区")] == ["柳林社区"]
    assert found(door, "平川 社区") == []
    assert found(door, "柳林 柳林") == [
        ("?division=990327", "江源省 › 泽州市 › 白沙县 › 柳林镇 › 柳林社区")
    ], "a division does not lie in itself"


def test_pages_follow_by_key_and_cost_the_same(door: str) -> None:
    client = Client()
    with CaptureQueriesContext(connection) as few:
        assert len(found(door, "塘湾")) == 1
    with CaptureQueriesContext(connection) as many:
        first = client.get(door, {"q": "小湾"})
    assert len(many) == len(few)
    names = []
    while True:
        names += [one["division"].name for one in first.context["found"]]
        if not first.context["next_url"]:
            break
        first = client.get(door + first.context["next_url"])
    assert sorted(names) == sorted(VILLAGES.values())


def test_marks_of_a_pattern_are_letters_like_others(door: str) -> None:
    assert found(door, "%") == found(door, "_") == []
    assert not Division.objects.named("   ").exists()


def test_both_pages_ask_while_one_types(door: str, enter_as: Enter) -> None:
    """The script finds its form and the region it fills; without it the button asks."""
    lists.stand(lists.OURS)
    for html in (
        Client().get(door).content.decode(),
        enter_as("system").get("/administration/units/divisions/").content.decode(),
    ):
        assert 'data-find="found"' in html
        assert 'id="found" aria-live="polite"' in html
        assert "ui/find" in html
