"""The file of a draw: it holds, every change to it is found, and the public one tells nothing about any lot."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from huiyin.lib.sortition import checking
from huiyin.lib.sortition import proof as proofs
from huiyin.lots import actions as draws
from huiyin.lots import lottery
from huiyin.lots.command import command
from tests.lots import draw_world as make
from tests.world import AT, World

pytestmark = pytest.mark.django_db


def test_both_files_hold_also_after_somebody_declined(world: World) -> None:
    make.register(world, 20)
    draw = make.drawn(world)
    declined = draw.entries.filter(is_chosen=True).first()
    assert declined is not None
    draws.answer(entry=declined, answer="declined", version=draw.version, by=world.liu, at=AT)
    draw.refresh_from_db()
    whole, public = lottery.whole_proof(draw), lottery.public_proof(draw)
    assert public == whole.public()
    for one in (whole, public):
        read = checking.read(one.written())
        assert checking.verify(read) == []
        assert read.number == 7
        assert [out for out, _into in read.replaced or []] == [declined.lot]
    assert checking.unchecked(whole) == []
    assert checking.unchecked(public) == ["panels", "quotas", "commitments", "counts", "replaced"]
    assert public.fingerprint == draw.worked_out.sha256 == proofs.whole_hash(whole)
    assert whole.pool_sha256 == draw.pool_sha256
    assert [one.panels_in for one in draw.entries.order_by("lot")] == whole.counts


def test_every_change_to_the_file_is_found(world: World) -> None:
    make.register(world)
    whole = lottery.whole_proof(make.drawn(world))
    assert whole.panels is not None
    other = [*whole.panels[1:], whole.panels[0]]
    changed = {
        "panels": replace(whole, panels=other),
        "chosen": replace(whole, number=(whole.number or 0) + 1),
        "pool": replace(whole, commitments=[*whole.commitments[:-1], "0" * 64]),
        "counts": replace(whole, counts=[n + 1 for n in whole.counts or []]),
        "commitment": replace(whole, salts=list(reversed(whole.salts or []))),
        "quota": replace(whole, quotas=[(c, v, 4, 4) for c, v, _least, _most in whole.quotas]),
    }
    for code, proof in changed.items():
        assert code in {found.code for found in checking.verify(proof)}, code


def test_the_command_checks_the_file_that_the_page_gives(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make.register(world)
    text = lottery.public_proof(make.drawn(world)).written()
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(text, encoding="utf-8")
    raw = json.loads(text)
    raw["chosen"][0] = (raw["chosen"][0] + 1) % len(raw["commitments"])
    bad.write_text(json.dumps(raw), encoding="utf-8")
    assert command(["verify", str(good)]) == 0
    assert command(["verify", str(good), "--fingerprint", raw["fingerprint"].upper()]) == 0
    assert command(["verify", str(good), "--fingerprint", "0" * 64]) == 1
    assert command(["verify", str(bad)]) == 1
    assert capsys.readouterr().out


def test_the_public_file_names_nobody_and_nothing_of_a_single_lot(world: World) -> None:
    homes = make.register(world)
    draw = make.drawn(world)
    text = lottery.public_proof(draw).written()
    assert set(proofs.SECRETS).isdisjoint(json.loads(text))
    assert draw.worked_out.secret not in text
    for home in homes:
        assert home.code not in text
        assert str(home.key) not in text
    for entry in draw.entries.all():
        assert entry.code not in text
        assert entry.commitment in text
    assert all(world.village.code not in line for line in text.splitlines() if "place" not in line)


def test_a_household_finds_itself_with_its_code_alone(world: World) -> None:
    make.register(world)
    draw = make.drawn(world)
    public = lottery.public_proof(draw)
    entry = draw.entries.select_related("household").get(lot=draw.worked_out.panels[7][0])
    found = proofs.find_self(public, entry.household.code, entry.code, entry.values)
    assert found is not None
    assert (found.index, found.count, found.chosen) == (entry.lot, entry.panels_in, True)
    assert proofs.find_self(public, entry.household.code, "AAAA-AAAA-AAAA", entry.values) is None
