"""The statistician's page: estimates against worked values and their bounds."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.lib import breadth

COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 40))


def test_variation_is_the_spread_of_the_rates_against_their_mean() -> None:
    """Rates of 0.2 and 0.4 in halves: S = 0.1, mean 0.3. It stays where only a tenth as many are met at the same rates."""
    assert breadth.rate_variation({"a": 2, "b": 4}, {"a": 10, "b": 10}) == pytest.approx(1 / 3)
    assert breadth.rate_variation({"a": 2, "b": 4}, {"a": 100, "b": 100}) == pytest.approx(1 / 3)
    assert breadth.rate_variation({"a": 5, "b": 5}, {"a": 50, "b": 50}) == 0.0
    assert breadth.rate_variation({"a": 1}, {"a": 1, "b": 99}) == pytest.approx(math.sqrt(99))
    assert breadth.rate_variation({}, {"a": 5}) is None
    assert breadth.rate_variation({"a": 5}, {}) is None


def test_coverage_of_issues_has_the_values_of_the_formula() -> None:
    heard = {"road": 5, "water": 4, "school": 2, "light": 2, "bus": 1, "noise": 1, "clinic": 1}
    # n = 16, f1 = 3, f2 = 2: 1 − 3/16·(45/49)
    assert breadth.issue_coverage(heard) == pytest.approx(1 - 3 / 16 * 45 / 49)
    assert breadth.issue_coverage({}) is None
    assert breadth.issue_coverage({"road": 0}) is None
    assert breadth.issue_coverage({"road": 1}) == 0.0, "one mention tells nothing of the rest"
    assert breadth.issue_coverage({"road": 1, "bus": 3}) == 0.75
    assert breadth.issue_coverage({"road": 3, "bus": 3}) == 1.0
    with pytest.raises(ValueError, match="from 0"):
        breadth.issue_coverage({"road": -1})


@given(st.dictionaries(st.integers(0, 30), st.integers(0, 5)))
def test_coverage_of_issues_is_a_share(heard: dict[int, int]) -> None:
    found = breadth.issue_coverage(heard)
    assert found is None or 0 <= found <= 1


def test_unseen_demand_has_the_values_of_the_textbook() -> None:
    """Ten and fifteen caught, five twice: 28.3 by Chapman; 22 to 65 by the transformed logit."""
    found = breadth.unseen_demand(10, 15, 5)
    assert found is not None
    assert found.value == pytest.approx(11 * 16 / 6 - 1)
    assert (round(found.low), round(found.high)) == (22, 65)
    assert found.known == 20
    assert found.unseen == pytest.approx(found.value - 20)
    assert breadth.unseen_demand(0, 3, 0) is None
    with pytest.raises(ValueError, match="each"):
        breadth.unseen_demand(3, 4, 5)


@given(st.integers(1, 300), st.integers(1, 300), st.data())
def test_unseen_demand_is_at_least_what_is_known(first: int, second: int, data: st.DataObject) -> None:
    both = data.draw(st.integers(0, min(first, second)))
    found, wider = (breadth.unseen_demand(first, second, both, level) for level in (0.95, 0.99))
    assert found is not None
    assert wider is not None
    assert found.known <= wider.low <= found.low <= found.value <= found.high <= wider.high
    turned = breadth.unseen_demand(second, first, both)
    assert turned is not None
    assert (turned.value, turned.high) == pytest.approx((found.value, found.high))
