"""Chen takes what the mirror suggests: a plan is worked out, Chen visits, and the visit stands on the plan."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.utils import timezone

from huiyin.audit.scope import county_scope
from huiyin.contacts.actions import record
from huiyin.rounds import clock as round_clock
from huiyin.rounds.met import met
from huiyin.rounds.models import Round, Site, TravelTime
from tests.rounds.planned import FEW, kept, lives
from tests.stories.conftest import PHONE, Visitor
from tests.world import AT, World

pytestmark = pytest.mark.django_db(transaction=True)


def _places(world: World) -> None:
    """Who lives where, a second household of Chen's, and where the places stand."""
    with county_scope(world.county.pk):
        lives(world, world.village, 320, farmer=240, mobile=60)
        lives(world, world.hamlet, 280, farmer=200, mobile=70)
        kept(world, world.chen, world.hamlet, "XH-007", "19900007777", ("farmer",))
        for n, place in enumerate((world.town, world.village, world.hamlet)):
            Site.objects.create(
                place=place, east=110 + n / 20, north=30 + n * n / 40, source="地名库", entered_at=AT
            )
        talk = {"kind": "other", "note": "在村口和大家说了一会儿话", "points": [], "promises": []}
        record(place=world.village, held_on=AT.date(), by=world.chen, at=AT, **talk)
        TravelTime.objects.create(from_place=world.town, to_place=world.village, minutes=12, entered_at=AT)


def test_a_suggestion_becomes_a_plan_and_a_visit(
    town: World, someone: Callable[..., Visitor], wall_clock: Callable[[datetime], None]
) -> None:
    wall_clock(AT)
    _places(town)
    chen = someone("suggestion", PHONE).sign_in("chen")
    page = chen.page
    chen.open("/reach/")
    page.locator("#wide + *", has_text="0 户").wait_for()
    page.get_by_role("link", name="排半天走访").click()
    page.wait_for_url(lambda url: "/rounds/new/?group=" in url and "place=" in url)
    chen.open(f"/rounds/new/?group=mobile&place={town.hamlet.code}").look("new")
    page.fill("[name=day]", AT.date().isoformat())
    page.fill("[name=begins]", "10:30")
    page.fill("[name=ends]", "14:00")
    page.get_by_role("button", name="先说说要照顾到的事").click()
    page.wait_for_url("**/rounds/HYP-*/")
    page.get_by_role("button", name="加一件约好的事").click()
    page.select_option("[name='appointments-0-where']", label="下河村")
    page.fill("[name='appointments-0-begins']", "11:30")
    page.fill("[name='appointments-0-words']", "村委会碰头")
    chen.look("heed")
    page.get_by_role("button", name="排出路线").click()
    page.wait_for_selector("progress")
    chen.look("waiting")
    assert round_clock.compute(at=timezone.now(), iterations=FEW) == 1
    page.wait_for_selector(".round-stops")  # the page came anew by itself
    assert page.get_by_text("流动人员").count() >= 1
    chen.look("plan")
    page.get_by_role("button", name="按此安排").click()
    page.get_by_role("link", name="记这次走访").first.wait_for()
    assert page.locator(".state", has_text="已确定").count() == 1
    _visit(chen)
    chen.look("visited")
    with county_scope(town.county.pk):
        row = Round.objects.get()
        stops = row.stops.all()
        assert [stop.pk in met(row, stops) for stop in stops if stop.household == town.home] == [True]
    chen.open("/reach/")
    page.locator("#wide + *", has_text="1 户").wait_for()  # the figure has moved
    chen.look("mirror")
    _at_the_desk(someone, row.reference)


def _visit(chen: Visitor) -> None:
    """Record the visit to the Wangs from the plan; one tap to the form, which knows whom."""
    page = chen.page
    page.locator(".round-stops > li", has_text="王秀兰").get_by_role("link", name="记这次走访").click()
    page.wait_for_url("**/contacts/new/**")
    assert page.locator("[name=home]:checked").count() == 1
    page.fill("[name='points-0-text']", "外出打工的邻居春节后没有回来")
    page.locator("label.chip", has=page.locator("[name='points-0-disposition'][value=noted]")).click()
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(lambda url: "/rounds/HYP-" in url)
    page.locator(".state", has_text="已记录").wait_for()


def _at_the_desk(someone: Callable[..., Visitor], reference: str) -> None:
    """The same on a large screen, on paper, and in the list."""
    desk = someone("suggestion-desk").sign_in("chen")
    desk.open(f"/rounds/{reference}/").look("plan")
    desk.open(f"/rounds/{reference}/list/").look("paper")
    desk.open("/rounds/").look("all")
