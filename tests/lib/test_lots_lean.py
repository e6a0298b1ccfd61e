"""What a pool of many kinds of people takes: the memory of its rows, not of all the zeros between them."""

import tracemalloc

from bench.pools import Shape, made_up
from huiyin.lib.sortition.cells import Layout
from huiyin.lib.sortition.mixing import KEEP
from huiyin.lib.sortition.targets import aim

MB = 2**20


def test_a_cap_on_thousands_of_kinds_takes_little_memory() -> None:
    pool, quotas = made_up(Shape("4,000 of 6 categories", 4000, 60, (2, 5, 4, 6, 3, 3), home=5))
    layout = Layout.of(pool, quotas)
    tracemalloc.start()
    try:
        target = aim(layout, keep=KEEP)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(target.cells) > 1000
    assert most < 3 * MB
