"""Who follows in the place of somebody who declines: sealed before the number, opened link by link, checked by anybody."""

from dataclasses import replace

import pytest

from huiyin.lib.sortition import proof as proofs
from huiyin.lib.sortition.checking import unchecked, verify
from huiyin.lib.sortition.proof import Person, Proof, seated
from tests.lib.lots_made import SECRET, codes, declined, made


def test_who_declines_is_replaced_and_another_replacement_is_found() -> None:
    proof = proofs.drawn(made(), 0)
    man = next(one for one in seated(proof) if proof.features and proof.features[one] == ["m"])
    after = declined(proof, man)
    assert not verify(after)
    assert after.replaced
    into = after.replaced[0][1]
    assert into in seated(after)
    assert man not in seated(after)
    wrong = next(i for i in range(5) if i not in (*seated(proof), into))
    assert codes(replace(after, replaced=[(man, wrong)])) == {"replaced"}
    assert codes(replace(after, replaced=[(wrong, into)])) == {"replaced"}
    assert not verify(after.public())
    assert "replaced" in unchecked(after.public()), "that both count the same, the full file shows alone"
    assert "replaced" not in unchecked(after)
    with pytest.raises(ValueError, match="full file"):
        declined(after.public(), into)
    with pytest.raises(ValueError, match="not in the panel"):
        declined(after, man)
    with pytest.raises(ValueError, match="full file"):
        proofs.drawn(made().public(), 1)


def alone() -> Proof:
    """Six who live alone and are alike, of whom two are drawn."""
    people = [Person(f"k{n}", f"s{n}", ("x",)) for n in range(6)]
    made = proofs.make("visits", "huiyin", people, [("all", "x", 0, 2)], [[0, 1], [2, 3], [4, 5]], SECRET)
    return proofs.drawn(made, 1)


def test_the_link_of_a_refusal_is_opened_and_another_replacement_does_not_fit_it() -> None:
    proof = alone()
    ring = proofs.ring(SECRET, proof.features or [])
    out = next(one for one in seated(proof) if ring[one] not in seated(proof))
    after = declined(proof, out)
    assert after.opened == [(out, ring[out], proofs.salt_of(SECRET, "next", out))]
    public = after.public()
    assert not verify(public)
    wrong = next(one for one in range(6) if one not in (*seated(proof), ring[out]))
    assert codes(replace(public, replaced=[(out, wrong)])) == {"replaced"}
    forged = [(out, wrong, after.opened[0][2])]
    assert codes(replace(public, replaced=[(out, wrong)], opened=forged)) == {"link"}
    assert codes(replace(public, replaced=[(out, seated(proof)[0])], opened=[])) == {"replaced"}, (
        "who sits there"
    )


def test_a_way_past_others_of_the_panel_is_not_opened() -> None:
    """Those passed sit in the room: the links would tell them that they count the same."""
    proof = alone()
    ring = proofs.ring(SECRET, proof.features or [])
    out = next(one for one in range(6) if ring[one] != one)
    beside = replace(proof, chosen=sorted([out, ring[out]]))
    after = declined(beside, out)
    assert after.replaced == [(out, ring[ring[out]])]
    assert after.opened == []
    assert "replaced" in unchecked(after.public())


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
