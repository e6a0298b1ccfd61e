"""Who leaves the county's account on WeChat is forgotten at once and everywhere; who wrote to it is, some days later."""

import json
from typing import Any

import pytest

from huiyin.audit.scope import county_scope
from huiyin.intake.models import Arrival, Draft, Heard
from huiyin.intake.wechat import clock
from huiyin.matters.models import Matter
from huiyin.outbox.models import WeChat, WeChatWriter
from huiyin.people.models import Resident
from tests.intake import wechat
from tests.intake.wechat import WANG, later, says, text
from tests.roles import as_role
from tests.world import AT, World

WORDS = "村口的路灯坏了三盏，晚上看不见路。"
IDENTITY = "11010519491231002X"


@pytest.mark.usefixtures("account")
def test_who_leaves_is_forgotten_however_often_they_wrote_just_before() -> None:
    says(WORDS)
    says("1")
    for _n in range(20):
        says("你好")
    assert says(wechat.event("CLICK", "say")) == "", "an event is told nothing about haste"
    assert says(wechat.event("unsubscribe")) == ""
    assert not Resident.objects.exclude(wechat_index="").exists()


@pytest.mark.parametrize("stands", [True, False], ids=["with a draft", "without"])
def test_what_waits_for_the_desk_no_longer_says_who_wrote_it(
    world: World, account: WeChat, enter: Any, stands: bool
) -> None:
    says(WORDS)
    says(text("别人的事情也要登记", who="somebody-else"))
    clock.hand_over(at=later(hours=1))
    if stands:
        says("还有一件事，水也停了。")
    says(wechat.event("unsubscribe"))
    told = {
        one["text"]: (one["openid"], row) for row in Arrival.objects.all() for one in [json.loads(row.raw)]
    }
    others = "别人的事情也要登记"
    assert {words: openid for words, (openid, _row) in told.items()} == {WORDS: "", others: "somebody-else"}
    first = told[WORDS][1]
    assert enter(world.sun).post(f"/letters/{first.pk}/", {"outcome": "begin"}).status_code == 302
    assert Matter.objects.get().body == WORDS
    assert not Resident.objects.exclude(wechat_index="").exists()
    assert not Draft.objects.exclude(openid="").exists()


@pytest.mark.usefixtures("account")
def test_to_leave_is_not_to_have_written() -> None:
    says(wechat.event("unsubscribe"))
    assert not WeChatWriter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_empty_draft_is_forgotten_with_the_last_message_of_its_writer(
    cast: World, settings: Any, wall: Any
) -> None:
    wall(AT)
    settings.HUIYIN_ADDRESS = "https://huiyin.example.gov.cn"
    with county_scope(cast.county.pk):
        wechat.account()
    says("你好")
    says(text(WORDS, who="somebody-else"))
    with as_role("clock"), county_scope(cast.county.pk):
        clock.forget(at=later(days=3, seconds=-1))
        assert Draft.objects.count() == 2
        clock.forget(at=later(days=3))
        assert not Heard.objects.exists()
        assert Draft.objects.get().body == WORDS, "what stands there is handed over first"


def test_no_identity_number_is_kept_where_the_program_failed(
    world: World, account: WeChat, enter: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("huiyin.intake.wechat.hearing.asked.meant", lambda _text: 1 / 0)
        assert "已保存" in says(f"我叫王秀兰，{IDENTITY}，路灯坏了。")
    row = Arrival.objects.get()
    assert row.reason == "unread"
    assert IDENTITY not in row.words + row.raw
    assert "路灯坏了" in row.raw
    row.raw = json.dumps({"openid": WANG, "text": f"我叫王秀兰，{IDENTITY}，路灯坏了。"})
    row.save()
    enter(world.sun).post(f"/letters/{row.pk}/", {"outcome": "begin"})
    assert IDENTITY not in Matter.objects.get().body
