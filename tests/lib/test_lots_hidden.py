"""What everybody gets of a draw tells of no lot what it counts as: whoever knows all panels can tell, whoever has the
public file cannot."""

import json
from itertools import combinations, product

import highspy
import numpy as np
import pytest

from huiyin.lib.sortition import proof as proofs
from huiyin.lib.sortition.proof import Person

VILLAGES, WALKS, EACH, SIZE, PANELS = 4, 3, 5, 12, 600
CELLS = [(v, w) for v in range(VILLAGES) for w in range(WALKS) for _one in range(EACH)]
Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]


def panels() -> list[list[int]]:
    """One lot of every cell, as quotas of a village times a walk of life that are all exact would have it."""
    rng = np.random.default_rng(7)
    cells = [[i for i, cell in enumerate(CELLS) if cell == one] for one in dict.fromkeys(CELLS)]
    return [[int(rng.choice(cell)) for cell in cells] for _panel in range(PANELS)]


def attacked(seats: Matrix) -> list[int]:
    """Which lots seem to be of one cell: those that never sit together although each sits often enough to expect it,
    joined as the smallest directions of the covariance of panels join them."""
    together = seats.T @ seats
    alone = together.diagonal()
    expected = np.outer(alone, alone) / len(seats)
    alike = (together == 0) & (expected > 8)
    names = list(range(len(alike)))
    for a, b in combinations(range(len(names)), 2):
        if alike[a, b]:
            names = [names[a] if one == names[b] else one for one in names]
    return names


def agreement(found: list[int], truth: list[object]) -> float:
    """The adjusted Rand index: 1 where both part alike, about 0 by chance. Source: Hubert and Arabie 1985."""
    keys = [list(dict.fromkeys(one)) for one in (found, truth)]
    table = np.zeros((len(keys[0]), len(keys[1])))
    for a, b in zip(found, truth, strict=True):
        table[keys[0].index(a), keys[1].index(b)] += 1

    def pairs(numbers: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
        return float((numbers * (numbers - 1) / 2).sum())

    rows, columns, every = pairs(table.sum(1)), pairs(table.sum(0)), pairs(np.array([table.sum()]))
    chance = rows * columns / every
    most = (rows + columns) / 2
    return 0.0 if most == chance else (pairs(table) - chance) / (most - chance)


@pytest.fixture(scope="module")
def drawn() -> proofs.Proof:
    """A draw of sixty in twelve cells, drawn."""
    people = [Person(f"k{i}", f"s{i:032}", (f"v{v}", f"w{w}")) for i, (v, w) in enumerate(CELLS)]
    lines = [("village", f"v{v}", WALKS, WALKS) for v in range(VILLAGES)]
    lines += [("walk", f"w{w}", VILLAGES, VILLAGES) for w in range(WALKS)]
    return proofs.drawn(proofs.make("forum", "huiyin", people, lines, panels(), "s" * 64), 321)


def always_together(rows: list[list[int]]) -> int:
    """Solving what is public: how many pairs of lots are of one village in every way found in which the pool has its
    numbers and each of these panels keeps to the quotas. Ways are looked for in random directions."""
    chance, lots = np.random.default_rng(11), len(CELLS)
    solver = highspy.Highs()
    solver.silent()
    for _lot, _village in product(range(lots), range(VILLAGES)):
        solver.addVar(0, 1)
    at = np.arange(lots * VILLAGES).reshape(lots, VILLAGES)
    for lot in range(lots):
        solver.addRow(1, 1, VILLAGES, at[lot], np.ones(VILLAGES))
    for village in range(VILLAGES):
        solver.addRow(lots // VILLAGES, lots // VILLAGES, lots, at[:, village], np.ones(lots))
        for row in rows:
            solver.addRow(WALKS, WALKS, len(row), at[row, village], np.ones(len(row)))
    solver.changeColsIntegrality(
        at.size, at.reshape(-1).astype(np.int32), np.array([highspy.HighsVarType.kInteger] * at.size)
    )
    together = np.ones((lots, lots), dtype=bool)
    for _way in range(8):
        solver.changeColsCost(at.size, at.reshape(-1).astype(np.int32), chance.random(at.size))
        solver.run()
        found = np.array(solver.getSolution().col_value).reshape(lots, VILLAGES).argmax(axis=1)
        together &= found[:, None] == found[None, :]
    return int(together.sum() - lots) // 2


def test_solving_what_is_public_puts_no_two_lots_together(drawn: proofs.Proof) -> None:
    """By all panels together every pair of a cell is found; by the panel drawn, the quotas and the pool's numbers none."""
    pairs = VILLAGES * WALKS * EACH * (EACH - 1) // 2
    assert always_together(drawn.panels or []) == pairs, "the attack works"
    public = json.loads(drawn.public().written())
    assert always_together([public["chosen"]]) == 0


def seats(rows: list[list[int]], many: int) -> Matrix:
    found = np.zeros((len(rows), many))
    for number, row in enumerate(rows):
        found[number, row] = 1
    return found


def test_all_panels_would_give_the_cells_away_and_the_public_file_does_not(drawn: proofs.Proof) -> None:
    truth: list[object] = [tuple(one) for one in drawn.features or []]
    assert agreement(attacked(seats(drawn.panels or [], len(truth))), truth) > 0.99, "the attack works"
    public = json.loads(drawn.public().written())
    assert "panels" not in public, (
        "of all panels only the one drawn is known, which shows each lot once or not at all"
    )
    assert public["chosen"] == (drawn.panels or [])[321]


def test_nothing_that_is_said_of_a_lot_is_said_of_another_that_counts_alike(drawn: proofs.Proof) -> None:
    """Seals of equal numbers and of one circle differ from lot to lot, so nothing joins the lots of a cell."""
    public = json.loads(drawn.public().written())
    lots = len(public["commitments"])
    for name in ("commitments", "counted", "links"):
        assert len(set(public[name])) == lots, name
    told = {name for name, value in public.items() if isinstance(value, list) and len(value) == lots}
    assert told == {"commitments", "counted", "links"}, "a new list by lot has to be looked at here"
    assert "opened" not in public or public["opened"] == []
    numbers = {
        name for name, value in public.items() if isinstance(value, int) and not isinstance(value, bool)
    }
    assert numbers == {"format", "size", "number", "least", "most"}, (
        "how many sit in how many panels is not said"
    )
