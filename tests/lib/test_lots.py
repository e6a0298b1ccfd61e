"""Fair lots: chances are leximin on every small pool, every panel is good, people of one cell are equal."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.lib.sortition.lottery import fair_lottery
from huiyin.lib.sortition.pool import Pool, Quota, Quotas
from huiyin.lib.sortition.relaxing import possible
from huiyin.lib.sortition.targets import Impossible
from tests.lib.brute import every_panel, leximin


@st.composite
def pools(draw_: st.DrawFn) -> tuple[Pool, Quotas]:
    many = draw_(st.integers(4, 10))
    size = draw_(st.integers(1, min(5, many)))
    widths = draw_(st.lists(st.integers(2, 3), min_size=1, max_size=3))
    people = tuple(tuple(f"v{draw_(st.integers(0, wide - 1))}" for wide in widths) for _ in range(many))
    homes = draw_(st.one_of(st.just(()), st.lists(st.integers(0, many), min_size=many, max_size=many)))
    lines = []
    for n, wide in enumerate(widths):
        for value in range(wide):
            have = sum(one[n] == f"v{value}" for one in people)
            most = draw_(st.integers(0 if draw_(st.booleans()) else min(1, have), size))
            lines.append(Quota(f"c{n}", f"v{value}", draw_(st.integers(0, min(most, have))), most))
    return Pool(tuple(f"c{n}" for n in range(len(widths))), people, tuple(homes)), Quotas(size, tuple(lines))


@settings(max_examples=120, deadline=None, derandomize=True)
@given(pools())
def test_chances_are_leximin_and_panels_are_good(case: tuple[Pool, Quotas]) -> None:
    pool, quotas = case
    panels = every_panel(pool, quotas)
    assert possible(pool, quotas) == bool(panels)
    if not panels:
        with pytest.raises(Impossible):
            fair_lottery(pool, quotas)
        return
    lottery = fair_lottery(pool, quotas, keep=None)
    known = set(panels)
    assert all(tuple(panel) in known for panel in lottery.panels.tolist())
    best = leximin(panels, len(pool.people))
    assert np.abs(np.sort(lottery.chances) - best).max() < 2e-4
    assert lottery.minimum >= 0.999 * lottery.bound
    assert lottery.shortfall <= 1e-4
    capped = fair_lottery(pool, quotas)
    assert all(tuple(panel) in known for panel in capped.panels.tolist())
    reached = best[best > 1e-6].min()
    assert capped.minimum >= 0.999 * reached
    assert capped.largest <= lottery.largest + 1e-3
    assert capped.shortfall <= 1e-4
