"""Sealed for one reader: whoever seals cannot open it again, only who holds the private key can, on a machine of their own.

X25519 with a key made for each envelope, HKDF-SHA256, AES-256-GCM; mark, that key and the nonce stand in front.
"""

import base64
import binascii
import hashlib
import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MARK: Final = b"HUIYIN-SEALED-1\n"
_NAME: Final = "hys1-"
_NONCE: Final = 12


class NotForThisKey(Exception):
    """An envelope or a key that does not fit: altered, cut short, or made for another key."""


def make_pair(passphrase: str) -> tuple[str, str]:
    """The private key, locked with the passphrase, as PEM; and the public one as a line to hand over."""
    private = X25519PrivateKey.generate()
    locked = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase.encode()),
    )
    return locked.decode(), _written(private.public_key())


def private_key(pem: str, passphrase: str) -> X25519PrivateKey:
    """The key of a file. NotForThisKey if the passphrase is wrong or it is none of ours."""
    try:
        key = serialization.load_pem_private_key(pem.encode(), passphrase.encode())
    except (ValueError, TypeError) as error:
        raise NotForThisKey("the passphrase does not fit this key file") from error
    if not isinstance(key, X25519PrivateKey):
        raise NotForThisKey("this is no key of a recipient")
    return key


def public_of(private: X25519PrivateKey) -> str:
    """The line that belongs to a private key."""
    return _written(private.public_key())


def digits_of(public: str) -> str:
    """Sixteen hex digits in fours, to be compared on the telephone."""
    digits = hashlib.sha256(_raw(_key(public))).hexdigest()[:16]
    return " ".join(digits[start : start + 4] for start in range(0, 16, 4))


def mark_of(envelope: bytes) -> str:
    """Of an envelope as it is: one with another content, or shut anew, has another."""
    return hashlib.sha256(envelope).hexdigest()


def shut(public: str, content: bytes) -> bytes:
    """An envelope that only the holder of the private key opens. NotForThisKey if `public` is no such line."""
    reader, once = _key(public), X25519PrivateKey.generate()
    front = MARK + _raw(once.public_key())
    nonce = secrets.token_bytes(_NONCE)
    cipher = AESGCM(_shared(once.exchange(reader), front, reader))
    return front + nonce + cipher.encrypt(nonce, content, front)


def opened(private: X25519PrivateKey, envelope: bytes) -> bytes:
    """What lies in it. NotForThisKey if it was altered or made for another key."""
    front, rest = envelope[: len(MARK) + 32], envelope[len(MARK) + 32 :]
    if not front.startswith(MARK) or len(rest) < _NONCE + 16:
        raise NotForThisKey("this is no sealed report, or a part of one")
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(front[len(MARK) :]))
        cipher = AESGCM(_shared(shared, front, private.public_key()))
        return cipher.decrypt(rest[:_NONCE], rest[_NONCE:], front)
    except (InvalidTag, ValueError) as error:
        raise NotForThisKey("it was altered, or made for another key") from error


def _shared(secret: bytes, front: bytes, reader: X25519PublicKey) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=front + _raw(reader), info=b"huiyin sealed report").derive(secret)


def _raw(key: X25519PublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def _written(key: X25519PublicKey) -> str:
    return _NAME + base64.urlsafe_b64encode(_raw(key)).decode().rstrip("=")


def _key(public: str) -> X25519PublicKey:
    try:
        raw = base64.urlsafe_b64decode(public.strip().removeprefix(_NAME) + "=")
        return X25519PublicKey.from_public_bytes(raw)
    except (ValueError, binascii.Error) as error:
        raise NotForThisKey("this is no public key of a recipient") from error
