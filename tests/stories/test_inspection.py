"""A branch's half-year from the other side: planned, drawn, called back, written, answered on a phone, put right."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from huiyin.audit.scope import county_scope
from huiyin.contacts.actions import Raised, record
from huiyin.inspection.models import Inspection, Rectification
from huiyin.inspection.rules import half_years
from huiyin.orgs.charter import charter_at
from tests.stories.conftest import PHONE, Visitor
from tests.world import World

pytestmark = pytest.mark.story
NEW = "当天把每件事当面念给群众听一遍"


def test_from_a_plan_to_a_second_look(town: World, someone: Callable[..., Visitor]) -> None:
    with county_scope(town.county.pk):
        half_year_of_visits(town)
    sun = someone("inspect-sun")
    where = the_supervisor_plans_and_draws(sun)
    the_supervisor_rings(sun, where)
    the_supervisor_writes(sun, where)
    the_official_answers(someone("inspect-chen", PHONE), where)
    the_supervisor_concludes(sun, where)
    line = it_is_put_on_the_ledger(sun, where)
    the_official_puts_it_right(someone("inspect-chen2", PHONE), line)
    somebody_else_looks(sun, line)
    the_sheet_says_what_happened(someone("inspect-chen3", PHONE))
    with county_scope(town.county.pk):
        assert Inspection.objects.get().state == "verified"
        assert Rectification.objects.get().verified_by == town.sun


def half_year_of_visits(town: World) -> None:
    now = timezone.now()
    last = half_years(timezone.localtime(now).date(), charter_at(now).charter)[1]
    for number in range(3):
        record(
            place=town.village,
            held_on=last.first + timedelta(days=20 * number),
            points=[Raised(text="说到村口的水沟堵了", disposition="noted")],
            promises=[],
            by=town.chen,
            at=datetime.combine(last.end, datetime.min.time(), tzinfo=town.county.zone),
            household=town.home,
            person=town.wang,
        )


def the_supervisor_plans_and_draws(sun: Visitor) -> str:
    page = sun.sign_in("sun").open("/inspections/").look("half-years").page
    page.get_by_role("link", name="安排").nth(1).click()
    page.select_option("[name=inspector]", label="孙敏")
    page.locator("[name=period]").nth(1).check(force=True)
    page.select_option("[name=branch]", index=1)
    sun.look("plan")
    page.get_by_role("button", name="安排并通知支部").click()
    where = page.url.removeprefix(sun.base)
    sun.look("planned")
    page.get_by_role("link", name="固定记录名单").click()
    page.get_by_text("事先指定的公开摇号").click()
    page.fill("[name=source]", "体彩排列五 第26050期")
    sun.look("freeze")
    page.get_by_role("button", name="固定记录名单").click()
    page.get_by_role("link", name="公布抽样号码").click()
    page.fill("[name=number]", "48213")
    sun.look("number")
    page.get_by_role("button", name="公布抽样号码").click()
    page.get_by_role("link", name="抽取样本").click()
    page.get_by_role("button", name="抽取样本").click()
    sun.look("drawn")
    return where


def the_supervisor_rings(sun: Visitor, where: str) -> None:
    page = sun.page
    for number, said in ((1, "有遗漏"), (2, "是，和我说的一样"), (3, "是，和我说的一样")):
        sun.open(f"{where}calls/{number}/")
        page.get_by_role("button", name="查看号码").click()
        expect(page.get_by_text("王秀兰")).to_be_visible()
        page.get_by_text("对方说明了身份").click()
        page.locator("#id_met").get_by_text("是", exact=True).click()
        page.get_by_text(said).click()
        if number == 1:
            sun.look("call")
        page.get_by_role("button", name="记下对方的回答").click()
    page.get_by_role("link", name="回访全部完成").click()
    page.get_by_role("button", name="回访全部完成").click()
    sun.look("called")
    page.get_by_role("link", name="重新核算抽样").click()
    expect(page.get_by_text("都对得上")).to_be_visible()
    sun.look("draw-again")


def the_supervisor_writes(sun: Visitor, where: str) -> None:
    page = sun.open(where).page
    page.locator("#calls").get_by_role("link", name="写检查意见").first.click()
    page.get_by_text("批评", exact=True).click()
    page.get_by_label("检查意见", exact=True).fill("这次走访漏记了群众说的一件事，水沟堵了没有登记。")
    sun.look("finding")
    page.get_by_role("button", name="写下这条意见").click()
    page.get_by_role("link", name="发出检查意见").click()
    page.get_by_role("button", name="发出检查意见").click()
    expect(page.get_by_text("还没有说明")).to_be_visible()
    sun.look("sent")


def the_official_answers(chen: Visitor, where: str) -> None:
    page = chen.sign_in("chen").open("/notices/").look("told").page
    page.locator(f"a[href='{where}']").first.click()
    chen.look("own-finding")
    page.get_by_role("link", name="对这条意见作说明").click()
    page.get_by_label("您的说明").fill("那天人多，回来补记时漏了这一件，已补登记。")
    chen.look("answer")
    page.get_by_role("button", name="提交说明").click()
    expect(page.get_by_text("已补登记")).to_be_visible()
    chen.look("answered")


def the_supervisor_concludes(sun: Visitor, where: str) -> None:
    page = sun.open(where).page
    page.get_by_role("link", name="作出检查结论").click()
    page.get_by_role("button", name="作出检查结论").click()
    expect(page.get_by_role("link", name="下载通报")).to_be_visible()
    sun.look("concluded")


def it_is_put_on_the_ledger(sun: Visitor, where: str) -> str:
    page = sun.open(where).page
    page.get_by_role("link", name="列入整改台账").click()
    page.get_by_role("button", name="列入台账").click()
    line = page.url.removeprefix(sun.base)
    page.get_by_role("link", name="落实整改").click()
    page.get_by_label("原因").fill("没有当天记")
    page.get_by_label("整改措施").fill(NEW)
    page.select_option("[name=owner]", label="陈立")
    page.fill("[name=due_on]", (date.today() + timedelta(days=10)).isoformat())
    sun.look("assign")
    page.get_by_role("button", name="落实整改").click()
    sun.look("assigned").open("/rectifications/").look("ledger")
    return line


def the_official_puts_it_right(chen: Visitor, line: str) -> None:
    page = chen.sign_in("chen").open(line).page
    page.get_by_role("link", name="填写整改成效").click()
    page.get_by_label("整改后有了什么变化").fill("此后每次都念一遍，抽看十次走访没有再漏记。")
    chen.look("effect")
    page.get_by_role("button", name="填写整改成效").click()
    chen.look("effect-kept")


def somebody_else_looks(sun: Visitor, line: str) -> None:
    page = sun.open(line).page
    page.get_by_role("link", name="验收通过").click()
    page.get_by_label("您看到了什么").fill("问了两户，都说念过。")
    sun.look("second-look")
    page.get_by_role("button", name="验收通过").click()
    expect(page.get_by_text("已验收").first).to_be_visible()
    sun.look("verified")


def the_sheet_says_what_happened(chen: Visitor) -> None:
    page = chen.sign_in("chen").open("/fact-sheets/").look("fact-sheets").page
    page.get_by_role("link", name="我的履职情况单").click()
    expect(page.get_by_text("漏记了群众说的一件事")).to_be_visible()
    chen.look("fact-sheet")
