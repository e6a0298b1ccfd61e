"""Counts told in steps: tables of many pages and days that say nothing of a count of few, however they are put together.

Each count of a village is moved by an amount that only the installation knows (0 to step − 1, the same for ever) and told
as the whole steps below it. So what is told depends on no other hidden count, nothing is told by which of two numbers is
withheld, and the day on which a number jumps says as little as the number. On the average it is right, and never a step off.

A sum over places is told the same way, but only where it leaves those below it open: whatever a reader adds up and takes
away on all pages, a count of few keeps every value that its own number allows. Where the nearest steps would tell, others
are taken; where none fits, what the parts tell is added up. Source: random rounding, Fellegi 1975. What a reader can work
out of a tree of sums are intervals, and these are exact.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True)
class Told:
    """What is told of one count, and what a reader may think it is: from `low` to `high`.

    `value` is None where the count is under a step, perhaps nothing. `least` and `most` are how far the range still
    reaches, at either end, while any one count of few below it goes to the end of its own.
    """

    value: int | None
    low: int
    high: int
    least: int
    most: int

    @property
    def middle(self) -> int:
        """What is reckoned with, and never told: half a step, where it is only known that it is under one."""
        if self.value is not None:
            return self.value
        return (self.low + self.high) // 2


def one(count: int, step: int, moved: int, *, surely: int = 0) -> Told:
    """A count of a place that is not a sum: a reader keeps every value under a step for it, or half a step about it.

    `surely` is how many everybody takes for granted: 1 where it is told that somebody was there.
    """
    value = step * ((count + moved) // step)
    low, high = _range(value, step)
    low = max(low, surely)
    if value == 0:
        return Told(None, low, high, least=high, most=low)
    if value > step:  # cannot be few but by a hair: nothing has to be kept open
        return Told(value, low, high, least=low, most=high)
    return Told(value, low, high, least=value + step // 2, most=value - step // 2)


def nothing() -> Told:
    """Nobody at all, and that is known."""
    return Told(0, 0, 0, 0, 0)


def above(count: int, below: Sequence[Told], step: int, moved: int) -> Told:
    """The sum of counts that are told themselves."""
    low, high = sum(part.low for part in below), sum(part.high for part in below)
    least = low + max((part.least - part.low for part in below), default=0)
    most = high - max((part.high - part.most for part in below), default=0)
    if high == 0:
        return nothing()

    def leaves_open(value: int) -> bool:
        first, last = _range(value, step)
        return first <= most and last >= least

    return _nearest(count, (low, high), (least, most), step, moved, leaves_open)


def _nearest(
    count: int, whole: Span, kept: Span, step: int, moved: int, leaves_open: Callable[[int], bool]
) -> Told:
    """The number nearest to the moved count that leaves all open; where there is none, the middle of what the parts tell."""
    first = step * ((count + moved) // step)
    for off in range(whole[1] // step + 2):
        for value in (first + off * step, first - off * step):
            if value >= 0 and leaves_open(value):
                low, high = _range(value, step)
                low, high = max(low, whole[0]), min(high, whole[1])
                least, most = max(kept[0], low), min(kept[1], high)
                return Told(value or None, low, high, least, most)
    return Told(step * round(sum(whole) / (2 * step)) or None, *whole, *kept)


def _range(value: int, step: int) -> Span:
    """The counts that may be told as `value`."""
    return max(0, value - step + 1), value + step - 1
