"""Which visits of a plan took place: nobody ticks one off; what is on record for that day says so."""

from collections.abc import Collection
from typing import Final

from huiyin.contacts.models import Contact
from huiyin.rounds.models import Round, RoundStop

WITH_SOMEBODY: Final = (Contact.Kind.VISIT, Contact.Kind.TALK, Contact.Kind.PAIRED_AID)


def met(row: Round, stops: Collection[RoundStop]) -> dict[int, Contact]:
    """By the key of a stop, the contact that stands for the day of the plan, of who was to go there.

    A household is met by a contact with it, also where its stop was left out. Where no household was named, a contact
    in that village with none that was will do, each for one stop, in the order of the plan.
    """
    going = {stop.official_id for stop in stops}
    held = Contact.objects.standing().touching(row.day, row.day).filter(official__in=going)
    held = held.select_related("household").order_by("-pk")
    named = {stop.household_id for stop in stops if stop.household_id}
    of_home = {(one.official_id, one.household_id): one for one in held if one.household_id in named}
    others = [one for one in held if one.household_id not in named]
    found: dict[int, Contact] = {}
    for stop in stops:
        if stop.household_id:
            contact = of_home.get((stop.official_id, stop.household_id))
        else:
            contact = next((one for one in reversed(others) if _answers(one, stop)), None)
        if contact is not None:
            found[stop.pk] = contact
            others = [one for one in others if one is not contact]
    return found


def _answers(contact: Contact, stop: RoundStop) -> bool:
    """Whether a contact with no household of the plan is what was planned: any at an appointment, else one with somebody.

    Where a group was looked for, the household is not known to belong to others only; it may be one of several that it
    declares, also where it counts in another.
    """
    if stop.dropped_at or (contact.official_id, contact.place_id) != (stop.official_id, stop.place_id):
        return False
    if stop.wish_id is not None:
        return True
    home = contact.household
    groups = [*contact.declared, *contact.groups, *(home.groups if home is not None else ())]
    return contact.kind in WITH_SOMEBODY and (not stop.group or not groups or stop.group in groups)
