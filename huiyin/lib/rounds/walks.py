"""Best walks of one official through a day of coarse moments, when everybody carries a charge (dynamic programming)."""

from dataclasses import dataclass

import numpy as np

from huiyin.lib.rounds.grid import Numbers

FAR = -1e18


@dataclass(frozen=True)
class Clock:
    """One official's day in coarse moments, 0 at the earliest start; `open` says when each visit may begin."""

    moments: int
    nodes: Numbers
    start: Numbers
    step: Numbers
    home: Numbers
    open: Numbers

    def among(self, some: Numbers) -> "Clock":
        """The same day with these of the nodes alone (their places in `nodes`)."""
        return Clock(
            moments=self.moments,
            nodes=self.nodes[some],
            start=self.start[some],
            step=self.step[np.ix_(some, some)],
            home=self.home[some],
            open=self.open[:, some],
        )


def walk(clock: Clock, worth: Numbers, must: Numbers) -> tuple[float, Numbers]:
    """The best walk of this official, somebody seen twice or not, and how often it sees each candidate.

    Nobody goes a – b – a: for each moment and place two best ways are kept, from different places. Who is worth nothing
    is left out: no detour saves time, so leaving them out never hurts.
    """
    visits = np.zeros(len(worth))
    some = np.flatnonzero((worth[clock.nodes] > 1e-9) | must[clock.nodes])
    nodes, moments, many = clock.nodes[some], clock.moments, len(some)
    if not many:
        return 0.0, visits
    gain, step, start, may = (
        worth[nodes],
        clock.step[np.ix_(some, some)],
        clock.start[some],
        clock.open[:, some],
    )
    begun = np.full((2, 2 * moments, many), FAR)  # best and second; the first half is the time before the day
    came = np.full((2, 2 * moments, many), -2)
    since = np.zeros((2, moments, many), dtype=np.int64)
    best, other = np.full(many, FAR), np.full(many, FAR)
    from_best, from_other = np.full(many, -2), np.full(many, -2)
    at_best, at_other = np.zeros(many, dtype=np.int64), np.zeros(many, dtype=np.int64)
    back = (moments - step) * many + np.arange(many)[:, None]
    mine = np.arange(many)
    one, two, who = begun[0].reshape(-1), begun[1].reshape(-1), came[0].reshape(-1)
    for now in range(moments):
        place = back + now * many
        found = np.where(who.take(place) == mine, two.take(place), one.take(place))
        chosen = mine
        for rank in range(2):
            if rank == 1:
                found[chosen, mine] = FAR
            chosen = found.argmax(axis=0)
            value = found[chosen, mine]
            begin = (start == now) & (value < 0) & (rank == 0)
            value, source = np.where(begin, 0.0, value), np.where(begin, -1, chosen)
            _merge(now, value, source, (best, from_best, at_best), (other, from_other, at_other))
        begun[0, moments + now] = np.where(may[now], best + gain, FAR)
        begun[1, moments + now] = np.where(may[now], other + gain, FAR)
        came[0, moments + now], came[1, moments + now] = from_best, from_other
        since[0, now], since[1, now] = at_best, at_other
    ends = np.arange(moments)[:, None] + clock.home[some] < moments
    last = np.where(ends, begun[0, moments:], FAR)
    top = int(last.argmax())
    if last.flat[top] <= 0:
        return 0.0, visits
    for here in _back(clock.moments, step, came, since, divmod(top, many)):
        visits[nodes[here]] += 1
    return float(last.flat[top]), visits


def _back(moments: int, step: Numbers, came: Numbers, since: Numbers, end: tuple[int, int]) -> list[int]:
    """The places of the walk that ends there at that moment, last one first."""
    (now, here), rank, seen = end, 0, []
    while True:
        seen.append(here)
        before, moment = int(came[rank, moments + now, here]), int(since[rank, now, here])
        if before < 0:
            return seen
        now = moment - int(step[before, here])
        rank = 1 if came[0, moments + now, before] == here else 0
        here = before


def _merge(
    now: int,
    value: Numbers,
    source: Numbers,
    first: tuple[Numbers, Numbers, Numbers],
    second: tuple[Numbers, Numbers, Numbers],
) -> None:
    """Take newly found ways into the two best from different places, in place."""
    (best, from_best, at_best), (other, from_other, at_other) = first, second
    up = value > best
    down = up & (source != from_best)
    for into, of in ((other, best), (from_other, from_best), (at_other, at_best)):
        into[down] = of[down]
    best[up], from_best[up], at_best[up] = value[up], source[up], now
    side = ~up & (source != from_best) & (value > other)
    other[side], from_other[side], at_other[side] = value[side], source[side], now
