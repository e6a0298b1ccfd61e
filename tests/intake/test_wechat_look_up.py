"""How a matter stands is asked by WeChat with number and code: by the rules of the public page, and as slowly for who guesses."""

import pytest

from huiyin.matters.models import Matter
from huiyin.outbox.models import WeChat
from tests import make
from tests.intake.wechat import later, says, text
from tests.world import World

WORDS = "村口的路灯坏了三盏，晚上看不见路。"


def test_number_and_code_say_where_it_stands(world: World, account: WeChat) -> None:
    held = make.lodged(world)
    told = says(f"查 {held.matter.reference} {held.code}")
    assert held.matter.reference in told
    assert "柳林镇" in told
    assert f"/c/heyang/ask/?ref={held.matter.reference}" in told
    assert WORDS not in told
    for typed in (
        f"查询{held.matter.reference} {held.code}",
        f"查进度 {held.matter.reference.lower()} {held.code.lower()}",
        f"查　{held.matter.reference.replace('-', '')}　{held.code.replace('-', ' ')}",
    ):
        assert held.matter.reference in says(typed)
    assert not Matter.objects.filter(channel="wechat").exists()


def test_a_wrong_number_and_a_wrong_code_are_told_alike(world: World, account: WeChat) -> None:
    held, other = make.lodged(world), make.lodged(world)
    wrong_code = says(f"查 {held.matter.reference} {other.code}")
    wrong_number = says(f"查 {other.matter.reference} {held.code}")
    no_number = says(f"查 HY-2019-000001-X {held.code}")
    assert wrong_code == wrong_number == no_number
    assert "柳林镇" not in wrong_code


def test_whoever_guesses_waits_and_nobody_else_does(
    world: World, account: WeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, other = make.lodged(world), make.lodged(world)
    for _n in range(5):
        says(f"查 {held.matter.reference} {other.code}")
    waits = says(f"查 {held.matter.reference} {held.code}")
    assert "秒" in waits
    assert "柳林镇" not in waits
    assert "柳林镇" in says(text(f"查 {held.matter.reference} {held.code}", who="somebody-else"))
    soon = later(minutes=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: soon)
    assert "柳林镇" in says(text(f"查 {held.matter.reference} {held.code}", at=soon), at=soon)


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("words", ["查", "查询", "查进度", "进度？"])
def test_the_word_alone_is_answered_with_how_to_ask(words: str) -> None:
    assert "查 编号 查询码" in says(words)


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    "words",
    [
        "查一下村口的路灯为什么不亮",
        "查 谁家的狗",
        "进度太慢了，路还没有修好",
        "查一下2024年6月我交的低保材料，单号A123，一直没有回音",
        "进度太慢了，2024年申请的wifi还没装",
        "查 HY-2024-000123-K 这件事一直没有回音",
        "查 2024年 WIFI",
    ],
)
def test_a_sentence_that_begins_so_is_no_look_up(words: str) -> None:
    assert "已记下" in says(words)


def test_a_number_and_a_code_that_are_not_right_slow_nobody_but_who_sent_them(
    world: World, account: WeChat
) -> None:
    held = make.lodged(world)
    for typed in ("HY-2019-000001-X 7KQ42M9X", "HY2019000001X", "hy-2019-00001 7kq42m9o") * 2:
        told = says(text(f"查 {typed}", who="somebody-else"))
        assert "已记下" not in told
    assert "秒" in told
    assert "秒" not in says("查 HY-2019-000001-X 7KQ42M9X")
    assert "柳林镇" in says(f"查 {held.matter.reference} {held.code}")
