"""Personal fields: ciphertext in the database, words in Python, and another key when one wants it."""

import pytest
from django.core.management import call_command
from django.db import connection

from huiyin.lib.sealing import SealBroken
from huiyin.orgs.keys import ring
from huiyin.people.fields import phone_index
from huiyin.people.models import Household, Resident
from tests.lying import readable
from tests.world import World


def raw(person: Resident, column: str) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM people_resident WHERE id = %s", [person.pk])
        return bytes(cursor.fetchone()[0])


def test_the_database_holds_no_words(world: World) -> None:
    assert world.wang.name == "王秀兰"
    for column in ("name", "phone"):
        assert raw(world.wang, column).startswith(b"\x00"), "the number of its key, then nothing to be read"
        assert "王" not in readable(raw(world.wang, column))
        assert "1990000" not in readable(raw(world.wang, column))


def test_the_same_words_are_never_sealed_alike_but_numbers_meet_in_the_index(world: World) -> None:
    twin = Resident.objects.create(name="王秀兰", phone="199 0000 1234", created_at=world.wang.created_at)
    assert raw(twin, "name") != raw(world.wang, "name")
    assert (
        phone_index("+86 １９９-0000-1234")
        == phone_index("199-0000-1234")
        == world.wang.phone_index
        != phone_index("19900001235")
    )


def test_a_seal_moved_to_another_column_does_not_open(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_resident SET name = phone WHERE id = %s", [world.wang.pk])
    with pytest.raises(SealBroken):
        _ = Resident.objects.get(pk=world.wang.pk).name


def test_a_new_key_seals_everything_again(world: World) -> None:
    before, key = raw(world.wang, "phone"), ring().current
    call_command("rotate_keys", verbosity=0)
    assert ring().current != key
    after = raw(world.wang, "phone")
    assert after != before
    assert not ring().needs_rotation(after)
    assert Resident.objects.get(pk=world.wang.pk).phone == "19900001234"


def test_what_is_shown_is_masked(world: World) -> None:
    assert world.wang.masked_name == "王**"
    assert world.wang.masked_phone == "199****1234"


def test_nothing_is_masked_where_nothing_was_said() -> None:
    assert Household(address="河西镇上河村3号").masked_address == "河西镇上河村***"
    assert Household(address="").masked_address == ""
    nobody = Resident(name="", phone="")
    assert (nobody.masked_name, nobody.masked_phone) == ("", "")
