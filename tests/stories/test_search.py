"""Who works at the desk finds a matter without the mouse, from a page of anything; on a phone by the magnifying glass."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from huiyin.audit.scope import county_scope
from huiyin.matters.models import Matter
from tests import make
from tests.stories.conftest import PHONE, Visitor
from tests.world import World

pytestmark = pytest.mark.story


def told(town: World, **fields: Any) -> Matter:
    """What is looked for."""
    with county_scope(town.county.pk):
        return make.matter(town, body="村口的路灯坏了三盏，晚上看不见路。", **fields)


def test_found_by_keyboard_and_opened(town: World, someone: Callable[..., Visitor]) -> None:
    matter = told(town, resident=town.wang)
    desk = someone("search").sign_in("liu")
    page = desk.open("/desk/").look("box").page
    page.keyboard.press("/")
    page.keyboard.type("灯坏")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?s=*")
    expect(page.locator("#search-q")).to_have_value("灯坏")
    desk.look("found")
    page.get_by_role("link", name=matter.title, exact=True).press("Enter")
    page.wait_for_url(f"**/matters/{matter.reference}/")
    page.go_back()
    expect(page.get_by_role("link", name=matter.title, exact=True)).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("199 0000 1234")
    page.keyboard.press("Enter")
    expect(page.locator("#search-q")).to_have_value("199 0000 1234")
    expect(page.get_by_role("link", name=matter.title, exact=True)).to_be_visible()
    assert "1990" not in page.url


def test_a_slash_in_a_text_stays_a_slash(town: World, someone: Callable[..., Visitor]) -> None:
    page = someone("slash").sign_in("chen").open("/contacts/new/").page
    field = page.locator("main textarea:visible").first
    field.press_sequentially("3/4")
    expect(field).to_have_value("3/4")


def test_on_a_phone(town: World, someone: Callable[..., Visitor]) -> None:
    matter = told(town)
    desk = someone("search_phone", PHONE).sign_in("liu")
    page = desk.open("/desk/").page
    page.locator(".finder button").click()
    page.wait_for_url("**/search/")
    page.locator("#search-q").fill("路灯")
    page.locator("main form button.btn-primary").click()
    expect(page.get_by_role("link", name=matter.title, exact=True)).to_be_visible()
    desk.look("phone")
