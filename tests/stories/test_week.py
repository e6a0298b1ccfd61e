"""An official's week on a phone; then the month's note and the quarter's sheet say it all without a word typed again."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from playwright.sync_api import expect

from huiyin.accounts import clock
from huiyin.accounts.models import Account
from huiyin.audit.scope import county_scope
from huiyin.contacts.models import Contact
from huiyin.matters.models import Matter
from huiyin.receptions.models import ReceptionSession
from tests import make_reception
from tests.duties import made
from tests.stories.conftest import PHONE, Visitor
from tests.world import AT, LONG_AGO, SHANGHAI, World

pytestmark = pytest.mark.story
Come = Callable[..., Visitor]
Clock = Callable[[datetime], None]
MOST_REQUIRED, MOST_TAPS = 7, 12
MONDAY = AT.date()
THURSDAY = MONDAY + timedelta(days=3)
APRIL = datetime(2026, 4, 1, 9, tzinfo=SHANGHAI)
WEEK = (
    ("联系次数（各种形式）", 5),
    ("走访", 3),
    ("听取意见", 7),
    ("登记交办事项", 3),
    ("作出承诺", 1),
    ("兑现承诺", 1),
    ("接访场次", 1),
)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of that day in the county."""
    return datetime.combine(day, time(hour, minute), tzinfo=SHANGHAI)


def test_a_week_and_what_writes_itself(town: World, someone: Come, wall_clock: Clock) -> None:
    wall_clock(AT)
    session = a_reception_day_and_two_more_households(town)
    chen = someone("week-chen", PHONE).sign_in("chen")
    contact = a_visit_with_one_matter(chen)
    two_more_visits(chen)
    a_booking_comes_in(someone("week-wang", PHONE))
    wall_clock(at(MONDAY + timedelta(days=2), 15))
    a_forum_is_planned_held_and_closed(chen)
    wall_clock(at(THURSDAY, 9, 5))
    the_reception_is_held(someone("week-liu", PHONE), chen, session)
    wall_clock(at(THURSDAY + timedelta(days=1), 16))
    the_promise_is_kept(chen)
    wall_clock(APRIL)
    the_quarter_ends(town)
    the_note_is_right(chen)
    the_sheets_are_right(chen, contact, town)
    with county_scope(town.county.pk):
        assert Account.objects.filter(official=town.chen).handed_in().count() == 4, (
            "the note and three sheets"
        )


def a_reception_day_and_two_more_households(town: World) -> ReceptionSession:
    with county_scope(town.county.pk):
        for code in ("SH-002", "SH-003"):
            made.line(town, code, town.chen, LONG_AGO)
        return make_reception.published(
            town, official=town.chen, day=THURSDAY, at=AT - timedelta(days=20), topic="春灌"
        )


def a_visit_with_one_matter(chen: Visitor) -> str:
    """I-28: at most 7 required inputs and 12 taps, a field that is typed into counting as one."""
    page, taps = chen.page, Taps()
    taps(page.get_by_role("link", name="记一次联系").first.click)
    required = page.locator("main form").last.locator(":required")
    names = "fields => new Set(fields.filter(f => f.offsetParent).map(f => f.name)).size"
    assert required.evaluate_all(names) <= MOST_REQUIRED
    taps(page.get_by_text("王秀兰 · 上河村").click)
    taps(lambda: page.get_by_label("群众说了什么").first.fill("村口三盏路灯坏了，晚上看不见路。"))
    taps(page.get_by_text("登记交办").first.click)
    taps(page.get_by_role("button", name="保存这次联系").click)
    expect(page.get_by_text("登记了 1 件事项")).to_be_visible()
    assert taps.count <= MOST_TAPS
    chen.look("visit")
    (reference,) = re.findall(r"HYL-[-\w]+", page.url)
    return str(reference)


class Taps:
    """Counts what a hand does."""

    count = 0

    def __call__(self, done: Callable[[], object]) -> None:
        done()
        self.count += 1


def two_more_visits(chen: Visitor) -> None:
    page = chen.page
    for number, words in ((1, "今年的收成比去年好。"), (2, "想知道合作医疗在哪里缴。")):
        chen.open("/contacts/new/")
        page.locator("[name=home]").nth(number).check(force=True)
        page.get_by_label("群众说了什么").first.fill(words)
        page.get_by_text("记录在案").first.click()
        if number == 2:
            page.get_by_text("补充类别、承诺").first.click()
            page.get_by_label("承诺").first.fill("把缴费须知送到家")
            page.locator("[name=points-0-promise]").blur()
            page.locator("[name=points-0-promise_due_on]").fill((THURSDAY + timedelta(days=4)).isoformat())
        page.get_by_role("button", name="保存这次联系").click()
        expect(page.get_by_text("已保存").first).to_be_visible()
    chen.open("/desk/").look("monday")


