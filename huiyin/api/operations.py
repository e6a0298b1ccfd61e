"""What the calls of other systems are called where somebody reads about them."""

from typing import Final

from django.utils.translation import gettext_lazy

OPERATIONS: Final = {
    "lodge": gettext_lazy("a matter handed in"),
    "follow": gettext_lazy("asked how a matter stands"),
    "by_number": gettext_lazy("asked how a matter stands, by its own number"),
    "draft": gettext_lazy("handed in a draft of an answer"),
    "changes": gettext_lazy("asked what changed"),
    "lists": gettext_lazy("asked for the codes"),
    "open311_discovery": gettext_lazy("asked where the interface is"),
    "open311_services": gettext_lazy("asked for the services"),
    "open311_service": gettext_lazy("asked for a service"),
    "open311_requests": gettext_lazy("a request handed in, or its requests listed"),
    "open311_request": gettext_lazy("asked how a request stands"),
    "open311_token": gettext_lazy("asked for the number of a request"),
}


def words_of(operation: str) -> str:
    """Of one call."""
    return str(OPERATIONS.get(operation, operation))
