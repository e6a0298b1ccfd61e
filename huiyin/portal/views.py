"""The public pages: which county, what one can do, how a matter stands, what the rules are."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huiyin.lib.sealing import SealBroken
from huiyin.matters import actions as matter_actions
from huiyin.matters.doors import MATTERS
from huiyin.matters.models import Matter
from huiyin.orgs.doors import PublicRequest, address_of, keep_private, public
from huiyin.orgs.handles import Opened
from huiyin.orgs.taking import logo_of
from huiyin.orgs.trying import not_together
from huiyin.portal import actions, pages
from huiyin.portal.about import about_page, process_page
from huiyin.portal.forms import AskForm
from huiyin.privacy.doors import REQUESTS
from huiyin.receptions.doors import BOOKINGS
from huiyin.ui.deeds import posted

ROBOTS = """User-agent: *
Disallow: /c/*/matters
Disallow: /c/*/receipt
Disallow: /c/*/r/
Disallow: /c/*/q/
Disallow: /c/*/ask/
Disallow: /c/*/b/
Disallow: /c/*/booking
Disallow: /c/*/screen
Disallow: /c/*/draws/*/yours
Disallow: /c/*/data/
Disallow: /c/*/groups/
"""


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """To the only county, or the list of counties."""
    counties = pages.counties()
    if len(counties) == 1:
        return redirect("portal:home", county=counties[0].slug)
    return render(request, "portal/front.html", {"counties": counties})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@require_safe
@public
def home(request: PublicRequest) -> HttpResponse:
    """What would you like to do?"""
    return render(request, "portal/home.html", {"county": request.county})


@require_safe
@public
def about(request: PublicRequest) -> HttpResponse:
    """What this is, how long each step may take, who answers, which rights one has."""
    return render(request, "portal/about.html", about_page(request))


@require_safe
@public
def process(request: PublicRequest) -> HttpResponse:
    """What happens with a matter, who does what in which time: the process map, and the same in words."""
    return render(request, "portal/process.html", process_page(request))


@require_http_methods(["GET", "HEAD", "POST"])
@public
def ask(request: PublicRequest) -> HttpResponse:
    """Number and code, then the matter or the booking; a wrong number and a wrong code are told alike."""
    form = AskForm(
        posted(request),
        initial={"reference": request.GET.get("ref", "")[:40]},
        county=request.county,
        at=request.at,
    )
    status = 200
    headers = {}
    if request.method == "POST":
        status = 422
        if form.is_valid():
            answer = actions.ask(**form.cleaned_data, address=address_of(request), at=request.at)
            if answer.matter is not None:
                MATTERS.open(request, answer.matter, "code")
                return _to(request, "matter", answer.matter.reference)
            if answer.booking is not None:
                BOOKINGS.open(request, answer.booking, "code")
                return _to(request, "booking", answer.booking.reference)
            if answer.data_request is not None:
                REQUESTS.open(request, answer.data_request, "code")
                return _to(request, "data_request", answer.data_request.reference)
            if answer.wait:
                status, headers = 429, {"Retry-After": str(answer.wait)}
            form.add_error(None, not_together(answer.wait))
    context = {"form": form, "county": request.county}
    return keep_private(render(request, "portal/ask.html", context, status=status), **headers)


def _to(request: PublicRequest, page: str, reference: str) -> HttpResponse:
    return keep_private(redirect(f"portal:{page}", county=request.county.slug, ref=reference))


@require_safe
@public
def receipt(request: PublicRequest, token: str) -> HttpResponse:
    """What somebody gets who has just told us something; open for a day, kept nowhere."""
    try:
        found = MATTERS.receipt_behind(token, at=request.at)
    except SealBroken as broken:
        raise Http404 from broken
    if found is None:
        messages.info(
            request,
            _("A receipt stays open for one day. Please ask with the number and the code you wrote down."),
        )
        return keep_private(redirect("portal:ask", county=request.county.slug))
    page = render(request, "portal/receipt.html", pages.receipt(request, found))
    return keep_private(page)


@require_safe
@public
def follow(request: PublicRequest, token: str) -> HttpResponse:
    """The link from the receipt opens the matter without typing."""
    found = MATTERS.by_link(token)
    if found is None:
        raise Http404
    MATTERS.open(request, found, "link")
    there = redirect("portal:matter", county=request.county.slug, ref=found.reference)
    return keep_private(there)


@require_safe
@MATTERS.behind_mark
def matter(request: PublicRequest, opened: Opened[Matter]) -> HttpResponse:
    """How does my matter stand? With the page an answer has arrived, which is kept; the page says what follows of that."""
    found = opened.thing
    if pages.brings_news(found):
        matter_actions.opened(matter=found, at=request.at)
        found.refresh_from_db(fields=["holds_code_since", "to_bring"])
    return render(request, "portal/matter.html", pages.matter(request, opened))


@require_POST
@MATTERS.behind_mark
def leave(request: PublicRequest, opened: Opened[Matter]) -> HttpResponse:
    """Close the page for whoever uses this machine next."""
    MATTERS.close(request, opened.thing)
    messages.info(
        request, _("Closed. Whoever uses this machine next will be asked for the number and the code.")
    )
    return redirect(reverse("portal:home", kwargs={"county": request.county.slug}))


@require_safe
@public
def logo(request: PublicRequest, digest: str) -> HttpResponse:
    """The county's logo, kept by browsers for as long as they like: another one has another address."""
    if not digest or digest != request.county.logo:
        raise Http404
    answer = HttpResponse(logo_of(request.county), content_type="image/png")
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer
