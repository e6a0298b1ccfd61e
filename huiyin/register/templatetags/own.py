"""People and houses as the reader of the page may see them: in clear of one's own register, masked of every other."""

from typing import Any

from django import template

from huiyin.people.models import Household, Resident
from huiyin.register.own import Own, own_of

register = template.Library()


def _own(context: Any) -> Own:
    request = context["request"]
    return own_of(request.user, request.at)


@register.simple_tag(takes_context=True)
def own_name(context: Any, person: Resident | None, otherwise: str = "—") -> str:
    """A name; `otherwise` where there is none, or none to be shown."""
    return (_own(context).name(person) if person else "") or otherwise


@register.simple_tag(takes_context=True)
def own_phone(context: Any, person: Resident | None) -> str:
    """A number, or nothing."""
    return _own(context).phone(person) if person else ""


@register.simple_tag(takes_context=True)
def own_address(context: Any, home: Household) -> str:
    """Where a household lives, or nothing."""
    return _own(context).address(home)
