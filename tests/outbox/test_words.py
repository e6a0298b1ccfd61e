"""A county puts messages into its own words: checked before they hold, shown as they would be read, and never lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from huiyin.audit.models import Event
from huiyin.outbox import gaps, rules, words
from huiyin.outbox.clock import send_due
from huiyin.outbox.models import Gateway, Outgoing, Wording
from huiyin.outbox.supplied import EDITED, Said, supplied
from huiyin.people.models import Resident
from tests import make
from tests.administration.conftest import administered as administered
from tests.administration.conftest import enter_as as enter_as
from tests.outbox.conftest import Carrier
from tests.outbox.gate import Gate
from tests.world import AT, World

Enter = Callable[[str], Client]
LIST, SMS = "/administration/words/", "/administration/words/sms/answered/zh-hans/"
MAIL = "/administration/words/mail/answered/zh-hans/"
EN = {"accept-language": "en"}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("transport", [rules.MAIL, rules.SMS])
def test_the_supplied_words_pass_their_own_check(
    world: World, gateway: Gateway, transport: str, language: str
) -> None:
    for kind in EDITED:
        with override(language):
            said = supplied(transport, kind)
            assert words.objection(said, transport, kind, language, world.county, AT) is None
            assert Said(*map(gaps.kept, map(gaps.shown, said))) == said
            assert "%" not in said.text


def test_own_words_are_sent_from_then_on_and_the_supplied_ones_when_put_back(
    world: World, texted: Resident, gate: Gate, enter_as: Enter
) -> None:
    client = enter_as("system")
    assert client.post(SMS, {"text": "您好，有回音了：{链接} 回TD退订"}).status_code == 302
    assert Wording.objects.get().text == "您好，有回音了：{link} 回TD退订", (
        "under the name that never changes"
    )
    make.replied(world, resident=texted, raised_by=world.xia)
    send_due(at=AT)
    (sent,) = gate.taken.values()
    assert sent["text"].startswith("您好，有回音了：https://huiyin.example.gov.cn/c/heyang/q/")
    assert client.post(f"{SMS}supplied/").status_code == 302
    assert client.post(f"{SMS}supplied/", headers=EN).status_code == 422
    make.replied(world, resident=texted, raised_by=world.xia)
    send_due(at=AT)
    assert "您的事项有答复" in list(gate.taken.values())[1]["text"]
    assert list(
        Event.objects.filter(deed__startswith="wording.").order_by("pk").values_list("deed", flat=True)
    ) == [
        "wording.put",
        "wording.put_back",
    ]
    page = client.get(SMS, headers=EN).content.decode()
    assert ("您好，有回音了" in page, "supplied words" in page) == (True, True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("有答复：{链接}{经办人}", "经办人"),
        ("有答复：{链接", "curly bracket"),
        ("有答复，请上网查看。", "link is missing"),
        ("有答复：{链接}" + "请及时查看。" * 12, "at most 70"),
        ("", "required"),
        ("{链接}" + "长" * 1000, "1000"),
    ],
)
def test_what_will_not_do_is_said_beside_it_and_nothing_is_lost(
    enter_as: Enter, gateway: Gateway, text: str, said: str, settings: Any
) -> None:
    settings.HUIYIN_ADDRESS = "https://12345.heyang.gov.cn"
    client = enter_as("system")
    for more in ({}, {"look": "1"}):
        answer = client.post(SMS, {"text": text, **more}, headers=EN)
        page = answer.content.decode()
        assert (answer.status_code, said in page, text[:40] in page) == (422, True, True)
    assert not Wording.objects.exists()


def test_it_is_looked_at_first_as_it_would_be_read_and_not_kept(
    world: World, box: object, gateway: Gateway, enter_as: Enter
) -> None:
    client = enter_as("system")
    fields = {"subject": "{县名}来信：{编号}", "text": "事项{编号}有答复：{链接}", "look": "1"}
    answer = client.post(MAIL, fields, headers=EN)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "禾阳县来信：HY-2026-123456-" in page
    assert "https://huiyin.example.gov.cn/c/heyang/ask/?ref=HY-2026-123456-" in page
    assert "{编号}" in page, "and what was typed stands there still"
    assert not Wording.objects.exists()
    assert "characters with the signature" in client.get(SMS, headers=EN).content.decode()


def test_a_person_who_wrote_on_the_english_page_is_told_in_english(
    world: World, wang: Resident, carrier: Carrier, enter_as: Enter
) -> None:
    enter_as("system").post(
        "/administration/words/mail/answered/en/", {"subject": "News", "text": "Look: {链接}"}
    )
    Resident.objects.filter(pk=wang.pk).update(language="en")
    wang.refresh_from_db()
    make.replied(world, resident=wang)
    send_due(at=AT)
    received, answered = carrier.handed
    assert "we have received your matter" in received.subject
    assert (answered.subject, "Look: https://" in answered.text) == ("News", True)
    assert answered.stop in answered.text, "the way to end it is no part of the words"


def test_nothing_but_number_link_county_and_telephone_comes_into_a_message(
    world: World, wang: Resident, carrier: Carrier
) -> None:
    Wording.objects.create(
        transport="mail", kind="answered", language="zh-hans", subject="{title} {body}",
        text="{name} {phone} {number} {opinion} {{link}}", made_at=AT, by=world.liu,
    )  # fmt: skip
    found = make.replied(world, resident=wang, title="路灯", body="村口的路灯坏了三盏。", raised_by=world.xia)
    send_due(at=AT)
    (mail,) = carrier.handed
    assert mail.subject == "{title} {body}"
    assert f"{{name}} {world.county.phone} {found.reference} {{opinion}}" in mail.text
    for word in ("路灯", wang.name, wang.phone, make.REPLY["opinion"]):
        assert word not in mail.subject + mail.text


@given(st.text(alphabet=st.sampled_from("a{}｛｝编号链接 linkphone\n"), max_size=40))
def test_any_words_are_kept_and_shown_without_change_or_refused(typed: str) -> None:
    kept = gaps.kept(typed)
    assert gaps.kept(gaps.shown(kept)) == kept
    facts = dict.fromkeys(gaps.NAMES, "X")
    if gaps.objection(kept) is None:
        assert not set(gaps.filled(kept, facts)) & set("{}｛｝")


def test_the_list_says_whose_words_hold_in_one_question_however_many_versions(
    world: World, enter_as: Enter, django_assert_num_queries: Any
) -> None:
    client = enter_as("system")
    page = client.get(LIST, headers=EN).content.decode()
    assert (page.count("supplied words"), page.count("own words")) == (16, 0)
    for n in range(5):
        words.put(transport="sms", kind="asked", language="en", text=f"{n} {{link}}", by=world.liu, at=AT)
    page = client.get(LIST, headers=EN).content.decode()
    assert (page.count("supplied words"), page.count("own words")) == (15, 1)


def test_only_who_looks_after_the_system_opens_them_and_there_is_no_other_message(
    enter_as: Enter, enter: Callable[..., Client], world: World
) -> None:
    for path in (LIST, SMS, f"{SMS}supplied/"):
        assert enter_as("audit").get(path).status_code == 404
        assert enter(world.liu).get(path).status_code == 404
    client = enter_as("system")
    for path in ("sms/digest/en/", "fax/answered/en/", "sms/answered/fr/"):
        assert client.get(LIST + path).status_code == 404
    assert not Outgoing.objects.exists()
