"""The development of a village: the village decides, officials advise."""

from collections.abc import Callable

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official
from huiyin.villages import actions
from huiyin.villages.models import VillageIssue
from tests import world as cast
from tests.world import AT, World

Enter = Callable[[Official], Client]


@pytest.fixture
def issue(world: World) -> VillageIssue:
    """Chen puts something forward for the village."""
    return actions.put_forward(
        village=world.village, field="industry", text="建一个果品保鲜库", by=world.chen, at=AT
    )


def test_s27_only_the_village_decides_and_officials_advise(
    world: World, issue: VillageIssue, enter: Enter
) -> None:
    head = cast.official("fang", "方明", world.village, "村主任", "unit_head")
    advisers = (world.chen, world.liu, world.ma, world.sun)
    for adviser in advisers:
        with pytest.raises(Refused, match="village decides"):
            actions.decide(issue=issue, state="agreed", decision="我看行", version=1, by=adviser, at=AT)
    for adviser in advisers:
        answer = enter(adviser).get(f"/villages/issues/{issue.pk}/decision/")
        assert answer["Location"] == f"/villages/{world.village.code}/"
    actions.advise(issue=issue, text="先看冷链补贴", by=world.chen, at=AT)
    issue.refresh_from_db()
    assert issue.state == VillageIssue.State.RAISED, "advice changes nothing"
    sent = {"version": "1", "state": "agreed", "decision": "3月1日村民代表会议通过"}
    assert enter(head).post(f"/villages/issues/{issue.pk}/decision/", sent).status_code == 302
    issue.refresh_from_db()
    assert (issue.state, issue.decided_by_id) == (VillageIssue.State.AGREED, head.pk)


def test_s27_the_page_of_the_village_shows_both(world: World, issue: VillageIssue, enter: Enter) -> None:
    client = enter(world.chen)
    client.post(f"/villages/issues/{issue.pk}/advice/", {"once": "a", "text": "先看冷链补贴"})
    page = client.get(f"/villages/{world.village.code}/").content.decode()
    assert "建一个果品保鲜库" in page
    assert "先看冷链补贴" in page
    assert "登记村里的决定" not in page
    assert "1件未完成" in client.get("/villages/").content.decode()


def test_two_decisions_on_one_page_do_not_overwrite_each_other(world: World, issue: VillageIssue) -> None:
    head = cast.official("fang", "方明", world.village, "村主任", "unit_head")
    actions.decide(issue=issue, state="agreed", decision="通过", version=1, by=head, at=AT)
    with pytest.raises(Refused, match="meantime"):
        actions.decide(issue=issue, state="set_aside", decision="暂缓", version=1, by=head, at=AT)


def test_the_sibling_township_finds_none_of_it(world: World, issue: VillageIssue, enter: Enter) -> None:
    client = enter(world.qian)
    assert client.get(f"/villages/{world.village.code}/").status_code == 404
    assert client.get(f"/villages/issues/{issue.pk}/advice/").status_code == 404
