"""What holds on every page: English, large text, the keyboard, and that nothing typed is lost or left for the next one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from huiyin.audit.scope import county_scope
from huiyin.contacts.actions import Promised, Raised
from huiyin.matters.models import Matter
from huiyin.recording.actions import Entry, record_entry
from tests.stories.conftest import PHONE, Visitor
from tests.world import World

pytestmark = pytest.mark.story


def a_visit_with_a_matter(town: World) -> Matter:
    """Chen's, with a promise: what the pages have to show."""
    at = timezone.now()
    with county_scope(town.county.pk):
        points = [Raised("路灯不亮", "matter", "streetlight"), Raised("收成好", "noted")]
        promises = [Promised("送材料", at.date() + timedelta(days=3))]
        visit = Entry(town.village, at.date(), points, promises, household=town.home, person=town.wang)
        _contact, lodged = record_entry(visit, root=town.root, by=town.chen, at=at)
        return lodged[0].matter


def test_in_english(town: World, someone: Callable[..., Visitor]) -> None:
    matter = a_visit_with_a_matter(town)
    signed = someone("english", PHONE).sign_in("chen")
    signed.page.context.add_cookies([{"name": "django_language", "value": "en", "url": signed.base}])
    for path in [
        "/desk/",
        "/contacts/new/",
        f"/matters/{matter.reference}/",
        "/c/heyang/about/",
        "/c/heyang/nowhere/",
        "/duties/",
        "/contacts/",
        "/promises/",
        "/register/",
        "/accounts/",
        "/receptions/",
        "/forums/",
        "/contacts/village-meetings/",
        "/inspections/",
    ]:
        signed.open(path).look("en_" + path.strip("/").replace("/", "_"))
        assert signed.page.evaluate("document.documentElement.lang") == "en"


def test_large_text_and_keyboard(town: World, someone: Callable[..., Visitor]) -> None:
    person = someone("large", PHONE).open("/c/heyang/say/")
    person.page.get_by_role("button", name="大字").click()
    person.look("large")
    assert (
        float(person.page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"))
        >= 20
    )
    person.page.keyboard.press("Home")
    person.open("/c/heyang/").page.keyboard.press("Tab")
    assert person.page.evaluate("document.activeElement.className") == "skip"


def test_what_was_typed_survives_a_lost_login(town: World, someone: Callable[..., Visitor]) -> None:
    chen = someone("draft", PHONE).sign_in("chen").open("/contacts/new/")
    page = chen.page
    page.get_by_text("其他群众").click()
    page.get_by_label("电话").fill("19900005678")
    page.get_by_label("群众说了什么").fill("村口的桥栏杆松了")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)  # as after half an hour away
    page.get_by_text("登记交办").click()
    page.get_by_role("button", name="保存这次联系").click()
    page.wait_for_url("**/login/**")
    page.fill("[name=username]", "chen")
    page.fill("[name=password]", "a-long-enough-password")
    page.locator("main form button.btn-primary").first.click()
    page.wait_for_url("**/contacts/new/")
    assert page.get_by_label("群众说了什么").input_value() == "村口的桥栏杆松了"
    assert page.locator("[name=phone]").input_value() == ""  # a number is never kept in the browser
    chen.look("restored")


def test_a_lost_connection_loses_nothing(town: World, someone: Callable[..., Visitor]) -> None:
    chen = someone("offline", PHONE).sign_in("chen").open("/contacts/new/")
    page = chen.page
    page.get_by_label("群众说了什么").fill("村口的桥栏杆松了")
    page.get_by_text("登记交办").click()
    page.context.set_offline(True)
    page.get_by_role("button", name="保存这次联系").click()
    assert page.locator(".offline-note").is_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="保存这次联系").click()
    page.wait_for_url("**/contacts/HYL-**")
    with county_scope(town.county.pk):
        assert Matter.objects.count() == 1


def test_the_next_one_on_this_machine_sees_no_draft(town: World, someone: Callable[..., Visitor]) -> None:
    visitor = someone("shared", PHONE).sign_in("chen").open("/contacts/new/")
    visitor.page.get_by_label("群众说了什么").fill("村口的桥栏杆松了")
    visitor.page.context.clear_cookies()
    visitor.sign_in("qian").open("/contacts/new/")
    assert visitor.page.get_by_label("群众说了什么").input_value() == ""
    kept = visitor.page.evaluate("JSON.stringify(localStorage)")
    assert "栏杆" not in kept
