"""The one place that calls the algorithms of `huiyin.lib.sortition` for a draw: pool, panels, reserves, proofs."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from huiyin.lib.sortition import lately, proof, published, relaxing
from huiyin.lib.sortition.lottery import fair_lottery
from huiyin.lib.sortition.pool import Pool, Quota, Quotas
from huiyin.lib.sortition.proof import Person, Proof
from huiyin.lib.sortition.targets import Impossible
from huiyin.lots.models import Draw, DrawEntry
from huiyin.lots.rules import Line, with_complements

Tell = Callable[[str, int, int], None]
Values = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Task:
    """What is to be worked out: the pool in the order of its lots, with what each counts as, and the quotas."""

    categories: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]
    size: int
    panels: int
    seed: str

    @property
    def pool(self) -> Pool:
        """As the algorithms want it; every household is one person, so none is twice in a panel."""
        return Pool(self.categories, self.values)

    @property
    def quotas(self) -> Quotas:
        """As the algorithms want them."""
        return _quotas(self.lines, self.size)


def _quotas(lines: Sequence[Line], size: int) -> Quotas:
    return Quotas(size, tuple(Quota(*line) for line in with_complements(lines, size)))


@dataclass(frozen=True)
class Worked:
    """Panels as places in the pool, in how many of them each place sits, and figures."""

    panels: list[list[int]]
    counts: list[int]
    facts: dict[str, Any] = field(default_factory=dict)


class NoPanels(Exception):
    """No panel meets the quotas: the simple reasons, and the lines as they would have to be (None: nothing helps)."""

    def __init__(self, reasons: list[list[Any]], lines: list[list[Any]] | None) -> None:
        super().__init__("no panel meets the quotas")
        self.reasons, self.lines = reasons, lines


def rested(
    categories: Sequence[str],
    values: Values,
    keys: Sequence[str],
    tired: Collection[int],
    lines: Sequence[Line],
    size: int,
) -> tuple[list[int], list[int]]:
    """The places that stay in the pool, and those of them that were invited lately but cannot be done without.

    Where no panel is possible at all, everybody invited lately stays out, and the quotas are looked at afterwards.
    """
    fresh = [i for i in range(len(values)) if i not in tired]
    if not tired:
        return fresh, []
    pool = Pool(tuple(categories), tuple(tuple(one) for one in values), keys=tuple(keys))
    try:
        found = lately.rested(pool, _quotas(lines, size), tired)
    except (Impossible, TimeoutError):
        return fresh, []
    return list(found.kept), list(found.let_in)


def work_out(task: Task, tell: Tell) -> Worked:
    """So many panels that all meet the quotas, over which chances are as equal as the quotas allow. Raises NoPanels."""
    if not task.lines:  # nothing to keep to: one cell, of which everybody is the same
        task = replace(
            task,
            categories=("all",),
            values=(("1",),) * len(task.values),
            lines=(("all", "1", 0, task.size),),
        )
    try:
        lottery = fair_lottery(task.pool, task.quotas, seed=task.seed, tell=tell)
    except Impossible as no:
        raise _explained(task) from no
    found = published.published(lottery, task.panels, seed=task.seed, tell=tell)
    facts = {"bound": round(lottery.bound, 6), "cells": lottery.cells, "seconds": round(lottery.seconds, 1)}
    return Worked([list(map(int, panel)) for panel in found.panels], [int(n) for n in found.counts], facts)


def _explained(task: Task) -> NoPanels:
    reasons = [[one.code, dict(one.facts)] for one in relaxing.reasons(task.pool, task.quotas)]
    changes = relaxing.smallest_relaxation(task.pool, task.quotas)
    if changes is None:
        return NoPanels(reasons, None)
    return NoPanels(
        reasons, [[one.then.category, one.then.value, one.then.least, one.then.most] for one in changes]
    )


def commitment(code: str, key: str, values: Sequence[str]) -> str:
    """The fingerprint of one household: nothing can be read from it, and with its code it can be made again."""
    return proof.commitment(code, key, values)


def pool_hash(commitments: Sequence[str]) -> str:
    """The fingerprint of the pool: of all fingerprints in the order of the lots."""
    return proof.pool_hash(commitments)


def panels_hash(panels: Sequence[Sequence[int]]) -> str:
    """The fingerprint of all panels in their order; from it follows the order of the reserves."""
    return proof.panels_hash(panels)


def next_reserve(draw: Draw, entries: Sequence[DrawEntry], declined: DrawEntry) -> int | None:
    """The lot called in the place of one that declines: the first in the published order that counts the same."""
    now = _whole(draw, entries)
    gone = [out for out, _into in now.replaced or []]
    return proof.successor(
        now.reserves,
        [entry.values for entry in entries],
        [None] * len(entries),
        proof.seated(now),
        declined.lot,
        gone,
    )


def whole_proof(draw: Draw) -> Proof:
    """The proof with what every lot counts as and its code, for an auditor or notary."""
    entries = list(draw.entries.order_by("lot").select_related("household", "stands_for"))
    made = proof.make(
        draw.reference,
        _code(),
        [Person(entry.household.code, entry.code, tuple(entry.values)) for entry in entries],
        _lines(draw),
        draw.worked_out.panels,
    )
    return replace(made, **_drawn(draw, entries))


def public_proof(draw: Draw) -> Proof:
    """The proof for everybody: fingerprints, panels, counts, number; nothing about any lot."""
    return _whole(
        draw, list(draw.entries.order_by("lot").select_related("stands_for").defer("code", "values"))
    )


def _whole(draw: Draw, entries: Sequence[DrawEntry]) -> Proof:
    panels = draw.worked_out.panels
    return Proof(
        about=draw.reference,
        code=_code(),
        size=draw.size,
        quotas=_lines(draw),
        commitments=[entry.commitment for entry in entries],
        pool_sha256=draw.pool_sha256,
        panels=panels,
        panels_sha256=draw.worked_out.sha256,
        counts=[entry.panels_in or 0 for entry in entries],
        reserves=proof.reserve_order(len(entries), draw.worked_out.sha256),
        **_drawn(draw, entries),
    )


@cache
def _code() -> str:
    """The version of the program, as the proof says it."""
    try:
        return f"huiyin {version('huiyin')}"
    except PackageNotFoundError:
        return "huiyin"


def _lines(draw: Draw) -> list[tuple[str, str, int, int]]:
    return with_complements(draw.quotas, draw.size)


def _drawn(draw: Draw, entries: Sequence[DrawEntry]) -> dict[str, Any]:
    """Number, panel and who took whose seat, once the number is known."""
    if draw.number is None:
        return {}
    stood = [entry for entry in entries if entry.stands_for is not None]
    stood.sort(key=lambda entry: (entry.stands_for.answered_at, entry.stands_for.pk))  # type: ignore[union-attr]
    return {
        "number": draw.number,
        "chosen": list(draw.worked_out.panels[draw.number]),
        "replaced": [(entry.stands_for.lot, entry.lot) for entry in stood],  # type: ignore[union-attr]
    }
