"""The trail of a matter that was long in the works: its page shows the latest steps, and all where they are asked for."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from huiyin.matters import actions
from huiyin.matters.pages import LATEST
from huiyin.orgs.models import Official
from tests import make
from tests.world import AT, World

Enter = Callable[[Official], Client]


def test_of_a_long_trail_the_latest_steps_are_shown_and_all_are_one_link_away(
    world: World, enter: Enter
) -> None:
    found, client = make.started(world), enter(world.he)
    url = f"/matters/{found.reference}/"
    there = found.steps.count()
    for n in range(2 * LATEST - there):
        if n == 2 * LATEST - there - 1:
            assert "trail=whole#trail" not in client.get(url).content.decode(), (
                "not longer than twice what is shown"
            )
        at = AT + timedelta(minutes=n)
        actions.note(matter=found, words=f"第{n}次到现场。", version=found.version, by=world.he, at=at)
        found.refresh_from_db()
    short, whole = (client.get(url + query).content.decode() for query in ("", "?trail=whole"))
    assert f"另有较早的 {LATEST} 条，全部显示" in short
    assert "第0次到现场。" not in short
    assert f"第{2 * LATEST - there - 1}次到现场。" in short
    assert "第0次到现场。" in whole
    assert "trail=whole#trail" not in whole
