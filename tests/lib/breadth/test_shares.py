"""Shares and intervals: published values, bounds on random counts, and None where there is nothing to divide by."""

from datetime import date, timedelta
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.lib import breadth

CONTACTS = st.lists(st.integers(0, 30), max_size=80)
TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    "share",
    [
        breadth.first_time_share,
        breadth.differing_view_share,
        breadth.repeat_contact,
        breadth.promise_kept_rate,
        breadth.raised_to_closed,
    ],
)
def test_a_share_without_a_denominator_is_none(share) -> None:  # type: ignore[no-untyped-def]
    assert share(0, 0) is None
    assert share(0, 4) == 0.0
    assert share(3, 4) == 0.75
    for wrong in ((5, 4), (-1, 4)):
        with pytest.raises(ValueError, match="within"):
            share(*wrong)


def test_reach_says_nothing_where_the_denominator_is_none() -> None:
    assert breadth.reach(143, 6000) == 143 / 6000
    assert breadth.reach(0, 6000) == 0
    assert breadth.reach(3, None) is None
    assert breadth.reach(0, 0) is None
    assert breadth.reach(9, 8) is None, "an estimate below what was met is no denominator"


@given(CONTACTS)
def test_both_forms_of_contacts_count_the_same(contacts: list[int]) -> None:
    counted = breadth.tally(contacts)
    assert breadth.familiar_share(contacts) == breadth.familiar_share(counted)
    assert breadth.effective_households(contacts) == breadth.effective_households(counted)
    met = sorted((times for times in contacts if times), reverse=True)
    assert sum(counted.values()) == len(met)
    if not met:
        assert breadth.familiar_share(contacts) is None
        assert breadth.effective_households(contacts) is None
        return
    top = max(3, (len(met) + 9) // 10)
    assert breadth.familiar_share(contacts) == sum(met[:top]) / sum(met)
    effective = breadth.effective_households(contacts)
    assert effective is not None
    assert 1 <= effective <= len(met)
    assert effective == pytest.approx(1 / sum((times / sum(met)) ** 2 for times in met))


def test_even_contacts_are_spread_over_all_and_few_households_are_all_familiar() -> None:
    assert breadth.effective_households({4: 50}) == 50
    assert breadth.familiar_share({4: 50}) == 0.1
    assert breadth.familiar_share([9, 1]) == 1.0
    assert breadth.familiar_share([5, 3, 2, 1, 1]) == 10 / 12, "three at least"
    with pytest.raises(ValueError, match="from 0"):
        breadth.tally([-1])


@given(st.lists(st.integers(0, 900), min_size=1, max_size=60))
def test_days_since_are_the_median_and_the_maximum(days: list[int]) -> None:
    found = breadth.days_since((TODAY - timedelta(days=one) for one in days), TODAY)
    assert found == breadth.Days(median(days), max(days))


def test_days_since_adds_up_from_tallies_and_knows_never() -> None:
    assert breadth.days_since({TODAY: 1, date(2026, 2, 2): 3, date(2025, 3, 2): 0}, TODAY) == breadth.Days(
        28, 28
    )
    assert breadth.days_since([], TODAY) is None
    with pytest.raises(ValueError, match="after today"):
        breadth.days_since([date(2026, 3, 3)], TODAY)


def test_critical_voices_carry_both_denominators() -> None:
    found = breadth.critical_voices(6, 120, 8, 40)
    assert found.value == 0.25
    assert (found.logged, found.contacts, found.heard, found.called) == (6, 120, 8, 40)
    assert found.interval is not None
    assert (round(found.interval.low, 3), round(found.interval.high, 3)) == (0.092, 0.677)
    assert breadth.critical_voices(24, 120, 8, 40).value == 1.0
    silent = breadth.critical_voices(0, 120, 8, 40)
    assert (silent.value, silent.interval) == (0.0, None)
    for nothing in ((0, 0, 8, 40), (6, 120, 0, 0), (6, 120, 0, 40)):
        assert breadth.critical_voices(*nothing).value is None
