"""Asking the scanner `clamd`, where the installation has one, whether a file is harmful (HUIYIN_CLAMD)."""

import socket
import struct

from django.conf import settings
from django.utils.translation import gettext as _

from huiyin.lib.refusal import NotNow, Refused

PIECE, SECONDS = 1 << 16, 20


def look_through(content: bytes, name: str) -> None:
    """Refuse what it finds harmful; and for now everything while it does not answer, since then nobody knows."""
    address: str = settings.HUIYIN_CLAMD
    if not address:
        return
    try:
        said = _asked(address, content)
    except OSError as error:
        raise NotNow(
            _("“%(name)s” could not be looked through just now; please try again later.") % {"name": name}
        ) from error
    if not said.endswith(b"OK"):
        raise Refused(_("“%(name)s” was not taken: the scanner finds it harmful.") % {"name": name})


def _asked(address: str, content: bytes) -> bytes:
    """What clamd says of a stream; the address is a path, or host and port."""
    with _line_to(address) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            line.sendall(struct.pack("!I", len(piece)) + piece)
        line.sendall(struct.pack("!I", 0))
        said = b""
        while not said.endswith(b"\0"):
            more = line.recv(4096)
            if not more:
                raise OSError("clamd hung up")
            said += more
    return said.rstrip(b"\0").strip()


def _line_to(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), SECONDS)
