"""The file of a draw: made, drawn, checked in the standard library alone; whatever is changed is found."""

import ast
import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from huiyin.lib.sortition import proof as proofs
from huiyin.lib.sortition.proof import Person, Proof, find_self, read, seated, unchecked, verify

QUOTAS = [("sex", "f", 1, 2), ("sex", "m", 1, 2)]
PEOPLE = [
    Person("a", "s1", ("f",), 1),
    Person("b", "s2", ("m",), 1),
    Person("c", "s3", ("m",), 2),
    Person("d", "s4", ("f",), None),
    Person("e", "s5", ("m",), 3),
]
PANELS = [[0, 2], [0, 4], [1, 3], [2, 3], [3, 4], [0, 2]]


@cache
def made() -> Proof:
    return proofs.make("forum", "huiyin", PEOPLE, QUOTAS, PANELS)


def codes(proof: Proof) -> set[str]:
    return {one.code for one in verify(proof)}


def test_a_good_file_holds_before_and_after_the_draw() -> None:
    for proof in (made(), proofs.drawn(made(), 2), made().public(), proofs.drawn(made().public(), 2)):
        assert not verify(proof)
        again = read(proof.written())
        assert again == proof
        assert again.written() == proof.written()
    assert unchecked(proofs.drawn(made(), 2)) == []
    assert unchecked(made().public()) == ["quotas", "households", "commitments", "number"]


def test_the_public_file_says_nothing_of_anybody() -> None:
    raw = json.loads(made().public().written())
    assert not {"features", "households", "keys", "salts"} & set(raw)
    assert raw["commitments"] == sorted(raw["commitments"])  # a place in the list tells nothing either


def test_everybody_finds_themselves_and_nobody_without_the_salt() -> None:
    proof = proofs.drawn(made().public(), 2)
    for n, person in enumerate(PEOPLE):
        found = find_self(proof, person.key, person.salt, person.features)
        assert found is not None
        assert found.count == sum(n in panel for panel in PANELS)
        assert found.chosen == (n in PANELS[2])
        assert find_self(proof, person.key, "other", person.features) is None
    assert find_self(proof, "a", "s1", ("m",)) is None


def other(values: list[Any], place: int, value: Any) -> list[Any]:
    return [value if n == place else one for n, one in enumerate(values)]


def tampered() -> list[tuple[str, Proof]]:
    proof = proofs.drawn(made(), 2)
    short, sharing = proof.panels[0][:1], sorted(proof.commitments.index(p) for p in prints("a", "b"))
    men = sorted(proof.commitments.index(p) for p in prints("c", "e"))
    assert proof.features is not None
    assert proof.salts is not None
    return [
        ("pool", replace(proof, commitments=other(proof.commitments, 0, "0" * 64))),
        ("pool", replace(proof, pool_sha256="0" * 64)),
        ("pool_twice", replace(proof, commitments=other(proof.commitments, 0, proof.commitments[1]))),
        ("commitment", replace(proof, features=other(proof.features, 0, ["x"]))),
        ("commitment", replace(proof, salts=other(proof.salts, 0, "x"))),
        ("panels", replace(proof, panels=list(reversed(proof.panels)))),
        ("panels", replace(proof, panels_sha256="0" * 64)),
        ("no_panels", replace(proof, panels=[])),
        ("stranger", replace(proof, panels=other(proof.panels, 1, [0, 99]))),
        ("size", replace(proof, panels=other(proof.panels, 1, short))),
        ("twice", replace(proof, panels=other(proof.panels, 1, short * 2))),
        ("household", replace(proof, panels=other(proof.panels, 1, sharing))),
        ("quota", replace(proof, panels=other(proof.panels, 1, men))),
        ("quota", replace(proof, quotas=[("sex", "f", 2, 2), QUOTAS[1]])),
        ("counts", replace(proof, counts=other(proof.counts, 0, 99))),
        ("reserves", replace(proof, reserves=list(reversed(proof.reserves)))),
        ("number", replace(proof, number=6)),
        ("number", replace(proof, number=-1)),
        ("chosen", replace(proof, number=3)),
        ("chosen", replace(proof, chosen=proof.panels[0])),
        ("chosen_early", replace(proof, number=None)),
    ]


def prints(*keys: str) -> list[str]:
    return [proofs.commitment(one.salt, one.key, one.features) for one in PEOPLE if one.key in keys]


@pytest.mark.parametrize(("code", "proof"), tampered())
def test_whatever_is_changed_is_found(code: str, proof: Proof) -> None:
    assert code in codes(proof)


def test_who_declines_is_replaced_and_another_replacement_is_found() -> None:
    proof = proofs.drawn(made(), 0)
    man = next(one for one in seated(proof) if proof.features and proof.features[one] == ["m"])
    after = proofs.declined(proof, man)
    assert not verify(after)
    assert after.replaced
    into = after.replaced[0][1]
    assert into in seated(after)
    assert man not in seated(after)
    wrong = next(i for i in range(5) if i not in (*proof.panels[0], into))
    assert codes(replace(after, replaced=[(man, wrong)])) == {"replaced"}
    assert codes(replace(after, replaced=[(wrong, into)])) == {"replaced"}
    public = after.public()
    assert not verify(public)
    assert "replaced" in unchecked(public)
    with pytest.raises(ValueError, match="full file"):
        proofs.declined(public, into)
    with pytest.raises(ValueError, match="not in the panel"):
        proofs.declined(after, man)


@pytest.mark.parametrize(
    "change",
    [
        {"format": 1},
        {"size": "2"},
        {"size": True},
        {"panels": [["0"]]},
        {"panels": None},
        {"quotas": [["sex", "f", 1]]},
        {"counts": [0.5]},
        {"commitments": "abc"},
        {"number": "2"},
        {"chosen": [99]},
        {"replaced": [[1]]},
        {"features": [["f"]]},
        {"features": [["f", "f"]] * 5},
        {"households": ["1"] * 5},
    ],
)
def test_what_is_no_file_of_a_draw_is_refused(change: dict[str, Any]) -> None:
    raw = json.loads(proofs.drawn(made(), 2).written())
    with pytest.raises(ValueError, match=r"format|part"):
        read(json.dumps(raw | change))


def test_what_is_not_json_is_refused() -> None:
    for text in ("", "{", "[" * 100_000, "[]"):
        with pytest.raises(ValueError, match=r"JSON|format"):
            read(text)


def test_the_check_needs_the_standard_library_alone() -> None:
    tree = ast.parse(Path(proofs.__file__).read_text(encoding="utf-8"))
    names = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert names == {"hashlib", "json", "collections.abc", "dataclasses", "typing"}
