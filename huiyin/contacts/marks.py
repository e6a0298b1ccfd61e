"""What rooms above know of a contact and is said wherever it is listed or counted; put together by the composition root."""

from collections.abc import Callable
from typing import Any, Final

from django.db.models import BooleanField, Value
from django.db.models.expressions import Combinable

# Says of a contact whether it is a forum to which nobody was invited before its day (`huiyin.forums.counting.uncalled`).
UNCALLED: Final[list[Callable[[], Combinable]]] = []


def marked(rows: Any) -> Any:
    """The same contacts, each knowing whether it is one that only its author knows of: `uncalled`."""
    return rows.annotate(uncalled=UNCALLED[0]() if UNCALLED else Value(False, output_field=BooleanField()))
