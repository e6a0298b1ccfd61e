"""A recipient for tests: the organ, its key pair, and reading an envelope with the private half."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection

from huiyin.lib import envelope
from huiyin.orgs.models import Official
from huiyin.sealed.actions import enter_recipient
from huiyin.sealed.letter import Letter, unpacked
from huiyin.sealed.models import Recipient
from tests.world import AT, World, official

PASSPHRASE = "correct horse battery"
ORGAN = "河阳县纪委监委信访室"


class Reader:
    """Who holds the private key, on a machine of their own."""

    def __init__(self) -> None:
        self.pem, self.public = envelope.make_pair(PASSPHRASE)

    def read(self, content: bytes) -> tuple[str, Letter]:
        """What an envelope holds."""
        return unpacked(envelope.opened(envelope.private_key(self.pem, PASSPHRASE), content))


@contextmanager
def owner_may(right: str, table: str) -> Iterator[None]:
    """What `huiyin sealed` does as the owner, within the transaction of a test, which is the web's."""
    _as_owner(f"GRANT {right} ON {table} TO huiyin_web")
    if right == "INSERT":
        _as_owner(f"GRANT USAGE ON SEQUENCE {table}_id_seq TO huiyin_web")
    yield
    if right == "INSERT":
        _as_owner(f"REVOKE USAGE ON SEQUENCE {table}_id_seq FROM huiyin_web")
    _as_owner(f"REVOKE {right} ON {table} FROM huiyin_web")


def _as_owner(said: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tests_as_owner(%s)", [said])


def carrier_of(world: World) -> Official:
    """Who carries the county's sealed mail."""
    there = Official.objects.filter(username="mi").first()
    return there or official("mi", "米清", world.root, "机要员", "sealed_clerk")


def entered(world: World, at: datetime = AT) -> tuple[Reader, Recipient]:
    """The county has the public half of a reader's key, and somebody who carries to it."""
    carrier_of(world)
    reader = Reader()
    with owner_may("INSERT", "sealed_recipient"):
        made = enter_recipient(
            organ=ORGAN, phone="0990-3000123", public_key=reader.public, county=world.county, at=at
        )
    return reader, made
