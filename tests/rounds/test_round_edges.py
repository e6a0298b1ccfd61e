"""A plan of visits at its edges: hours, days, weights, persons, appointments, silence, and what is forgotten when."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from huiyin.lib.charter import Charter
from huiyin.lib.refusal import Refused
from huiyin.orgs.charter import charter_at
from huiyin.orgs.models import Official
from huiyin.rounds import actions, rules
from huiyin.rounds.actions import Wish
from huiyin.rounds.models import Round
from huiyin.rounds.rules import Known
from tests.rounds.planned import TOMORROW, begun
from tests.world import AT, World, official

pytestmark = pytest.mark.django_db

TODAY = AT.date()
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@pytest.fixture
def charter(world: World) -> Charter:
    """The one in force."""
    return charter_at(AT).charter


def figure(charter: Charter, name: str) -> int:
    return int(charter.figure(name).value)


@pytest.mark.parametrize(("days", "fits"), [(-1, False), (0, True), (60, True), (61, False)])
def test_a_plan_is_for_a_day_from_today_to_sixty_days_on(world: World, days: int, fits: bool) -> None:
    day = TODAY + days * DAY
    if fits:
        assert begun(world, day=day, begins=time(14), ends=time(17)).day == day
    else:
        with pytest.raises(Refused, match="at most 60 days"):
            begun(world, day=day)


def test_the_hours_hold_one_visit_and_lie_ahead(world: World, charter: Charter) -> None:
    least = figure(charter, "rounds.visit_minutes")
    assert begun(world, begins=time(9), ends=rules.hour(9 * 60 + least))
    with pytest.raises(Refused, match="no time for a visit"):
        begun(world, begins=time(9), ends=rules.hour(9 * 60 + least - 1))
    assert begun(world, day=TODAY, begins=time(8), ends=time(10, 1))
    with pytest.raises(Refused, match="passed already"):
        begun(world, day=TODAY, begins=time(8), ends=time(10))


def test_one_to_five_go_together(world: World) -> None:
    team = [official(f"t{n}", f"队员{n}", world.branch, "干事", "officer") for n in range(6)]
    with pytest.raises(Refused, match="who goes"):
        begun(world, officials=[])
    assert begun(world, officials=team[:5], by=world.ma).going.count() == 5
    with pytest.raises(Refused, match="At most 5"):
        begun(world, officials=team, by=world.ma)
    with pytest.raises(Refused, match="visits for 钱江"):
        begun(world, officials=[*team[:2], world.qian], by=world.ma)


def test_who_leads_plans_for_officers_below_and_for_oneself(world: World) -> None:
    pairs: dict[tuple[Official, Official], bool] = {
        (world.chen, world.chen): True,
        (world.liu, world.chen): True,
        (world.ma, world.chen): True,
        (world.sun, world.chen): True,
        (world.chen, world.he): False,
        (world.gao, world.chen): False,
        (world.ma, world.he): True,
        (world.gao, world.he): True,
        (world.ma, world.xia): False,  # a desk clerk visits nobody
        (world.qian, world.chen): False,
    }
    for (by, other), may in pairs.items():
        assert rules.may_plan_for(by, other, AT) is may, (by, other)
    assert set(rules.branches(world.liu, AT)) == {world.branch, world.office}
    assert rules.branches(world.gao, AT) == [world.office]
    assert rules.colleagues(world.liu, AT, world.branch) == [world.liu, world.chen]
    assert rules.colleagues(world.gao, AT, world.branch) == [world.gao]
    assert rules.colleagues(world.liu, AT, None) == [world.liu]


def test_hours_are_minutes_of_the_day() -> None:
    assert (rules.minute(time(0)), rules.minute(time(9, 5)), rules.minute(time(23, 59))) == (0, 545, 1439)
    assert [rules.hour(n) for n in (0, 545, 1439, 1440, 2000)] == [
        time(0), time(9, 5), time(23, 59), time(23, 59), time(23, 59),
    ]  # fmt: skip


def test_silence_weighs_in_proportion_and_at_most_twice(charter: Charter) -> None:
    full = figure(charter, "rounds.silence_worth")
    assert [rules.silent_worth(days, 100, charter) for days in (-5, 0, 50, 100, 200, 201, 999)] == [
        0, 0, full // 2, full, 2 * full, 2 * full, 2 * full,
    ]  # fmt: skip
    assert rules.silent_worth(1, 0, charter) == full, "no days at all are taken as one"


def test_the_day_of_a_promise_decides_what_it_weighs(charter: Charter) -> None:
    ahead = figure(charter, "keeping.promise_remind_days")

    def said(due: date | None, **more: Any) -> tuple[int, tuple[str, ...]]:
        return rules.worth(Known(TOMORROW, True, due, **more), TOMORROW, charter)

    late, soon = figure(charter, "rounds.overdue_worth"), figure(charter, "rounds.promise_worth")
    assert said(TOMORROW - DAY) == (late, ("overdue",))
    assert said(TOMORROW) == said(TOMORROW + ahead * DAY) == (soon, ("promise",))
    assert said(TOMORROW + (ahead + 1) * DAY) == said(None) == (0, ())
    matter = figure(charter, "rounds.matter_worth")
    assert said(TOMORROW, has_matter=True) == (soon + matter, ("promise", "matter"))
    assert said(None, has_matter=True) == (matter, ("matter",))


def test_a_long_silence_is_named_from_its_day_on_and_never_met_before_it(charter: Charter) -> None:
    full, most = figure(charter, "keeping.dormant_days"), figure(charter, "rounds.silence_worth")

    def said(days: int, was_met: bool = True) -> tuple[int, tuple[str, ...]]:
        return rules.worth(Known(TOMORROW - days * DAY, was_met), TOMORROW, charter)

    assert said(full) == (most, ("silent",))
    assert said(full - 1)[1] == ()
    assert said(full, was_met=False) == (most, ("never",))
    assert said(0, was_met=False) == (0, ("never",))


def test_breadth_falls_from_the_full_weight_and_ends(charter: Charter) -> None:
    full = figure(charter, "rounds.breadth_worth")
    found = rules.sequences({"a": 2, "b": 0}, {"a": 100, "b": 200, "c": 0}, 4, charter)
    assert found["b"][0] == full == max(max(row) for row in found.values())
    assert all(points > 0 for row in found.values() for points in row)
    assert all(list(row) == sorted(row, reverse=True) and len(row) <= 4 for row in found.values())
    assert "c" not in found
    assert rules.sequences({}, {"a": 0}, 4, charter) == {}


def test_six_appointments_fit_and_their_words_name_no_number(world: World) -> None:
    appointment = Wish("appointment", place=world.village, begins=time(9), words="看水渠")
    row = begun(world, [appointment] * 6 + [Wish("wanted", place=world.hamlet)])
    assert row.wishes.count() == 7
    with pytest.raises(Refused, match="At most 6"):
        begun(world, [appointment] * 7)
    row = actions.wish(plan=row, wishes=[appointment], version=1, by=world.chen, at=AT)
    assert (row.version, row.wishes.get().words) == (2, "看水渠")
    with pytest.raises(Refused, match="changed meanwhile"):
        actions.wish(plan=row, wishes=[], version=1, by=world.chen, at=AT)
    at_home = actions.wish(
        plan=row, wishes=[Wish("skip", household=world.home)], version=2, by=world.chen, at=AT
    )
    assert at_home.wishes.get().place == world.village, "of its household"


def test_a_search_is_halted_once_by_who_made_the_plan(world: World) -> None:
    row = begun(world)
    actions.halt(plan=row, by=world.chen, at=AT)
    row.refresh_from_db()
    assert row.halt_at is None, "nothing is searched yet"
    actions.ask(plan=row, version=row.version, by=world.chen, at=AT)
    for by, at, halted in ((world.liu, AT, None), (world.chen, AT, AT), (world.chen, AT + DAY, AT)):
        actions.halt(plan=row, by=by, at=at)
        row.refresh_from_db()
        assert row.halt_at == halted


def test_a_plan_waits_in_vain_after_half_a_minute_of_silence() -> None:
    for state, field in (("waiting", "asked_at"), ("computing", "heartbeat")):
        row = Round(state=state, **{field: AT})
        assert not rules.waits_in_vain(row, AT + 30 * SECOND)
        assert rules.waits_in_vain(row, AT + 31 * SECOND)
    assert not rules.waits_in_vain(Round(state="computing", asked_at=AT), AT + DAY)
    assert not rules.waits_in_vain(Round(state="planned", asked_at=AT), AT + DAY)


def test_a_silent_clock_is_relieved_after_the_longest_waiting(world: World) -> None:
    first, second = begun(world), begun(world)
    for row, at in ((first, AT + DAY), (second, AT)):
        actions.ask(plan=row, version=row.version, by=world.chen, at=at)
    assert list(Round.objects.waiting()) == [second, first]
    Round.objects.filter(pk=first.pk).update(state="computing", claim="x", heartbeat=AT)
    assert not Round.objects.abandoned(AT).exists()
    assert Round.objects.abandoned(AT + SECOND).get() == first
    assert list(Round.objects.waiting()) == [second]
    assert set(Round.objects.over_since(TOMORROW)) == set()
    assert set(Round.objects.over_since(TOMORROW + DAY)) == {first, second}


def test_who_goes_or_who_planned_and_still_leads_sees_it(world: World) -> None:
    other = official("wu", "吴新", world.branch, "干事", "officer")
    mine, theirs = begun(world), begun(world, officials=[other], by=world.ma)
    seen = {who: set(Round.objects.visible_to(who, AT)) for who in (world.chen, world.ma, other, world.liu)}
    assert seen == {world.chen: {mine}, world.ma: {theirs}, other: {theirs}, world.liu: set()}


def test_how_far_a_plan_is_from_its_bound() -> None:
    assert (Round(best=90, bound=100).gap, Round(best=7, bound=7).gap, Round().gap) == (0.1, 0.0, 0.0)
    busy = {
        state: (Round(state=state).is_busy, Round(state=state).is_settled) for state in Round.State.values
    }
    assert [state for state, (is_busy, _settled) in busy.items() if is_busy] == ["waiting", "computing"]
    assert [state for state, (_busy, settled) in busy.items() if settled] == ["planned", "kept"]
