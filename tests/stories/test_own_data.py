"""Somebody asks what is held about them, is rung back, and reads the list; a stranger who asks the same is told no more."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from huiyin.audit.scope import county_scope
from huiyin.privacy.models import DataRequest
from tests.privacy.asking import officer
from tests.stories.conftest import DESK, PHONE, Visitor
from tests.world import World

pytestmark = pytest.mark.story


def test_what_is_held_is_asked_for_checked_answered_and_read(
    town: World, someone: Callable[..., Visitor]
) -> None:
    with county_scope(town.county.pk):
        officer(town)
    person = someone("own-data", PHONE)
    reference, code = asks(person)
    ding = someone("own-data-desk", DESK).sign_in("ding")
    checks_and_answers(ding, reference)
    page = person.open(f"/c/heyang/ask/?ref={reference}").page
    page.fill("[name=code]", code)
    page.locator("main form button.btn-primary").first.click()
    expect(page.get_by_text("您提出的查阅申请，经核对，列在下面。")).to_be_visible()
    expect(page.get_by_text("19900001234").first).to_be_visible()
    person.look("read")
    page.locator("form[action$='/leaving/'] button:not([type=button])").click()
    person.open(f"/c/heyang/data/{reference}/")
    expect(page.locator("[name=code]")).to_be_visible()
    with county_scope(town.county.pk):
        assert DataRequest.objects.get().way == DataRequest.Way.PAGE


def asks(person: Visitor) -> tuple[str, str]:
    page = person.open("/c/heyang/").page
    page.locator("a[href$='/data/']").first.click()
    page.get_by_text("监护人", exact=True).click()
    expect(page.locator("[name=whose]")).to_be_visible()
    page.get_by_text("本人", exact=True).click()
    expect(page.locator("[name=whose]")).to_be_hidden()
    page.fill("[name=name]", "王秀兰")
    page.fill("[name=phone]", "199 0000 1234")
    person.look("ask")
    page.wait_for_timeout(3500)  # the form does not believe that people write faster than this
    page.locator("main form button.btn-primary").first.click()
    expect(page.locator(".code").first).to_be_visible()
    person.look("receipt")
    reference, code = (one.strip() for one in page.locator(".code").all_inner_texts())
    return reference, code


def checks_and_answers(ding: Visitor, reference: str) -> None:
    page = ding.page
    page.locator("a[href='/data-requests/']").first.click()
    ding.look("list")
    page.locator(f"a[href='/data-requests/{reference}/']").click()
    ding.look("request")
    page.locator("a[href$='/check/']").click()
    page.get_by_text("按登记的号码回拨").click()
    ding.look("check")
    page.locator("main form button.btn-primary").click()
    page.locator("a[href$='/answer/']").click()
    page.get_by_text("已按申请办理").click()
    page.fill("[name=answer]", "您提出的查阅申请，经核对，列在下面。")
    ding.look("answer")
    page.locator("main form button.btn-primary").click()
    expect(page.get_by_text("您的基本信息")).to_be_visible()
    ding.look("answered")
