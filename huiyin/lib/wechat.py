"""How WeChat speaks to an official account: signatures, its encrypted mode, its messages as XML, and how one answers.

As its documentation of messages describes it; nothing here asks a database or a network. Whatever somebody sends either is
read or raises `NotWeChat`.
"""

import base64
import binascii
import hashlib
import os
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Final
from xml.parsers import expat

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

LARGEST: Final = 64 * 1024  # bytes of one call: a message of WeChat has a few thousand
OLDEST: Final = timedelta(minutes=10)  # it repeats within seconds; clocks of two machines may differ
KEY: Final = re.compile(r"[A-Za-z0-9]{43}")
_BLOCK, _RANDOM, _LENGTH = 32, 16, 4
_DEPTH: Final = 2  # the fields of a message stand directly below its root


class NotWeChat(Exception):
    """It does not come from WeChat, or was altered on its way."""


def signature(*parts: str) -> str:
    """Of a call: the token, its moment and its number, in encrypted mode also what is encrypted."""
    return hashlib.sha1("".join(sorted(parts)).encode("utf-8", "surrogatepass")).hexdigest()  # noqa: S324 - as it says


def is_signed(given: str, *parts: str) -> bool:
    """Whether a signature is the one of these parts, in a time that says nothing."""
    return compare_digest(signature(*parts).encode(), given.encode("utf-8", "surrogatepass"))


def is_of_now(timestamp: str, at: datetime) -> bool:
    """Whether a call was signed just now."""
    if not re.fullmatch(r"[0-9]{1,12}", timestamp):
        return False
    return abs(at.timestamp() - int(timestamp)) <= OLDEST.total_seconds()


@dataclass(frozen=True)
class Seal:
    """The encrypted mode of one account: AES-256-CBC, with the account named within."""

    key: str = field(repr=False)
    appid: str

    def open(self, sealed: str) -> str:
        """What was said."""
        try:
            lies = base64.b64decode(sealed.encode("ascii"), validate=True)
        except (binascii.Error, UnicodeEncodeError) as error:
            raise NotWeChat("no base64") from error
        if not lies:
            raise NotWeChat("nothing in it")
        unlock = self._cipher().decryptor()
        try:
            padded = unlock.update(lies) + unlock.finalize()
        except ValueError as error:
            raise NotWeChat("no whole blocks") from error
        return self._within(padded)

    def _within(self, padded: bytes) -> str:
        pad = padded[-1]
        if not 1 <= pad <= _BLOCK or padded[-pad:] != bytes([pad]) * pad:
            raise NotWeChat("wrong padding")
        rest = padded[_RANDOM:-pad]
        if len(rest) < _LENGTH:
            raise NotWeChat("too short")
        length = struct.unpack(">I", rest[:_LENGTH])[0]
        said, appid = rest[_LENGTH : _LENGTH + length], rest[_LENGTH + length :]
        if len(said) != length or not compare_digest(appid, self.appid.encode()):
            raise NotWeChat("another account")
        try:
            return said.decode()
        except UnicodeDecodeError as error:
            raise NotWeChat("no text") from error

    def shut(self, said: str, random: bytes | None = None) -> str:
        """The same the other way."""
        words = said.encode()
        plain = (random or os.urandom(_RANDOM)) + struct.pack(">I", len(words)) + words + self.appid.encode()
        pad = _BLOCK - len(plain) % _BLOCK
        lock = self._cipher().encryptor()
        return base64.b64encode(lock.update(plain + bytes([pad]) * pad) + lock.finalize()).decode()

    def _cipher(self) -> "Cipher[CBC]":
        key = base64.b64decode(self.key + "=")
        return Cipher(AES(key), CBC(key[:_RANDOM]))


def read(written: bytes | str) -> dict[str, str]:
    """The fields of a message; what declares a type or an entity of its own is no message."""
    if len(written) > LARGEST:
        raise NotWeChat("too large")
    fields: dict[str, str] = {}
    road: list[str] = []

    def begins(name: str, _attributes: Mapping[str, str]) -> None:
        road.append(name)
        if len(road) == _DEPTH:
            fields[name] = ""

    def ends(_name: str) -> None:
        road.pop()

    def says(words: str) -> None:
        if len(road) == _DEPTH:
            fields[road[-1]] += words

    def declares(*_what: object) -> None:
        raise NotWeChat("declares a type")

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    parser.CharacterDataHandler = says
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = declares
    try:
        parser.Parse(written, True)
    except (expat.ExpatError, ValueError) as error:
        raise NotWeChat("no XML") from error
    return fields


def written(fields: Mapping[str, str]) -> str:
    """A message as XML."""
    return "<xml>" + "".join(f"<{name}>{_data(words)}</{name}>" for name, words in fields.items()) + "</xml>"


def _data(words: str) -> str:
    seen = "".join(one for one in words if one >= " " or one in "\n\t")
    return "<![CDATA[" + seen.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def reply(message: Mapping[str, str], words: str, at: datetime) -> str:
    """A text that answers a message at once."""
    return written(
        {
            "ToUserName": message["FromUserName"],
            "FromUserName": message.get("ToUserName", ""),
            "CreateTime": str(int(at.timestamp())),
            "MsgType": "text",
            "Content": words,
        }
    )


def shut_reply(seal: Seal, token: str, answer: str, timestamp: str, nonce: str) -> str:
    """The same in encrypted mode."""
    sealed = seal.shut(answer)
    signed = signature(token, timestamp, nonce, sealed)
    return written({"Encrypt": sealed, "MsgSignature": signed, "TimeStamp": timestamp, "Nonce": nonce})
