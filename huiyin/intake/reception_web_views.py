"""What the public does about reception days: books a time, and calls it off."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.contacts import reception_rules as rules
from huiyin.contacts.actions.bookings import call_off
from huiyin.contacts.booking_doors import behind_booking, booking_receipt_url
from huiyin.contacts.models import Booking
from huiyin.intake.reception_web import BookingForm, bookable, keep_time
from huiyin.lib.refusal import Refused
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import PublicRequest, address_of, keep_private, public
from huiyin.ui.quiet import new_stamp


@require_http_methods(["GET", "HEAD", "POST"])
@public
def book(request: PublicRequest, ref: str) -> HttpResponse:
    """Keep a time; the receipt follows."""
    session = bookable(ref)
    if session is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = BookingForm(posted, session=session, at=request.at)
    draft = f"booking-{session.reference}"
    if posted is not None and form.is_valid() and form.stamp is not None:
        try:
            reference, fresh = keep_time(form, form.stamp.token, address=address_of(request), at=request.at)
        except Refused as no:
            form.add_error(None, no.sentence)
            form.begin_anew("once", new_stamp(request.at))
        else:
            if not fresh:
                messages.info(request, _("We had this already; nothing was entered twice."))
            there = booking_receipt_url(reference, county=request.county.slug)
            return keep_private(redirect(f"{there}?done={draft}"))
    objection = rules.objection_to_booking(session, charter_of(request.at), request.at)
    context = {
        "form": form,
        "session": session,
        "draft": draft,
        "county": request.county,
        "objection": objection,
    }
    return keep_private(
        render(request, "intake/book.html", context, status=422 if posted is not None else 200)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@behind_booking
def cancel(request: PublicRequest, booking: Booking) -> HttpResponse:
    """Give the time back."""
    there = reverse("portal:booking", kwargs={"county": request.county.slug, "ref": booking.reference})
    refusal = rules.objection_to_calling_off(booking) or ""
    if request.method == "POST":
        try:
            call_off(booking=booking, at=request.at)
        except Refused as no:
            refusal = no.sentence
        else:
            messages.success(
                request, _("Called off. Thank you for telling us; somebody else can have this time.")
            )
            return redirect(there)
    context = {"booking": booking, "county": request.county, "refusal": refusal, "there": there}
    status = 422 if request.method == "POST" else 200
    return render(request, "intake/cancel_booking.html", context, status=status)
