"""Taking matters along to the place: what came of each is a step of the matter, which links the trip (S19)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.contacts.models import Contact
from huiyin.lib.refusal import Refused, refuse
from huiyin.matters.actions.advance import claim, leave_step
from huiyin.matters.actions.handling import act
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Matter, Step
from huiyin.matters.rules import hearing, trips
from huiyin.notices.actions import tell_page
from huiyin.orgs.models import Official

Deed = Step.Deed


@transaction.atomic
def report_trip(*, matter: Matter, words: str, contact: Contact, by: Official, at: datetime) -> None:
    """Log what came of a matter at a trip. Its handler begins or goes on with it; anybody else only adds to the trail."""
    row = claim(matter, None)
    refuse(trips.objection_to_trip(row, contact))
    if len(words.strip()) < hearing.MIN_WORDS:
        raise Refused(_("Please say in a few words what was done."))
    deed = trips.deed_of_trip(row, by)
    if deed != Deed.TRIP:
        act(deed, row, words, None, by, at, contact=contact)
        return
    leave_step(row, deed, at=at, by=by, unit=contact.unit, note=words.strip(), contact=contact)
    if row.handler is not None:
        tell(to=row.handler, kind="told", of=row, at=at)
    tell_page(page=row.reference, kind="told", at=at, deed=deed, unit=contact.unit.short_name)
