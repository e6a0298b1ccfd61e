"""When figures of service are told from what is kept ready, when from the rows, and how what has drifted is put right."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from html import unescape
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from huiyin.audit.models import Event
from huiyin.audit.scope import county_scope
from huiyin.matters import actions
from huiyin.matters.figures import Extent
from huiyin.orgs.models import Official
from huiyin.reports import service_clock
from huiyin.reports.kpis import adding_up, counting, kept
from huiyin.reports.kpis.declared import KPIS
from huiyin.reports.models import ServiceFolding, ServiceSum
from tests import make
from tests.reports.kept import check, let_the_clock
from tests.roles import as_role
from tests.sealed.keys import entered
from tests.world import AT, World, moment

Enter = Callable[[Official], Client]
PAGE = reverse("reports:kpis")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
YEAR = (date(2026, 1, 1), date(2027, 1, 1))
QUARTER = {"unit": "990100101", "from": "2026-01-01", "to": "2026-03-31"}


def begin(world: World, at: datetime = AT) -> None:
    let_the_clock()
    adding_up.count_again(at=at, county=world.county)


def fold(world: World, at: datetime) -> None:
    adding_up.fold(at=at, county=world.county)


def test_the_page_tells_as_of_the_last_minute_and_every_number_opens_as_many_rows(
    world: World, enter: Enter
) -> None:
    for n in range(3):
        make.started(world, at=AT - (40 + n) * DAY)
    make.replied(world, at=AT - 30 * DAY)
    begin(world)
    client = enter(world.sun)
    client.get(PAGE, QUARTER)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(PAGE, QUARTER)
    assert page.context["as_of"] == AT - MINUTE
    assert not [one for one in asked if 'FROM "matters_' in one["sql"]], "no matter is looked at"
    make.started(world, at=AT - HOUR)  # entered late: of a minute that was told already
    fold(world, AT + HOUR)
    links = re.findall(r'<a class="figure" href="([^"]+)">([1-9]\d*)<', page.content.decode())
    assert len(links) > 10
    for url, number in links[:4]:
        opened = client.get(unescape(url))
        assert opened.context["as_of"] == AT - MINUTE
        assert opened.context["listing"].total >= int(number)


def test_where_the_clock_stands_still_and_of_days_that_make_no_months_rows_are_counted(world: World) -> None:
    make.started(world)
    begin(world, AT + HOUR)
    ready, tick = kept.Ready(), AT + HOUR - MINUTE
    assert ready.last(AT + HOUR) == tick
    assert ready.last(tick + kept.FRESH + MINUTE) == tick + kept.FRESH + MINUTE
    month_end = moment(date(2026, 3, 1), 0)
    for as_of, is_kept in ((tick, True), (tick - MINUTE, False), (AT + HOUR, False), (month_end, True)):
        assert kept.holds(Extent(world.town, *YEAR, as_of), world.county, ready) is is_kept, as_of
    assert not kept.holds(Extent(world.town, YEAR[0], date(2026, 3, 9), tick), world.county, ready)


def test_minutes_stay_for_an_hour_and_then_belong_to_their_month(world: World) -> None:
    begin(world)
    for n in range(1, 40):
        if n % 5 == 1:
            make.routed(world, at=AT + (n - 1) * 5 * MINUTE)
        fold(world, AT + n * 5 * MINUTE)
    folding = ServiceFolding.objects.get()
    assert folding.ticks[0] > AT + 39 * 5 * MINUTE - 2 * HOUR
    for tick in (folding.ticks[0], folding.ticks[5], folding.ticks[-1]):
        check(Extent(world.root, *YEAR, tick), world.county)
    begins = moment(date(2026, 3, 1), 0) + adding_up.MOMENT
    gone = ServiceSum.objects.filter(since__lt=folding.ticks[0]).exclude(since=begins)
    assert not gone.exists(), "in the sum of their month"


def test_what_was_sealed_stands_in_no_figure_and_all_is_counted_from_nothing(world: World) -> None:
    entered(world)
    found = make.matter(world)
    begin(world, AT + DAY)
    asked = Extent(world.root, *YEAR, AT + DAY - MINUTE)
    assert counting.readings(KPIS.values(), asked, world.county)["conclusion"].denominator == 1
    actions.seal(matter=found, version=found.version, by=world.liu, at=AT + DAY)
    fold(world, AT + DAY + 2 * MINUTE)
    assert not kept.holds(asked, world.county, kept.Ready())
    assert counting.readings(KPIS.values(), asked, world.county)["conclusion"].denominator == 0
    assert service_clock.check_one(world.county, at=AT + DAY + 3 * MINUTE) == 0
    check(Extent(world.root, *YEAR, AT + DAY + 2 * MINUTE), world.county)
    assert not ServiceSum.objects.exists()


def test_a_sum_that_has_drifted_is_named_and_put_right(world: World) -> None:
    make.replied(world)
    begin(world, AT + DAY)
    last = AT + 100 * DAY
    fold(world, last)
    assert service_clock.check_one(world.county, at=last) == 0
    one = ServiceSum.objects.filter(of="conclusion.denominator", unit_key=world.town.pk).get()
    ServiceSum.objects.filter(pk=one.pk).update(n=7)
    assert service_clock.check_one(world.county, at=last + HOUR) == 0, "once a day"
    assert service_clock.check_one(world.county, at=last + DAY) == 1
    assert ServiceFolding.objects.get().drifted == 1
    assert Event.objects.filter(deed="figures.drift_repaired").count() == 1
    for as_of in (last + DAY - MINUTE, moment(date(2026, 4, 1), 0)):
        check(Extent(world.town, *YEAR, as_of), world.county)
    assert service_clock.check_one(world.county, at=last + 2 * DAY) == 0


def test_what_stood_on_other_working_days_is_not_told(world: World) -> None:
    make.replied(world)
    begin(world, AT + DAY)
    ServiceFolding.objects.update(stands_on="2026 another calendar")
    assert kept.Ready().folding is None
    fold(world, AT + 2 * DAY)
    assert len(ServiceFolding.objects.get().ticks) == 1, "nothing is added to it"
    service_clock.check_one(world.county, at=AT + DAY + HOUR)
    assert kept.Ready().last(AT + DAY + HOUR) == AT + DAY + HOUR - MINUTE


@pytest.mark.django_db(transaction=True)
def test_the_command_counts_from_nothing_and_says_what_had_drifted(cast: World) -> None:
    with county_scope(cast.county.pk):
        make.matter(cast)
    with as_role("clock"):
        said = StringIO()
        call_command("count_service", stdout=said)
        assert "moments counted" in said.getvalue()
        assert "conclusion" not in said.getvalue(), "nothing was kept ready before"
        with county_scope(cast.county.pk):
            ServiceSum.objects.filter(of="conclusion.denominator").update(n=5)
        again = StringIO()
        call_command("count_service", stdout=again)
        assert "conclusion.denominator" in again.getvalue()


def test_a_report_whose_sealing_took_its_time_is_counted_no_more(world: World) -> None:
    found = make.matter(world)
    entered(world, AT)
    begin(world, AT + HOUR)
    last = ServiceFolding.objects.get().ticks[-1]
    actions.seal(matter=found, version=found.version, by=world.liu, at=last - MINUTE / 2)
    fold(world, AT + 2 * HOUR)
    assert kept.Ready().folding is None
