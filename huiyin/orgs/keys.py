"""The installation's key ring: it seals what may be read back, and blinds what may only be compared."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

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
