"""Fields that are ciphertext in the database and words in Python; the key stays outside the database."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models

from huiyin.lib.sealing import KeyRing

if TYPE_CHECKING:
    _Text = models.TextField[str, str]
else:
    _Text = models.TextField


@lru_cache(maxsize=2)
def _ring(path: str, stamp: float) -> KeyRing:
    return KeyRing.load(Path(path))


def ring() -> KeyRing:
    """The installation's key ring; made on first use outside production, never inside it."""
    path = Path(settings.HUIYIN_FIELD_KEYS)
    if not path.exists() and not settings.HUIYIN_PRODUCTION:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        KeyRing.create(path)
    return _ring(str(path), path.stat().st_mtime)


class SealedField(_Text):
    """Text sealed with AES-256-GCM under the current key; its table and column are bound into the seal."""

    description = "sealed text"

    @property
    def _context(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value: Any) -> Any:
        """Seal on the way in; empty stays empty, so that "left nothing" can be counted."""
        if value is None or value == "":
            return value
        return ring().seal(str(value), self._context)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Open on the way out."""
        if value is None or value == "":
            return value
        return ring().open(value, self._context)


def phone_index(phone: str) -> str:
    """A keyed index of a number's digits: equal numbers meet, nobody can read one back."""
    digits = "".join(ch for ch in phone if ch.isdigit())
    return ring().blind(digits, "people_resident.phone") if digits else ""
