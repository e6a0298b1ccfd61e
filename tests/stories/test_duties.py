"""An official's week makes the duties shrink; the month's note drafts itself, is confirmed, taken in, and summed."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from huiyin.accounts import clock
from huiyin.accounts.models import Account
from huiyin.audit.scope import county_scope
from huiyin.contacts.models import Contact
from huiyin.lib import periods
from huiyin.orgs.calendar import calendar
from tests.duties import made
from tests.stories.conftest import PHONE, Visitor
from tests.world import LONG_AGO, SHANGHAI, World

pytestmark = pytest.mark.story


def test_a_week_a_month_and_a_quarter(town: World, someone: Callable[..., Visitor]) -> None:
    with county_scope(town.county.pk):
        made.line(town, "SH-002", town.chen, LONG_AGO)
    chen = someone("duties-chen", PHONE).sign_in("chen").look("desk")
    two_households_left_then_one(chen)
    month = the_month_goes_by(town)
    reference = he_confirms_with_one_sentence(chen)
    she_takes_it_in(someone("duties-liu"), reference, town)
    the_quarter_is_the_sum(someone("duties-liu2").sign_in("liu"), town, month)
    the_head_sees_his_own(someone("duties-ma").sign_in("ma"))


def two_households_left_then_one(chen: Visitor) -> None:
    page = chen.open("/duties/").look("two-left").page
    expect(page.get_by_text("还差2").first).to_be_visible()
    page.get_by_role("link", name="记一次联系").first.click()
    page.get_by_label("群众说了什么").first.fill("灌溉渠淤了一段，盼着春耕前清一清。")
    page.get_by_text("记录在案").first.click()
    page.get_by_role("button", name="保存这次联系").click()
    expect(page.get_by_text("已保存").first).to_be_visible()
    page = chen.open("/duties/").look("one-left").page
    expect(page.get_by_text("还差1").first).to_be_visible()
    page.locator("a.figure").first.click()
    chen.look("rows")


def the_month_goes_by(town: World) -> periods.Period:
    """Time is moved back in the record, not forward on the wall: the visit becomes one of last month."""
    today = timezone.now().astimezone(SHANGHAI).date()
    month = periods.of("month", today).before
    with county_scope(town.county.pk):
        Contact.objects.update(held_on=month.first + timedelta(days=9))
        town.county.started_on = date(2020, 1, 1)
        first = calendar().next_working(month.end)
        at = datetime.combine(first, datetime.min.time(), tzinfo=SHANGHAI) + timedelta(hours=9)
        type(town.county).objects.filter(pk=town.county.pk).update(started_on=town.county.started_on)
        assert clock.draft_accounts(at=at) >= 1
    return month


def he_confirms_with_one_sentence(chen: Visitor) -> str:
    page = chen.open("/accounts/").look("my-reports").page
    page.get_by_role("link", name="联系群众情况汇报").first.click()
    chen.look("note-drafted")
    page.get_by_label("补充一句话").fill("灌溉渠已和村委会一起看过，月底前清淤。")
    page.get_by_role("button", name="确认并上报").click()
    expect(page.get_by_text("数字定格在此刻")).to_be_visible()
    chen.look("note-handed-in")
    return page.url.rstrip("/").rsplit("/", 1)[1]


def she_takes_it_in(liu: Visitor, reference: str, town: World) -> None:
    page = liu.sign_in("liu").open("/accounts/inbox/").look("inbox").page
    page.locator(f"a[href*='{reference}']").first.click()
    liu.look("note")
    page.get_by_role("button", name="签收这份汇报").click()
    expect(page.get_by_text("已签收").first).to_be_visible()
    liu.open(f"/duties/branch/?unit={town.branch.code}").look("branch")


def the_quarter_is_the_sum(liu: Visitor, town: World, month: periods.Period) -> None:
    quarter = periods.of("quarter", month.first)
    with county_scope(town.county.pk):
        from huiyin.accounts.actions import draft

        draft(kind="quarter", period=quarter, county=town.county, at=timezone.now())
        account = Account.objects.get(kind="quarter", first=quarter.first)
    page = liu.open(f"/accounts/{account.reference}/").look("quarter").page
    expect(page.locator("dl.facts a.figure").first).to_have_text("1 联系次数（各种形式）")
    liu.open("/accounts/all/").look("all")


def the_head_sees_his_own(ma: Visitor) -> None:
    ma.open("/duties/").look("head")
    ma.open("/accounts/").look("nothing-yet")
