"""Signals: plain rules over one's own records, shown to the author first, explained or settled by a correction."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from huiyin.contacts import actions, signals
from huiyin.contacts import promise_clock as clock
from huiyin.contacts.actions import Raised
from huiyin.contacts.models import Contact, Signal, SignalWatch
from huiyin.contacts.signals import Entry, bigrams, likeness
from huiyin.lib import periods
from huiyin.lib.refusal import Refused
from huiyin.notices.models import Notice
from huiyin.orgs.actions import adopt_charter
from huiyin.orgs.models import Official
from tests.world import AT, SHANGHAI, World, charter_text, household

TODAY = AT.date()
Enter = Callable[[Official], Client]
LONG = "老人身体硬朗，儿女在外务工，家里种三亩水稻，今年收成不错，希望把门口的水渠修一修。"


def entry(n: int, home: int | None = 1, **fields: Any) -> Entry:
    given: dict[str, Any] = {
        "reference": f"L-{n:03}",
        "household": home,
        "held_on": TODAY,
        "last_on": TODAY,
        "recorded_at": AT,
        "is_visit": True,
        **fields,
    }
    return Entry(**given)


def visit(world: World, home: Any, text: str, at: datetime = AT, held_on: date = TODAY) -> Contact:
    return actions.record(
        place=world.village, held_on=held_on, points=[Raised(text, "noted")], promises=[],
        household=home, by=world.chen, at=at,
    )  # fmt: skip


def second_home(world: World, n: int = 2) -> Any:
    return household(world.village, f"SH-00{n}", "李大爷", f"1990000123{n}", world.chen)[0]


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_a_share_the_same_both_ways(one: str, other: str) -> None:
    a, b = bigrams(one), bigrams(other)
    assert 0 <= likeness(a, b) == likeness(b, a) <= 1
    assert likeness(a, a) in (0.0, 1.0)


def test_the_charter_says_how_far_back_records_are_compared(world: World) -> None:
    long_ago = AT - timedelta(days=60)
    visit(world, world.home, LONG, at=long_ago, held_on=long_ago.date())
    visit(world, second_home(world), LONG)
    text = charter_text().replace('version = "1.0"', 'version = "1.1"', 1)
    shorter = text.replace("compared_days = { value = 90", "compared_days = { value = 30")
    adopt_charter(text=shorter, effective_at=AT, by="test", at=AT)
    assert clock.look_for_signals(at=AT + timedelta(minutes=5)) == 0
    later = AT + timedelta(minutes=6)
    adopt_charter(text=text.replace('"1.1"', '"1.2"', 1), effective_at=later, by="test", at=later)
    assert clock.look_for_signals(at=AT + timedelta(minutes=7)) == 1


def test_s78_copied_text_is_shown_to_its_author_first_and_to_nobody_else(world: World, enter: Enter) -> None:
    first = visit(world, world.home, LONG)
    second = visit(world, second_home(world), LONG.replace("三亩", "四亩"))
    assert clock.look_for_signals(at=AT + timedelta(minutes=5)) == 1
    signal = Signal.objects.get()
    assert (signal.kind, signal.official) == ("copied", world.chen)
    assert set(signal.references) == {first.reference, second.reference}
    assert Notice.objects.get(kind="signal").to == world.chen
    page = enter(world.chen).get("/signals/").content.decode()
    assert "不同联系户的记录文字几乎相同" in page
    for other in (world.ma, world.sun, world.liu):
        assert "几乎相同" not in enter(other).get("/signals/").content.decode()
        assert enter(other).get(f"/signals/{signal.pk}/").status_code == 404
    ids, end = [world.chen.pk], TODAY + timedelta(days=1)
    assert not Signal.objects.for_inspection(ids, TODAY, end, told_before=AT).exists()
    later = AT + timedelta(days=7)
    assert Signal.objects.for_inspection(ids, TODAY, end, told_before=later).get() == signal
    assert not Signal.objects.for_inspection([world.he.pk], TODAY, end, told_before=later).exists()


def test_s78_the_author_explains_or_corrects(world: World, enter: Enter) -> None:
    visit(world, world.home, LONG)
    copy = visit(world, second_home(world), LONG)
    clock.look_for_signals(at=AT + timedelta(minutes=5))
    signal = Signal.objects.get()
    with pytest.raises(Refused, match="Only the one"):
        actions.explain(signal=signal, words="都这样", by=world.ma, at=AT)
    actions.void(contact=copy, reason="贴错了", by=world.chen, at=AT)
    clock.look_for_signals(at=AT + timedelta(days=1))
    signal.refresh_from_db()
    assert signal.withdrawn_at is not None
    with pytest.raises(Refused, match="settled already"):
        actions.explain(signal=signal, words="两家说法一样", by=world.chen, at=AT)
    later = AT + timedelta(days=7)
    assert not Signal.objects.for_inspection([world.chen.pk], TODAY, later.date(), told_before=later).exists()


def test_an_explanation_is_kept_from_the_page(world: World, enter: Enter) -> None:
    visit(world, world.home, LONG)
    visit(world, second_home(world), LONG)
    clock.look_for_signals(at=AT + timedelta(minutes=5))
    signal, client = Signal.objects.get(), enter(world.chen)
    assert client.post(f"/signals/{signal.pk}/", {"words": " "}).status_code == 422
    client.post(f"/signals/{signal.pk}/", {"words": "两家挨着，说的是同一条渠。"})
    assert Signal.objects.get().explanation == "两家挨着，说的是同一条渠。"
    assert "说的是同一条渠" in client.get("/signals/").content.decode()
    assert client.get("/desk/").context["signals_count"] == 0


def test_short_remarks_and_the_same_household_are_no_copies(world: World) -> None:
    home = second_home(world)
    for where, text in (
        (world.home, "今年收成好"),
        (home, "今年收成好"),
        (world.home, LONG),
        (world.home, LONG),
    ):
        visit(world, where, text)
    assert clock.look_for_signals(at=AT + timedelta(minutes=5)) == 0


def test_looking_goes_on_where_it_stopped_and_finds_nothing_twice(world: World) -> None:
    visit(world, world.home, LONG)
    home = second_home(world)
    clock.look_for_signals(at=AT + timedelta(minutes=5))
    visit(world, home, LONG, at=AT + timedelta(days=1))
    assert clock.look_for_signals(at=AT + timedelta(days=1, minutes=5)) == 1
    assert clock.look_for_signals(at=AT + timedelta(days=1, minutes=9)) == 0
    assert SignalWatch.objects.get().looked_until == AT + timedelta(days=1, minutes=9)
    assert clock.look_for_signals(at=AT + timedelta(days=5)) == 0  # a Saturday
    assert SignalWatch.objects.get().looked_until == AT + timedelta(days=1, minutes=9)


def test_many_late_entries_before_the_report_is_due(world: World) -> None:
    due = datetime(2026, 3, 6, 20, 0, tzinfo=SHANGHAI)  # the fifth working day of March
    home = second_home(world)
    for n in range(5):
        text = f"第{n}次去看了看"
        visit(world, (home, world.home)[n % 2], text, at=due, held_on=date(2026, 2, 2 + n))
    assert clock.look_for_signals(at=due) == 1
    signal = Signal.objects.get()
    assert (signal.kind, signal.key, len(signal.references)) == ("bulk", "period:2026-02-01", 5)
    assert clock.look_for_signals(at=due + timedelta(minutes=1)) == 0


def test_bulk_counts_earlier_days_entered_late_and_nothing_else() -> None:
    deadline = datetime(2026, 3, 6, 23, 59, 59, tzinfo=SHANGHAI)
    month = periods.of("month", date(2026, 2, 1))
    late = [
        entry(
            n, held_on=date(2026, 2, 3), last_on=date(2026, 2, 3), recorded_at=deadline - timedelta(hours=n)
        )
        for n in range(1, 5)
    ]
    in_time = entry(
        9, held_on=date(2026, 2, 3), last_on=date(2026, 2, 3), recorded_at=deadline - timedelta(hours=25)
    )
    assert signals.bulk([*late, in_time], deadline, month, 5, 24) == []
    (found,) = signals.bulk([*late, in_time], deadline, month, 4, 24)
    assert found.references == ("L-001", "L-002", "L-003", "L-004")


def test_a_day_with_too_many_visits_or_two_at_once() -> None:
    many = [entry(n) for n in range(13)]
    assert signals.crowded(many[:12], 12) == []
    (found,) = signals.crowded(many, 12)
    assert (found.key, dict(found.facts)) == ("day:2026-03-02", {"n": 13})
    hours = [(8, 10), (9, 11), (11, 12)]
    rows = [entry(n, begins=time(a), ends=time(b)) for n, (a, b) in enumerate(hours)]
    assert [one.references for one in signals.overlapping(rows)] == [("L-000", "L-001")]


def test_many_entries_of_one_night_are_pointed_out_to_their_author_alone(world: World) -> None:
    late = datetime(2026, 3, 3, 23, 30, tzinfo=SHANGHAI)
    home = second_home(world)
    for n in range(5):
        at = late + timedelta(minutes=20 * n)  # over midnight
        visit(world, (home, world.home)[n % 2], f"第{n}次去看了看", at=at, held_on=date(2026, 2, 23 + n))
    assert clock.look_for_signals(at=late + timedelta(hours=9)) == 1
    signal = Signal.objects.get()
    assert (signal.kind, signal.key, signal.official) == ("night", "night:2026-03-03", world.chen)
    assert len(signal.references) == 5
    assert not Signal.objects.visible_to(world.liu, late).exists()


def test_a_night_goes_over_midnight_and_an_evening_is_none() -> None:
    def found(hours: list[tuple[int, int]], count: int = 2) -> list[str]:
        rows = [
            entry(n, recorded_at=datetime(2026, 3, day, hour, 0, tzinfo=SHANGHAI))
            for n, (day, hour) in enumerate(hours)
        ]
        return [one.key for one in signals.at_night(rows, SHANGHAI, 23, 5, count)]

    assert found([(3, 23), (4, 4)]) == ["night:2026-03-03"]
    assert found([(3, 22), (3, 23), (4, 5)]) == []
    assert found([(4, 4), (4, 23)]) == [], "two nights"
