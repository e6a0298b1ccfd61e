"""Digests and keyed indexes: 64 hex digits in Python, half as many bytes in the database."""

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    _Char = models.CharField[str, str]
else:
    _Char = models.CharField


class DigestField(_Char):
    """Found by the whole of it only; empty where nothing is kept."""

    description = "digest"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 64
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """As Django writes it into a migration."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def db_type(self, connection: Any) -> str:
        """Bytes: an index of them is half as large, and nothing makes a second one for beginnings of words."""
        return "bytea"

    def get_prep_value(self, value: Any) -> Any:
        """Digits become bytes."""
        return bytes.fromhex(value) if isinstance(value, str) else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Bytes become digits; within a list that came as one JSON they are digits already."""
        if value is None or isinstance(value, str):
            return value and value.removeprefix("\\x")
        return bytes(value).hex()
