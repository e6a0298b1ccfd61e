"""An official pairs with a household on the phone and prints its card; the branch hands one over and the list is short."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from huiyin.audit.scope import county_scope
from huiyin.register.models import Assignment
from tests.stories.conftest import PHONE, Visitor
from tests.world import World

pytestmark = pytest.mark.story


def test_the_register_is_kept(town: World, someone: Callable[..., Visitor]) -> None:
    an_official_pairs_with_a_household(someone("register-chen", PHONE))
    the_branch_hands_one_over(someone("register-liu"), town)
    the_colleague_reads_the_note(someone("register-he", PHONE), town)
    with county_scope(town.county.pk):
        live = Assignment.objects.filter(ended_on=None).order_by("pk")
        assert [line.official.name for line in live] == ["陈立", "何平"]


def an_official_pairs_with_a_household(chen: Visitor) -> None:
    page = chen.sign_in("chen").open("/register/").look("register").page
    page.get_by_role("link", name="结对联系户").first.click()
    chen.look("pair-empty")
    page.select_option("[name=place]", label="下河村")
    page.get_by_label("联系人姓名或称呼").fill("赵大爷")
    page.get_by_label("电话").fill("19900005555")
    page.get_by_text("补充住址和群体").click()
    page.get_by_text("农民", exact=True).click()
    page.get_by_text("当面同意").first.click()
    page.get_by_label("联系人已满18周岁").check()
    chen.look("pair-full")
    page.get_by_role("button", name="录入名册").click()
    expect(page.get_by_text("已录入名册")).to_be_visible()
    chen.look("household")
    page.get_by_role("link", name="民情联系卡").click()
    expect(page.get_by_text("负责联系您家")).to_be_visible()
    chen.look("card")
    page.emulate_media(media="print")
    size = page.locator(".receipt p").first.evaluate("el => getComputedStyle(el).fontSize")
    assert float(size.removesuffix("px")) >= 24, "18 pt"
    chen.look("card-on-paper")
    page.emulate_media(media="screen")


def the_branch_hands_one_over(liu: Visitor, town: World) -> None:
    page = liu.sign_in("liu").open("/register/below-quota/").page
    expect(page.get_by_role("rowheader", name="何平")).to_be_visible()
    liu.look("below-quota")
    liu.open("/register/").look("register")
    page.get_by_role("link", name="SH-001").click()
    liu.look("household")
    page.get_by_role("link", name="移交").first.click()
    page.select_option("[name=to]", label="何平")
    page.get_by_label("需要向接手同事说明的情况").fill("老人耳背，请先打电话。")
    liu.look("handover")
    page.get_by_role("button", name="移交").click()
    expect(page.get_by_text("已移交，并已告知双方干部")).to_be_visible()
    liu.open("/register/below-quota/")
    expect(page.get_by_text("当天没有联系户不足的干部")).to_be_visible()
    liu.look("nobody-below")
    liu.open("/register/load/").look("load")
    liu.open("/register/dormant/").look("dormant")
    liu.open("/register/absences/").look("absences")
    liu.open("/register/new/").look("pair")


def the_colleague_reads_the_note(he: Visitor, town: World) -> None:
    page = he.sign_in("he").look("desk").page
    page.get_by_role("link", name="一个联系户已交接").first.click()
    expect(page.get_by_text("老人耳背")).to_be_visible()
    he.look("household-with-note")
