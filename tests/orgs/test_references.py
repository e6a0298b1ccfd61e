"""Each kind of thing has a letter of its own, so that a number says at sight what it is of."""

import re
from pathlib import Path

import pytest

import huiyin
from huiyin.lib.reference import parse
from huiyin.orgs.references import Register, next_reference, register_of
from tests.world import AT, World


def test_no_two_registers_share_a_letter() -> None:
    letters = [one.value for one in Register]
    assert len(set(letters)) == len(letters) == len(Register.__members__), "an alias would be a letter shared"


@pytest.mark.parametrize("register", Register)
def test_a_number_says_what_it_is_of(world: World, register: Register) -> None:
    number = next_reference(world.county, AT, register)
    assert number.startswith(f"{world.county.prefix}{register.value}-2026-")
    assert register_of(number, world.county) is register
    assert str(parse(number.lower())) == number
    assert register_of("ZZ-2026-000001-A", world.county) is None


def test_every_register_is_drawn_from_in_one_room_only() -> None:
    rooms: dict[str, set[str]] = {}
    for path in Path(huiyin.__file__).parent.rglob("*.py"):
        for name in re.findall(r"\bRegister\.([A-Z_]+)\)", path.read_text("utf-8")):
            rooms.setdefault(name, set()).add(path.relative_to(Path(huiyin.__file__).parent).parts[0])
    shared = {name: where for name, where in rooms.items() if len(where) > 1}
    assert not shared, shared
