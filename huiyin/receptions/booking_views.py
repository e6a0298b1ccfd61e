"""What the public does about reception days: books a time, and calls it off."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.orgs.charter import charter_of
from huiyin.orgs.deeds import AGAIN_TO_RESIDENTS, done
from huiyin.orgs.doors import PublicRequest, address_of, keep_private, public
from huiyin.orgs.handles import Opened
from huiyin.receptions import rules
from huiyin.receptions.actions.bookings import call_off
from huiyin.receptions.booking import BookingForm, bookable, keep_time
from huiyin.receptions.doors import BOOKINGS
from huiyin.receptions.models import Booking
from huiyin.ui.deeds import attempt, posted, shown
from huiyin.ui.forms import DeedForm


@require_http_methods(["GET", "HEAD", "POST"])
@public
def book(request: PublicRequest, ref: str) -> HttpResponse:
    """Keep a time; the receipt follows."""
    session = bookable(ref)
    if session is None:
        raise Http404
    form = BookingForm(posted(request), session=session, at=request.at)
    draft = f"booking-{session.reference}"
    kept = attempt(
        request,
        form,
        lambda: keep_time(form, form.token, address=address_of(request), at=request.at),
    )
    if kept is not None:
        reference, fresh = kept
        if not fresh:
            messages.info(request, AGAIN_TO_RESIDENTS)
        there = BOOKINGS.receipt_url(reference, county=request.county.slug)
        return keep_private(redirect(f"{there}?done={draft}"))
    objection = rules.objection_to_booking(session, charter_of(request.at), request.at)
    around = {"session": session, "draft": draft, "county": request.county, "objection": objection}
    return keep_private(shown(request, "receptions/book.html", form, **around))


@require_http_methods(["GET", "HEAD", "POST"])
@BOOKINGS.behind_mark
def cancel(request: PublicRequest, opened: Opened[Booking]) -> HttpResponse:
    """Give the time back."""
    booking = opened.thing
    there = reverse("portal:booking", kwargs={"county": request.county.slug, "ref": booking.reference})
    form = DeedForm(posted(request))

    def give_back() -> str:
        call_off(booking=booking, at=request.at)
        return there

    said = _("Called off. Thank you for telling us; somebody else can have this time.")
    if gone := done(request, form, give_back, said):
        return gone
    refusal = "".join(map(str, form.non_field_errors())) or rules.objection_to_calling_off(booking) or ""
    around = {"booking": booking, "county": request.county, "refusal": refusal, "there": there}
    return shown(request, "receptions/cancel_booking.html", form, **around)
