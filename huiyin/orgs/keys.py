"""The installation's key ring: it seals what may be read back, and blinds what may only be compared."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from huiyin.lib import telephone
from huiyin.lib.sealing import KeyRing


@lru_cache(maxsize=2)
def _ring(path: str, stamp: float) -> KeyRing:
    return KeyRing.load(Path(path))


def ring() -> KeyRing:
    """Made on first use outside production, never inside it; the key stays outside the database."""
    path = Path(settings.HUIYIN_FIELD_KEYS)
    if not path.exists() and not settings.HUIYIN_PRODUCTION:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        KeyRing.create(path)
    return _ring(str(path), path.stat().st_mtime)


def phone_index(phone: str) -> str:
    """A keyed index of a number's digits: equal numbers meet however they were written, nobody can read one back."""
    digits = telephone.digits(phone)
    return ring().blind(digits, "people_resident.phone") if digits else ""


def own_number(phone: str) -> str:
    """The same of a mobile number, which is one person's alone; empty for one of an office, which is of many."""
    number = telephone.digits(phone)
    return phone_index(number) if len(number) == telephone.MOBILE and number.startswith("1") else ""


def wechat_index(openid: str) -> str:
    """A keyed index of whom WeChat knows by this name."""
    return ring().blind(openid, "people_resident.wechat") if openid else ""
