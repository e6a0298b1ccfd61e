"""The answer: who goes where and when, what it is worth, how far from the best possible, and which appointment is missed."""

from collections.abc import Sequence
from dataclasses import dataclass

from huiyin.lib.rounds.problem import Candidate, Official, Problem


@dataclass(frozen=True)
class Stop:
    """One visit: `travel` units on the way, there at `arrive`, `wait` until `begin`, over at `finish`."""

    key: str
    travel: int
    arrive: int
    begin: int
    finish: int

    @property
    def wait(self) -> int:
        """Units between arriving and beginning."""
        return self.begin - self.arrive


@dataclass(frozen=True)
class Round:
    """One official's half-day: the stops in their order, the way home, and when it is over."""

    official: str
    stops: tuple[Stop, ...]
    leave: int
    travel_home: int
    back: int

    @property
    def travel(self) -> int:
        """Units spent on the way, in all."""
        return sum(stop.travel for stop in self.stops) + self.travel_home


@dataclass(frozen=True)
class Missed:
    """An appointment that cannot be kept, and why.

    `nobody` may go · `closed`: no window meets anybody's hours · `far`: too far to get there and home in time ·
    `clash`: not beside the appointments in `beside` · `full`: alone it would do, among all of them no way was found.
    """

    key: str
    reason: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The best rounds found.

    `prize`: points collected. `bound`: points that no plan of this problem can exceed, proven; `gap` = (bound − prize) ÷
    bound, between 0 (the best there is) and 1. `solver` is the search that found it.
    """

    rounds: tuple[Round, ...]
    prize: int
    bound: int
    missed: tuple[Missed, ...]
    solver: str
    seconds: float
    iterations: int

    @property
    def gap(self) -> float:
        """Share of the bound that is not collected; 0 is proven best."""
        return (self.bound - self.prize) / self.bound if self.bound else 0.0


def opening(one: Candidate, arrive: int) -> int | None:
    """When a visit begins if one arrives then: at once, at the next opening, or never."""
    if not one.windows:
        return arrive
    return min(
        (max(arrive, opens) for opens, closes in one.windows if arrive <= closes and opens <= closes),
        default=None,
    )


def timetable(problem: Problem, who: Official, order: Sequence[Candidate]) -> Round | None:
    """The round with its times, or nothing where it breaks hours, a window or who may go."""
    here, now, stops = who.start, who.earliest, []
    for one in order:
        travel = problem.travel[here][one.place]
        arrive = now + travel
        begin = opening(one, arrive)
        if begin is None or (one.only is not None and who.key not in one.only):
            return None
        now, here = begin + one.service, one.place
        stops.append(Stop(one.key, travel, arrive, begin, now))
    home = problem.travel[here][who.home] if stops else 0
    if now + home > who.latest:
        return None
    return Round(who.key, tuple(stops), who.earliest, home, now + home)
