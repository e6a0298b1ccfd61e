"""A resident books on the telephone, is told of another official, comes, is called by number and goes home with a receipt."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from huiyin.audit.scope import county_scope
from huiyin.matters.models import Matter
from huiyin.receptions.models import Booking, QueueTicket, ReceptionSession
from tests import make_reception as make
from tests.stories.conftest import DESK, PHONE, Visitor
from tests.world import AT, SHANGHAI, World

pytestmark = pytest.mark.story
Come = Callable[..., Visitor]
ON_THE_DAY = datetime(2026, 3, 12, 9, 25, tzinfo=SHANGHAI)
TELEVISION = {"width": 1920, "height": 1080}


def test_a_reception_day(
    someone: Come, town: World, wall_clock: Callable[[datetime], None], tmp_path: Path
) -> None:
    wall_clock(AT)
    with county_scope(town.county.pk):
        session = make.published(town, topic="土地、饮水")
        make.published(town, day=make.DAY + timedelta(days=7))
        make.booked(session, slot_at=time(9, 40), name="热心人", phone="", at=AT)
    wang, liu = someone("reception-resident", PHONE), someone("reception-clerk", DESK)
    link = the_resident_books(wang, session)
    the_clerk_names_a_substitute(liu, session)
    the_resident_is_told(wang, link)
    wall_clock(ON_THE_DAY)
    the_clerk_opens_and_calls(liu, session)
    screen = someone("reception-screen", TELEVISION)
    the_screen_shows_the_number(screen, liu, session, town)
    chen = someone("reception-official", PHONE)
    chen.sign_in("chen").open(f"/receptions/{session.reference}/").look("queue")
    the_clerk_writes_it_down(liu, session)
    the_resident_reads_that_it_was_heard(wang, link, town)


def the_resident_books(wang: Visitor, session: ReceptionSession) -> str:
    page = wang.open("/c/heyang/").look("home").page
    page.get_by_role("link", name="预约接访").click()
    page.goto(page.url + "?month=2026-03")
    wang.look("calendar")
    page.get_by_role("link", name="预约（还有").first.click()
    wang.look("form-empty")
    page.locator("[name=people]").fill("6")
    page.locator("[name=slot][value='09:20']").check(force=True)
    page.locator("[name=name]").fill("王阿姨")
    page.locator("[name=phone]").fill("19900007777")
    page.wait_for_timeout(3200)  # nobody fills in a form faster than that
    page.get_by_role("button", name="预约这个时段").click()
    expect(page.get_by_text("第20条").first).to_be_visible()
    wang.look("six-are-too-many")
    page.locator("[name=people]").fill("2")
    page.get_by_role("button", name="预约这个时段").click()
    expect(page.get_by_role("heading", name="预约好了")).to_be_visible()
    wang.look("receipt")
    return str(page.locator(".receipt-link a").get_attribute("href"))


def the_clerk_names_a_substitute(liu: Visitor, session: ReceptionSession) -> None:
    page = liu.sign_in("liu").open("/receptions/").look("list").page
    page.get_by_role("link", name="09:00–11:00").first.click()
    liu.look("session-before")
    page.get_by_role("link", name="更换接访人").click()
    page.select_option("[name=official]", label="陈立")
    page.get_by_label("原因").fill("马镇长到县里参加防汛会商")
    liu.look("substitution")
    page.get_by_role("button", name="确定更换").click()
    expect(page.get_by_text("已更换").first).to_be_visible()
    liu.look("session-changed")
    page.get_by_role("link", name="需要电话告知").click()
    liu.look("call-list")
    page.get_by_role("button", name="已告知").click()
    the_year_is_planned(liu)
    liu.open("/receptions/offices/").page.get_by_role("link", name="柳林镇接访室").click()
    liu.look("office")


def the_year_is_planned(liu: Visitor) -> None:
    page = liu.open("/receptions/plan/?year=2026").page
    page.get_by_text("按规律安排日期").click()
    page.locator("[name=rhythm][value=w1]").check(force=True)
    page.locator("[name=weekday][value='4']").check(force=True)
    for name, value in {
        "begins": "14:30",
        "ends": "17:00",
        "first": "2026-04-17",
        "last": "2026-05-22",
    }.items():
        page.locator(f"[name={name}]").fill(value)
    page.get_by_label("马成").check()
    page.get_by_label("陈立").check()
    liu.look("pattern")
    page.get_by_role("button", name="先看看日期").click()
    expect(page.get_by_text("休息，顺延").first).to_be_visible()
    liu.look("preview")
    page.get_by_role("button", name="存为草稿").click()
    expect(page.get_by_text("条草稿").first).to_be_visible()
    liu.look("plan")
    page.get_by_role("link", name="公布草稿").click()
    liu.look("publish")


def the_resident_is_told(wang: Visitor, link: str) -> None:
    page = wang.page
    page.goto(link)
    expect(page.get_by_text("接访人由马成改为陈立").first).to_be_visible()
    wang.look("told")


def the_clerk_opens_and_calls(liu: Visitor, session: ReceptionSession) -> None:
    page = liu.sign_in("liu").open("/receptions/today/").look("today").page
    page.get_by_role("link", name="09:00–11:00").first.click()
    page.get_by_role("link", name="开始接访").click()
    page.get_by_role("button", name="开始接访").click()
    page.get_by_role("link", name="直接来访：发号").click()
    liu.look("walk-in")
    page.get_by_role("button", name="发号").click()
    page.get_by_role("button", name="已到场").first.click()
    liu.look("queue")
    page.get_by_role("button", name="叫下一号：002").click()
    expect(page.get_by_text("正在接待")).to_be_visible()
    liu.look("called")


def the_screen_shows_the_number(
    screen: Visitor, liu: Visitor, session: ReceptionSession, town: World
) -> None:
    with county_scope(town.county.pk):
        key = ReceptionSession.objects.get(pk=session.pk).office.screen_key
        assert Booking.objects.get(slot_at=time(9, 20)).ticket.number == 2
    page = screen.open(f"/c/heyang/screen/{key}/").page
    expect(page.locator(".screen-now")).to_have_text("002")
    expect(page.locator(".screen-next")).to_contain_text("001")
    screen.look("numbers")


def the_clerk_writes_it_down(liu: Visitor, session: ReceptionSession) -> None:
    page = liu.page
    page.get_by_role("link", name="登记来访事项").click()
    liu.look("record-empty")
    page.get_by_label("群众说了什么").first.fill("上河村水渠塌了一段，下面四十亩地浇不上水。")
    page.get_by_text("登记交办").first.click()
    liu.look("record")
    page.get_by_role("button", name="保存这次接访").click()
    expect(page.get_by_text("登记了 1 件事项")).to_be_visible()
    liu.look("receipt")
    page.get_by_role("link", name="回到这一场").click()
    page.get_by_role("button", name="叫下一号：001").click()
    page.get_by_role("button", name="已离开").first.click()
    page.get_by_role("link", name="结束这一场").click()
    page.get_by_role("button", name="结束这一场").click()
    expect(page.get_by_text("已结束").first).to_be_visible()
    liu.look("closed")


def the_resident_reads_that_it_was_heard(wang: Visitor, link: str, town: World) -> None:
    page = wang.page
    page.goto(link)
    expect(page.get_by_text("您已在").first).to_be_visible()
    wang.look("received")
    with county_scope(town.county.pk):
        matter = Matter.objects.get()
        assert (matter.channel, matter.raised_by) == ("reception", town.chen)
        assert QueueTicket.objects.received().count() == 1
        assert Booking.objects.filter(state="no_show").count() == 1, "who had booked and never came"
