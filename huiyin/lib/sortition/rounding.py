"""A list of so many panels from panels with probabilities: how often each stands in it, a whole number.

The panels of a fair mix all lie where the smallest chance is largest; a panel made anew to fill a gap seldom does. So
what rounding leaves over is filled from the same panels first, and these are exchanged for each other while fewer
seats are lacking.
"""

from typing import Final

import numpy as np

from huiyin.lib.sortition.solver import Effort, Floats, Ints

WEIGH: Final = 4e-9  # seconds that looking at one cell of one panel takes about
IDLE: Final = 40  # times all panels are looked at without gain before it ends


def copies(seats: Ints, weights: Floats, many: int) -> Ints:
    """How often each panel stands in a list of `many`; `seats[j, c]` is how many of cell c sit in panel j.

    Rounded down first; what is left over goes to the panels that bring the sums nearest to what the weights promise.
    """
    taken = np.floor(weights * many + 1e-9).astype(np.int64)
    due = many * (weights @ seats) - taken @ seats
    square = (seats.astype(np.float64) ** 2).sum(axis=1)
    for _ in range(many - int(taken.sum())):
        best = int(np.argmax(2 * (seats @ due) - square))
        taken[best] += 1
        due -= seats[best]
    return taken


def exchanged(
    seats: Ints, taken: Ints, least: Ints, effort: Effort, random: np.random.Generator, *, most: float
) -> Ints:
    """The copies after exchanges of one panel for another that leave less lacking; `least[c]` seats are wanted of c."""
    taken, until = taken.copy(), effort.total + most
    spare = taken @ seats - least
    have, idle = _lacking(spare[None, :])[0], 0
    while have > 0 and idle < IDLE * np.count_nonzero(taken) and effort.total < until:
        effort.add(WEIGH * seats.size)
        out = int(random.choice(np.flatnonzero(taken)))
        cost = _lacking(spare - seats[out] + seats) + 1e-6 * random.random(len(seats))
        cost[out] += 1e-3
        into = int(np.argmin(cost))
        idle = 0 if cost[into] < have - 0.5 else idle + 1
        if cost[into] <= have + 1e-5:
            taken[out] -= 1
            taken[into] += 1
            spare += seats[into] - seats[out]
            have = _lacking(spare[None, :])[0]
    return taken


def _lacking(spare: Ints) -> Floats:
    """What is lacking, row by row: its squares, so that two seats of one cell weigh more than one of two."""
    lacking: Floats = (np.minimum(spare, 0).astype(np.float64) ** 2).sum(axis=1)
    return lacking
