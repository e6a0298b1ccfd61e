"""What people answered, counted for wholes and their parts: what is withheld so that nobody's answer can be worked out.

A count of answers tells when too few stand behind it, or when all said the same. What is withheld can still be subtracted:
a whole that is shown less its parts that are shown leaves what the hidden parts said together. So the hidden parts of a
line are joined by the smallest other, until together they are enough, and of more than one mind; and a whole that is
hidden for another line's sake takes a part of its own along. How many there are of a part is no secret here, only what
they said (`lib.disclosure` withholds counts themselves). Not protected against: two readings at two moments.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
Answers = tuple[int, ...]  # how many gave each of the answers


def tells(said: Answers, least: int) -> bool:
    """Whether showing it says what single people answered: fewer than the least, or all of one mind."""
    return any(said) and (sum(said) < least or max(said) == sum(said))


def withheld(said: Mapping[K, Answers], lines: Iterable[tuple[K, Sequence[K]]], least: int) -> set[K]:
    """The keys that are not shown; a line is a whole and the parts that it is the sum of. Of no key: nobody answered."""
    gone = {key for key, answers in said.items() if tells(answers, least)}
    spoken = [(whole, [part for part in parts if any(said.get(part, ()))]) for whole, parts in lines]
    while more := {key for line in spoken for key in _needed(line, said, gone, least)}:
        gone |= more
    return gone


def _needed(line: tuple[K, list[K]], said: Mapping[K, Answers], gone: set[K], least: int) -> list[K]:
    """The next part of a line that has to go; none where no subtraction tells."""
    whole, parts = line
    hidden = [said[part] for part in parts if part in gone]
    rest = tuple(map(sum, zip(*hidden, strict=True)))
    is_open = bool(parts) and not hidden if whole in gone else tells(rest, least)
    shown = sorted(
        (part for part in parts if part not in gone), key=lambda part: (sum(said[part]), str(part))
    )
    return shown[:1] if is_open else []