def a_booking_comes_in(wang: Visitor) -> None:
    page = wang.open("/c/heyang/receptions/").page
    page.get_by_role("link", name="预约（还有").first.click()
    page.locator("[name=slot][value='09:20']").check(force=True)
    page.locator("[name=name]").fill("王阿姨")
    page.locator("[name=phone]").fill("19900007777")
    page.wait_for_timeout(3200)  # nobody fills in a form faster than that
    page.get_by_role("button", name="预约这个时段").click()
    expect(page.get_by_role("heading", name="预约好了")).to_be_visible()


def a_forum_is_planned_held_and_closed(chen: Visitor) -> None:
    page = chen.sign_in("chen").open("/forums/new/").page
    page.get_by_label("主题").fill("春灌用水")
    page.fill("[name=planned_on]", (MONDAY + timedelta(days=2)).isoformat())
    page.fill("[name=begins]", "13:30")
    page.select_option("[name=place]", label="上河村")
    page.fill("[name=wanted_farmer]", "8")
    page.get_by_role("button", name="安排这次座谈会").click()
    page.get_by_role("link", name="填写召开情况").click()
    page.fill("[name=farmer]", "7")
    page.fill("[name=ends]", "14:40")
    page.get_by_role("button", name="保存召开情况").click()
    page.get_by_role("link", name="问题与处理").click()
    for number, text in enumerate(
        ("灌水总是下游最后轮到", "进村路边沟塌了两处", "今年岗位安排得公道"), start=1
    ):
        page.get_by_label("群众说了什么").fill(text)
        page.get_by_role("button", name="记下这一条").press("Enter")
        expect(page.get_by_text(f"第 {number} 条已记下")).to_be_visible()
    for number, choice in enumerate(("作为建议留存", "登记交办", "记录在案"), start=1):
        page.locator(f"#point-{number}").get_by_role("link", name="写明怎么处理").click()
        page.get_by_text(choice).first.click()
        page.get_by_role("button", name="保存处理方式").click()
    page.get_by_role("link", name="纪要定稿").click()
    page.get_by_role("button", name="纪要定稿").click()
    expect(page.get_by_text("纪要已定稿").first).to_be_visible()
    chen.look("forum")


def the_reception_is_held(liu: Visitor, chen: Visitor, session: ReceptionSession) -> None:
    """The clerk opens and closes it; who receives calls the number and writes down what was said."""
    where = f"/receptions/{session.reference}/"
    clerk = liu.sign_in("liu").open(f"{where}opening/").page
    clerk.get_by_role("button", name="开始接访").click()
    clerk.get_by_role("button", name="已到场").first.click()
    page = chen.sign_in("chen").open(where).page
    page.get_by_role("button", name="叫下一号：001").click()
    page.get_by_role("link", name="登记来访事项").click()
    page.get_by_label("群众说了什么").first.fill("上河村水渠塌了一段，浇不上水。")
    page.get_by_text("登记交办").first.click()
    chen.look("reception")
    page.get_by_role("button", name="保存这次接访").click()
    expect(page.get_by_text("登记了 1 件事项")).to_be_visible()
    liu.open(f"{where}closing/")
    clerk.get_by_role("button", name="结束这一场").click()
    expect(clerk.get_by_text("已结束").first).to_be_visible()


def the_promise_is_kept(chen: Visitor) -> None:
    page = chen.sign_in("chen").open("/promises/").page
    page.get_by_role("link", name="已经办好").first.click()
    page.get_by_label("做了什么").fill("须知已送到家，读了一遍。")
    page.get_by_role("button").filter(has_text="兑现").click()
    expect(page.locator("#messages .message")).to_be_visible()
    chen.look("promise-kept")


def the_quarter_ends(town: World) -> None:
    with county_scope(town.county.pk):
        assert clock.draft_accounts(at=APRIL) >= 5, "the note, three sheets, and the branch's quarter"


def the_note_is_right(chen: Visitor) -> None:
    page = chen.sign_in("chen").open("/accounts/").look("drafted").page
    page.get_by_role("link", name="联系群众情况汇报").first.click()
    expect(page.locator("h1")).to_contain_text("3月")
    for label, number in WEEK:
        expect(page.locator("dl.facts a.figure").get_by_text(f"{number} {label}", exact=True)).to_be_visible()
    chen.look("note")
    page.get_by_role("button", name="确认并上报").click()
    expect(page.get_by_text("数字定格在此刻")).to_be_visible()


def the_sheets_are_right(chen: Visitor, contact: str, town: World) -> None:
    with county_scope(town.county.pk):
        visit = Contact.objects.get(reference=contact)
        matter = Matter.objects.get(point__contact=visit)
        sheet = Account.objects.get(kind="sheet", assignment=town.line)
    page = chen.open(f"/accounts/{sheet.reference}/").look("sheet").page
    row = page.locator("main tbody tr")
    expect(row).to_have_count(1)
    for words in ("走访", "上河村", matter.reference):
        expect(row).to_contain_text(words)
    page = chen.open("/accounts/").page
    page.locator("form[action='/accounts/sheets/submission/'] button").click()
    expect(page.get_by_text("3").first).to_be_visible()
    chen.look("all-handed-in")
