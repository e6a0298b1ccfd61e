"""Fields that are ciphertext in the database and words in Python; the key stays outside the database."""

from typing import TYPE_CHECKING, Any

from django.db import models

from huiyin.lib import telephone
from huiyin.orgs.keys import ring

if TYPE_CHECKING:
    _Text = models.TextField[str, str]
else:
    _Text = models.TextField


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
    """A keyed index of a number's digits: equal numbers meet however they were written, nobody can read one back."""
    digits = telephone.digits(phone)
    return ring().blind(digits, "people_resident.phone") if digits else ""
