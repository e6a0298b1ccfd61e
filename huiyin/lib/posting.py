"""One request to another system, so that nobody can make this machine call where it must not.

The name is resolved once, each of its addresses is judged, and the connection goes to one that was judged; the certificate
is still asked of the name. No redirect is followed, no proxy is read from the environment, and all of it ends in time.
"""

import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from http.client import HTTPException
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final, Literal
from urllib.parse import quote, urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

SECONDS: Final = 10.0
MOST: Final = 64 * 1024
_PIECE: Final = 16 * 1024
_PORTS: Final = {"http": 80, "https": 443}
_SAFE: Final = "/%:@!$&'()*+,;=~-._"
# the data of the machine itself in a cloud, which no setting opens: Alibaba, Azure, Oracle, AWS; the others are link-local
_MACHINE: Final = {
    ip_address("100.100.100.200"),
    ip_address("168.63.129.16"),
    ip_address("192.0.0.192"),
    ip_address("fd00:ec2::254"),
}
_PUBLIC: Final = IPv6Network("2000::/3")
_TRANSLATED: Final = IPv6Network("64:ff9b::/96")  # IPv4 behind NAT64


class Why(StrEnum):
    """Why there is no answer."""

    NOT_AN_ADDRESS = "not_an_address"  # the address, or a header, cannot be written down so
    NOT_ALLOWED = "not_allowed"  # it leads where this installation may not call
    UNREACHABLE = "unreachable"  # no such name, nobody there, or cut off
    NOT_TRUSTED = "not_trusted"  # its certificate is not that of its name, or of nobody whom we trust
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"


@dataclass(frozen=True)
class Answer:
    """What came back, whatever it says: a redirect or an error is an answer too."""

    status: int
    body: bytes

    @property
    def is_taken(self) -> bool:
        """Whether the other side took it."""
        return 200 <= self.status < 300


@dataclass(frozen=True)
class NoAnswer:
    """Nothing usable came back; `perhaps_taken`: the request had gone out, so that the other side may have it."""

    why: Why
    perhaps_taken: bool = False


class _No(Exception):
    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class _Target:
    """An address in its parts; the name as it is looked up, in ASCII."""

    scheme: str
    name: str
    port: int
    path: str

    @property
    def host(self) -> str:
        """As the header says it."""
        name = f"[{self.name}]" if ":" in self.name else self.name
        return name if self.port == _PORTS[self.scheme] else f"{name}:{self.port}"


def networks(text: str) -> tuple[Network, ...]:
    """The networks of a setting, with commas; ValueError where one is none."""
    return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())


def objection(address: str) -> Why | None:
    """What is wrong with an address as it is written, without looking its name up."""
    try:
        _parts(address)
    except _No as no:
        return no.why
    return None


def may_be_public(address: str) -> bool:
    """What is not encrypted stays in the networks of the house."""
    return urlsplit(address).scheme == "https"


def call(
    method: Literal["GET", "POST"],
    address: str,
    *,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    may: tuple[Network, ...] = (),
    may_public: bool = True,
    seconds: float = SECONDS,
    most: int = MOST,
) -> Answer | NoAnswer:
    """Ask once; `may` are the networks of this house that may be called, beside the public ones or alone.

    All of it, from the name to the last byte, takes `seconds` at most; an answer of more than `most` bytes is none.
    """
    until, sent = time.monotonic() + seconds, False
    try:
        target = _parts(address)
        said = _headers({"User-Agent": "Huiyin", **(headers or {}), "Host": target.host})
        found = _judged(target, may, may_public, until)
        with _connected(target, found, until) as connection:
            sent = True
            given = body if method == "POST" else None
            connection.request(method, target.path, given, said, preload_content=False, decode_content=False)
            answer = connection.getresponse()
            read = _read(answer, most)
            if time.monotonic() >= until:  # cut off in the middle
                raise _No(Why.TOO_SLOW)
            return Answer(answer.status, read)
    except _No as no:
        return NoAnswer(no.why, sent)
    except ssl.SSLCertVerificationError:
        return NoAnswer(Why.NOT_TRUSTED, sent)
    except (HTTPError, HTTPException, OSError, ValueError):  # the last: an answer that is no HTTP
        return NoAnswer(_why(Why.UNREACHABLE, until), sent)


def _read(answer: BaseHTTPResponse, most: int) -> bytes:
    """All of it, unless that is too much; cut short it raises."""
    if int(answer.headers.get("Content-Length") or 0) > most:
        raise _No(Why.TOO_LARGE)
    read = b""
    while piece := answer.read(_PIECE, decode_content=False):
        read += piece
        if len(read) > most:
            raise _No(Why.TOO_LARGE)
    return read


