"""A small draw, made by hand, and what does not hold of a file."""

from dataclasses import replace
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


def declined(proof: Proof, person: int) -> Proof:
    """The full file after somebody of the panel has declined and the next has taken the seat. ValueError for nobody."""
    if proof.chosen is None or person not in proofs.seated(proof):
        raise ValueError("not in the panel")
    if proof.features is None or proof.households is None or proof.secret is None:
        raise ValueError("only the full file knows who is next")
    following = dict(enumerate(proofs.ring(proof.secret, proof.features)))
    replaced = proof.replaced or []
    gone = [one[0] for one in replaced]
    into, passed = proofs.successor(following, proof.households, proofs.seated(proof), person, gone)
    if into is None:
        raise ValueError("nobody is left who could take this seat")
    opened = [*(proof.opened or []), *proofs.direct(proof.secret, person, into, passed)]
    return replace(proof, replaced=[*replaced, (person, into)], opened=opened)
