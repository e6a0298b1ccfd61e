"""The door of a booking: opened by its link, or by its number and code; the mark in the session is bound to the code."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hmac import compare_digest
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from huiyin.contacts.actions.bookings import code_index, link_index, receipt_of
from huiyin.contacts.models import Booking
from huiyin.lib.reference import parse
from huiyin.lib.sealing import SealBroken
from huiyin.orgs.doors import PublicRequest
from huiyin.orgs.middleware import open_county
from huiyin.people.fields import ring

MARKS = "opened_bookings"
MOST_MARKS = 10
RECEIPT = "contacts.booking_receipt"
RECEIPT_SECONDS = 24 * 3600
_NOBODY = "0" * 64  # compared with when there is no such booking, so that both answers take the same work
_PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
Page = TypeVar("Page", bound=HttpResponseBase)


def by_code(reference: str, code: str) -> Booking | None:
    """The booking of this pair, or None; a wrong number and a wrong code cost the same work."""
    row = Booking.objects.filter(reference=reference).values_list("pk", "code_index").first()
    pk, kept = row or (None, "")
    right = compare_digest(kept or _NOBODY, code_index(reference, code))
    return _whole(pk) if right and kept else None


def by_link(link: str) -> Booking | None:
    """The booking of this link, or None."""
    pk = Booking.objects.filter(link_index=link_index(link)).values_list("pk", flat=True).first()
    return _whole(pk)


def _whole(pk: int | None) -> Booking | None:
    found = Booking.objects.select_related(
        "session__office__unit", "session__official", "session__county", "person"
    )
    return found.filter(pk=pk).first() if pk else None


def open_booking(request: HttpRequest, booking: Booking) -> None:
    """Leave the mark; the session gets a new key."""
    marks = {k: v for k, v in request.session.get(MARKS, {}).items() if k != booking.reference}
    newest = list(marks.items())[-(MOST_MARKS - 1) :]
    request.session.cycle_key()
    request.session[MARKS] = dict([*newest, (booking.reference, booking.code_index)])


def close_booking(request: HttpRequest, booking: Booking) -> None:
    """Take the mark away again, for whoever uses the machine next."""
    marks = request.session.get(MARKS, {})
    request.session[MARKS] = {k: v for k, v in marks.items() if k != booking.reference}


def opened(request: HttpRequest, ref: str) -> Booking | None:
    """The booking whose mark this session holds, or None."""
    reference = str(parse(ref) or "")
    index = request.session.get(MARKS, {}).get(reference, "")
    if not index:
        return None
    pk = Booking.objects.filter(reference=reference).values_list("pk", flat=True).first()
    booking = _whole(pk)
    if booking is None or not compare_digest(booking.code_index or _NOBODY, index):
        return None
    return booking


def private(response: Page) -> Page:
    """Nowhere kept, nowhere indexed."""
    for name, value in _PRIVATE.items():
        response.headers[name] = value
    return response


def behind_booking(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Only with the mark of this booking in the session; anybody else is asked for number and code first."""

    @wraps(view)
    def door(request: HttpRequest, *, county: str, ref: str, **kwargs: Any) -> HttpResponseBase:
        if open_county(request).slug != county:
            raise Http404
        booking = opened(request, ref)
        if booking is None:
            asking = reverse("portal:ask", kwargs={"county": county})
            return private(redirect(f"{asking}?{urlencode({'ref': ref[:40]})}"))
        return private(view(cast(PublicRequest, request), booking, **kwargs))

    door.door = "mark"  # type: ignore[attr-defined]
    return door


# --- the receipt ---


@dataclass(frozen=True)
class BookingReceipt:
    """What a receipt's address holds, sealed."""

    booking: Booking
    code: str
    link: str


def booking_receipt_url(reference: str, *, county: str) -> str:
    """The address of a fresh booking's receipt; of the query page when the code is no longer kept."""
    booking = Booking.objects.get(reference=reference)
    held = receipt_of(booking)
    if held is None:
        return reverse("portal:ask", kwargs={"county": county})
    written = json.dumps([reference, *held, int(booking.booked_at.timestamp())])
    return reverse(
        "portal:booking_receipt", kwargs={"county": county, "token": ring().seal(written, RECEIPT)}
    )


def booking_receipt_behind(token: str, *, now: float) -> BookingReceipt | None:
    """The receipt of a sealed address, for a day; None when it has closed. SealBroken if altered."""
    try:
        reference, code, link, made = json.loads(ring().open(token, RECEIPT))
    except ValueError as error:
        raise SealBroken("this is not a receipt") from error
    if not -60 <= now - made <= RECEIPT_SECONDS:
        return None
    booking = by_code(reference, code)
    return BookingReceipt(booking, code, link) if booking else None
