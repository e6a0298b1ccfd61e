"""A day begins and ends where the county lies, whatever the clock of the server says."""

from datetime import date, datetime, timedelta

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from huiyin.inspection import clock as rectification_clock
from huiyin.inspection import fact_sheet_views
from huiyin.inspection.models import Rectification
from huiyin.matters import clock as matters_clock
from huiyin.matters.models import Deadline
from huiyin.orgs import actions as orgs
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.middleware import CountyScope
from huiyin.orgs.models import County, Official, Post
from huiyin.site.lines import every
from huiyin.site.schedule import run_line
from tests import make
from tests.inspection.test_rectifying import assigned
from tests.world import SHANGHAI, World

DAY = date(2026, 3, 17)
EARLY = datetime(2026, 3, 17, 0, 30, tzinfo=SHANGHAI)  # half past ten of the evening before, in the far west
LATER = EARLY + timedelta(hours=2)


@pytest.fixture
def west(world: World) -> World:
    """The same county two hours further west."""
    County.objects.filter(pk=world.county.pk).update(timezone="Asia/Urumqi")
    return world


def test_a_post_is_held_from_the_day_of_the_county(west: World) -> None:
    post = Post.objects.create(unit=west.town, title="副镇长", capacities=["supervisor"], valid_from=DAY)
    orgs.appoint(official=west.he, post=post, from_on=DAY, by="test", at=EARLY)
    fresh = Official.objects.get(pk=west.he.pk)
    assert not fresh.standing(EARLY).has("supervisor")
    assert fresh.standing(LATER).has("supervisor")


def test_a_line_of_the_ledger_is_late_when_the_county_s_day_is_over(west: World) -> None:
    assigned(west, due_on=DAY - timedelta(days=1))
    assert rectification_clock.tell_overdue(at=EARLY) == 0
    assert rectification_clock.tell_overdue(at=LATER) == 1
    assert Rectification.objects.exclude(chased_at=None).exists()


def test_a_matter_closes_when_the_county_s_day_is_over(west: World) -> None:
    make.replied(west)
    Deadline.objects.running().filter(kind="rating").update(due_on=DAY - timedelta(days=1))
    assert matters_clock.close_unrated(at=EARLY) == 0
    assert matters_clock.close_unrated(at=LATER) == 1


def test_a_fact_sheet_is_offered_from_the_day_of_the_county(west: World, rf: RequestFactory) -> None:
    moment = datetime(2026, 7, 1, 1, 0, tzinfo=SHANGHAI)
    request: StaffRequest = rf.get("/", {"period": "2026-H2"})  # type: ignore[assignment]
    request.user, request.at, request.county = west.ma, moment, County.objects.get(pk=west.county.pk)
    request.user.county = request.county
    with pytest.raises(fact_sheet_views.Http404):
        fact_sheet_views.asked(request, "chen")
    request.at = moment.astimezone(SHANGHAI) + timedelta(hours=2)
    assert fact_sheet_views.asked(request, "chen").period.first == date(2026, 7, 1)


def test_pages_and_clocks_tell_the_county_s_hours(west: World, rf: RequestFactory) -> None:
    def zone(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(timezone.get_current_timezone_name())

    assert CountyScope(zone)(rf.get("/c/heyang/")).content == b"Asia/Urumqi"
    seen = []

    def look(*, at: datetime) -> int:
        seen.append(timezone.get_current_timezone_name())
        return 0

    run_line(every(look, "", hours=1), at=EARLY)
    assert sorted(seen) == ["Asia/Shanghai", "Asia/Urumqi"]
