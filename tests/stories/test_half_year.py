"""A branch secretary's half-year: notes taken in, two quarters and the half-year handed in, the register looked at, an
inspection answered; every number comes from below."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from huiyin.accounts import actions, clock
from huiyin.accounts.models import Account
from huiyin.audit.scope import county_scope
from huiyin.inspection.actions import inspecting
from huiyin.lib import periods
from huiyin.orgs import actions as orgs
from huiyin.orgs.calendar import calendar
from huiyin.orgs.models import Official, Post
from tests.duties import made
from tests.inspection import inspections
from tests.stories.conftest import DESK, PHONE, Visitor
from tests.world import AT, LONG_AGO, SHANGHAI, World, official

pytestmark = pytest.mark.story
FINDING = "有两次走访隔了一个星期才记。"


def test_notes_quarters_the_half_year_and_an_inspection(
    town: World, someone: Callable[..., Visitor], wall_clock: Callable[[datetime], None]
) -> None:
    with county_scope(town.county.pk):
        lan = the_secretary(town)
        where = an_inspection_finds_something(town)
        april = months_go_by(town, lan, (1, 2, 3))
    wall_clock(april)
    desk = someone("half-lan", DESK).sign_in("lan").look("desk")
    notes_are_taken_in(desk, 3)
    a_quarter_is_handed_in(desk, "2026年第1季度", 3)
    the_finding_is_answered(someone("half-lan-phone", PHONE).sign_in("lan"), where)
    with county_scope(town.county.pk):
        july = months_go_by(town, lan, (4, 5, 6))
    wall_clock(july)
    desk.sign_in("lan")
    notes_are_taken_in(desk, 3)
    a_quarter_is_handed_in(desk, "2026年第2季度", 3)
    the_half_year_is_their_sum(desk)
    the_register_is_looked_at(desk)
    with county_scope(town.county.pk):
        half = Account.objects.get(kind="half_year", unit=town.committee)
        assert (half.state, half.sentence.text) == ("submitted", "重点抓了春灌用水。")
        assert half.frozen["sums"]["contacts"] == 6
        assert half.frozen["missing"] == []


def the_secretary(town: World) -> Official:
    """Lan is secretary of the branch and sits in the committee of the township; one household is never met."""
    lan = official("lan", "兰英", town.branch, "支部书记", "unit_head", "officer")
    post = Post.objects.create(
        unit=town.committee, title="党委委员", capacities=["unit_head"], valid_from=LONG_AGO
    )
    orgs.appoint(official=lan, post=post, from_on=LONG_AGO, by="test", at=AT)
    made.line(town, "SH-009", town.chen, date(2025, 10, 1))
    return lan


def an_inspection_finds_something(town: World) -> str:
    """The county has looked at the half-year before, and says to the branch what it found."""
    inspections.visits(town, 3)
    found = inspections.checked(town)
    inspections.criticism(town, found, kind="improve", text=FINDING, official=None)
    inspecting.send_findings(inspection=found, version=found.version, by=town.sun, at=AT)
    return f"/inspections/{found.reference}/"


def months_go_by(town: World, lan: Official, numbers: tuple[int, ...]) -> datetime:
    """A visit of Chen's each month; both hand in the note that drafted itself. Returns the last of these mornings."""
    for number in numbers:
        month = periods.of("month", date(2026, number, 1))
        made.contact(town, month.first + timedelta(days=9))
        day = calendar().next_working(month.end)
        at = datetime.combine(day, datetime.min.time(), tzinfo=SHANGHAI) + timedelta(hours=9)
        clock.draft_accounts(at=at)
        for author in (town.chen, lan):
            note = Account.objects.get(kind="month", first=month.first, official=author)
            actions.hand_in(account=note, version=note.version, by=author, at=at)
    return at


def notes_are_taken_in(lan: Visitor, number: int) -> None:
    page = lan.open("/accounts/inbox/").look("inbox").page
    notes = page.get_by_role("link", name=re.compile("陈立.*汇报"))
    expect(notes).to_have_count(number)
    for _each in range(number):
        lan.open("/accounts/inbox/")
        notes.first.click()
        page.get_by_role("button", name="签收这份汇报").click()
        expect(page.get_by_text("已签收").first).to_be_visible()


def a_quarter_is_handed_in(lan: Visitor, quarter: str, contacts: int) -> None:
    page = lan.open("/accounts/").look("drafted").page
    page.get_by_role("link", name=re.compile(f"机关支部.*{quarter}")).click()
    expect(page.locator("dl.facts a.figure").first).to_have_text(f"{contacts} 联系次数（各种形式）")
    expect(page.get_by_text("还没有报来，未计入")).to_be_hidden()
    page.get_by_role("button", name="确认并上报").click()
    expect(page.get_by_text("数字定格在此刻")).to_be_visible()
    lan.look("quarter")


def the_finding_is_answered(lan: Visitor, where: str) -> None:
    page = lan.open(where).look("finding").page
    expect(page.get_by_text(FINDING)).to_be_visible()
    page.get_by_role("link", name="对这条意见作说明").click()
    page.get_by_label("您的说明").fill("当周在县里培训，回来当天补记，已说明日期。")
    page.get_by_role("button", name="提交说明").click()
    expect(page.get_by_text("当周在县里培训")).to_be_visible()
    lan.look("answered")


def the_half_year_is_their_sum(lan: Visitor) -> None:
    page = lan.open("/accounts/").page
    page.get_by_role("link", name=re.compile("2026年上半年")).click()
    expect(page.locator("dl.facts a.figure").first).to_have_text("6 联系次数（各种形式）")
    page.get_by_label("补充一句话").fill("重点抓了春灌用水。")
    lan.look("half-year")
    page.get_by_role("button", name="确认并上报").click()
    expect(page.get_by_text("数字定格在此刻")).to_be_visible()


def the_register_is_looked_at(lan: Visitor) -> None:
    page = lan.open("/register/below-quota/").look("below-quota").page
    expect(page.locator("main").get_by_text("兰英")).to_be_visible()
    page = lan.open("/register/dormant/").look("dormant").page
    expect(page.get_by_role("link", name="SH-009")).to_be_visible()
    expect(page.get_by_role("link", name="SH-001")).to_be_hidden()
