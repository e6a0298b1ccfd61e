"""A list of so many panels from panels with probabilities: how often each stands in it, a whole number.

The panels of a fair mix all lie where the smallest chance is largest; a panel made anew to fill a gap seldom does. So
what rounding leaves over is filled from the same panels first, and these are exchanged for each other while fewer
seats are lacking.
"""

from collections.abc import Callable
from typing import Final

import numpy as np

from huiyin.lib.sortition.solver import Effort, Floats, Ints

WEIGH: Final = 1.5e-9  # seconds that looking at one cell of one panel takes about
STEP: Final = 2e-5  # seconds that an exchange takes about beside that
IDLE: Final = 40  # exchanges without gain before what is lacking weighs more, and a new panel is looked for
More = Callable[[int, Floats], Ints | None]


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
    seats: Ints,
    taken: Ints,
    least: Ints,
    effort: Effort,
    random: np.random.Generator,
    *,
    most: float,
    more: More | None = None,
) -> Ints:
    """The copies after exchanges of one panel for another that leave less lacking; `least[c]` seats are wanted of c.

    Where no exchange leaves less, the cells that lack a seat come to weigh more, so that others give way to them: what
    is lacking moves about until it meets a seat that can be spared. Then `more` may also find another panel for the
    place of one, heavy in what would be lacking without it; it counts as the last. The copies that lacked least are
    the answer.
    """
    taken, until = taken.copy(), effort.total + most
    by_cell = np.ascontiguousarray(seats.T.astype(np.float64))
    weight, spare, idle = np.ones(len(least)), taken @ seats - least, 0
    best, fewest = taken.copy(), int(np.maximum(-spare, 0).sum())
    while fewest > 0 and effort.total < until:
        out = int(random.choice(np.flatnonzero(taken)))
        left = spare - seats[out]
        short = np.flatnonzero(left < 0)
        effort.add(STEP + WEIGH * len(short) * len(seats))
        if idle == IDLE:
            weight[spare < 0] += 1
            idle = 0
            if more and (fresh := more(out, np.where(left < 0, weight, 0.0))) is not None:
                seats, taken = np.vstack([seats, fresh]), np.append(taken, 0)
                by_cell = np.hstack([by_cell, fresh[:, None]])
        # only a cell that lacks seats without the panel that goes can lack some with the one that comes
        cost = weight[short] @ np.maximum(-left[short][:, None] - by_cell[short], 0.0)
        cost += 1e-6 * random.random(len(seats))
        cost[out] += 1e-3
        into, have = int(np.argmin(cost)), float(weight @ np.maximum(-spare, 0))
        if cost[into] <= have + 1e-5:
            taken[out] -= 1
            taken[into] += 1
            spare = left + seats[into]
        idle = 0 if cost[into] < have - 0.5 else idle + 1
        if (lacking := int(np.maximum(-spare, 0).sum())) < fewest:
            best, fewest = taken.copy(), lacking
    return best
