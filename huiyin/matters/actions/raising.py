"""What was raised at any form of contact and is to be routed becomes matters that point back to it."""

from datetime import datetime, time

from huiyin.contacts.models import Contact, Point
from huiyin.matters import channels
from huiyin.matters.actions.hearing import Lodged, lodge
from huiyin.matters.rules.hearing import intake_unit_for
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official, Unit

AT: dict[str, str] = {
    Contact.Kind.VISIT: channels.VISIT,
    Contact.Kind.RECEPTION: channels.RECEPTION,
    Contact.Kind.FORUM: channels.FORUM,
}


def channel_of(contact: Contact) -> str:
    """By which channel a matter raised at this contact came in."""
    return AT.get(contact.kind, channels.CONTACT)


def lodge_points(contact: Contact, *, root: Unit, by: Official, at: datetime) -> list[Lodged]:
    """Lodge every point “register and route it” of a contact that is not a matter yet, with the desk of its village."""
    to_lodge = contact.points.filter(disposition=Point.Disposition.MATTER, matter=None)
    return [lodge_point(point, contact, root=root, by=by, at=at) for point in to_lodge]


def lodge_point(point: Point, contact: Contact, *, root: Unit, by: Official, at: datetime) -> Lodged:
    """One point as a matter: the person, the household and the organisation it came through go with it."""
    place = contact.place if contact.place.is_place else None
    return lodge(
        body=point.text,
        channel=channel_of(contact),
        intake_unit=intake_unit_for(contact.place, root, local_day(at, by.county)),
        at=at,
        topic=point.topic,
        place=place,
        resident=contact.person,
        household=contact.household,
        point=point,
        raised_by=by,
        source_org=contact.source_org,
        received_at=raised_at(contact, at),
    )


def raised_at(contact: Contact, at: datetime) -> datetime:
    """When it came in: the day on which it was said to an official, however late that is written down (I-38).

    Of several days their last. What was said in confidence comes in when the person agrees that it is passed on. What lies
    further back than a desk would take down, mostly by a mistaken year, comes in when it is written down: no clock is
    missed before anybody could know of it.
    """
    zone = contact.county.zone
    days = (at.astimezone(zone).date() - contact.last_day).days
    oldest = int(charter_of(at).figure("keeping.paper_oldest_days").value)
    if contact.kind == Contact.Kind.TALK or not 0 < days <= oldest:
        return at
    return datetime.combine(contact.last_day, contact.begins or time.min, tzinfo=zone)
