"""A recipient for tests: the organ, its key pair, and reading an envelope with the private half."""

from huiyin.lib import envelope
from huiyin.sealed.actions import enter_recipient
from huiyin.sealed.letter import Letter, unpacked
from huiyin.sealed.models import Recipient
from tests.world import AT, World

PASSPHRASE = "correct horse battery"
ORGAN = "河阳县纪委监委信访室"


class Reader:
    """Who holds the private key, on a machine of their own."""

    def __init__(self) -> None:
        self.pem, self.public = envelope.make_pair(PASSPHRASE)

    def read(self, content: bytes) -> tuple[str, Letter]:
        """What an envelope holds."""
        return unpacked(envelope.opened(envelope.private_key(self.pem, PASSPHRASE), content))


def entered(world: World) -> tuple[Reader, Recipient]:
    """The county has the public half of a reader's key."""
    reader = Reader()
    made = enter_recipient(
        organ=ORGAN, phone="0990-3000123", public_key=reader.public, county=world.county, at=AT
    )
    return reader, made
