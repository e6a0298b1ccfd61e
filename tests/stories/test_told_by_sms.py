"""A resident chooses SMS, is told of the answer, opens it from there and ends it; an official has one SMS for the day."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from huiyin.audit.scope import county_scope
from huiyin.lib import signing
from huiyin.matters.models import Matter
from huiyin.notices.actions import tell
from huiyin.outbox.clock import send_due, tell_officials
from huiyin.outbox.models import Gateway, Outgoing
from tests.outbox.gate import Gate, running
from tests.peers import HERE
from tests.stories.conftest import DESK, PHONE, Visitor
from tests.stories.test_message import the_township_answers
from tests.world import AT, World

pytestmark = pytest.mark.story
MOBILE = "13800000077"


@pytest.fixture
def gate(town: World, settings: Any, wall_clock: Callable[[datetime], None]) -> Iterator[Gate]:
    """The county's gateway, on a working day by daylight."""
    wall_clock(AT)
    settings.HUIYIN_MAY_CALL = HERE
    with running(signing.new_secret()) as found:
        assert found.peer is not None
        with county_scope(town.county.pk):
            Gateway.objects.create(address=found.peer.address, secret=found.secret, sign="禾阳县", is_on=True)
        yield found


def newest(gate: Gate) -> dict[str, str]:
    send_due(at=timezone.now())
    return list(gate.taken.values())[-1]


def test_a_resident_chooses_sms_and_is_told_of_the_answer(
    town: World, someone: Callable[..., Visitor], gate: Gate, settings: Any
) -> None:
    person = someone("sms-person", PHONE)
    settings.HUIYIN_ADDRESS = person.base
    page = person.open("/c/heyang/say/").page
    page.fill("[name=body]", "村口的路灯坏了三盏。")
    page.get_by_text("发短信到上面的手机").click()
    person.look("say-sms")
    page.wait_for_timeout(3500)  # the form does not believe that people write faster than this
    page.locator("main form button.btn-primary").first.click()
    expect(page.get_by_text("请填写11位手机号码").first).to_be_visible()
    page.fill("[name=phone]", MOBILE)
    page.wait_for_timeout(3500)
    page.locator("main form button.btn-primary").first.click()
    code = page.locator(".code").last.inner_text().strip()
    assert newest(gate)["to"] == MOBILE
    with county_scope(town.county.pk):
        reference = Matter.objects.get().reference
    the_township_answers(town, reference, "路灯已修好。")
    sms = newest(gate)
    assert "有答复" in sms["text"]
    page.goto(
        next(
            word for word in sms["text"].replace("：", " ").split() if word.startswith("//") or "/q/" in word
        )
    )
    expect(page.locator("[name=reference]")).to_have_value(reference)
    page.fill("[name=code]", code)
    page.locator("main form button.btn-primary").first.click()
    expect(page.get_by_text("路灯已修好。")).to_be_visible()
    person.look("told-by-sms")
    page.get_by_role("link", name="不再向我发送").click()
    page.get_by_role("button", name="不再向我发送").click()
    person.look("sms-stopped")
    the_township_is_silent(town, gate)


def the_township_is_silent(town: World, gate: Gate) -> None:
    before = len(gate.taken)
    send_due(at=timezone.now() + timedelta(days=1))
    assert len(gate.taken) == before
    with county_scope(town.county.pk):
        assert set(Outgoing.objects.values_list("state", flat=True)) == {"handed"}


def test_an_official_gets_the_sms(
    town: World, someone: Callable[..., Visitor], gate: Gate, settings: Any
) -> None:
    liu = someone("sms-official", DESK)
    settings.HUIYIN_ADDRESS = liu.base
    page = liu.sign_in("liu").open("/notices/mail/").page
    page.get_by_text("短信", exact=True).click()
    page.fill("[name=mobile]", MOBILE)
    liu.look("how-told")
    page.locator("main form button.btn-primary").first.click()
    with county_scope(town.county.pk):
        for about in ("HY-1", "HY-2"):
            tell(to=town.liu, kind="routed", about=about, at=timezone.now())
        assert tell_officials(at=timezone.now()) == 1
    sms = newest(gate)
    assert (sms["to"], "2条未读提醒" in sms["text"]) == (MOBILE, True)
    assert "HY-1" not in json.dumps(sms)
    page.goto(sms["text"].partition("：")[2])
    expect(page.get_by_role("heading", name="通知").first).to_be_visible()
