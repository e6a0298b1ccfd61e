"""What stands out in one's own records, at its edges: the share itself, the last hour, the visit more, the minute of overlap."""

import math
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from huiyin.contacts import signals
from huiyin.contacts.models import Signal
from huiyin.contacts.signals import Entry, bigrams, likeness
from huiyin.lib import periods
from tests.world import AT, SHANGHAI, World

TODAY = AT.date()
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
ONE = "老人身体硬朗，儿女在外务工，家里种三亩水稻，今年收成不错。"
OTHER = ONE.replace("三亩", "四亩")
DEADLINE = datetime(2026, 3, 6, 23, 59, 59, tzinfo=SHANGHAI)
FEBRUARY = periods.of("month", date(2026, 2, 1))


def entry(n: int, home: int | None = 1, **fields: Any) -> Entry:
    given: dict[str, Any] = {"held_on": TODAY, "recorded_at": AT, "is_visit": True, **fields}
    return Entry(f"L-{n:03}", home, **{"last_on": given["held_on"], **given})


def test_words_as_alike_as_the_share_are_pointed_out_and_below_it_not() -> None:
    one, other = entry(1, texts=(ONE,)), entry(2, 2, texts=(OTHER,))
    share = likeness(bigrams(ONE), bigrams(OTHER))
    (found,) = signals.copied([one], [other], share)
    assert dict(found.facts) == {"percent": int(share * 100)}
    assert signals.copied([one], [other], math.nextafter(share, 0))
    assert not signals.copied([one], [other], math.nextafter(share, 1))


def test_a_remark_is_compared_from_twenty_four_characters_on() -> None:
    def found(text: str) -> bool:
        return bool(signals.copied([entry(1, texts=(text,))], [entry(2, 2, texts=(text,))], 0.9))

    assert [found(ONE[:n]) for n in (23, 24, 25)] == [False, True, True]
    assert not found(f"  {ONE[:23]}  "), "blanks are no words"


def test_a_pair_of_two_households_is_found_once_and_dated_by_the_later() -> None:
    old = entry(1, texts=(ONE,), held_on=TODAY - DAY)
    new = entry(2, 2, texts=("别的话", ONE))
    for fresh, earlier in (([old, new], []), ([new], [old]), ([old], [new])):
        (found,) = signals.copied(fresh, earlier, 0.9)
        assert (found.key, found.about_on, found.references) == ("L-001+L-002", TODAY, ("L-001", "L-002"))
        assert dict(found.facts) == {"percent": 100}
    assert not signals.copied([entry(3, None, texts=(ONE,))], [new], 0.9), "no household on one side"
    assert not signals.copied([new], [entry(3, None, texts=(ONE,))], 0.9)
    assert not signals.copied([entry(3, 2, texts=(ONE,))], [new], 0.9), "the same household twice"


@pytest.mark.parametrize(
    ("recorded", "counts"),
    [
        (DEADLINE - timedelta(hours=24) - SECOND, False), (DEADLINE - timedelta(hours=24), True),
        (DEADLINE, True), (DEADLINE + SECOND, False),
    ],
)  # fmt: skip
def test_late_entries_lie_between_the_hours_before_and_the_deadline(recorded: datetime, counts: bool) -> None:
    row = entry(1, held_on=date(2026, 2, 3), recorded_at=recorded)
    assert bool(signals.bulk([row], DEADLINE, FEBRUARY, 1, 24)) is counts


def test_late_are_contacts_of_the_month_entered_after_their_last_day_and_so_many() -> None:
    def found(held_on: date, last_on: date, least: int = 1) -> bool:
        return bool(
            signals.bulk(
                [entry(1, held_on=held_on, last_on=last_on, recorded_at=DEADLINE)],
                DEADLINE,
                FEBRUARY,
                least,
                24,
            )
        )

    days = (date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1))
    assert [found(day, day) for day in days] == [False, True, True, False]
    lasts = (DEADLINE.date() - DAY, DEADLINE.date())
    assert [found(date(2026, 2, 28), last) for last in lasts] == [True, False], (
        "that of the same day is not late"
    )
    assert not found(date(2026, 2, 3), date(2026, 2, 3), least=2)
    rows = [entry(n, held_on=date(2026, 2, 3), recorded_at=DEADLINE) for n in (2, 1)]
    (one,) = signals.bulk(rows, DEADLINE, FEBRUARY, 2, 24)
    assert (one.key, one.about_on, one.references) == (
        "period:2026-02-01",
        date(2026, 2, 1),
        ("L-001", "L-002"),
    )
    assert dict(one.facts) == {"n": 2, "due": "2026-03-06"}


def test_only_visits_of_one_day_crowd_it() -> None:
    rows = [entry(1), entry(2), entry(3, held_on=TODAY - DAY), entry(4, is_visit=False)]
    assert signals.crowded(rows, 2) == []
    (found,) = signals.crowded(rows, 1)
    assert (found.about_on, found.references) == (TODAY, ("L-001", "L-002"))


@pytest.mark.parametrize(
    ("begins", "ends", "found"), [(7, 8, 0), (7, 9, 1), (8, 10, 1), (9, 11, 1), (10, 11, 0)]
)
def test_hours_overlap_by_a_minute_and_not_where_they_touch(begins: int, ends: int, found: int) -> None:
    first = entry(1, begins=time(8), ends=time(10))

    def clash(**fields: Any) -> int:
        other = entry(2, **{"begins": time(begins), "ends": time(ends), **fields})
        assert signals.overlapping([first, other]) == signals.overlapping([other, first])
        return len(signals.overlapping([first, other]))

    assert clash() == found
    assert clash(held_on=TODAY + DAY) == 0
    assert clash(last_on=TODAY + DAY) == 0, "of several days the hours say nothing"
    assert clash(ends=None) == clash(begins=None) == 0


def test_three_at_once_are_three_pairs() -> None:
    rows = [entry(n, begins=time(8), ends=time(10)) for n in (3, 1, 2)]
    assert [one.references for one in signals.overlapping(rows)] == [
        ("L-001", "L-002"), ("L-001", "L-003"), ("L-002", "L-003"),
    ]  # fmt: skip


def test_an_inspection_reads_signals_of_its_days_that_were_told_before_and_still_stand(world: World) -> None:
    def kept(key: str, about_on: date = TODAY, **fields: Any) -> None:
        given = {"official": world.chen, "kind": "crowded", "references": [], "found_at": AT, **fields}
        Signal.objects.create(key=key, about_on=about_on, **given)

    for n in (-1, 0, 1, 2):
        kept(f"day {n}", TODAY + n * DAY)
    kept("put right", withdrawn_at=AT)
    kept("later", found_at=AT + SECOND)
    kept("of another", official=world.he)

    def read(told_before: datetime) -> set[str]:
        found = Signal.objects.for_inspection([world.chen.pk], TODAY, TODAY + 2 * DAY, told_before)
        return set(found.values_list("key", flat=True))

    assert read(AT) == set(), "told at that moment is not told before it"
    assert read(AT + SECOND) == {"day 0", "day 1"}
    assert read(AT + 2 * SECOND) == {"day 0", "day 1", "later"}
    Signal.objects.filter(key="day 0").update(explained_at=AT, explanation="集中走访")
    assert set(Signal.objects.open().values_list("key", flat=True)) == {
        "day -1", "day 1", "day 2", "later", "of another",
    }  # fmt: skip
    assert "day 0" in read(AT + SECOND), "what was explained is read with its words"
