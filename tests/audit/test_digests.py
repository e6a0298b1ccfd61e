"""A digest lies as bytes and reads as digits, alone and within a list."""

from django.db import connection

from huiyin.matters.models import Matter
from huiyin.orgs.counts import lists
from tests import make
from tests.world import World


def test_a_digest_lies_as_bytes_and_reads_as_digits(world: World) -> None:
    found = make.matter(world)
    assert len(found.code_index) == len(bytes.fromhex(found.code_index)) * 2 == 64
    with connection.cursor() as cursor:
        cursor.execute("SELECT code_index, pg_typeof(code_index)::text FROM matters_matter")
        ((lies, kind),) = cursor.fetchall()
    assert (bytes(lies).hex(), kind) == (found.code_index, "bytea")
    (read,) = lists(rows=Matter.objects.filter(link_index=found.link_index))["rows"]
    assert (read.code_index, read.link_index) == (found.code_index, found.link_index)


def test_where_nothing_is_kept_it_is_empty(world: World) -> None:
    found = make.sealed(world)
    assert Matter.objects.get(code_index="", link_index="").pk == found.pk
