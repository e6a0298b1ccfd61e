"""The one place that calls the algorithms of `huiyin.lib.sortition` for a draw: pool, panels, reserves, proofs."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from huiyin.lib.sortition import lately, proof, published, relaxing
from huiyin.lib.sortition.lottery import fair_lottery
from huiyin.lib.sortition.pool import Pool, Quota, Quotas
from huiyin.lib.sortition.proof import Person, Proof
from huiyin.lib.sortition.targets import Impossible
from huiyin.lots.models import Draw, DrawEntry
from huiyin.lots.rules import Line, with_complements

Tell = Callable[[str, int, int], None]
Values = Sequence[Sequence[str]]
KEPT: Final = ("code", "seals", "counted", "links", "least", "most", "shared", "homes_sha256")


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
        lottery = fair_lottery(task.pool, task.quotas, seed=task.seed, panels=task.panels, tell=tell)
    except Impossible as no:
        raise _explained(task) from no
    found = published.published(lottery, task.panels, seed=task.seed, tell=tell)
    facts = {
        "bound": round(lottery.bound, 6),
        "cells": lottery.cells,
        "seconds": round(lottery.seconds, 1),
        "reachable": round(found.reachable * task.panels),
    }
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


def sealed(draw: Draw, panels: Sequence[Sequence[int]], secret: str) -> Proof:
    """The full file of a draw whose panels have just been worked out: everything fixed, nothing drawn."""
    return _made(
        draw, list(draw.entries.order_by("lot").select_related("household")), panels, secret, _code()
    )


def _made(
    draw: Draw, entries: Sequence[DrawEntry], panels: Sequence[Sequence[int]], secret: str, code: str
) -> Proof:
    people = [Person(entry.household.code, entry.code, tuple(entry.values)) for entry in entries]
    return proof.make(draw.reference, code, people, _lines(draw), panels, secret)


def next_reserve(draw: Draw, entries: Sequence[DrawEntry], declined: DrawEntry) -> int | None:
    """The lot called in the place of one that declines: the first along the circle of those that count the same."""
    following = dict(enumerate(_ring(draw, entries)))
    replaced = _replaced(entries)
    panel = [entry.lot for entry in entries if entry.is_chosen]
    for out, into in replaced:
        panel = [into if one == out else one for one in panel]
    return proof.successor(following, None, panel, declined.lot, [out for out, _into in replaced])[0]


def whole_proof(draw: Draw) -> Proof:
    """The proof with what every lot counts as and its code, for an auditor or notary."""
    entries = list(draw.entries.order_by("lot").select_related("household", "stands_for"))
    worked = draw.worked_out
    made = _made(draw, entries, worked.panels, worked.secret, worked.seals["code"])
    return replace(made, **_drawn(draw, entries))


def public_proof(draw: Draw) -> Proof:
    """The proof for everybody: fingerprints, seals and the number; of all panels the one drawn; nothing about any lot."""
    rows = draw.entries.order_by("lot").select_related("stands_for")
    entries, kept = list(rows.defer("code")), draw.worked_out.seals
    return Proof(
        about=draw.reference,
        size=draw.size,
        quotas=_lines(draw),
        commitments=[entry.commitment for entry in entries],
        pool_sha256=draw.pool_sha256,
        fingerprint=draw.worked_out.sha256,
        **{name: kept[name] for name in KEPT},
        **_drawn(draw, entries),
    )


def kept_seals(made: Proof) -> dict[str, Any]:
    """What of a file is kept as it was published; the rest of it follows from the draw and its lots."""
    return {name: getattr(made, name) for name in KEPT}


@cache
def _code() -> str:
    """The version of the program, as the proof says it."""
    try:
        return f"huiyin {version('huiyin')}"
    except PackageNotFoundError:
        return "huiyin"


def _lines(draw: Draw) -> list[tuple[str, str, int, int]]:
    return with_complements(draw.quotas, draw.size)


def _ring(draw: Draw, entries: Sequence[DrawEntry]) -> list[int]:
    return proof.ring(draw.worked_out.secret, [entry.values for entry in entries])


def _replaced(entries: Sequence[DrawEntry]) -> list[tuple[int, int]]:
    """Which lot was called in whose place, in the order of the refusals."""
    stood = [(entry.stands_for, entry.lot) for entry in entries if entry.stands_for is not None]
    stood.sort(key=lambda pair: (pair[0].answered_at, pair[0].pk))
    return [(out.lot, into) for out, into in stood]


def _drawn(draw: Draw, entries: Sequence[DrawEntry]) -> dict[str, Any]:
    """Number, panel with what opens its seal, who took whose seat and what is opened of that, once it is drawn."""
    if draw.number is None:
        return {}
    worked, replaced, opened = draw.worked_out, _replaced(entries), []
    panel = list(worked.panels[draw.number])
    following = dict(enumerate(_ring(draw, entries))) if replaced else {}
    gone: list[int] = []
    for out, into in replaced:
        passed = proof.successor(following, None, panel, out, gone)[1]
        opened += proof.direct(worked.secret, out, into, passed)
        panel = [into if one == out else one for one in panel]
        gone.append(out)
    return {
        "number": draw.number,
        "chosen": list(worked.panels[draw.number]),
        "opening": proof.salt_of(worked.secret, "panel", draw.number),
        "replaced": replaced,
        "opened": opened,
    }
