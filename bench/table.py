"""The table: what was measured, against what, and how many times as long it took."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One measurement: median seconds of ours and of the baseline; how many statements ours takes, if that was counted."""

    what: str
    baseline: str
    ours: float
    theirs: float
    statements: int = 0

    @property
    def ratio(self) -> float:
        """Ours as a multiple of the baseline."""
        return self.ours / self.theirs if self.theirs else float("inf")


def median(run: Callable[[], object], times: int = 5) -> float:
    """The median of so many runs, in seconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return sorted(found)[len(found) // 2]


def cpu_of(process: int) -> float:
    """User and system seconds of another process, as exact as the kernel keeps them (CPUCLOCK_SCHED)."""
    return time.clock_gettime(~process << 3 | 2)


def show(lines: Iterable[Line]) -> list[Line]:
    """Print as it comes, one line each; all of them at the end."""
    print(f"{'what':58} {'ours ms':>10} {'baseline ms':>12} {'ratio':>7} {'asks':>5}  baseline")
    shown = []
    for line in lines:
        spent = f"{line.ours * 1000:10.2f} {line.theirs * 1000:12.2f} {line.ratio:7.2f}"
        print(f"{line.what:58} {spent} {line.statements or '':>5}  {line.baseline}", flush=True)
        shown.append(line)
    return shown
