"""Why no panel meets the quotas, and the smallest change of the quotas under which one would."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from huiyin.lib.sortition.cells import Cells, Layout
from huiyin.lib.sortition.exact import Exact
from huiyin.lib.sortition.pool import WORDS, Pool, Quota, Quotas
from huiyin.lib.sortition.solver import Program, Rows
from huiyin.lib.words import sentences

SECONDS = 20.0


@dataclass(frozen=True)
class Reason:
    """One simple thing that makes a panel impossible: which (`code`), and the numbers."""

    code: str
    facts: Mapping[str, object]

    def sentence(self, lang: str) -> str:
        """In words."""
        return str(sentences(WORDS, lang)[self.code]).format(**self.facts)


@dataclass(frozen=True)
class Change:
    """A quota as it is and as it would have to be."""

    now: Quota
    then: Quota

    def sentence(self, lang: str) -> str:
        """In words."""
        facts = {
            "category": self.now.category,
            "value": self.now.value,
            "least": self.now.least,
            "most": self.now.most,
        }
        then = {"new_least": self.then.least, "new_most": self.then.most}
        return str(sentences(WORDS, lang)["change"]).format(**facts, **then)


def possible(pool: Pool, quotas: Quotas, *, seconds: float = SECONDS) -> bool:
    """Whether some panel meets the quotas, by an integer program."""
    if not 1 <= quotas.size <= len(pool.people):
        return False
    exact = Exact(Layout.of(pool, quotas))
    return exact.any(seconds=seconds)


def reasons(pool: Pool, quotas: Quotas) -> list[Reason]:
    """The simple reasons; empty when there is none, which does not yet make a panel possible."""
    found: list[Reason] = []
    if quotas.size < 1:
        return [Reason("why_size", {"size": quotas.size})]
    if len(pool.people) < quotas.size:
        found.append(Reason("why_pool", {"have": len(pool.people), "size": quotas.size}))
    elif (homes := _homes(pool, range(len(pool.people)))) < quotas.size:
        found.append(Reason("why_homes", {"have": homes, "size": quotas.size}))
    place = {name: n for n, name in enumerate(pool.categories)}
    for category in quotas.categories:
        lines = [line for line in quotas.lines if line.category == category]
        have = Counter(values[place[category]] for values in pool.people)
        for line in lines:
            homes = _homes(
                pool, [i for i, values in enumerate(pool.people) if values[place[category]] == line.value]
            )
            facts = {"category": category, "value": line.value, "least": line.least}
            if have[line.value] < line.least:
                found.append(Reason("why_value", {**facts, "have": have[line.value]}))
            elif homes < line.least:
                found.append(Reason("why_value_homes", {**facts, "have": homes}))
        least = sum(line.least for line in lines)
        most = sum(min(line.most, have[line.value]) for line in lines)
        if least > quotas.size:
            found.append(Reason("why_least", {"category": category, "sum": least, "size": quotas.size}))
        if most < quotas.size:
            found.append(Reason("why_most", {"category": category, "sum": most, "size": quotas.size}))
    return [*found, *([] if found else _together(pool, quotas))]


def _together(pool: Pool, quotas: Quotas) -> list[Reason]:
    """Pairs of values whose people live in too few households for both least numbers, as one of each may come."""
    place = {name: n for n, name in enumerate(pool.categories)}
    wanted = []
    for line in quotas.lines:
        people = {i for i, values in enumerate(pool.people) if values[place[line.category]] == line.value}
        if line.least:
            wanted.append((line, people, _homes(pool, people)))
    found = []
    for (one, some, homes), (two, others, more) in combinations(wanted, 2):
        need = one.least + two.least
        if max(homes, more) >= need:
            continue
        have, need = _homes(pool, some | others), need - _homes(pool, some & others)
        if have < need:
            facts = {"category": one.category, "value": one.value, "other": two.category}
            facts |= {"other_value": two.value}
            found.append(Reason("why_together", {**facts, "have": have, "need": need}))
    return found


def _homes(pool: Pool, people: Iterable[int]) -> int:
    """How many of these people could sit in one panel, as far as households go."""
    homes = [pool.households[i] for i in people]
    return sum(home is None for home in homes) + len({home for home in homes if home is not None})


def smallest_relaxation(pool: Pool, quotas: Quotas, *, seconds: float = SECONDS) -> list[Change] | None:
    """The changes of bounds with the smallest sum under which a panel exists; None when no change of quotas helps.

    The size of the panel and one per household stay. The integer program has for every bound the number of people by
    which it gives way, and minimises their sum.
    """
    if not 1 <= quotas.size <= _homes(pool, range(len(pool.people))):
        return None
    cells = Cells(Layout.of(pool, quotas))
    many, lines = len(cells), len(quotas.lines)
    rows = _soft_rows(cells, quotas)
    cost = np.concatenate([np.zeros(many), np.ones(2 * lines)])
    high = np.concatenate([cells.sizes, [line.least for line in quotas.lines], [quotas.size] * lines]).astype(
        np.float64
    )
    program = Program(cost, np.zeros(len(cost)), high, rows, whole=np.ones(len(cost), dtype=bool))
    answer = program.solve(seconds=seconds)
    if not answer.solved:
        return None
    give = np.rint(answer.columns[many:]).astype(int).tolist()
    changes = []
    for n, line in enumerate(quotas.lines):
        if give[n] or give[lines + n]:
            then = Quota(line.category, line.value, line.least - give[n], line.most + give[lines + n])
            changes.append(Change(line, then))
    return changes


def _soft_rows(cells: Cells, quotas: Quotas) -> Rows:
    """Every quota twice, once for each bound with what it gives way; the size; the households."""
    many, lines = len(cells), len(quotas.lines)
    eye, none = np.eye(lines), np.zeros((lines, lines))
    matrix = np.vstack(
        [
            np.hstack([cells.holds, eye, none]),
            np.hstack([cells.holds, none, -eye]),
            np.concatenate([np.ones(many), np.zeros(2 * lines)])[None, :],
        ]
    )
    size = float(quotas.size)
    low = np.array([*(float(line.least) for line in quotas.lines), *[0.0] * lines, size])
    low[lines : 2 * lines] = -size
    high = np.array([*[size * 2] * lines, *(float(line.most) for line in quotas.lines), size])
    rows = Rows.dense(matrix, low, high)
    return rows.and_also(cells.home_rows()) if cells.layout.homes else rows
