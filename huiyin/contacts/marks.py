"""What rooms above know of a contact and is said wherever it is listed or counted; put together by the composition root."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.db.models import BooleanField, Value
from django.db.models.expressions import Combinable

from huiyin.contacts.models import Contact

# Says of a contact whether it is a forum to which nobody was invited before its day (`huiyin.forums.counting.uncalled`).
UNCALLED: Final[list[Callable[[], Combinable]]] = []


def mark(contacts: Iterable[Contact]) -> None:
    """The same of contacts that were fetched with something else, in one question."""
    found = list(contacts)
    rows = marked(Contact.objects.filter(pk__in={one.pk for one in found})).values_list("pk", "uncalled")
    said = dict(rows)
    for one in found:
        vars(one)["uncalled"] = said.get(one.pk, False)


def marked(rows: Any) -> Any:
    """The same contacts, each knowing whether it is one that only its author knows of: `uncalled`."""
    return rows.annotate(uncalled=UNCALLED[0]() if UNCALLED else Value(False, output_field=BooleanField()))
