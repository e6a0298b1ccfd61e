"""Text that only this installation can read: seals it, opens it, and makes blind indexes to find it again.

What belongs to one thing is sealed under a key of its own, which is kept sealed: who destroys that key has destroyed
all that was ever sealed under it."""

import base64
import binascii
import hashlib
import hmac
import json
import os
import re
import secrets
import stat
import tempfile
from pathlib import Path
from typing import Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16
_NUMBER_BYTES: Final = 2
_TOKEN: Final = re.compile(r"(k[1-9][0-9]*):([A-Za-z0-9_-]+)")


class SealBroken(Exception):
    """A token cannot be opened: altered, made for another context, or sealed with a key that is not here."""


class KeyFileError(Exception):
    """The key file is missing, unreadable, badly formed, or open to others."""


class KeyRing:
    """Keys k1, k2, … for sealing (the newest seals, all open) and one key for blind indexes.

    The blind key is never rotated, because every stored index would then stop matching.
    """

    def __init__(self, path: Path, keys: dict[str, bytes], blind_key: bytes) -> None:
        self._path = path
        self._keys = keys
        self._blind_key = blind_key

    @classmethod
    def create(cls, path: str | os.PathLike[str]) -> Self:
        """Write a new key file for its owner's eyes only. KeyFileError if one is there already."""
        ring = cls(Path(path), {"k1": secrets.token_bytes(_KEY_BYTES)}, secrets.token_bytes(_KEY_BYTES))
        ring._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(ring._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as error:
            raise KeyFileError(f"{ring._path} exists: losing its keys would lose what they seal") from error
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(ring._written())
            file.flush()
            os.fsync(file.fileno())
        return ring

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Read a key file. KeyFileError if it is missing, badly formed, or readable by everyone."""
        path = Path(path)
        keys, blind_key = _read(path)
        return cls(path, keys, blind_key)

    @property
    def current(self) -> str:
        """The id of the key which seals now."""
        return max(self._keys, key=_number)

    def rotate(self) -> str:
        """Add a key and seal with it from now on; older tokens still open. Gives the new id."""
        self._keys, self._blind_key = _read(self._path)  # another process may have rotated meanwhile
        added = f"k{_number(self.current) + 1}"
        self._keys[added] = secrets.token_bytes(_KEY_BYTES)
        self._save()
        return added

    def seal(self, text: str, context: str) -> str:
        """`k1:…`: AES-256-GCM with a random nonce; opens only with the same context (what it is for)."""
        name = self.current
        return f"{name}:{base64.urlsafe_b64encode(self._sealed(name, text, context)).decode().rstrip('=')}"

    def open(self, token: str, context: str) -> str:
        """The text of a token. SealBroken if it was altered or belongs to another context."""
        return self._opened(*_parts(token), context)

    def shut(self, text: str, context: str) -> bytes:
        """For the database (context: table and column): the number of the key in two bytes, then what is sealed."""
        name = self.current
        return _number(name).to_bytes(_NUMBER_BYTES, "big") + self._sealed(name, text, context)

    def opened(self, kept: bytes, context: str) -> str:
        """The text of what was shut. SealBroken if it was altered or belongs to another context."""
        return self._opened(_key_of(kept), kept[_NUMBER_BYTES:], context)

    def needs_rotation(self, kept: bytes) -> bool:
        """Was this shut with an older key than the current one? SealBroken if nothing can have been shut like that."""
        return _key_of(kept) != self.current

    def _sealed(self, name: str, text: str, context: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(self._keys[name]).encrypt(nonce, text.encode(), _bound(name, context))

    def _opened(self, name: str, sealed: bytes, context: str) -> str:
        cipher, nonce = AESGCM(self._key(name)), sealed[:_NONCE_BYTES]
        try:
            return cipher.decrypt(nonce, sealed[_NONCE_BYTES:], _bound(name, context)).decode()
        except InvalidTag as error:
            raise SealBroken("what was sealed was altered or belongs to another context") from error

    def blind(self, text: str, purpose: str) -> str:
        """64 hex digits, equal for equal text and purpose: to find a number without storing it readable.

        Normalise the text first; purposes do not match each other.
        """
        label = purpose.encode()
        message = len(label).to_bytes(4, "big") + label + text.encode()
        return hmac.new(self._blind_key, message, hashlib.sha256).hexdigest()

    def __repr__(self) -> str:
        return f"<KeyRing {self.current} of {len(self._keys)}>"  # never the keys: this ends in logs

    def _key(self, name: str) -> bytes:
        if name not in self._keys:
            self._keys, self._blind_key = _read(self._path)  # rotated by another process
        try:
            return self._keys[name]
        except KeyError as error:
            raise SealBroken(f"there is no key {name} in this installation") from error

    def _written(self) -> str:
        named = {name: base64.b64encode(key).decode() for name, key in self._keys.items()}
        blind_key = base64.b64encode(self._blind_key).decode()
        return json.dumps({"seal": named, "blind": blind_key}, indent=1) + "\n"

    def _save(self) -> None:
        """Replace the file in one step: a power cut leaves the old keys or the new ones, never half."""
        handle, temporary = tempfile.mkstemp(dir=self._path.parent, prefix=".keys-")
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(self._written())
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, self._path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


class DataKey:
    """The key of one thing, for its words and its files; made here, kept sealed by the ring."""

    _ENCODING: Final = (
        "utf-16-le"  # two bytes a character, of whatever language: a length can be told from outside
    )

    def __init__(self, written: str) -> None:
        self._secret = base64.b64decode(written)
        self._cipher = AESGCM(self._secret)

    @staticmethod
    def new() -> str:
        """A fresh one, as it is written down."""
        return base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode()

    @classmethod
    def length_of(cls, characters: int) -> int:
        """How many bytes so many characters are when they are sealed: all that can be counted without the key."""
        return _NONCE_BYTES + 2 * characters + _TAG_BYTES

    def seal(self, text: str, context: str) -> bytes:
        """Opens only with the same context (table, column, thing)."""
        return self.shut(text.encode(self._ENCODING), context)

    def open(self, sealed: bytes, context: str) -> str:
        """The text. SealBroken if it was altered or belongs to another context."""
        return self.opened(sealed, context).decode(self._ENCODING)

    def mark(self, content: bytes) -> str:
        """64 hex digits, equal for equal content; who has the content but not the key can check nothing by it."""
        return hmac.new(self._secret, content, hashlib.sha256).hexdigest()

    def shut(self, content: bytes, context: str) -> bytes:
        """AES-256-GCM with a random nonce, which stands in front."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, context.encode())

    def opened(self, sealed: bytes, context: str) -> bytes:
        """What was shut. SealBroken if it was altered or belongs to another context."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], context.encode())
        except (InvalidTag, ValueError) as error:
            raise SealBroken("what was sealed was altered or belongs to another context") from error

    def __repr__(self) -> str:
        return "<DataKey>"  # never the key: this ends in logs


def _number(name: str) -> int:
    return int(name[1:])


def _key_of(kept: bytes) -> str:
    if len(kept) < _NUMBER_BYTES + _NONCE_BYTES + _TAG_BYTES:
        raise SealBroken("what was sealed was cut short")
    return f"k{int.from_bytes(kept[:_NUMBER_BYTES], 'big')}"


def _bound(name: str, context: str) -> bytes:
    return f"huiyin/{name}/{context}".encode()


def _parts(token: str) -> tuple[str, bytes]:
    found = _TOKEN.fullmatch(token)
    if found is None:
        raise SealBroken("this is not a sealed token")
    encoded = found[2]
    try:
        sealed = base64.b64decode(encoded + "=" * (-len(encoded) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise SealBroken("this is not a sealed token") from error
    if len(sealed) < _NONCE_BYTES + _TAG_BYTES:
        raise SealBroken("this token was cut short")
    if base64.urlsafe_b64encode(sealed).decode().rstrip("=") != encoded:
        raise SealBroken("this token was altered")  # spare bits of the last character
    return found[1], sealed


def _read(path: Path) -> tuple[dict[str, bytes], bytes]:
    try:
        mode = path.stat().st_mode
        written = json.loads(path.read_text(encoding="ascii"))
        keys = {name: base64.b64decode(key, validate=True) for name, key in written["seal"].items()}
        blind_key = base64.b64decode(written["blind"], validate=True)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeyFileError(f"the key file {path} cannot be read: {type(error).__name__}") from None
    if stat.S_IMODE(mode) & 0o007:
        raise KeyFileError(f"the key file {path} is open to everyone on this machine: chmod 600 it")
    names_are_right = all(re.fullmatch(r"k[1-9][0-9]*", name) for name in keys)
    if not keys or not names_are_right or any(len(key) != _KEY_BYTES for key in [*keys.values(), blind_key]):
        raise KeyFileError(f"the key file {path} does not hold keys of {_KEY_BYTES} bytes named k1, k2, …")
    return keys, blind_key
