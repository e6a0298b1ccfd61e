"""What is asked: whom one could visit, what each visit is worth, who goes, and how far it is. Whole numbers throughout."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Span = tuple[int, int]


@dataclass(frozen=True)
class Candidate:
    """Somebody (or a household, or a place) who could be visited once.

    `prize` is the fixed worth (a promise, a request), in points ≥ 0; what the group adds comes on top, less with every
    further one of the group. `service` is the length of the visit in units of time. `windows` are the spans in which the
    visit may *begin*, both ends included; none means any time. An appointment is `mandatory` with its window; `only`
    names the officials who may go (nothing: everybody).
    """

    key: str
    place: int
    prize: int = 0
    service: int = 0
    windows: tuple[Span, ...] = ()
    group: str | None = None
    mandatory: bool = False
    only: frozenset[str] | None = None


@dataclass(frozen=True)
class Official:
    """One who goes: sets out from `start` at `earliest` and is at `end` (nothing: where they set out) by `latest`."""

    key: str
    start: int
    earliest: int
    latest: int
    end: int | None = None

    @property
    def home(self) -> int:
        """The place where the round ends."""
        return self.start if self.end is None else self.end


@dataclass(frozen=True)
class Problem:
    """The whole question.

    `travel[a][b]` is the time from place a to place b (it may differ from b to a). `groups[name]` are the points that
    the first, second, third … visit to the group adds; they never rise, and nothing is added beyond the last.
    """

    candidates: tuple[Candidate, ...]
    officials: tuple[Official, ...]
    travel: Sequence[Sequence[int]]
    groups: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for fault in _faults(self):
            raise ValueError(fault)


def _faults(problem: Problem) -> list[str]:
    size = len(problem.travel)
    found = [
        f"travel: row {n} has {len(row)} of {size}"
        for n, row in enumerate(problem.travel)
        if len(row) != size
    ]
    found += [
        f"travel: row {n} is negative" for n, row in enumerate(problem.travel) if any(t < 0 for t in row)
    ]
    for kind in (problem.candidates, problem.officials):
        if len({one.key for one in kind}) != len(kind):
            found.append("two have the same key")
    for name, steps in problem.groups.items():
        if any(a < b for a, b in zip(steps, (*steps[1:], 0), strict=False)):
            found.append(f"group {name}: the points rise, or are negative")
    for one in problem.candidates:
        if not 0 <= one.place < size:
            found.append(f"{one.key}: no place {one.place}")
        if one.prize < 0 or one.service < 0:
            found.append(f"{one.key}: a prize or a length below zero")
        if one.group is not None and one.group not in problem.groups:
            found.append(f"{one.key}: no group {one.group}")
    found += [
        f"{who.key}: no place {where}"
        for who in problem.officials
        for where in (who.start, who.home)
        if not 0 <= where < size
    ]
    return found
