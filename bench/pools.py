"""Made-up pools of many sizes and shapes, each with quotas that some panel meets."""

from dataclasses import dataclass

import numpy as np

from huiyin.lib.sortition.pool import Pool, Quota, Quotas


@dataclass(frozen=True)
class Shape:
    """What a made-up pool looks like: `values` per category, `slack` of a quota, people per household at most."""

    name: str
    people: int
    size: int
    values: tuple[int, ...]
    slack: int = 1
    home: int = 1
    skew: float = 1.0
    alone: bool = False  # one value that a single person has, and that every panel must hold


SHAPES = (
    Shape("small, tight, households to 6", 60, 12, (2, 3, 4), slack=0, home=6),
    Shape("small, dense, households to 6", 60, 12, (2, 3, 3, 4), slack=1, home=6),
    Shape("80 of many values, tight", 80, 24, (2, 3, 4, 5), slack=0),
    Shape("120 with households of 4, tight", 120, 30, (2, 4, 5, 3), slack=0, home=4),
    Shape("150, a value with one person", 150, 25, (2, 4, 5, 3), alone=True, home=2),
    Shape("300 in 10 categories", 300, 30, (2, 3, 4, 2, 3, 5, 2, 3, 2, 4)),
    Shape("300 in 7 categories, tight", 300, 40, (2, 5, 4, 6, 3, 3, 2), slack=0, home=3),
    Shape("404, panel of 110", 404, 110, (2, 5, 4, 6, 3), home=3),
    Shape("400 of few values", 400, 40, (2, 2), home=5),
    Shape("1,000 of 6 categories", 1000, 100, (2, 5, 4, 6, 3, 3), home=4),
    Shape("8,000 of 6 categories, tight", 8000, 50, (2, 5, 4, 6, 3, 3), slack=0, home=5),
    Shape("30,000 of 6 categories", 30000, 60, (2, 5, 4, 6, 3, 3), home=5),
    Shape("30,000 of 4 categories, panel of 200", 30000, 200, (2, 5, 16, 5), home=4),
    Shape("30,000 of 7 categories", 30000, 100, (2, 5, 4, 6, 3, 3, 2), home=1),
)

TIGHT = Shape("161 of many values, tight", 161, 44, (2, 4, 5, 4, 4, 3, 3), slack=0)
SEEDS = (
    1,
    2,
    3,
    4,
    5,
)  # of pools of that shape: 145 to 160 kinds of people, and every number fixed beforehand


def made_up(shape: Shape, seed: int = 1) -> tuple[Pool, Quotas]:
    """A pool of this shape and quotas around the counts of a panel drawn with other weights than the pool's."""
    random = np.random.default_rng(seed)
    columns, tastes = [], np.zeros(shape.people)
    for many in shape.values:
        shares = random.dirichlet(np.full(many, 2.0))
        column = random.choice(many, size=shape.people, p=shares)
        column[:many] = np.arange(many)
        columns.append(column)
        tastes += shape.skew * random.normal(0, 0.6, many)[column]
    if shape.alone:
        columns[0][columns[0] == 0] = 1
        columns[0][0] = 0
        tastes[0] = 99
    homes = _homes(shape, random)
    order = np.argsort(-(tastes + random.gumbel(size=shape.people)))
    panel: list[int] = []
    seen: set[int] = set()
    for person in order.tolist():
        if len(panel) < shape.size and homes[person] not in seen:
            panel.append(person)
            seen.add(homes[person])
    lines = []
    for n, (column, many) in enumerate(zip(columns, shape.values, strict=True)):
        for value in range(many):
            have = int((column[panel] == value).sum())
            lines.append(
                Quota(
                    f"c{n}",
                    f"v{value}",
                    max(0, have - (shape.slack + 1) // 2),
                    have + shape.slack // 2 + (shape.slack > 0),
                )
            )
    people = tuple(tuple(f"v{column[i]}" for column in columns) for i in range(shape.people))
    households = tuple(homes) if shape.home > 1 else ()
    return Pool(tuple(f"c{n}" for n in range(len(columns))), people, households), Quotas(
        shape.size, tuple(lines)
    )


def _homes(shape: Shape, random: np.random.Generator) -> list[int]:
    found: list[int] = []
    home = 0
    while len(found) < shape.people:
        found += [home] * int(random.integers(1, shape.home + 1))
        home += 1
    shuffled: list[int] = random.permutation(np.array(found[: shape.people])).tolist()
    return shuffled
