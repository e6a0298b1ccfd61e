"""Fields that are ciphertext in the database and words in Python; the key stays outside the database."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext as _

from huiyin.lib import addresses, telephone
from huiyin.lib.refusal import Refused
from huiyin.lib.sealing import DataKey
from huiyin.orgs.keys import own_number as own_number
from huiyin.orgs.keys import phone_index as phone_index
from huiyin.orgs.keys import ring
from huiyin.orgs.keys import wechat_index as wechat_index

if TYPE_CHECKING:
    _Text = models.TextField[str, str]
else:
    _Text = models.TextField


def address_index(place: int, address: str) -> str:
    """A keyed index of a door of a village: equal doors meet however they were written; empty where none is named."""
    door = addresses.key(address)
    return ring().blind(f"{place}:{door}", "people_household.address") if door else ""


def indexes(phone: str) -> tuple[set[str], set[str]]:
    """Keyed indexes of every number that stands there, and of those with an area code also without it."""
    whole = {phone_index(one) for one in telephone.numbers(phone)}
    return whole, {phone_index(one) for one in telephone.bare(phone)} - whole


def _lying(value: Any) -> bytes:
    """As the database holds it; within a list that came as one JSON it stands in hexadecimal digits."""
    return bytes.fromhex(value.removeprefix("\\x")) if isinstance(value, str) else bytes(value)


class SealedField(_Text):
    """Text sealed with AES-256-GCM under the current key; its table and column are bound into the seal."""

    description = "sealed text"

    def db_type(self, connection: Any) -> str:
        """Bytes: a quarter less than the same written in letters."""
        return "bytea"

    @property
    def _context(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value: Any) -> Any:
        """Seal on the way in; empty stays empty, so that "left nothing" can be counted."""
        if value is None or value == "":
            return value if value is None else b""
        return ring().shut(str(value), self._context)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Open on the way out."""
        if value is None:
            return None
        lies = _lying(value)
        return ring().opened(lies, self._context) if lies else ""


class Sealed(bytes):
    """Words as they lie in the database, and, once somebody has read them, as they were written."""

    words: str | None = None


class _Opened(DeferredAttribute):
    """Opens words when they are read, not when their row is: a list shows few of the words that its rows hold."""

    field: "WordsField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if not isinstance(value, Sealed):
            return value
        if value.words is None:
            value.words = self.field.opened(instance, value)
        return value.words

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class WordsField(_Text):
    """Text under the data key of the thing it is about; destroying that one key destroys it, wherever it was copied.

    `about` names the row that holds `data_key` and `reference`; without it this is the row itself. Nothing can be looked
    up by it or changed past the row: Django's `filter` and `update` are refused.
    """

    description = "text under a data key"
    descriptor_class = _Opened

    def __init__(self, *args: Any, about: str = "", **kwargs: Any) -> None:
        self.about = about
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """As Django writes it into a migration."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, **({"about": self.about} if self.about else {})}

    def db_type(self, connection: Any) -> str:
        """Bytes, as for `SealedField`."""
        return "bytea"

    def _thing(self, instance: Any) -> Any:
        return getattr(instance, self.about) if self.about else instance

    def _context(self, thing: Any) -> str:
        return f"{self.model._meta.db_table}.{self.column}:{thing.reference}"

    def opened(self, instance: Any, sealed: bytes) -> str:
        """The words; none, once the key is destroyed."""
        thing = self._thing(instance)
        return DataKey(thing.data_key).open(sealed, self._context(thing)) if thing.data_key else ""

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        """Seal what is new; what was only read goes back as it lay."""
        value = model_instance.__dict__.get(self.attname, "")
        if not value or isinstance(value, Sealed):
            return value
        thing = self._thing(model_instance)
        if not thing.data_key:
            raise Refused(
                _("What was said of this has been erased for good; nothing can be added to it any more.")
            )
        return Sealed(DataKey(thing.data_key).seal(str(value), self._context(thing)))

    def get_lookup(self, lookup_name: str) -> Any:
        """Only whether something was said."""
        return super().get_lookup(lookup_name) if lookup_name in ("exact", "isnull") else None

    def get_prep_value(self, value: Any) -> Any:
        """Empty stays empty, so that "said nothing" can be asked; words are sealed with their row or not at all."""
        if isinstance(value, Sealed):
            return bytes(value)
        if value is None or value == "":
            return value if value is None else b""
        raise TypeError(
            f"{self.model.__name__}.{self.name} is sealed: it can neither be looked for nor updated"
        )

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Leave it shut until it is read."""
        if value is None:
            return None
        return Sealed(lies) if (lies := _lying(value)) else ""
