"""Rounds of visits: gaps to the reference values of the field's instances, and a township's half-day made here.

`python -m bench rounds` prints a table; HUIYIN_DATA names the folder with `orienteering/`, HUIYIN_SECONDS the seconds for
each instance (10), HUIYIN_EVERY takes only every so manieth, HUIYIN_LONG=1 compares the half-days with a minute's search.
"""

import random
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import GIVEN
from huiyin.lib.rounds import plan
from huiyin.lib.rounds.problem import Candidate, Official, Problem
from huiyin.lib.rounds.reading import read_instance

DATA = Path(GIVEN.get("HUIYIN_DATA", "var/data")) / "orienteering"
SECONDS = float(GIVEN.get("HUIYIN_SECONDS", "10"))
EVERY = int(GIVEN.get("HUIYIN_EVERY", "1"))
LONG = float(GIVEN.get("HUIYIN_LONG", "0"))
BEST_KNOWN = {  # with windows, one to four teams: best values of the literature (from memory, hence also our own best)
    "pr01": (308, 502, 622, 657),
    "pr02": (404, 715, 943, 1079),
    "pr03": (394, 742, 1010, 1232),
    "pr04": (489, 926, 1294, 1585),
}


@dataclass(frozen=True)
class Row:
    """One instance: what was collected, what is known, what is proven."""

    name: str
    reference: int
    prize: int
    bound: int
    solver: str
    seconds: float

    @property
    def short(self) -> float:
        """Share of the reference that was not collected; below zero where more was."""
        return (self.reference - self.prize) / self.reference if self.reference else 0.0


def everything() -> None:
    """Print all three tables."""
    if DATA.exists():
        show("Chao and others", paths())
        show("with windows", windowed())
    show("500 households, 240 minutes", half_days())


def show(title: str, rows: Iterable[Row]) -> None:
    """A table as it comes, and its mean."""
    print(
        f"\n{title:28} {'reference':>9} {'prize':>7} {'short %':>8} {'bound':>7} {'gap %':>7} {'s':>6}  found by"
    )
    made = []
    for row in rows:
        made.append(row)
        gap = (row.bound - row.prize) / row.bound if row.bound else 0.0
        print(
            f"{row.name:28} {row.reference:9} {row.prize:7} {row.short:8.2%} {row.bound:7} {gap:7.2%} "
            f"{row.seconds:6.1f}  {row.solver}",
            flush=True,
        )
    if made:
        mean = sum(row.short for row in made) / len(made)
        gap = sum((row.bound - row.prize) / row.bound for row in made if row.bound) / len(made)
        print(
            f"{title:28} {len(made)} instances, mean short {mean:.3%}, worst {max(r.short for r in made):.2%}, gap {gap:.1%}"
        )


def paths() -> Iterator[Row]:
    """Every instance with a reference value."""
    lines = (DATA / "reference_values.txt").read_text(encoding="utf-8").split("\n")
    known = [line.split() for line in lines if line.strip()][::EVERY]
    for name, value in known:
        yield one(DATA / name, name, int(value), None)


def windowed() -> Iterator[Row]:
    """pr01 – pr04 with one to four teams."""
    cases = [
        (name, teams, best) for name, all_of in BEST_KNOWN.items() for teams, best in enumerate(all_of, 1)
    ]
    for name, teams, best in cases[::EVERY]:
        if (DATA / f"{name}.txt").exists():
            yield one(DATA / f"{name}.txt", f"{name}, {teams} teams", best, teams)


def one(file: Path, name: str, reference: int, teams: int | None) -> Row:
    """Plan one file; a round that is too long in exact lengths counts as nothing."""
    read = read_instance(file.read_text(encoding="utf-8"), teams=teams)
    made = plan(read.problem, seconds=SECONDS)
    wrong = read.too_long(made)
    return Row(
        name,
        reference,
        0 if wrong else made.prize,
        made.bound,
        "TOO LONG" if wrong else made.solver,
        made.seconds,
    )


def half_days() -> Iterator[Row]:
    """One, two and three officials; the reference is the best of all that was found here, longer searches included."""
    for kind in ("each the same", "less with each"):
        for crew in (1, 2, 3):
            problem = township(crew, falling=kind == "less with each")
            made = plan(problem, seconds=SECONDS)
            best = made.prize
            if LONG:
                best = max([best] + [plan(problem, seconds=60 * LONG, seed=seed).prize for seed in (2, 3)])
            yield Row(f"{crew} officials, {kind}", best, made.prize, made.bound, made.solver, made.seconds)


def township(crew: int, *, falling: bool, size: int = 500, seed: int = 14) -> Problem:
    """14 villages in 16 × 12 km, households around them, a sixth of them open to visits only for part of the half-day.

    Points 40 – 300, or (falling) 14 groups whose points fall with every further visit, and promises on top.
    """
    chance = random.Random(seed)  # noqa: S311 (an instance, not a secret)
    villages = [(chance.uniform(0, 16), chance.uniform(0, 12)) for _ in range(14)]
    at = [chance.randrange(14) for _ in range(size)]
    points = [(8.0, 6.0)] + [
        (villages[v][0] + chance.gauss(0, 0.5), villages[v][1] + chance.gauss(0, 0.5)) for v in at
    ]
    travel = [
        [0 if a is b else round(1 + 1.8 * (abs(a[0] - b[0]) + abs(a[1] - b[1]))) for b in points]
        for a in points
    ]
    whom = []
    for n in range(size):
        draw = chance.random()
        windows = ((0, 110),) if draw < 0.08 else ((130, 240),) if draw < 0.16 else ()
        length, worth = chance.choice((10, 15, 15, 20, 30)), chance.randint(40, 300)
        promise = worth if chance.random() < 0.06 else 0
        whom.append(
            Candidate(
                key=str(n),
                place=n + 1,
                prize=promise if falling else worth,
                service=length,
                windows=windows,
                group=f"g{(at[n] + n % 3) % 14}" if falling else None,
            )
        )
    who = tuple(Official(str(n), 0, 0, 240) for n in range(crew))
    groups = (
        {f"g{g}": tuple(round((120 + 15 * g) * 0.7**k) for k in range(8)) for g in range(14)}
        if falling
        else {}
    )
    return Problem(tuple(whom), who, travel, groups)


def main() -> int:
    """The whole table, with the time it took."""
    started = time.perf_counter()
    everything()
    print(f"\n{time.perf_counter() - started:.0f} s in all")
    return 0
