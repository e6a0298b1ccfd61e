"""At phone width an official records a talk, a stay, research and an outreach; a plain visit stays quick."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from huiyin.audit.scope import county_scope
from huiyin.contacts.models import Contact, TalkNote
from huiyin.matters.models import Matter
from tests import make
from tests.stories.conftest import PHONE, Visitor
from tests.world import World

pytestmark = pytest.mark.story
MOST_TAPS = 12


def test_one_official_records_what_the_month_brought(town: World, someone: Callable[..., Visitor]) -> None:
    with county_scope(town.county.pk):
        now = timezone.now()
        lamp = make.matter(town, place=town.village, raised_by=town.chen, at=now)
        make.matter(town, place=town.hamlet, raised_by=town.chen, at=now, body="水渠漏水，浇不上地。")
    chen = someone("forms-chen", PHONE).sign_in("chen")
    the_form_is_chosen(chen)
    a_talk(chen)
    a_stay(chen)
    some_research(chen)
    an_outreach(chen, lamp)
    what_the_pages_say(chen)
    with county_scope(town.county.pk):
        kinds = set(Contact.objects.values_list("kind", flat=True))
        assert kinds == {"talk", "field_stay", "research", "outreach"}
        assert TalkNote.objects.get().text == "老人夜里睡不好，儿子在外务工。"
        assert Matter.objects.filter(point__contact__kind="talk").count() == 1


def the_form_is_chosen(chen: Visitor) -> None:
    page = chen.open("/contacts/new/").page
    page.get_by_text("换一种形式").click()
    chen.look("chooser")
    page.get_by_role("link", name="谈心谈话").click()
    expect(page.get_by_text("谈话内容只有您本人能看")).to_be_visible()


def a_talk(chen: Visitor) -> None:
    page = chen.page
    chen.look("talk-empty")
    page.get_by_label("仅供本人查看").fill("老人夜里睡不好，儿子在外务工。")
    page.get_by_role("button", name="把群众同意的事登记下来").click()
    page.get_by_label("群众说了什么").fill("希望村卫生室能配常用药。")
    page.get_by_text("不同意", exact=True).click()
    page.get_by_role("button", name="保存这次联系").click()
    expect(page.get_by_text("那就不登记").first).to_be_visible()
    chen.look("talk-refused")
    expect(page.get_by_label("群众说了什么")).to_have_value("希望村卫生室能配常用药。")
    page.locator("[name=points-0-agreed][value=yes]").check(force=True)
    page.get_by_role("button", name="保存这次联系").click()
    expect(page.get_by_text("登记了 1 件事项")).to_be_visible()
    chen.look("talk-saved")


def a_stay(chen: Visitor) -> None:
    page = chen.open("/contacts/new/?form=field_stay").page
    today = timezone.localdate()
    page.select_option("[name=place]", label="上河村")
    page.fill("[name=held_on]", (today - timedelta(days=3)).isoformat())
    page.fill("[name=until_on]", (today - timedelta(days=1)).isoformat())
    page.get_by_label("了解到的情况").fill("灌渠三处漏水，浇地要排到夜里。")
    chen.look("stay-full")
    page.get_by_role("button", name="保存这次联系").click()
    expect(page.get_by_text("共3天")).to_be_visible()
    chen.look("stay-saved")


def some_research(chen: Visitor) -> None:
    page = chen.open("/contacts/new/?form=research").page
    page.select_option("[name=place]", label="下河村")
    page.get_by_text("上午", exact=True).click()
    page.get_by_label("调研的题目").fill("小型水利设施")
    page.get_by_label("了解到的情况").fill("三处水闸待修，村里有管护员两名。")
    page.get_by_text("补充其他内容").click()
    chen.look("research-full")
    page.get_by_role("button", name="保存这次联系").click()
    expect(page.get_by_text("计入调研天数")).to_be_visible()


def an_outreach(chen: Visitor, lamp: Matter) -> None:
    page = chen.open("/contacts/new/?form=outreach").page
    page.select_option("[name=place]", label="上河村")
    expect(page.locator(f"[name=result_{lamp.pk}]")).to_be_visible()
    expect(page.get_by_text("水渠漏水")).to_be_hidden()
    page.locator(f"[name=result_{lamp.pk}]").fill("与村民看了现场，约定周五更换线路。")
    chen.look("outreach-full")
    page.get_by_role("button", name="保存这次联系").click()
    expect(page.get_by_text("带案事项")).to_be_visible()
    chen.look("outreach-saved")
    page.get_by_role("link", name=lamp.reference).click()
    expect(page.get_by_text("下访记录").first).to_be_visible()
    chen.look("matter-shows-the-trip")


def what_the_pages_say(chen: Visitor) -> None:
    for address, what in (
        ("/contacts/", "list"),
        ("/contacts/?form=talk", "list-sifted"),
        ("/reports/contact-forms/", "by-form"),
        ("/reports/contact-days/", "days"),
        ("/contacts/village-meetings/", "village-meetings"),
        ("/contacts/new/?form=village_meeting", "meeting-empty"),
        ("/contacts/new/?form=volunteering", "service-empty"),
        ("/contacts/new/?form=policy_talk", "policy-empty"),
    ):
        chen.open(address).look(what)


def test_a_visit_with_one_matter_takes_twelve_taps_at_most(
    town: World, someone: Callable[..., Visitor]
) -> None:
    """I-28: counted in the browser, a field that is typed into as one."""
    chen = someone("taps-chen", PHONE).sign_in("chen")
    page, taps = chen.page, 0
    page.get_by_role("link", name="记一次联系").first.click()
    taps += 1
    needed = (
        page.locator("main form")
        .last.locator(":required")
        .evaluate_all("fields => new Set(fields.filter(f => f.offsetParent).map(f => f.name)).size")
    )
    assert needed <= 7
    page.get_by_label("群众说了什么").first.fill("村口三盏路灯坏了。")
    taps += 1
    page.get_by_text("登记交办").first.click()
    taps += 1
    page.get_by_role("button", name="保存这次联系").click()
    taps += 1
    expect(page.get_by_text("登记了 1 件事项")).to_be_visible()
    assert taps <= MOST_TAPS
    with county_scope(town.county.pk):
        assert Contact.objects.get().household == town.home, "the one household was chosen already"


def test_the_head_reads_of_the_branch(town: World, someone: Callable[..., Visitor]) -> None:
    ma = someone("forms-ma").sign_in("ma")
    for address, what in (
        ("/reports/contact-forms/", "by-form"),
        ("/reports/contact-days/", "days"),
        ("/contacts/village-meetings/", "village-meetings"),
        ("/contacts/", "list"),
    ):
        ma.open(address).look(what)
