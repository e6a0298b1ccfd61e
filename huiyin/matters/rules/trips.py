"""What follows for matters that are taken along to the place."""

from django.utils.translation import gettext as _

from huiyin.contacts.models import Contact
from huiyin.matters.models import Matter, State, Step
from huiyin.orgs.models import Official

Deed = Step.Deed


def objection_to_trip(matter: Matter, contact: Contact) -> str | None:
    """A matter taken along is real work, not answered yet, and of the place one went to."""
    if matter.has_left:
        return _("%(reference)s is not being handled here any more.") % {"reference": matter.reference}
    if not matter.is_live:
        return _("This is imported history; nothing more is done to it.")
    if matter.is_answered:
        return _("%(reference)s has been answered already.") % {"reference": matter.reference}
    if matter.place_id is not None and matter.place_id != contact.place_id:
        return _("%(reference)s belongs to another village or community.") % {"reference": matter.reference}
    return None


def deed_of_trip(matter: Matter, by: Official) -> str:
    """A handler's trip is an action of handling; another official's stands beside it and moves nothing."""
    if matter.handler_id == by.pk and matter.state == State.ACCEPTED:
        return Deed.START
    if matter.handler_id == by.pk and matter.state == State.IN_PROGRESS:
        return Deed.NOTE
    return Deed.TRIP
