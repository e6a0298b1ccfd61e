"""Small checks of a month, who follows whom that cannot be reached, intervals, and critical voices."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from huiyin.inspection import rules
from huiyin.inspection.actions import calling, inspecting
from huiyin.inspection.actions.calling import Said
from huiyin.inspection.models import CallBack, Inspection
from huiyin.inspection.results import Result, result_of, year_of
from huiyin.lib import sampling
from huiyin.lib.periods import Span
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official
from tests.inspection import inspections as make
from tests.world import AT, World

Enter = Callable[[Official], Client]
SPOT = Inspection.Kind.SPOT


def month(n: int) -> Span:
    return rules.months(AT.date(), back=n)[-1]


def drawn(world: World, period: Span, number: str = "48213", *, kind: str = SPOT) -> Inspection:
    found = make.planned(world, period=period, kind=kind)
    who = {"by": world.sun, "at": AT}
    inspecting.freeze(inspection=found, way="public", source="体彩排列五", version=found.version, **who)
    found = make.fresh(found)
    inspecting.give_seed(inspection=found, number=number, version=found.version, **who)
    found = make.fresh(found)
    inspecting.draw(inspection=found, version=found.version, **who)
    return make.fresh(found)


def finished(world: World, found: Inspection, *wrong: int) -> Inspection:
    for call in found.call_backs.filter(result=""):
        said = make.WRONG if call.number in wrong else make.RIGHT
        calling.answered(call_back=call, said=said, by=world.sun, at=AT)
    found = make.fresh(found)
    inspecting.finish_calls(inspection=found, version=found.version, by=world.sun, at=AT)
    return make.fresh(found)


def test_s78_a_small_check_draws_the_few_of_the_charter_beside_the_half_years(world: World) -> None:
    period = month(1)
    make.visits(world, 12, first=period.first)
    found = drawn(world, period)
    assert (len(found.population), found.size(), found.call_backs.count()) == (12, 4, 4)
    assert sampling.disagreements(found.proof()) == []
    assert sampling.disagreements(sampling.read_draw(found.proof().written())) == []
    with pytest.raises(Refused, match="already"):
        make.planned(world, period=period, kind=SPOT)
    assert make.planned(world, period=Span(date(2026, 1, 1), date(2026, 7, 1))).size() == 0


def test_a_month_is_checked_when_it_is_over(world: World) -> None:
    this = Span(date(2026, 3, 1), date(2026, 4, 1))
    found = make.planned(world, period=this, kind=SPOT)
    with pytest.raises(Refused, match="31 Mar 2026"):
        inspecting.freeze(inspection=found, way="system", source="", version=1, by=world.sun, at=AT)


def test_who_cannot_be_reached_is_followed_by_the_next_of_the_same_draw(world: World) -> None:
    period = month(1)
    make.visits(world, 12, first=period.first)
    found = drawn(world, period)
    order = sampling.order(found.population, found.seed)
    for n in range(3):  # 4 wanted, 60 % answering: seven are rung at most
        call = found.call_backs.get(number=n + 1)
        for hours in (0, 1, 30):
            calling.not_reached(call_back=call, by=world.sun, at=AT + timedelta(hours=hours))
    rung = list(found.call_backs.order_by("number").values_list("contact__reference", flat=True))
    assert rung == order[:7]
    assert found.most_calls() == 7
    call = found.call_backs.get(number=4)
    for hours in (0, 1, 30):
        calling.not_reached(call_back=call, by=world.sun, at=AT + timedelta(hours=hours))
    assert found.call_backs.count() == 7
    result = result_of(finished(world, found))
    assert (result.verified, result.unverified) == (3, 4)


def test_small_and_often_adds_up_over_a_year(world: World) -> None:
    for back in (1, 2):
        make.visits(world, 12, first=month(back).first)
        finished(world, drawn(world, month(back)), *([1] if back == 1 else []))
    year = year_of(world.branch, month(1).end)
    assert year is not None
    assert (year.population, year.verified, year.differs) == (24, 8, 1)
    assert (year.low, year.high) == sampling.interval(24, 8, 1, confidence=0.95)
    assert year.low >= 1
    assert year.most_wrong <= year.high
    assert year_of(world.far_village, month(1).end) is None


def test_what_people_say_they_said_is_compared_with_what_is_written(world: World, enter: Enter) -> None:
    held = make.visits(world, 24, first=month(1).first)
    for contact in held[:6]:
        contact.differing_view = True
        contact.save(update_fields=["differing_view"])
    found = drawn(world, Span(date(2026, 1, 1), date(2026, 3, 2)), kind=Inspection.Kind.FULL)
    for n, call in enumerate(found.call_backs.filter(result="")):
        said = Said("yes", "yes", critical="yes" if n % 2 else "no")
        calling.answered(call_back=call, said=said, by=world.sun, at=AT)
    address = f"/inspections/critical-voices/?unit={world.town.code}"
    assert "不足" in enter(world.ma).get(address).content.decode(), "not before the calls are made"
    found = make.fresh(found)
    inspecting.finish_calls(inspection=found, version=found.version, by=world.sun, at=AT)
    with_parts = enter(world.ma).get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in with_parts
    asked = CallBack.objects.exclude(critical="").count()
    heard = CallBack.objects.filter(critical="yes").count()
    assert f"{6 / 24 / (heard / asked):.1f}" in with_parts
    for stranger in (world.chen, world.qian, world.liu):
        assert enter(stranger).get(address).status_code == 404


def test_an_answer_out_of_place_is_refused(world: World) -> None:
    make.visits(world, 1)
    call = make.drawn(world).call_backs.get()
    with pytest.raises(Refused, match="as they stand here"):
        calling.answered(call_back=call, said=Said("yes", "yes", critical="often"), by=world.sun, at=AT)


def test_the_page_shows_the_interval_and_plans_a_small_check(world: World, enter: Enter) -> None:
    make.visits(world, 12, first=month(1).first)
    sun = enter(world.sun)
    form = sun.get("/inspections/new/").content.decode()
    assert "2026-02（小抽查）" in form
    found = finished(world, drawn(world, month(1)), 1)
    page = sun.get(f"/inspections/{found.reference}/").content.decode()
    low, high = result_of(found).between
    assert f"{low}%" in page
    assert f"{high}%" in page
    assert 'class="interval"' in page
    assert found.branch.name in sun.get("/inspections/").content.decode()


def test_the_checks_of_exactly_twelve_months_count(world: World) -> None:
    held = []
    for back in (1, 2):
        make.visits(world, 12, first=month(back).first)
        held.append(finished(world, drawn(world, month(back))))
    last, day = month(1).end, timedelta(days=1)
    assert year_of(world.branch, last) is not None
    assert year_of(world.branch, last - day) is None, "the second is not over yet"
    oldest = month(2).first.replace(year=month(2).first.year + 1)
    assert year_of(world.branch, oldest) is not None
    assert year_of(world.branch, oldest + day) is None, "the first began more than twelve months ago"
    Inspection.objects.filter(pk=held[0].pk).update(kind=Inspection.Kind.FULL)
    assert year_of(world.branch, last) is None, "only small checks are added up"


def test_shares_are_rounded_against_us_and_drawn_within_the_bar() -> None:
    def result(**changed: int) -> Result:
        given = {"population": 300, "drawn": 10, "confirmed": 7, "differs": 1, "unverified": 1, "waiting": 1}
        return Result(**{**given, "most_wrong": 100, "low": 1, "high": 100, **changed}, confidence="0.95")

    assert (result().verified, result().bound, result().between) == (8, "33.4", ("0.3", "33.4"))
    assert result(most_wrong=0).bound == "0.0"
    assert result(population=0).bound == "0.0"
    assert result().bar == {"left": "3", "width": "330", "found": "125"}
    assert result(low=1, high=1).bar["width"] == "4", "never too narrow to be seen"
    assert result(confirmed=0, differs=8).bar["found"] == "996", "and never beyond its end"
    assert result(population=0).bar == result(confirmed=0, differs=0).bar == {}
    assert result().percent_sure == "95"
    assert [result(population=n).is_whole for n in (7, 8, 9)] == [False, True, False]
