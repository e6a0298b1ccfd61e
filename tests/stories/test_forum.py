"""A forum is planned, held, written down point by point and closed; a promise gets another day with the person told."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from docx import Document
from playwright.sync_api import expect

from huiyin.audit.scope import county_scope
from huiyin.contacts import actions
from huiyin.contacts.models import Promise, Signal
from huiyin.forums.models import Forum
from huiyin.orgs.calendar import local_day
from tests.stories.conftest import PHONE, Visitor
from tests.world import World

pytestmark = pytest.mark.story


def test_a_forum_from_plan_to_minutes_and_a_promise_with_another_day(
    town: World, someone: Callable[..., Visitor]
) -> None:
    promise = a_promise_and_a_signal(town)
    chen = someone("forum-chen", PHONE)
    the_chair_plans_it(chen, town)
    the_chair_holds_it(chen)
    points_come_one_by_one_and_closing_is_refused(chen)
    each_is_decided_and_the_minutes_close(chen)
    the_minutes_are_a_paper(chen)
    the_promise_gets_another_day(chen, promise, town)
    what_needs_a_second_look(chen)
    the_head_sees_forums_and_promises(someone("forum-ma"))
    with county_scope(town.county.pk):
        assert Forum.objects.get().state == "closed"
        assert promise.revisions.get().told_how == "phone"


def a_promise_and_a_signal(town: World) -> Promise:
    at = timezone.now()
    with county_scope(town.county.pk):
        day = local_day(at, town.county)
        contact = actions.record(
            place=town.village, held_on=day, points=[], promises=[], note="坐了一会儿", by=town.chen, at=at
        )
        Signal.objects.create(
            official=town.chen,
            kind="crowded",
            key="day",
            about_on=day,
            references=[contact.reference],
            found_at=at,
        )
        actions.promise(
            text="修好渠边的护栏", due_on=day - timedelta(days=3), made_on=day - timedelta(days=15),
            by=town.chen, unit=town.branch, at=at, contact=contact,
        )  # fmt: skip
        return actions.promise(
            text="把清淤日程贴到村公示栏", due_on=day + timedelta(days=2), made_on=day - timedelta(days=12),
            by=town.chen, unit=town.branch, at=at,
        )  # fmt: skip


def the_chair_plans_it(chen: Visitor, town: World) -> None:
    page = chen.sign_in("chen").look("desk").open("/forums/").page
    chen.look("no-forums")
    page.get_by_role("link", name="安排座谈会").first.click()
    page.get_by_label("主题").fill("灌溉用水与村道养护")
    with county_scope(town.county.pk):
        page.fill("[name=planned_on]", local_day(timezone.now(), town.county).isoformat())
    page.fill("[name=begins]", "08:00")
    page.select_option("[name=place]", label="上河村")
    page.fill("[name=wanted_farmer]", "8")
    page.fill("[name=wanted_veteran_member]", "2")
    chen.look("plan")
    page.get_by_role("button", name="安排这次座谈会").click()
    expect(page.get_by_text("座谈会已安排")).to_be_visible()
    page.get_by_role("link", name="填写邀请人数").click()
    chen.look("invite")
    page.get_by_role("button", name="保存邀请人数").click()
    chen.look("invited")


def the_chair_holds_it(chen: Visitor) -> None:
    page = chen.page
    page.get_by_role("link", name="填写召开情况").click()
    page.fill("[name=farmer]", "7")
    page.fill("[name=veteran_member]", "1")
    page.fill("[name=begins]", "00:01")
    page.fill("[name=ends]", "00:02")
    chen.look("hold")
    page.get_by_role("button", name="保存召开情况").click()
    expect(page.get_by_text("据主办方清点，到会8人。")).to_be_visible()
    page.get_by_role("link", name="问题与处理").click()
    chen.look("no-points")


def points_come_one_by_one_and_closing_is_refused(chen: Visitor) -> None:
    page = chen.page
    for n, text in enumerate(("灌水总是下游最后轮到", "进村路边沟塌了两处", "今年岗位安排得公道"), start=1):
        page.get_by_label("群众说了什么").fill(text) if n == 1 else page.keyboard.type(text)
        page.get_by_role("button", name="记下这一条").press("Enter")
        expect(page.get_by_text(f"第 {n} 条已记下")).to_be_visible()
        expect(page.get_by_label("群众说了什么")).to_be_focused()
    chen.look("three-points")
    page.get_by_role("link", name="纪要定稿").click()
    page.get_by_role("button", name="纪要定稿").click()
    expect(page.get_by_text("纪要还不能定稿：第 1、2、3 条没有写明处理方式").first).to_be_visible()
    chen.look("closing-refused")
    page.get_by_role("link", name="查看各条问题").click()


def each_is_decided_and_the_minutes_close(chen: Visitor) -> None:
    page = chen.page
    for n, choice in enumerate(("当场答复", "登记交办", "记录在案"), start=1):
        page.locator(f"#point-{n}").get_by_role("link", name="写明怎么处理").click()
        page.get_by_text(choice).first.click()
        if n == 1:
            page.get_by_label("您是怎么答复的").fill("下一轮起轮流开头，次序由村里公示。")
            chen.look("decide")
        page.get_by_role("button", name="保存处理方式").click()
    chen.look("decided")
    page.get_by_role("link", name="纪要定稿").click()
    page.get_by_role("button", name="纪要定稿").click()
    expect(page.get_by_text("纪要已定稿").first).to_be_visible()
    chen.look("closed")


def the_minutes_are_a_paper(chen: Visitor) -> None:
    page = chen.page
    with page.expect_download() as waiting:
        page.get_by_role("link", name="座谈会纪要（docx）").click()
    paper = Document(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "机关支部" in text or "机关党支部座谈会纪要" in text
    assert "到会群众8人" in text
    assert "当场答复：下一轮起轮流开头" in text
    assert "已登记为事项" in text
    assert "农民 7 人、老党员 1 人" in text


def the_promise_gets_another_day(chen: Visitor, promise: Promise, town: World) -> None:
    page = chen.open("/promises/").look("promises").page
    page.get_by_role("link", name="把清淤日程贴到村公示栏").first.click()
    chen.look("promise")
    page.get_by_role("link", name="需要改期").click()
    with county_scope(town.county.pk):
        day = local_day(timezone.now(), town.county)
    page.fill("[name=due_on]", (day + timedelta(days=16)).isoformat())
    page.fill("[name=told_on]", day.isoformat())
    page.get_by_label("为什么改期").fill("清淤队的进场时间推后了")
    page.get_by_text("电话告知").click()
    chen.look("another-day")
    page.get_by_role("button", name="改期").click()
    expect(page.get_by_text("原日期保留在记录中")).to_be_visible()
    chen.look("moved")


def what_needs_a_second_look(chen: Visitor) -> None:
    page = chen.open("/signals/").look("signals").page
    page.get_by_role("link", name="一天的走访多于通常").click()
    page.get_by_label("情况说明").fill("那天是集中走访日，村干部陪同。")
    chen.look("signal")
    page.get_by_role("button", name="保存说明").click()
    expect(page.get_by_text("那天是集中走访日")).to_be_visible()


def the_head_sees_forums_and_promises(ma: Visitor) -> None:
    ma.sign_in("ma").look("desk").open("/forums/?list=past").look("forums")
    ma.open("/promises/?list=overdue").look("promises")
