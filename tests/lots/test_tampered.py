"""`huiyin draw verify` and files that were changed: what was accepted once is refused now (the numbers of the report)."""

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from huiyin.lib.sortition import proof as proofs
from huiyin.lib.sortition.proof import Person, Proof
from huiyin.site.cli import main
from tests.lib.lots_made import QUOTAS, SECRET, declined, made

WHOLE: Final = proofs.drawn(made(), 2)
PUBLIC: Final = WHOLE.public()


def looser() -> list[tuple[str, str, int, int]]:
    return [(category, value, 0, 9) for category, value, _least, _most in QUOTAS]


def followed_by_anybody() -> Proof:
    """Of six who are alike one declines; somebody who is not next takes the seat."""
    people = [Person(f"k{n}", f"s{n}", ("x",)) for n in range(6)]
    drawn = proofs.drawn(
        proofs.make("visits", "huiyin", people, [("all", "x", 0, 2)], [[0, 1], [2, 3], [4, 5]], SECRET), 1
    )
    ring = proofs.ring(SECRET, drawn.features or [])
    out = next(one for one in drawn.chosen or [] if ring[one] not in (drawn.chosen or []))
    after = declined(drawn, out).public()
    wrong = next(one for one in range(6) if one not in (*(drawn.chosen or []), ring[out]))
    return replace(after, replaced=[(out, wrong)])


def forged() -> Proof:
    """Everything redone with another panel: consistent in itself, but not what was announced."""
    people = [Person("z" if n == 0 else key, f"t{n}", features) for n, (key, features) in enumerate(
        zip("abcde", (("f",), ("m",), ("m",), ("f",), ("m",)), strict=True)
    )]  # fmt: skip
    again = proofs.make(
        "forum", "huiyin", people, QUOTAS, [[0, 1], [2, 3], [0, 4], [1, 3], [0, 2], [3, 4]], SECRET
    )
    return proofs.drawn(again, 2).public()


TAMPERED: Final[list[tuple[str, Proof]]] = [
    ("15 quotas loosened, full file", replace(WHOLE, quotas=looser())),
    ("16 quotas loosened, public file", replace(PUBLIC, quotas=looser())),
    ("17 a line of the quotas left out", replace(PUBLIC, quotas=QUOTAS[:1])),
    ("17 the same in the full file", replace(WHOLE, quotas=QUOTAS[:1])),
    ("18 the name of another draw", replace(PUBLIC, about="another draw")),
    ("19 another program", replace(PUBLIC, code="another")),
    ("20 households left out", replace(WHOLE, households=None)),
    ("21 every household another one", replace(WHOLE, households=list(range(len(WHOLE.commitments))))),
    ("22 anybody in the place of who declined", followed_by_anybody()),
    ("34 commitments in another order", replace(PUBLIC, commitments=PUBLIC.commitments[::-1])),
]


def verified(folder: Path, proof: Proof, *more: str) -> int:
    file = folder / "draw.json"
    file.write_text(proof.written(), encoding="utf-8")
    return main(["draw", "verify", str(file), *more])


@pytest.mark.parametrize(("case", "proof"), TAMPERED, ids=[case for case, _proof in TAMPERED])
def test_what_was_changed_is_refused_also_with_its_fingerprint_made_again(
    tmp_path: Path, case: str, proof: Proof, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verified(tmp_path, proof) == 1, case
    again = replace(proof, fingerprint=proofs.whole_hash(proof))
    announced = made().fingerprint if not case.startswith("22") else proof.fingerprint
    assert verified(tmp_path, again, "--fingerprint", announced) == 1, case


def test_23_a_forged_file_that_agrees_with_itself_is_told_by_the_fingerprint_announced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    false = forged()
    assert verified(tmp_path, false) == 0
    said = capsys.readouterr().out
    assert false.fingerprint in said, "the check prints what is to be compared with what was announced"
    assert verified(tmp_path, false, "--fingerprint", made().fingerprint) == 1
    assert verified(tmp_path, PUBLIC, "--fingerprint", made().fingerprint.upper()) == 0
