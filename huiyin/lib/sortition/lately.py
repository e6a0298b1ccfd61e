"""Respecting who was invited lately: they stay out of the pool, unless no panel could be made without some of them."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from huiyin.lib.sortition.cells import Layout
from huiyin.lib.sortition.exact import Exact
from huiyin.lib.sortition.pool import Pool, Quota, Quotas
from huiyin.lib.sortition.relaxing import SECONDS
from huiyin.lib.sortition.targets import Impossible


@dataclass(frozen=True)
class Rested:
    """Who is in the pool now (`kept`), and who of those invited lately had to be let in."""

    kept: tuple[int, ...]
    let_in: tuple[int, ...]


def rested(pool: Pool, quotas: Quotas, lately: Collection[int], *, seed: str = "") -> Rested:
    """The people who were not invited lately, and as few of the others as make a panel possible.

    The fewest is the smallest number of them in any panel, by an integer program; among those with the same values and
    household make-up the order of SHA-256 of `seed|key` decides. Raises Impossible when no panel is possible at all.
    """
    if not 1 <= quotas.size <= len(pool.people):
        raise Impossible
    tired = frozenset(lately)
    mark = "\x00lately"
    people = tuple((*values, "1" if i in tired else "0") for i, values in enumerate(pool.people))
    marked = Pool((*pool.categories, mark), people, pool.households, pool.keys)
    lines = (*quotas.lines, Quota(mark, "1", 0, quotas.size), Quota(mark, "0", 0, quotas.size))
    exact = Exact(Layout.of(marked, Quotas(quotas.size, lines)))
    costly = np.array([int(people[0]) in tired for people in exact.fine.members])
    counts, _ = exact.heaviest(-costly.astype(np.float64), seconds=SECONDS)
    let_in: list[int] = []
    for cell in np.flatnonzero(costly & (counts > 0)):
        order = sorted(exact.fine.members[cell].tolist(), key=lambda i: _ticket(seed, pool.keys[i]))
        taken = {pool.households[i] for i in let_in}
        free = [i for i in order if pool.households[i] is None or pool.households[i] not in taken]
        let_in += free[: int(counts[cell])]
    kept = sorted(set(range(len(pool.people))) - tired | set(let_in))
    return Rested(tuple(kept), tuple(sorted(let_in)))


def _ticket(seed: str, key: str) -> str:
    return hashlib.sha256(f"{seed}|{key}".encode()).hexdigest()