def _why(otherwise: Why, until: float) -> Why:
    return Why.TOO_SLOW if time.monotonic() >= until else otherwise


def _parts(address: str) -> _Target:
    """An address of the web, without a name or password in it."""
    if not address.isprintable() or " " in address or "\\" in address:
        raise _No(Why.NOT_AN_ADDRESS)
    try:
        given = urlsplit(address)
        port = given.port
        name = (given.hostname or "").encode("idna").decode()
    except ValueError as error:
        raise _No(Why.NOT_AN_ADDRESS) from error
    if given.scheme not in _PORTS or not name or "%" in name or "@" in given.netloc or port == 0:
        raise _No(Why.NOT_AN_ADDRESS)
    path = quote(given.path or "/", safe=_SAFE)
    asked = f"?{quote(given.query, safe=_SAFE + '?')}" if given.query else ""
    return _Target(given.scheme, name, port or _PORTS[given.scheme], path + asked)


def _headers(given: Mapping[str, str]) -> dict[str, str]:
    """As they go out: what a line of a header cannot hold is refused, and nothing comes packed."""
    for name, value in given.items():
        if not name.isascii() or not value.isascii() or not (name + value).isprintable():
            raise _No(Why.NOT_AN_ADDRESS)
    return {**given, "Accept-Encoding": "identity", "Connection": "close"}


def _judged(target: _Target, may: tuple[Network, ...], may_public: bool, until: float) -> list[Address]:
    """Where the name leads, all of it; one address that may not be called shuts the name."""
    found = _looked_up(target, until)
    if not found:
        raise _No(Why.UNREACHABLE)
    if not all(_may_call(one, may, may_public) for one in found):
        raise _No(Why.NOT_ALLOWED)
    return found


def _looked_up(target: _Target, until: float) -> list[Address]:
    """Asked in a thread of its own, since nothing can hurry the resolver."""
    found: list[Address] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(target.name, target.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.extend(ip_address(str(row[4][0]).partition("%")[0]) for row in rows)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(0.0, until - time.monotonic()))
    if asking.is_alive():
        raise _No(Why.TOO_SLOW)
    return found


def _may_call(address: Address, may: tuple[Network, ...], may_public: bool) -> bool:
    """A public address, or one of a network that the installation names; some are never called."""
    for one in _meant(address):
        if one.is_unspecified or one.is_multicast or one.is_link_local or one in _MACHINE:
            return False
        if not (may_public and _is_public(one)) and not any(one in network for network in may):
            return False
    return True


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address) and address not in _PUBLIC:
        return False
    return address.is_global and not address.is_private


def _meant(address: Address) -> list[Address]:
    """The address, or what IPv4 address stands in it; beside a tunnel's, both."""
    if isinstance(address, IPv4Address):
        return [address]
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    if address in _TRANSLATED:
        return [IPv4Address(int(address) & 0xFFFFFFFF)]
    tunnel = [address.sixtofour, *(address.teredo or ())]
    return [address, *(one for one in tunnel if one is not None)]


@contextmanager
def _connected(target: _Target, found: list[Address], until: float) -> Iterator[HTTPConnection]:
    """A connection to the first of the judged addresses that answers, cut off when the time is over."""
    connection = _first(target, found, until)
    cutting = threading.Timer(max(0.0, until - time.monotonic()), _cut, (connection.sock,))
    cutting.daemon = True
    cutting.start()
    try:
        yield connection
    finally:
        cutting.cancel()
        connection.close()


def _first(target: _Target, found: list[Address], until: float) -> HTTPConnection:
    failed: Exception | None = None
    for address in found:
        left = until - time.monotonic()
        if left <= 0:
            raise _No(Why.TOO_SLOW)
        connection = _line(target, address, left)
        try:
            connection.connect()
        except (HTTPError, OSError) as error:
            connection.close()
            failed = error
        else:
            return connection
    raise failed or _No(Why.UNREACHABLE)


def _line(target: _Target, address: Address, timeout: float) -> HTTPConnection:
    """To that address and no other; what is asked of the certificate is the name."""
    if target.scheme == "http":
        return HTTPConnection(str(address), target.port, timeout=timeout)
    return HTTPSConnection(
        str(address),
        target.port,
        timeout=timeout,
        ssl_context=trust(),
        server_hostname=target.name,
    )


@cache
def trust() -> ssl.SSLContext:
    """Whom the machine trusts; another authority is named by SSL_CERT_FILE, as for every program."""
    return ssl.create_default_context()


def _cut(line: socket.socket) -> None:
    """Whoever still reads sees the end; below TLS, which would wait for a farewell."""
    try:
        socket.socket.shutdown(line, socket.SHUT_RDWR)
    except OSError:
        return
