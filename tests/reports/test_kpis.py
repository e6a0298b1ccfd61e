"""The figures of service against a recount by hand, for any period and moment (I-29 to I-31, I-33, rules §4.1)."""

import random
from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.contacts import actions as contacts
from huiyin.contacts.actions import Promised
from huiyin.matters import actions
from huiyin.matters.actions.redating import announce
from huiyin.matters.figures import Extent
from huiyin.matters.models import Deadline, Matter
from huiyin.reports.kpis import counting
from huiyin.reports.kpis.counting import Reading
from huiyin.reports.kpis.declared import KPIS
from huiyin.supervision.actions import supervise
from tests import make, make_states
from tests.matters.test_histories import history
from tests.reports import recount
from tests.world import AT, World

YEAR = (date(2026, 1, 1), date(2027, 1, 1))
LATE = AT + timedelta(days=300)


def read(world: World, as_of: datetime, first: date = YEAR[0], end: date = YEAR[1]) -> dict[str, Reading]:
    """Every figure of the township."""
    return counting.readings(KPIS.values(), Extent(world.town, first, end, as_of), world.county)


def parts(found: Reading) -> tuple[int, int, int]:
    return found.numerator, found.partly, found.denominator


def busy(world: World) -> None:
    """Many matters of every kind, on many days; some answered late, rated, taken up again, supervised."""
    choice = random.Random(11)
    for n in range(18):
        at = AT + timedelta(days=3 * n, hours=n % 5)
        maker = choice.choice(sorted(make_states.MAKERS))
        found = make_states.MAKERS[maker](world, at=at)
        later = at + timedelta(days=choice.randint(2, 90))
        if found.state == "pending_approval":
            found = actions.approve(matter=found, version=found.version, by=world.gao, at=later)
        elif found.state == "replied":
            later = at + timedelta(days=choice.randint(0, 20))
        if found.state == "replied":
            said = {"handled": choice.choice(["yes", "partly", "no"]), "satisfied": choice.randint(1, 5)}
            actions.rate(matter=found, words="", door="code", at=later + timedelta(days=1), **said)
            if n % 2:
                actions.reopen(matter=found, words="还没有解决", at=later + timedelta(days=2))
        elif found.state in ("routed", "in_progress") and n % 2:
            words = "请说明为什么还没有办"
            supervise(matter=found, trigger="overdue", words=words, by=world.sun, at=later)
    rung(world)
    decided(world)
    make_states.in_review(world)
    make_states.finalised(world, at=AT + timedelta(days=4))
    for seed in (1, 3):
        history(world, random.Random(seed), 3, 30, Counter(), Counter())
    for days in (1, 20):
        made = contacts.record(
            place=world.village, held_on=AT.date(), household=world.home, person=world.wang, note="看了看", points=[],
            promises=[Promised("送须知", AT.date() + timedelta(days=10))], by=world.chen, at=AT,
        )  # fmt: skip
        one = made.promises.get()
        contacts.keep(
            promise=one, how="送到了", version=one.version, by=world.chen, at=AT + timedelta(days=days)
        )


def rung(world: World) -> None:
    """Three answers that the desk rang about, and one that it has still to ring about."""
    make.to_be_called(world)
    for n, (handled, satisfied) in enumerate((("yes", 4), ("partly", 3), ("no", 2))):
        at = AT + timedelta(days=2 * n)
        found = make.to_be_called(world, at=at)
        said = {
            "handled": handled,
            "satisfied": satisfied,
            "reasons": [] if satisfied > 2 else ["not_solved"],
            "words": "还有一盏没有亮",
        }
        actions.call_answered(
            matter=found, version=found.version, by=world.xia, at=at + timedelta(days=1), **said
        )
        if handled == "partly":
            at += timedelta(days=3)
            found = make.correct(world, Matter.objects.get(pk=found.pk), at=at)
            actions.approve_correction(matter=found, version=found.version, by=world.gao, at=at)


def decided(world: World) -> None:
    """Suggestions that were decided on, one of them taken up again from above."""
    for n, outcome in enumerate(("adopted", "partly_adopted", "not_adopted")):
        at = AT + timedelta(days=5 * n)
        reply = {"outcome": outcome, "reason": "今年预算已经安排完毕，明年春天再一并考虑修这一段路。"}
        found = make.started(world, at=at)
        Matter.objects.filter(pk=found.pk).update(profile="suggestion")
        actions.draft_reply(
            matter=found, version=found.version, by=world.he, at=at, **{**make.REPLY, **reply}
        )
        found.refresh_from_db()
        actions.approve(matter=found, version=found.version, by=world.gao, at=at)
        rated = {"handled": "yes", "satisfied": 4, "words": "", "door": "code"}
        actions.rate(matter=found, at=at + timedelta(days=1), **rated)
        found.refresh_from_db()
        if outcome == "adopted":
            later = at + timedelta(days=40)
            words = "群众反映又有新情况"
            actions.take_up(matter=found, words=words, version=found.version, by=world.sun, at=later)


