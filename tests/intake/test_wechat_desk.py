"""What comes by WeChat and meets somebody of the county: a draft that nobody confirmed, a question, what cannot be taken in."""

from typing import Any

import pytest

from huiyin.intake.models import Arrival, Draft, Picture
from huiyin.intake.wechat import clock
from huiyin.matters import actions
from huiyin.matters.models import Matter, Supplement
from huiyin.notices.models import Notice
from huiyin.orgs.keys import wechat_index
from huiyin.outbox import wechat_wording
from huiyin.outbox.models import Outgoing, WeChat, WeChatWriter
from huiyin.people.models import Resident
from tests.intake import wechat
from tests.intake.wechat import WANG, later, says, text
from tests.world import AT, World

WORDS = "村口的路灯坏了三盏，晚上看不见路。"


def test_what_nobody_confirmed_waits_for_the_desk_after_an_hour(world: World, account: WeChat) -> None:
    says(WORDS)
    says(wechat.picture())
    assert clock.hand_over(at=later(minutes=59)) == 0
    assert clock.hand_over(at=later(minutes=60)) == 1
    row = Arrival.objects.get()
    assert (row.state, row.reason, row.channel) == ("waits", "silence", "wechat")
    assert Notice.objects.get(kind="letter_waits").to == world.sun
    assert Picture.objects.get().arrival == row
    assert clock.hand_over(at=later(hours=2)) == 0
    assert "没有待登记" in says("1")


@pytest.mark.parametrize(("outcome", "matters"), [("begin", 1), ("nothing", 0)])
def test_the_desk_takes_it_in_or_settles_it(
    world: World, account: WeChat, enter: Any, outcome: str, matters: int
) -> None:
    says(WORDS)
    says(wechat.picture())
    clock.hand_over(at=later(hours=1))
    row = Arrival.objects.get()
    sun = enter(world.sun)
    page = sun.get(f"/letters/{row.pk}/").content.decode()
    assert WORDS in page
    assert "图片 1" in page
    assert "一小时内没有确认登记" in page
    assert WORDS in sun.get("/letters/").content.decode()
    assert sun.post(f"/letters/{row.pk}/", {"outcome": outcome}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.words, row.raw) == ("settled", "", "")
    assert Matter.objects.count() == matters
    found = Matter.objects.first()
    if found is not None:
        assert found.resident is not None
        assert found.resident.wechat == WANG
        assert Picture.objects.get().matter == found
    assert Picture.objects.of_nothing().count() == 1 - matters


def test_an_open_question_can_be_answered(world: World, account: WeChat) -> None:
    says(WORDS)
    says("1")
    matter = Matter.objects.get()
    actions.ask_more(
        matter=matter, questions="是哪几盏？", told="page", version=matter.version, by=world.sun, at=AT
    )
    offer = says("学校门口的三盏")
    assert matter.reference in offer
    assert "回复 2" in offer
    assert "是哪几盏" not in offer, "what is asked stands on the page only"
    says(wechat.picture())
    assert "补充已收到" in says("2")
    assert Supplement.objects.get().words == "学校门口的三盏"
    assert Picture.objects.get().matter == matter
    assert "没有" in says("2")
    assert Matter.objects.count() == 1


def test_nobody_else_is_asked_that(world: World, account: WeChat) -> None:
    says(WORDS)
    says("1")
    matter = Matter.objects.get()
    actions.ask_more(
        matter=matter, questions="是哪几盏？", told="page", version=matter.version, by=world.sun, at=AT
    )
    other = says(text("我也有一件事", who="somebody-else"))
    assert matter.reference not in other


def test_who_leaves_the_account_is_forgotten(account: WeChat) -> None:
    says(WORDS)
    says("1")
    says("又有一件事要说")
    assert says(wechat.event("unsubscribe")) == ""
    assert Resident.objects.filter(wechat_index=wechat_index(WANG)).count() == 0
    assert Matter.objects.get().resident.wechat == ""  # type: ignore[union-attr]
    assert Draft.objects.get().openid == ""
    assert Draft.objects.get().said, "what was said is not lost"


def test_more_matters_a_day_than_anybody_has_wait_for_somebody(
    account: WeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huiyin.intake.waiting.MOST_A_DAY", 2)
    for n in range(3):
        says(f"第{n}件事要反映")
        answer = says("1")
    assert "工作人员会查看" in answer
    assert Matter.objects.count() == 2
    assert Arrival.objects.get(state="waits").reason == "many"


def test_a_message_over_which_the_program_fails_is_kept_for_somebody(
    world: World, account: WeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(WORDS)
    monkeypatch.setattr("huiyin.intake.wechat.taking.take_in", lambda *_a, **_k: 1 / 0)
    assert "已保存" in says("1")
    assert Draft.objects.get().said == [WORDS], "the draft stands as it did"
    assert Arrival.objects.get().reason == "unread"


def test_who_wrote_long_ago_is_no_longer_kept(account: WeChat) -> None:
    says(WORDS)
    assert WeChatWriter.objects.long_ago(later(hours=47)).count() == 0
    assert WeChatWriter.objects.long_ago(later(hours=48)).count() == 1


def test_the_opinion_of_either_review_is_called_so(account: WeChat) -> None:
    slip = wechat_wording.parcel(Outgoing(about="HY-2026-000001-X", kind="opinion"), None, account, WANG)
    assert slip.subject == "复查（复核）意见已作出"
    assert "复查复核" in slip.text
