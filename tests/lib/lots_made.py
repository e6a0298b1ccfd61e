"""A small draw, made by hand, and what does not hold of a file."""

from functools import cache

from huiyin.lib.sortition import checking
from huiyin.lib.sortition import proof as proofs
from huiyin.lib.sortition.proof import Person, Proof

QUOTAS = [("sex", "f", 1, 2), ("sex", "m", 1, 2)]
PEOPLE = [
    Person("a", "s1", ("f",), 1),
    Person("b", "s2", ("m",), 1),
    Person("c", "s3", ("m",), 2),
    Person("d", "s4", ("f",), None),
    Person("e", "s5", ("m",), 3),
]
SECRET = "of the office"
PANELS = [[0, 2], [0, 4], [1, 3], [2, 3], [3, 4], [0, 2]]


@cache
def made() -> Proof:
    """The full file before the number."""
    return proofs.make("forum", "huiyin", PEOPLE, QUOTAS, PANELS, SECRET)


def codes(proof: Proof) -> set[str]:
    """What does not hold of it."""
    return {one.code for one in checking.verify(proof)}