def test_every_figure_agrees_with_a_recount_for_any_period_and_moment(world: World) -> None:
    busy(world)
    lives = recount.lives()
    whole = read(world, LATE)
    assert not [name for name, one in whole.items() if not one.denominator], "nothing to count"

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        first=st.sampled_from(range(-14, 60, 7)),
        length=st.sampled_from([1, 7, 31, 92, 365]),
        then=st.sampled_from(range(0, 24 * 230, 39)),
        town=st.booleans(),
    )
    def check(first: int, length: int, then: int, town: bool) -> None:
        begin = AT.date() + timedelta(days=first)
        as_of = AT + timedelta(hours=then)
        unit = world.town if town else world.root
        period = Extent(unit, begin, begin + timedelta(days=length), as_of)
        found = counting.readings(KPIS.values(), period, world.county)
        assert {name: parts(one) for name, one in found.items() if name != "median_days"} == {
            name: one for name, one in recount.recount(world, period, lives).items() if name != "median_days"
        }
        days = found["median_days"]
        assert (days.median, days.ninetieth) == recount.took(period, lives, world)
        for name, one in found.items():
            assert one.numerator + one.partly <= one.denominator or name == "median_days"
            assert one.per_cent is None or 0 <= one.per_cent <= 100

    check()


def test_a_share_of_nothing_is_empty_and_rounds_half_up(world: World) -> None:
    found = read(world, LATE, date(2020, 1, 1), date(2020, 4, 1))
    assert {one.per_cent for one in found.values()} == {None}
    assert {one.denominator for one in found.values()} == {0}
    kpi = KPIS["on_time"]
    assert Reading(kpi, 1, 0, 16).per_cent == Decimal("6.3")  # 6.25
    assert Reading(kpi, 2, 0, 3).per_cent == Decimal("66.7")
    assert Reading(KPIS["satisfaction"], 1, 1, 4, weight=Decimal("0.9")).per_cent == Decimal("47.5")


def test_what_is_due_today_is_neither_met_nor_missed_yet(world: World) -> None:
    """A date of answer: counted from the day after, answered or not, so that who is early does not count twice."""
    found = make.started(world)
    assert found.due_on is not None
    on = moment(found.due_on)
    assert parts(read(world, on)["on_time"]) == (0, 0, 0)
    assert parts(read(world, on + timedelta(days=1))["on_time"]) == (0, 0, 1)
    actions.draft_reply(matter=found, version=found.version, by=world.he, at=on, **make.REPLY)
    found.refresh_from_db()
    actions.approve(matter=found, version=found.version, by=world.gao, at=on)
    assert parts(read(world, on)["on_time"]) == (0, 0, 0)
    assert parts(read(world, on + timedelta(days=1))["on_time"]) == (1, 0, 1)


def test_a_date_that_moved_since_stands_as_it_stood(world: World) -> None:
    found = make.started(world)
    running = Deadline.objects.get(matter=found, kind="handle")
    was = running.due_on
    after = moment(was) + timedelta(days=1)
    running.matter = Matter.objects.get(pk=found.pk)
    announce(running, was, was + timedelta(days=20), after + timedelta(hours=1))
    Deadline.objects.filter(pk=running.pk).update(due_on=was + timedelta(days=20))
    assert parts(read(world, after)["on_time"]) == (0, 0, 1), "as of then the day was over"
    assert parts(read(world, after + timedelta(hours=2))["on_time"]) == (0, 0, 0)


def test_a_routing_that_was_handed_back_in_time_is_neither_met_nor_missed(world: World) -> None:
    found = make.disputed(world)
    later = AT + timedelta(days=30)
    assert parts(read(world, later)["timely_acceptance"]) == (0, 0, 0)
    assert parts(read(world, later)["hand_back"]) == (1, 0, 1)
    make.routed(world)
    assert parts(read(world, later)["timely_acceptance"]) == (0, 0, 1)
    actions.withdraw(matter=found, words="", at=AT)
    assert parts(read(world, later)["hand_back"]) == (0, 0, 1), "what was withdrawn stands in no figure"


def test_time_is_counted_in_working_days_between_two_of_them(world: World) -> None:
    """Received on a Monday; answered on the Friday and, over a weekend, on the Tuesday after: 4 and 6 days."""
    for days in (4, 8):
        found = make.drafted(world)
        actions.approve(matter=found, version=found.version, by=world.gao, at=AT + timedelta(days=days))
    found_days = read(world, LATE)["median_days"]
    assert (found_days.median, found_days.ninetieth) == (Decimal("5.0"), Decimal("5.8"))


def moment(day: date) -> datetime:
    """Ten in the morning of that day."""
    return AT.replace(year=day.year, month=day.month, day=day.day)
