"""What follows at the register: who may pair, record, keep and void, and when."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from huiyin.contacts.models import Contact, Point, Promise
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official, Unit
from huiyin.people.models import ConsentRecord, Household, Resident

MAX_POINTS = 20
MAX_TEXT = 4000


def objection_to_pairing(*, household: Household, person: Resident, consent: ConsentRecord) -> str | None:
    """A line needs the living consent of that household's own person."""
    if person.household_id != household.pk:
        return _("The contact person does not belong to this household.")
    if consent.resident_id != person.pk or consent.withdrawn_at is not None:
        return _("There is no consent of this person on record.")
    return None


def unit_served(by: Official, at: datetime) -> Unit:
    """For which unit an official's contacts count: the branch of their officer's post, else any post's unit."""
    standing = by.standing(at)
    hats = sorted(
        standing.hats,
        key=lambda hat: (hat.capacity != "officer", hat.unit_kind != Unit.Kind.BRANCH, hat.path),
    )
    if not hats:
        raise Refused(_("You hold no post at present, so nothing can be recorded in your name."))
    return Unit.objects.get(pk=hats[0].unit_id)


def objection_to_recording(*, place: Unit, held_on: date, today: date, points: int, note: str) -> str | None:
    """A contact happens in a village, not in the future, and says at least something."""
    if not place.is_place:
        return _("Please choose the village or community where it took place.")
    if held_on > today:
        return _("The day lies in the future; a contact is recorded after it took place.")
    if points == 0 and not note.strip():
        return _("Please write down at least one point, or a short note.")
    if points > MAX_POINTS:
        return _("At most %(n)d points fit in one record; please make a second one.") % {"n": MAX_POINTS}
    return None


def objection_to_point(text: str, disposition: str, answer: str) -> str | None:
    """No point without words and a disposition; an answer given is written down."""
    if not text.strip():
        return _("Please write down what was said.")
    if len(text) > MAX_TEXT:
        return _("A point can be at most %(n)d characters long.") % {"n": MAX_TEXT}
    if disposition not in Point.Disposition.values:
        return _("Please choose what is to become of each point.")
    if disposition == Point.Disposition.ANSWERED and not answer.strip():
        return _("Please write down what you answered.")
    return None


def objection_to_keeping(promise: Promise, by: Official) -> str | None:
    """Only the one who promised can say that it was kept."""
    if promise.official_id != by.pk:
        return _("Only the one who promised can say that it was kept.")
    if promise.kept_at is not None:
        return _("This promise has been kept already.")
    return None


def objection_to_voiding(contact: Contact, by: Official) -> str | None:
    """Only its author strikes a record out, and only once."""
    if contact.official_id != by.pk:
        return _("Only the one who recorded it can strike it out.")
    if contact.voided_at is not None:
        return _("This record has been struck out already.")
    return None
