"""What may be worked out of an area: measures see only what the tables tell, with what they withhold taken together.

So a measure, to whatever digit, says nothing that the tables have not said already, and no rule depends on a hidden count.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import Final, TypeVar

G = TypeVar("G", bound=Hashable)
OTHERS: Final = "others"  # the class of all that is withheld
Met = dict[Hashable, int]


def merged(
    told: Mapping[G, int | None],
    counts: Mapping[G, int],
    living: Mapping[G, int],
    *,
    has_total: bool,
    least: int,
) -> tuple[Met, Met]:
    """Those met and those living, class by class as told, the withheld classes as one (`OTHERS`).

    `told` are the counts of everybody met, as they stand in the table (None: withheld); `counts` of those of them who can
    be compared, since their village states who lives there. A class is taken among the others too where its comparable
    count, or what is left of it, is smaller than `least`; where only one would stand there, or few of all of them together,
    the smallest told ones join them. Nothing where the table withholds its total (then even the sum of the others would be
    new) or every class. With `least` 0 (one's own) everything is told.
    """
    if not has_total:
        return {}, {}
    hidden = [one for one in living if _is_hidden(told.get(one, 0), counts.get(one, 0), least)]
    rest = [one for one in living if one not in hidden]
    while rest and hidden and _tells(hidden, told, counts, least):
        smallest = min(rest, key=lambda one: (counts.get(one, 0), str(one)))
        rest.remove(smallest)
        hidden.append(smallest)
    if len(hidden) == len(living):
        return {}, {}
    met: Met = {one: counts.get(one, 0) for one in living if one not in hidden}
    here: Met = {one: living[one] for one in living if one not in hidden}
    if hidden:
        met[OTHERS] = sum(counts.get(one, 0) for one in hidden)
        here[OTHERS] = sum(living[one] for one in hidden)
    return met, here


def _tells(hidden: Sequence[G], told: Mapping[G, int | None], counts: Mapping[G, int], least: int) -> bool:
    """Whether the sum of the others would be a number of few, or that of one of them."""
    whole = sum(counts.get(one, 0) for one in hidden)
    single = len(hidden) == 1 and (told.get(hidden[0], 0) is None or counts.get(hidden[0], 0) > 0)
    return single or 0 < whole < least


def _is_hidden(told: int | None, comparable: int, least: int) -> bool:
    return told is None or 0 < comparable < least or 0 < told - comparable < least
