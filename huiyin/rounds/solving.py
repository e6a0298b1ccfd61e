"""The one place that asks the search: a round's question as its numbers, its answer as visits."""

from collections.abc import Callable
from dataclasses import dataclass

from huiyin.lib import rounds as search
from huiyin.lib.charter import Charter
from huiyin.orgs.models import Unit
from huiyin.rounds.candidates import Candidate, Question
from huiyin.rounds.rules import minute
from huiyin.rounds.travel import Ways, ways

Told = Callable[[float, int, int], None]  # seconds used, points of the best so far, points no plan can exceed
Stopped = Callable[[], bool]


@dataclass(frozen=True)
class Visit:
    """One visit of the answer; hours in minutes after midnight."""

    official: int
    candidate: Candidate
    travel: int
    wait: int
    begins: int
    ends: int


@dataclass(frozen=True)
class Missed:
    """An appointment (by its wish) that cannot be kept, why, and beside which others."""

    wish: int
    reason: str
    beside: tuple[int, ...]


@dataclass(frozen=True)
class Answer:
    """The best plan found."""

    visits: tuple[Visit, ...]
    missed: tuple[Missed, ...]
    backs: dict[int, int]  # who goes anywhere -> when they are back, in minutes after midnight
    best: int
    bound: int
    seconds: float


@dataclass(frozen=True)
class Problem:
    """What the search is given, with what its numbers stand for."""

    given: search.Problem
    candidates: dict[str, Candidate]
    ways: Ways


def problem(asked: Question, charter: Charter) -> Problem:
    """A question as the search understands it: places become numbers, hours minutes after midnight."""
    places: dict[int, Unit] = {asked.round.start_id: asked.round.start}
    for one in asked.candidates:
        places.setdefault(one.place.pk, one.place)
    index = {pk: n for n, pk in enumerate(places)}
    way = ways(list(places.values()), charter)
    candidates = tuple(
        search.Candidate(
            key=one.key,
            place=index[one.place.pk],
            prize=one.worth,
            service=one.minutes,
            windows=one.spans,
            group=one.group or None,
            mandatory=one.is_appointment,
            only=frozenset(str(pk) for pk in one.only) or None,
        )
        for one in asked.candidates
    )
    who = tuple(
        search.Official(str(one.pk), 0, minute(asked.round.begins), minute(asked.round.ends))
        for one in asked.officials
    )
    used = {one.group for one in asked.candidates if one.group}
    groups = {name: steps for name, steps in asked.steps.items() if name in used}
    given = search.Problem(candidates, who, way.minutes, groups)
    return Problem(given, {one.key: one for one in asked.candidates}, way)


def solve(
    asked: Problem,
    *,
    seconds: float,
    told: Told,
    stopped: Stopped,
    seed: int = 1,
    iterations: int | None = None,
) -> Answer:
    """The best plan within so many seconds; with `iterations`, the same answer every time instead."""
    made = search.plan(
        asked.given, seconds=seconds, seed=seed, iterations=iterations, progress=told, should_stop=stopped
    )
    visits = tuple(
        Visit(int(one.official), asked.candidates[stop.key], stop.travel, stop.wait, stop.begin, stop.finish)
        for one in made.rounds
        for stop in one.stops
    )
    missed = tuple(
        Missed(
            wish, one.reason, tuple(w for key in one.beside if (w := asked.candidates[key].wish) is not None)
        )
        for one in made.missed
        if (wish := asked.candidates[one.key].wish) is not None
    )
    backs = {int(one.official): one.back for one in made.rounds if one.stops}
    return Answer(visits, missed, backs, made.prize, made.bound, made.seconds)
