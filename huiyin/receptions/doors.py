"""The door of a booking: opened by its link, or by its number and code; the mark in the session is bound to the code."""

from django.db.models import QuerySet

from huiyin.orgs.handles import Handles
from huiyin.receptions.models import Booking


def _whole() -> QuerySet[Booking]:
    return Booking.objects.select_related(
        "session__office__unit", "session__official", "session__county", "person"
    )


BOOKINGS: Handles[Booking] = Handles(
    table="receptions_booking",
    found=_whole,
    marks="opened_bookings",
    sealed_as="contacts.booking_receipt",
    page="portal:booking_receipt",
    since="booked_at",
)
