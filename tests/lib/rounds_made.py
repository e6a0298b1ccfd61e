"""Small rounds of visits for the tests, and the best plan by trying everything."""

from collections.abc import Iterator, Sequence
from itertools import permutations, product

from hypothesis import strategies as st

from huiyin.lib.rounds.plan import timetable
from huiyin.lib.rounds.problem import Candidate, Official, Problem


@st.composite
def problems(draw: st.DrawFn, most: int = 5, *, metric: bool = True) -> Problem:
    """Up to five candidates, two officials, uneven travel (`metric`: no detour is shorter), windows, groups, appointments, own persons."""
    size, crew = draw(st.integers(1, most)), draw(st.integers(1, 2))
    places = draw(st.integers(1, 4))
    hours = st.integers(0, 12)
    travel = [[0 if a == b else draw(hours) for b in range(places)] for a in range(places)]
    if metric:
        for by, a, b in product(range(places), repeat=3):
            travel[a][b] = min(travel[a][b], travel[a][by] + travel[by][b])
    where = st.integers(0, places - 1)
    who = []
    for n in range(crew):
        first = draw(st.integers(0, 10))
        who.append(
            Official(f"o{n}", draw(where), first, first + draw(st.integers(0, 50)), draw(st.none() | where))
        )
    groups = {
        name: tuple(sorted(draw(st.lists(st.integers(0, 9), max_size=3)), reverse=True))
        for name in ("a", "b")
    }
    span = st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda pair: (pair[0], pair[0] + pair[1]))
    whom = tuple(
        Candidate(
            key=f"c{n}",
            place=draw(where),
            prize=draw(st.integers(0, 9)),
            service=draw(st.integers(0, 12)),
            windows=tuple(draw(st.lists(span, max_size=2))),
            group=draw(st.sampled_from([None, "a", "b"])),
            mandatory=draw(st.integers(0, 5)) == 0,
            only=frozenset({"o0"}) if draw(st.integers(0, 4)) == 0 else None,
        )
        for n in range(size)
    )
    return Problem(whom, tuple(who), travel, groups)


def prize_of(problem: Problem, keys: Sequence[str]) -> int:
    """Points of seeing exactly these: the fixed ones, and the head of each group's sequence."""
    known = {one.key: one for one in problem.candidates}
    total, counts = 0, dict.fromkeys(problem.groups, 0)
    for key in keys:
        one = known[key]
        total += one.prize
        if one.group is not None:
            counts[one.group] += 1
    return total + sum(sum(problem.groups[name][:count]) for name, count in counts.items())


def best(problem: Problem) -> tuple[int, int]:
    """(appointments kept, points) of the best plan there is; the first counts before the second."""
    found = (0, 0)
    for sides in _sides(problem, len(problem.candidates)):
        parts = [
            [one for one, side in zip(problem.candidates, sides, strict=True) if side == n]
            for n in range(len(problem.officials))
        ]
        if all(
            any(timetable(problem, who, order) is not None for order in permutations(part))
            for who, part in zip(problem.officials, parts, strict=True)
        ):
            seen = [one for part in parts for one in part]
            found = max(
                found, (sum(one.mandatory for one in seen), prize_of(problem, [one.key for one in seen]))
            )
    return found


def _sides(problem: Problem, left: int) -> Iterator[tuple[int, ...]]:
    if not left:
        yield ()
        return
    for rest in _sides(problem, left - 1):
        for side in range(-1, len(problem.officials)):
            yield (*rest, side)
