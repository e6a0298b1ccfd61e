"""Who follows in the place of somebody who declines: sealed before the number, opened link by link, checked by anybody."""

from dataclasses import replace

import pytest

from huiyin.lib.sortition import proof as proofs
from huiyin.lib.sortition.checking import unchecked, verify
from huiyin.lib.sortition.proof import Person, Proof, seated
from tests.lib.lots_made import SECRET, codes, made


def test_who_declines_is_replaced_and_another_replacement_is_found() -> None:
    proof = proofs.drawn(made(), 0)
    man = next(one for one in seated(proof) if proof.features and proof.features[one] == ["m"])
    after = proofs.declined(proof, man)
    assert not verify(after)
    assert after.replaced
    into = after.replaced[0][1]
    assert into in seated(after)
    assert man not in seated(after)
    wrong = next(i for i in range(5) if i not in (*seated(proof), into))
    for file in (after, after.public()):
        assert not verify(file)
        assert codes(replace(file, replaced=[(man, wrong)])) == {"replaced"}
        assert codes(replace(file, replaced=[(wrong, into)])) == {"replaced"}
        assert codes(replace(file, opened=[])) == {"replaced"}
        forged = [(place, wrong, salt) for place, _to, salt in after.opened or []]
        assert codes(replace(file, opened=forged, replaced=[(man, wrong)])) >= {"link"}
    public = after.public()
    assert "replaced" in unchecked(public), (
        "two of this pool live together: who was passed over for that, it cannot say"
    )
    with pytest.raises(ValueError, match="full file"):
        proofs.declined(public, into)
    with pytest.raises(ValueError, match="not in the panel"):
        proofs.declined(after, man)
    with pytest.raises(ValueError, match="full file"):
        proofs.drawn(made().public(), 1)


def alone() -> Proof:
    """Six who live alone and are alike, of whom two are drawn."""
    people = [Person(f"k{n}", f"s{n}", ("x",)) for n in range(6)]
    made = proofs.make("visits", "huiyin", people, [("all", "x", 0, 2)], [[0, 1], [2, 3], [4, 5]], SECRET)
    return proofs.drawn(made, 1)


def test_everybody_can_check_that_nobody_was_passed_over() -> None:
    """Where nobody lives with another, the public file leaves no freedom at all; three refusals, and the circle goes on."""
    proof = alone()
    out = seated(proof)[0]
    for _refusal in range(3):
        proof = proofs.declined(proof, out)
        assert not verify(proof.public())
        assert "replaced" not in unchecked(proof.public())
        out = (proof.replaced or [])[-1][1]
    *_before, last = proof.replaced or []
    ring = proofs.ring(SECRET, proof.features or [])
    skipped = (last[0], ring[last[1]])
    links = {one[0]: one for one in proof.opened or []}
    links[last[1]] = (last[1], ring[last[1]], proofs.salt_of(SECRET, "next", last[1]))
    longer = replace(proof, replaced=[*_before, skipped], opened=sorted(links.values()))
    assert codes(longer.public()) == {"replaced"}


def test_the_circle_of_those_alike_holds_each_once_and_ends_where_nobody_is_left() -> None:
    ring = proofs.ring(SECRET, [("a",), ("b",), ("a",), ("a",), ("c",)])
    assert sorted(ring) == list(range(5))
    assert (ring[1], ring[4]) == (1, 4)
    assert {ring[0], ring[2], ring[3]} == {0, 2, 3}
    following = dict(enumerate(ring))
    into, passed = proofs.successor(following, None, [0], 0, [])
    assert into == ring[0]
    assert passed == [0]
    assert proofs.successor(following, None, [0, 2, 3], 0, [])[0] is None
    assert proofs.successor(following, None, [0], 0, [2, 3])[0] is None
    assert proofs.successor(following, None, [1], 1, []) == (None, [1])
    homes = [None, None, 7, 7, 7]
    assert proofs.successor(following, homes, [0, 4], 0, [])[0] is None, "both others live with one who stays"
