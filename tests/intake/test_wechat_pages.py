"""The account's page: kept sealed, tried, given its menu; and a story from the first words to the matter with its photo."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from huiyin.audit.models import Event
from huiyin.intake.wechat import hearing
from huiyin.lib.posting import Answer, NoAnswer, Why, networks
from huiyin.outbox.models import WeChat
from tests.administration.conftest import Enter
from tests.administration.conftest import administered as administered
from tests.administration.conftest import enter_as as enter_as
from tests.intake import wechat
from tests.intake.wechat import Interface
from tests.world import World

PAGE = "/administration/wechat/"
FIELDS = {
    "appid": wechat.APPID,
    "secret": "geheim-geheim",
    "token": wechat.TOKEN,
    "aes_key": wechat.KEY,
    "api": "https://api.weixin.qq.com/",
    "template": "ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY",
    "number_field": "character_string1",
    "what_field": "thing2",
    "is_on": "on",
}
ZH = {"accept-language": "zh-hans"}


@pytest.fixture
def system(world: World, enter_as: Enter, settings: Any) -> Client:
    settings.HUIYIN_ADDRESS = "https://huiyin.example.gov.cn"
    settings.HUIYIN_MAY_CALL = networks("127.0.0.0/8")
    return enter_as("system")


@pytest.fixture
def interface(system: Client) -> Iterator[Interface]:
    with wechat.interface() as found:
        system.post(PAGE, {**FIELDS, "api": found.address})
        yield found


def test_the_account_is_kept_sealed_and_nothing_sealed_is_shown(system: Client) -> None:
    assert system.post(PAGE, FIELDS).status_code == 302
    row = WeChat.objects.get()
    assert (row.secret, row.token, row.aes_key) == ("geheim-geheim", wechat.TOKEN, wechat.KEY)
    assert (row.api, row.is_on) == ("https://api.weixin.qq.com", True)
    page = system.get(PAGE).content.decode()
    for sealed in ("geheim-geheim", wechat.TOKEN, wechat.KEY):
        assert sealed not in page
        assert sealed not in str(Event.objects.get(deed="wechat.kept").facts)
    assert "https://huiyin.example.gov.cn/c/heyang/wechat/" in page
    system.post(PAGE, {**FIELDS, "secret": "", "token": "", "aes_key": "", "template": ""})
    row.refresh_from_db()
    assert (row.secret, row.token, row.template) == ("geheim-geheim", wechat.TOKEN, "")


@pytest.mark.parametrize("other", [{"appid": "wx0000000000000000"}, {"api": "https://elsewhere.example.org"}])
def test_another_account_and_another_address_never_get_the_secret(
    system: Client, other: dict[str, str]
) -> None:
    system.post(PAGE, FIELDS)
    WeChat.objects.update(access="valid")
    given = {**FIELDS, **other, "secret": ""}
    refused = system.post(PAGE, given, headers=ZH)
    assert refused.status_code == 422
    assert "AppSecret" in refused.content.decode()
    system.post(PAGE, {**given, "is_on": ""})
    row = WeChat.objects.get()
    assert (row.secret, row.access) == ("", "")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"appid": "gh_123"}, "wx 加 16 位"),
        ({"token": "a b"}, "16 到 32 位"),
        ({"token": "abc"}, "16 到 32 位"),
        ({"aes_key": "short"}, "43 位"),
        ({"api": "ftp://example.org"}, "无法调用"),
        ({"api": "https://user:pass@example.org"}, "无法调用"),
        ({"template": "a b"}, "不是模板编号"),
        ({"secret": ""}, "请先填写"),
    ],
)
def test_what_cannot_be_right_is_said_beside_it(system: Client, wrong: dict[str, str], said: str) -> None:
    answer = system.post(PAGE, {**FIELDS, **wrong}, headers=ZH)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not WeChat.objects.exists()


def test_it_is_not_switched_on_before_its_links_lead_somewhere(system: Client, settings: Any) -> None:
    settings.HUIYIN_ADDRESS = ""
    answer = system.post(PAGE, FIELDS, headers=ZH)
    assert answer.status_code == 422
    assert "HUIYIN_ADDRESS" in answer.content.decode()


def test_trying_says_in_a_sentence_what_wechat_answers(system: Client, interface: Interface) -> None:
    done = system.post(PAGE + "trial/", follow=True, headers=ZH)
    assert "已放行本系统" in done.content.decode()
    for code, said in ((40013, "不认识这个 AppID"), (40164, "白名单"), (-1, "稍后再试"), (99999, "没有照办")):
        interface.errors = {"stable_token": [code]}
        page = system.post(PAGE + "trial/", headers=ZH).content.decode()
        assert said in page
        assert str(code) in page
    interface.gone = True
    assert "没有得到可用的答复" in system.post(PAGE + "trial/", headers=ZH).content.decode()


def test_trying_says_where_it_may_not_call(system: Client, interface: Interface, settings: Any) -> None:
    settings.HUIYIN_MAY_CALL = ()
    assert "HUIYIN_MAY_CALL" in system.post(PAGE + "trial/", headers=ZH).content.decode()
    assert interface.asked == []


def test_what_is_not_encrypted_leads_to_networks_of_the_house_only(system: Client, settings: Any) -> None:
    given = {**FIELDS, "api": "http://api.weixin.qq.com"}
    settings.HUIYIN_MAY_CALL = ()
    answer = system.post(PAGE, given, headers=ZH)
    assert answer.status_code == 422
    assert "以 https 开头" in answer.content.decode()
    assert not WeChat.objects.exists()
    settings.HUIYIN_MAY_CALL = networks("10.0.0.0/8")
    assert system.post(PAGE, given).status_code == 302


@pytest.mark.parametrize(("scheme", "public"), [("http", False), ("https", True)])
def test_no_secret_leaves_the_house_unencrypted(
    system: Client, monkeypatch: pytest.MonkeyPatch, scheme: str, public: bool
) -> None:
    system.post(PAGE, {**FIELDS, "api": f"{scheme}://api.weixin.qq.com"})
    asked = []

    def called(_method: str, address: str, **more: Any) -> NoAnswer:
        asked.append((address.partition("?")[0], more["may_public"]))
        return NoAnswer(Why.NOT_ALLOWED)

    monkeypatch.setattr("huiyin.outbox.wechat.api.call", called)
    assert system.post(PAGE + "trial/").status_code == 422
    assert asked == [(f"{scheme}://api.weixin.qq.com/cgi-bin/stable_token", public)]


@pytest.mark.parametrize("body", [b"[" * 60_000, b'{"a":' * 10_000], ids=["brackets", "braces"])
def test_an_answer_nested_without_end_says_nothing(
    system: Client, monkeypatch: pytest.MonkeyPatch, body: bytes
) -> None:
    system.post(PAGE, FIELDS)
    monkeypatch.setattr("huiyin.outbox.wechat.api.call", lambda *_a, **_k: Answer(200, body))
    page = system.post(PAGE + "trial/", headers=ZH)
    assert page.status_code == 422
    assert "没有得到可用的答复" in page.content.decode()


def test_the_menu_is_sent(system: Client, interface: Interface) -> None:
    done = system.post(PAGE + "menu/", follow=True, headers=ZH)
    assert "微信接收了菜单" in done.content.decode()
    (menu,) = interface.named("menu/create")
    assert [one["name"] for one in menu["button"]] == ["我要反映", "查进度", "接待日"]
    assert [one.get("key") for one in menu["button"]] == [hearing.SAY, hearing.CHECK, None]
    assert menu["button"][2]["url"] == "https://huiyin.example.gov.cn/c/heyang/receptions/"
    interface.errors = {"menu/create": [48001]}
    assert "没有认证" in system.post(PAGE + "menu/", headers=ZH).content.decode()


def test_the_trail_tells_it_in_words(system: Client, interface: Interface, enter_as: Enter) -> None:
    system.post(PAGE + "trial/")
    system.post(PAGE + "menu/")
    trail = enter_as("audit").get("/administration/trail/", headers=ZH).content.decode()
    for words in ("县微信公众号有改动", "试了县微信公众号", "设置了公众号菜单", "AppID"):
        assert words in trail
    assert "wechat." not in trail


def test_nothing_is_tried_before_there_is_an_account(system: Client) -> None:
    for page in ("trial/", "menu/"):
        assert "请先填写" in system.post(PAGE + page, headers=ZH).content.decode()


def test_only_who_looks_after_the_system_opens_it(world: World, enter_as: Enter, enter: Any) -> None:
    for client in (enter_as("security"), enter_as("audit"), enter(world.sun)):
        for page in ("", "trial/", "menu/"):
            assert client.get(PAGE + page).status_code == 404
