"""Help for a household with money and its receipt, a need passed on, research from plan to report; and the figures."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from huiyin.audit.scope import county_scope
from huiyin.help.models import AidAction, Referral
from huiyin.research.models import ResearchPlan
from tests.house.parts.around import LATER
from tests.stories.conftest import PHONE, Visitor
from tests.world import World

pytestmark = pytest.mark.story
DUE = "2099-05-01"


def send(page: Page, words: str) -> None:
    """Press the button of the form."""
    page.get_by_role("button", name=words).click()


def test_help_a_need_and_research(town: World, someone: Callable[..., Visitor]) -> None:
    assert LATER.year < 2099
    help_for_a_household(someone("help-chen", PHONE), town)
    a_need_is_passed_on(someone("help-chen2", PHONE))
    research(someone("help-chen3", PHONE))
    the_clerk_explains_a_policy(someone("help-liu"))
    the_head_looks_at_the_figures(someone("help-ma"))
    with county_scope(town.county.pk):
        assert AidAction.objects.get().amount_fen == 30000
        assert Referral.objects.get().receipt_number == "CL-2026-3"
        assert ResearchPlan.objects.get().reported_at is not None


def help_for_a_household(chen: Visitor, town: World) -> None:
    page = chen.sign_in("chen").open("/aid/").look("aid-empty").page
    page.get_by_role("link", name="制定帮扶计划").first.click()
    page.select_option("[name=line]", index=1)
    page.get_by_label("需要什么帮助").fill("屋面漏雨，冬天取暖困难。")
    page.get_by_label("准备怎么做").fill("对接维修补助，入冬前修好屋面。")
    page.fill("[name=due_on]", DUE)
    chen.look("aid-plan-form")
    send(page, "保存这份计划")
    expect(page.get_by_text("制度要求不少于2次")).to_be_visible()
    page.get_by_role("link", name="登记帮扶情况").click()
    page.get_by_label("做了什么").fill("送去取暖用煤，检查了烟道。")
    page.get_by_text("资金帮扶", exact=True).click()
    page.get_by_text("发展经济", exact=True).click()
    page.get_by_text("同时记一次上门走访").click()
    page.get_by_text("有资金帮扶").click()
    page.get_by_label("金额（元）").fill("300")
    page.get_by_label("资金来源").fill("机关支部帮扶金")
    send(page, "保存帮扶情况")
    expect(page.get_by_text("没有票据的资金不登记").first).to_be_visible()
    chen.look("aid-receipt-asked")
    page.get_by_label("票据（回执）编号").fill("ZB-7")
    send(page, "保存帮扶情况")
    expect(page.get_by_text("300.00元")).to_be_visible()
    chen.look("aid-done").open("/aid/").look("aid-list")


def a_need_is_passed_on(chen: Visitor) -> None:
    page = chen.sign_in("chen").open("/aid/needs/new/").page
    page.select_option("[name=line]", index=1)
    page.get_by_label("需要什么帮助").fill("老人出行不便，需要一辆轮椅。")
    page.fill("[name=needed_by]", DUE)
    page.get_by_text("当面", exact=False).first.click()
    page.get_by_text("本人年满18周岁").click()
    chen.look("need-form")
    send(page, "保存这条登记")
    page.get_by_role("link", name="转介", exact=True).click()
    page.get_by_label("其他部门").fill("县残疾人联合会")
    chen.look("referral-form")
    send(page, "转给这个部门")
    chen.look("need")
    chen.open("/aid/needs/").look("needs")
    page.get_by_role("link", name="登记回执").click()
    page.get_by_label("票据（回执）编号").fill("CL-2026-3")
    send(page, "保存回执")
    expect(page.get_by_text("已转介、尚无回执")).to_have_count(0)


def research(chen: Visitor) -> None:
    page = chen.sign_in("chen").open("/research/").look("research-empty").page
    page.get_by_role("link", name="制定调研计划").first.click()
    page.get_by_label("主题").fill("农田灌溉")
    page.get_by_label("想弄清什么问题").fill("渠道尾端为什么总缺水？")
    page.get_by_label("地点").fill("上河村")
    page.get_by_label("调研方式").fill("沿渠查看、座谈会")
    half = page.locator("[name=period]:checked").get_attribute("value") or ""
    page.fill("[name=due_on]", half.replace("-1", "-06-30").replace("-2", "-12-31"))
    chen.look("research-form")
    send(page, "保存这份计划")
    page.get_by_role("link", name="记一次调研").click()
    page.select_option("[name=place]", label="上河村")
    page.get_by_label("看到、听到了什么").fill("沿东支渠走了一遍，标出渗漏三处。")
    send(page, "保存这次调研")
    page.get_by_role("link", name="写一条发现").click()
    page.locator("[name=text]").fill("东支渠有三处渗漏。")
    page.get_by_text("属于问题").click()
    send(page, "保存这条发现")
    page.get_by_role("link", name="提出措施").click()
    page.get_by_label("要做什么").fill("入冬前修好")
    page.get_by_label("由哪个单位做").fill("镇农业办")
    page.fill("[name=due_on]", DUE)
    send(page, "保存这项措施")
    page.get_by_role("link", name="提交报告").click()
    page.get_by_label("报告摘要").fill("先修渗漏段，再公示放水次序。")
    chen.look("report-form")
    send(page, "提交这份报告")
    expect(page.get_by_text("已提交。")).to_be_visible()
    chen.look("research-done").open("/research/").look("research-list")
    chen.open("/villages/").look("villages")


def the_clerk_explains_a_policy(liu: Visitor) -> None:
    page = liu.sign_in("liu").open("/briefs/new/").look("brief-form").page
    page.get_by_text("可申请的惠民政策").click()
    page.get_by_label("标题").fill("农村危房改造补助")
    page.get_by_label("通俗说明").fill("房子经鉴定为危房的，可以申请补助。")
    page.get_by_label("文件依据").fill("县住建局〔2026〕3号")
    page.get_by_label("谁可以申请").fill("住在危房里的农村住户")
    send(page, "保存草稿")
    expect(page.get_by_text("没有咨询渠道的材料不能公开")).to_be_visible()
    liu.look("brief-no-route")
    page.get_by_role("link", name="修改草稿").click()
    page.get_by_label("咨询渠道").fill("镇便民服务中心")
    send(page, "保存草稿")
    page.get_by_role("link", name="公开这份材料").click()
    send(page, "公开这份材料")
    page.get_by_role("link", name="记一个提问").click()
    page.get_by_label("群众问了什么").fill("租房子的能不能申请？")
    send(page, "保存这个提问")
    expect(page.get_by_text("已登记为事项")).to_be_visible()
    liu.look("brief")
    page.get_by_role("link", name="查看公开页面").click()
    liu.look("public-brief")
    page.set_viewport_size({"width": 390, "height": 844})
    liu.look("public-brief-phone").open("/c/heyang/briefs/").look("public-briefs-phone")


def the_head_looks_at_the_figures(ma: Visitor) -> None:
    page = ma.sign_in("ma").open("/reports/classes/").look("classes").page
    page.set_viewport_size({"width": 390, "height": 844})
    ma.look("classes-phone")
    page.locator("a.figure", has_text="1").first.click()
    ma.look("class-rows")
