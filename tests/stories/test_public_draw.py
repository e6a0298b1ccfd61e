"""A secretary draws a forum's invitations in public; a resident looks themselves up with the slip and checks the file."""

from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from huiyin.audit.scope import county_scope
from huiyin.forums.actions import Plan, plan_forum
from huiyin.lots import clock as draw_clock
from huiyin.lots.command import command
from huiyin.lots.models import Draw
from huiyin.orgs.calendar import local_day
from tests.lots import draw_world as make
from tests.stories.conftest import DESK, PHONE, Visitor
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
SUBJECT = "灌溉用水座谈会"


def test_a_forum_is_drawn_in_public_and_a_resident_checks_it(
    town: World, someone: Callable[..., Visitor], tmp_path: Path
) -> None:
    reference = a_forum_to_come(town)
    liu = someone("draw-liu", DESK)
    the_secretary_plans_it(liu, reference)
    the_pool_is_fixed_and_the_clock_works(liu)
    ref, slip = slips_are_handed_out(liu, town)
    everything_is_published(liu, town)
    visitor = someone("draw-resident", PHONE)
    a_resident_looks_before_the_draw(visitor, ref, slip)
    the_number_is_drawn_in_the_room(liu)
    a_resident_looks_after_it(visitor, ref, slip)
    anybody_checks_the_file(visitor, ref, tmp_path)
    the_secretary_invites(liu, ref)
    liu.page.set_viewport_size(PHONE)
    liu.open(f"/draws/{ref}/").look("drawn-phone")


def a_forum_to_come(town: World) -> str:
    at = timezone.now()
    with county_scope(town.county.pk):
        make.register(town, 40)
        day = local_day(at, town.county) + timedelta(days=20)
        plan = Plan(
            unit=town.town, chair=town.ma, subject=SUBJECT, planned_on=day, begins=time(9), place=town.town,
            groups={"farmer": 5, "large_farmer": 3},
        )  # fmt: skip
        return plan_forum(plan=plan, by=town.liu, at=at).reference


def the_secretary_plans_it(liu: Visitor, reference: str) -> None:
    page = liu.sign_in("liu").open("/draws/").look("no-draws").page
    liu.open(f"/forums/{reference}/")
    page.get_by_role("link", name="抽签邀请").click()
    expect(page.get_by_label("抽取多少户")).to_have_value("8")
    liu.look("plan")
    page.get_by_role("button", name="安排这次抽签").click()
    expect(page.get_by_text("请先看一遍名额")).to_be_visible()
    liu.look("planned")
    page.get_by_role("link", name="修改名额").click()
    liu.look("numbers")
    page.get_by_role("button", name="保存名额").click()


def the_pool_is_fixed_and_the_clock_works(liu: Visitor) -> None:
    page = liu.page
    for step in ("固定抽签范围", "生成备选名单"):
        page.get_by_role("link", name=step).click()
        page.get_by_role("button", name=step).click()
    expect(page.get_by_text("已交给定时程序")).to_be_visible()
    liu.look("waiting")
    assert draw_clock.compute(at=timezone.now()) == 1
    expect(page.get_by_text("已生成 1000 份备选名单")).to_be_visible()
    liu.look("worked-out")


def slips_are_handed_out(liu: Visitor, town: World) -> tuple[str, tuple[str, str]]:
    page = liu.page
    with county_scope(town.county.pk):
        draw = Draw.objects.get()
    page.get_by_role("link", name="签条").click()
    liu.look("which-village")
    page.get_by_role("button", name="显示签条").first.click()
    liu.look("slips")
    slip = page.locator(".slip").first
    found = (slip.locator(".slip-lot").inner_text(), slip.locator(".slip-code").inner_text())
    liu.open(f"/draws/{draw.reference}/")
    return draw.reference, found


def everything_is_published(liu: Visitor, town: World) -> None:
    page = liu.page
    page.get_by_role("link", name="封存备选名单").click()
    page.fill("[name=draws_on]", local_day(timezone.now(), town.county).isoformat())
    page.fill("[name=draws_at]", "15:00")
    page.fill("[name=place_words]", "镇政府一楼大厅")
    liu.look("publish")
    page.get_by_role("button", name="封存备选名单").click()
    expect(page.get_by_text("已公布，人人可查")).to_be_visible()
    liu.look("published")


def a_resident_looks_before_the_draw(visitor: Visitor, ref: str, slip: tuple[str, str]) -> None:
    page = visitor.open("/c/heyang/").page
    page.get_by_role("link", name="公开抽签").click()
    visitor.look("draws")
    page.get_by_role("link", name=SUBJECT).click()
    visitor.look("draw")
    page.get_by_label("签号").fill(slip[0])
    page.get_by_label("校验码").fill("AAAA-AAAA-AAAA")
    page.get_by_role("button", name="查询我家的签").click()
    expect(page.get_by_text("对不上").first).to_be_visible()
    visitor.look("wrong-code")
    page.get_by_label("校验码").fill(slip[1].lower().replace("-", " "))
    page.get_by_role("button", name="查询我家的签").click()
    expect(page.get_by_text("号码还没有抽")).to_be_visible()
    visitor.look("in-the-pool")


def the_number_is_drawn_in_the_room(liu: Visitor) -> None:
    page = liu.page
    page.get_by_role("link", name="现场展示页").click()
    liu.look("room")
    page.get_by_label("抽出的号码").fill("42")
    page.get_by_label("到场人数").fill("31")
    page.get_by_role("button", name="确认抽出这个号码").click()
    expect(page.get_by_text("号码应为 3 位数字").first).to_be_visible()
    page.get_by_label("抽出的号码").fill("042")
    page.get_by_role("button", name="录入抽出的号码").click()
    expect(page.locator(".room-number")).to_contain_text("042")
    liu.look("room-drawn")


def a_resident_looks_after_it(visitor: Visitor, ref: str, slip: tuple[str, str]) -> None:
    page = visitor.open(f"/c/heyang/draws/{ref}/").look("drawn").page
    page.get_by_label("签号").fill(slip[0])
    page.get_by_label("校验码").fill(slip[1])
    page.get_by_role("button", name="查询我家的签").click()
    expect(page.locator(".answer")).to_contain_text("您家")
    visitor.look("mine")
    visitor.page.set_viewport_size(DESK)
    visitor.open(f"/c/heyang/draws/{ref}/").look("drawn-desk")


def anybody_checks_the_file(visitor: Visitor, ref: str, tmp_path: Path) -> None:
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("link", name="下载核验文件").click()
    path = tmp_path / "draw.json"
    waiting.value.save_as(path)
    assert command(["verify", str(path)]) == 0
    path.write_text(
        path.read_text(encoding="utf-8").replace('"number": 42', '"number": 43'), encoding="utf-8"
    )
    assert command(["verify", str(path)]) == 1


def the_secretary_invites(liu: Visitor, ref: str) -> None:
    page = liu.open(f"/draws/{ref}/").look("whom-to-invite").page
    page.get_by_role("link", name="填写答复").first.click()
    page.get_by_text("不参加", exact=True).click()
    liu.look("answer")
    page.get_by_role("button", name="保存答复").click()
    expect(page.get_by_text("递补").first).to_be_visible()
    page.get_by_role("link", name="打印邀请").click()
    liu.look("letters")
    liu.open(f"/draws/{ref}/").page.get_by_role("link", name="邀请已发出").click()
    page.get_by_role("button", name="邀请已发出").click()
    page.get_by_role("link", name=SUBJECT).first.click()
    liu.look("forum-with-numbers")
