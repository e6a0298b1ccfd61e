"""What somebody writes by WeChat stands in a draft, and becomes a matter when they say so: once, however often it comes."""

import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.intake.models import Arrival, Draft, Heard, Picture
from huiyin.matters.models import Matter
from huiyin.orgs.keys import wechat_index
from huiyin.outbox.models import WeChat
from huiyin.people.models import Resident
from tests.intake import wechat
from tests.intake.wechat import WANG, later, says, text
from tests.world import World

WORDS = "村口的路灯坏了三盏，晚上看不见路。"


def test_it_becomes_a_matter_when_its_writer_says_so(world: World, account: WeChat) -> None:
    stands = says(WORDS)
    assert WORDS in stands
    assert "回复 1 登记，继续写可补充，回复 0 取消" in stands
    assert "共 24 字" in says("在学校旁边。")
    assert not Matter.objects.exists()
    told = says("1")
    found = Matter.objects.get()
    assert found.body == WORDS + "\n在学校旁边。"
    assert (found.channel, found.intake_unit, found.raised_by) == ("wechat", world.root, None)
    assert found.resident is not None
    assert (found.resident.wechat, found.resident.wechat_index) == (WANG, wechat_index(WANG))
    assert found.reference in told
    code = told.split("查询码 ")[1][:9]
    there = Client().post("/c/heyang/ask/", {"reference": found.reference, "code": code})
    assert there.status_code == 302, "number and code open the page"
    link = re.search(r"https://huiyin.example.gov.cn(/c/heyang/r/\S+)", told)
    assert link is not None
    assert Client().get(link[1]).status_code == 302, "so does the link"
    draft = Draft.objects.get()
    assert (draft.words, draft.openid, draft.changed_at) == ("", "", None), (
        "it stands at the matter and nowhere else"
    )
    assert "没有待登记" in says("1"), "one more makes nothing"
    assert Matter.objects.count() == 1


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("yes", ["1", "１", " 1。", "登记", "确认登记"])
def test_words_do_as_well_as_digits(yes: str) -> None:
    says(WORDS)
    assert "已登记" in says(yes)


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("no", ["0", "０", "取消", "算了"])
def test_it_is_dropped_when_its_writer_says_so(no: str) -> None:
    says(WORDS)
    says(wechat.picture())
    assert "已取消" in says(no)
    assert not Matter.objects.exists()
    assert Draft.objects.get().words == ""
    assert Picture.objects.of_nothing().count() == 1, "the clock lets go of the photo"


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("words", ["你好", "您好！", "在吗？", "谢谢", "Hello", "?", "。", "👍", ""])
def test_a_greeting_becomes_nothing(words: str) -> None:
    answer = says(words)
    assert answer
    assert Draft.objects.get().words == ""
    says("1")
    assert not Matter.objects.exists()


@pytest.mark.usefixtures("account")
def test_a_message_that_is_repeated_is_heard_once_and_answered_alike() -> None:
    first, yes = text(WORDS), text("1")
    answers = {says(first) for _n in range(3)}
    assert len(answers) == 1
    assert WORDS + "”" in answers.pop()
    told = {says(yes) for _n in range(3)}
    assert len(told) == 1, "the same number and the same code"
    assert Matter.objects.get().body == WORDS
    assert Heard.objects.count() == 2


SAID = [
    text(WORDS),
    wechat.picture(),
    text("在学校旁边。"),
    wechat.event("CLICK", "say"),
    text("1"),
    text("还有一件事，水也停了。"),
]


@given(st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_replaying_all_of_it_in_any_order_gives_the_same_register(
    account: WeChat, data: st.DataObject
) -> None:
    from django.db import transaction

    class Undone(Exception):
        pass

    with pytest.raises(Undone), transaction.atomic():
        for n, one in enumerate(SAID):
            says(one)
            for again in data.draw(st.lists(st.sampled_from(SAID[: n + 1]), max_size=3)):
                says(again)
        once = _register()
        for _n in range(2):
            for one in data.draw(st.permutations(SAID)):
                says(one)
        assert _register() == once
        assert Matter.objects.count() == 1
        raise Undone


def _register() -> Any:
    matters = list(Matter.objects.order_by("pk").values_list("reference", flat=True))
    drafts = [(row.said, row.changed_at) for row in Draft.objects.all()]
    return matters, drafts, Picture.objects.count(), Resident.objects.count(), Arrival.objects.count()


def test_only_pictures_and_then_yes_asks_for_words(account: WeChat) -> None:
    says(wechat.picture())
    assert "用几句话" in says("1")
    says(WORDS)
    assert "图片几分钟内附上" in says("1")
    assert Picture.objects.get().matter == Matter.objects.get()


@pytest.mark.usefixtures("account")
def test_no_more_than_nine_pictures_and_no_more_words_than_a_matter_holds() -> None:
    for n in range(9):
        says(wechat.picture(f"media-{n}"))
    assert "最多附九张" in says(wechat.picture("media-10"))
    assert Picture.objects.count() == 9
    for _n in range(6):
        says("很" * 3000)
    assert "太长" in says("长" * 3000)
    assert "长" not in Draft.objects.get().body


@pytest.mark.usefixtures("account")
def test_a_spoken_message_counts_as_what_was_understood_of_it() -> None:
    assert WORDS in says(wechat.message("voice", MediaId="m", Recognition=WORDS))
    assert "没能转成文字" in says(wechat.message("voice", MediaId="m", Recognition=""))


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("kind", ["location", "link", "video", "shortvideo", "file", "something_new"])
def test_what_else_may_come_is_answered_in_a_sentence(kind: str) -> None:
    assert "请用文字" in says(wechat.message(kind, MediaId="m", Label="x"))


@pytest.mark.usefixtures("account")
def test_an_identity_number_is_left_out() -> None:
    assert "身份证号码已略去" in says("我叫王秀兰，11010519491231002X，路灯坏了。")
    assert "11010519491231002X" not in Draft.objects.get().body


@pytest.mark.usefixtures("account")
def test_who_comes_new_hears_what_it_is_for() -> None:
    welcome = says(wechat.event("subscribe"))
    assert "公众号" in welcome
    assert "加密保存" in welcome
    assert "请直接在这里写下" in says(wechat.event("CLICK", "say"))
    assert "查 编号 查询码" in says(wechat.event("CLICK", "check"))
    assert says(wechat.event("VIEW", "https://huiyin.example.gov.cn/")) == ""


@pytest.mark.usefixtures("account")
def test_who_writes_very_often_is_asked_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    for _n in range(20):
        says("你好")
    assert "太快" in says(WORDS)
    assert not Draft.objects.get().said
    soon = later(minutes=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: soon)
    assert "已记下" in says(text(WORDS, at=soon), at=soon)
