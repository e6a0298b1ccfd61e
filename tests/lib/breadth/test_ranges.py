"""The likeness lies between two ends, whatever the undeclared are: against every way there is."""

from itertools import combinations_with_replacement
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.lib.breadth import effective_share, share_range

SMALL: Final = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 40), min_size=1)


@given(
    population=SMALL,
    met=st.dictionaries(st.sampled_from("abcd"), st.integers(0, 9)),
    undeclared=st.integers(0, 5),
)
@settings(max_examples=150, deadline=None)
def test_both_ends_are_those_of_all_ways(
    population: dict[str, int], met: dict[str, int], undeclared: int
) -> None:
    found = share_range(met, population, undeclared)
    here = [group for group, size in population.items() if size]
    shares = []
    for ways in combinations_with_replacement(here, undeclared):
        share = effective_share({g: met.get(g, 0) + ways.count(g) for g in here}, population)
        if share is not None:
            shares.append(share)
    if found is None:
        assert not shares
    else:
        assert list(found) == pytest.approx([min(shares), max(shares)])


def test_24_sixty_farmers_left_undeclared_lift_nothing() -> None:
    """An official with 26 households in proportion and 60 farmers who declared nothing: 0.9 is but one end."""
    here = {"farmer": 300, **{f"other {n}": 700 // 11 for n in range(11)}}
    honest = {"farmer": 68, **{f"other {n}": 2 for n in range(9)}}
    as_told = {**honest, "farmer": 8}
    low, high = share_range(as_told, here, 60) or (1.0, 0.0)
    share, told = effective_share(honest, here), effective_share(as_told, here)
    assert share is not None
    assert told is not None
    assert low <= share < told <= high + 0.05
    assert told - low > 0.3, "the point alone would have hidden it"


def test_nobody_undeclared_is_the_share_itself() -> None:
    met, here = {"a": 3, "b": 9}, {"a": 10, "b": 20}
    share = effective_share(met, here)
    assert share_range(met, here, 0) == (share, share)
    assert share_range({}, here, 0) is None
    assert share_range({}, {}, 5) is None
