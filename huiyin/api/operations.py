"""What the calls of other systems are called where somebody reads about them."""

from typing import Final

from django.utils.translation import gettext_lazy

OPERATIONS: Final = {
    "lodge": gettext_lazy("a matter handed in"),
    "follow": gettext_lazy("asked how a matter stands"),
    "by_number": gettext_lazy("asked how a matter stands, by its own number"),
    "lists": gettext_lazy("asked for the codes"),
}


def words_of(operation: str) -> str:
    """Of one call."""
    return str(OPERATIONS.get(operation, operation))
