"""Probabilities of given panels so that every cell has the chance aimed at: exactly by a program, or by least squares."""

import numpy as np

from huiyin.lib.sortition.solver import INF, Effort, Floats, Ints, Program, Rows

GOOD = 0.9  # of the allowance
STEPS, ROUNDS = 300, 16
STEP = 1.2e-8  # seconds that a step of least squares takes about, for each seat


def polish(
    seats: Ints, chances: Floats, sizes: Ints, allowed: Floats, effort: Effort
) -> tuple[Floats, float, Floats]:
    """Probabilities under which no cell falls short by more than `shortage` times its allowance, as little as possible.

    `seats[j]` are the cells of the seats of panel j. Also gives the shortage (1: just within the allowance) and the
    price of each cell: the duals, with Σ price · allowed = 1.
    """
    many, cells = len(seats), len(sizes)
    counts = _counts(seats, cells)
    start = counts.start + np.arange(cells + 1)
    column = np.insert(counts.column, counts.start[1:], many)
    value = np.insert(counts.value / np.repeat(sizes, np.diff(counts.start)), counts.start[1:], allowed)
    rows = Rows(
        np.append(start, start[-1] + many),
        np.concatenate([column, np.arange(many)]),
        np.concatenate([value, np.ones(many)]),
        np.append(chances, 1.0),
        np.append(np.full(cells, INF), 1.0),
    )
    cost, high = np.append(np.zeros(many), 1.0), np.append(np.ones(many), INF)
    program = Program(cost, np.zeros(many + 1), high, rows, effort=effort)
    program.option("solver", "ipm")
    program.option("run_crossover", "off")
    answer = program.solve()
    weights = np.maximum(answer.columns[:-1], 0.0)
    weights /= weights.sum() or 1.0
    return weights, shortage(seats, weights, chances, sizes, allowed), np.maximum(answer.duals[:-1], 0.0)


def _counts(seats: Ints, cells: int) -> Rows:
    """Row per cell, column per panel: how many of the cell sit in it."""
    many, size = seats.shape
    flat = seats.astype(np.int64).reshape(-1) * many + np.repeat(np.arange(many), size)
    places, counts = np.unique(flat, return_counts=True)
    start = np.searchsorted(places, np.arange(cells + 1) * many)
    return Rows(start, places % many, counts.astype(np.float64), np.zeros(cells), np.zeros(cells))


def _reached(seats: Ints, weights: Floats, cells: int) -> Floats:
    found = np.bincount(seats.reshape(-1), np.repeat(weights, seats.shape[1]), cells)
    return found.astype(np.float64)


def shortage(seats: Ints, weights: Floats, chances: Floats, sizes: Ints, allowed: Floats) -> float:
    """How many times its allowance the worst cell falls short under these probabilities."""
    reached = _reached(seats, weights, len(sizes)) / sizes
    return float(((chances - reached) / allowed).max(initial=0.0))


def light(seats: Ints, chances: Floats, sizes: Ints, allowed: Floats, effort: Effort) -> tuple[Floats, float]:
    """The same without a program, when the panels are nearly right already: least squares by conjugate gradients.

    Begins with equal probabilities; what becomes negative is left out and the rest solved again.
    """
    many, cells = len(seats), len(sizes)
    root = np.sqrt(sizes.astype(np.float64))  # evens out the rows: every seat due to a person weighs the same
    wanted, close = chances * root, allowed * root / 4
    weights, used = np.full(many, 1 / many), np.ones(many, dtype=bool)
    for _ in range(ROUNDS):
        left = wanted - _reached(seats, weights, cells) / root
        slope = (left / root)[seats].sum(axis=1) * used
        way, steep = slope.copy(), float(slope @ slope)
        for _ in range(STEPS):
            if steep < 1e-30 or (np.abs(left) <= close).all():
                break
            effort.add(STEP * seats.size)
            move = _reached(seats, way, cells) / root
            step = steep / float(move @ move)
            weights += step * way
            left -= step * move
            slope = (left / root)[seats].sum(axis=1) * used
            before, steep = steep, float(slope @ slope)
            way = slope + steep / before * way
        used &= weights > 0
        weights = np.maximum(weights, 0.0)
        if steep < 1e-30 or shortage(seats, weights / weights.sum(), chances, sizes, allowed) <= GOOD:
            break
    weights /= weights.sum()
    return weights, shortage(seats, weights, chances, sizes, allowed)
