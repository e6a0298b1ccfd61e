"""The public pages of reception days: who receives when and where, one's own booking, the screen of the waiting room."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from huiyin.lib.sealing import SealBroken
from huiyin.orgs.doors import PublicRequest, keep_private, public
from huiyin.orgs.handles import Opened
from huiyin.orgs.taking import organ_of_county
from huiyin.receptions import public_pages
from huiyin.receptions.doors import BOOKINGS
from huiyin.receptions.models import Booking


@require_safe
@public
def receptions(request: PublicRequest) -> HttpResponse:
    """Who receives when and where?"""
    return render(request, "receptions/public/receptions.html", public_pages.calendar_page(request))


@require_safe
@public
def notice(request: PublicRequest) -> HttpResponse:
    """The month on one sheet, for the notice board: what takes place, and nothing that was called off or moved."""
    page = public_pages.calendar_page(request)
    page["all"] = [one for one in page["all"] if not one.is_off]
    page["organ"] = page["unit"].on_paper if page["unit"] else organ_of_county(request.county)
    return render(request, "receptions/public/receptions_notice.html", page)


@require_safe
@public
def feed(request: PublicRequest) -> HttpResponse:
    """The same for other programs."""
    return HttpResponse(public_pages.feed(request), content_type="text/calendar; charset=utf-8")


@require_safe
@public
def reception(request: PublicRequest, ref: str) -> HttpResponse:
    """One session."""
    return render(request, "receptions/public/reception.html", public_pages.session_page(request, ref))


@require_safe
@public
def receipt(request: PublicRequest, token: str) -> HttpResponse:
    """What somebody gets who has just booked; open for a day, kept nowhere."""
    try:
        found = BOOKINGS.receipt_behind(token, at=request.at)
    except SealBroken as broken:
        raise Http404 from broken
    if found is None:
        messages.info(
            request,
            _("A receipt stays open for one day. Please ask with the number and the code you wrote down."),
        )
        return keep_private(redirect("portal:ask", county=request.county.slug))
    return keep_private(
        render(request, "receptions/public/booking_receipt.html", public_pages.receipt_page(request, found))
    )


@require_safe
@public
def follow(request: PublicRequest, token: str) -> HttpResponse:
    """The link from the receipt opens the booking without typing."""
    found = BOOKINGS.by_link(token)
    if found is None:
        raise Http404
    BOOKINGS.open(request, found, "link")
    return keep_private(redirect("portal:booking", county=request.county.slug, ref=found.reference))


@require_safe
@BOOKINGS.behind_mark
def booking(request: PublicRequest, opened: Opened[Booking]) -> HttpResponse:
    """How does my booking stand?"""
    return render(request, "receptions/public/booking.html", public_pages.booking_page(request, opened.thing))


@require_POST
@BOOKINGS.behind_mark
def leave(request: PublicRequest, opened: Opened[Booking]) -> HttpResponse:
    """Close the page for whoever uses this machine next."""
    BOOKINGS.close(request, opened.thing)
    messages.info(
        request, _("Closed. Whoever uses this machine next will be asked for the number and the code.")
    )
    return redirect("portal:home", county=request.county.slug)


@require_safe
@public
def screen(request: PublicRequest, key: str) -> HttpResponse:
    """The screen of the waiting room; asked for again by itself, then only its middle is sent."""
    part = request.headers.get("HX-Request") == "true"
    template = "receptions/public/screen_numbers.html" if part else "receptions/public/screen.html"
    return keep_private(render(request, template, public_pages.screen_page(request, key)))
