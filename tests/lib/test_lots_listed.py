"""Lists of equally likely panels: at the best whole seats allow, of odd pools too, and the same however fast a machine is."""

import random
import time
from itertools import count

import pytest

from bench.pools import SHAPES, TIGHT, made_up
from huiyin.lib.sortition.lottery import fair_lottery, mixing_for
from huiyin.lib.sortition.mixing import KEEP, silent
from huiyin.lib.sortition.pool import Pool, Quota, Quotas, breaches
from huiyin.lib.sortition.published import published
from huiyin.lib.sortition.relaxing import possible, reasons
from huiyin.lib.sortition.targets import NEVER

HOMES, OF = 30, 20


def collective() -> tuple[Pool, Quotas]:
    """Thirty collective households of twenty people and a panel with one of each: everybody's chance can be one in twenty."""
    chance = random.Random(3)
    people = tuple((chance.choice("ab"), chance.choice("cde")) for _ in range(HOMES * OF))
    homes = tuple(f"h{n // OF}" for n in range(HOMES * OF))
    lines = [Quota("x", value, 10, 20) for value in "ab"] + [Quota("y", value, 5, 15) for value in "cde"]
    return Pool(("x", "y"), people, homes), Quotas(HOMES, tuple(lines))


def tight(seed: int) -> tuple[Pool, Quotas]:
    """161 people in 145 to 160 kinds, and 44 seats of which every value has a number fixed beforehand."""
    return made_up(TIGHT, seed=seed)


def test_homes_of_twenty_have_equal_chances() -> None:
    pool, quotas = collective()
    lottery = fair_lottery(pool, quotas, panels=1000)
    assert lottery.minimum >= 0.999 / OF
    assert lottery.largest <= 1.001 / OF
    found = published(lottery, 1000)
    assert set(found.counts.tolist()) == {1000 // OF}
    assert not any(breaches(pool, quotas, panel) for panel in found.panels[::50].tolist())


@pytest.mark.parametrize(("seed", "many"), [(1, 1000), (2, 1000), (5, 1000)])
def test_a_tight_pool_has_as_many_seats_as_whole_ones_allow(seed: int, many: int) -> None:
    pool, quotas = tight(seed)
    lottery = fair_lottery(pool, quotas, panels=many)
    found = published(lottery, many)
    assert found.minimum == found.reachable
    assert not any(breaches(pool, quotas, panel) for panel in found.panels[::20].tolist())


def test_whoever_can_be_drawn_sits_in_one_of_the_first_panels() -> None:
    mixing = mixing_for(*tight(3), seed="bench", keep=KEEP, panels=1000, tell=silent)
    held = {int(cell) for panel in mixing.panels for cell in mixing.cells.cell_of[panel]}
    assert held == {cell for cell, chance in enumerate(mixing.target.chances) if chance > NEVER}


def test_a_tight_pool_takes_no_more_than_its_steps() -> None:
    mixing = mixing_for(*tight(2), seed="bench", keep=KEEP, panels=10_000, tell=silent)
    assert mixing.mix().short <= 1
    assert mixing.effort.total < 11


def test_the_cap_gives_up_a_hundredth_and_not_what_a_list_needs() -> None:
    pool, quotas = made_up(SHAPES[2])
    plain = fair_lottery(pool, quotas, keep=None)
    capped, listed = fair_lottery(pool, quotas), fair_lottery(pool, quotas, panels=1000)
    assert KEEP == 0.99
    assert KEEP * plain.best * 0.999 <= capped.minimum < plain.best
    assert capped.largest < plain.largest
    assert listed.minimum >= 0.9999 * int(1000 * plain.best) / 1000


def test_how_fast_the_machine_is_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pool, quotas = made_up(SHAPES[3])
    lists = []
    for step in (0.0, 7.0):
        ticks = count()
        for name in ("process_time", "monotonic", "perf_counter"):
            monkeypatch.setattr(time, name, lambda ticks=ticks, step=step: next(ticks) * step)
        lists.append(published(fair_lottery(pool, quotas, panels=500), 500).panels.tolist())
    assert lists[0] == lists[1]


def test_two_that_are_needed_and_live_together_are_named() -> None:
    people = (("doctor", "old"), ("farmer", "young"), ("trader", "old"), ("trader", "young"))
    pool = Pool(("work", "age"), people, ("h1", "h1", "h2", "h3"))
    lines = [Quota("work", value, 1, 1) for value in ("doctor", "farmer")] + [Quota("work", "trader", 0, 2)]
    quotas = Quotas(3, (*lines, *(Quota("age", value, 0, 3) for value in ("old", "young"))))
    assert not possible(pool, quotas)
    (reason,) = reasons(pool, quotas)
    assert (reason.code, reason.facts["have"], reason.facts["need"]) == ("why_together", 1, 2)
    assert "farmer" in reason.sentence("en")
    assert "{" not in reason.sentence("zh")
