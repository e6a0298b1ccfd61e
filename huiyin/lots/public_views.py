"""The public pages of draws: which there are, one of them with all its panels, its file, and finding oneself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.lots import lottery, public_pages
from huiyin.lots.paper_views import proof_file
from huiyin.lots.public_actions import look_up_lot
from huiyin.lots.public_forms import LotForm
from huiyin.orgs.doors import PublicRequest, address_of, keep_private, public
from huiyin.ui.deeds import posted


@require_safe
@public
def draws(request: PublicRequest) -> HttpResponse:
    """Which draws are to come, and which there were."""
    return render(request, "lots/public/draws.html", public_pages.listing(request))


@require_safe
@public
def draw(request: PublicRequest, ref: str) -> HttpResponse:
    """One draw, with everything that can be checked."""
    context = {**public_pages.one(request, ref), "form": LotForm()}
    return render(request, "lots/public/draw.html", context)


@require_safe
@public
def proof(request: PublicRequest, ref: str) -> HttpResponse:
    """The same as a file, for `huiyin draw verify`; it names nobody and says of no lot what it counts as."""
    found = public_pages.found(ref)
    return proof_file(lottery.public_proof(found), "public")


@require_http_methods(["GET", "HEAD", "POST"])
@public
def your_lot(request: PublicRequest, ref: str) -> HttpResponse:
    """Lot number and code from one's slip, then whether one is in the pool, with which chance, and whether drawn."""
    found, status = public_pages.found(ref), 200
    form = LotForm(posted(request))
    context = {"county": request.county, "draw": found, "form": form}
    headers = {}
    if request.method == "POST":
        status = 422
        if form.is_valid():
            mine, wait = look_up_lot(
                draw=found, **form.cleaned_data, address=address_of(request), at=request.at
            )
            if mine is not None:
                context |= public_pages.answered(found, mine)
                return keep_private(render(request, "lots/public/your_lot.html", context))
            if wait:
                status, headers = 429, {"Retry-After": str(wait)}
            form.add_error(None, _told(wait))
    return keep_private(render(request, "lots/public/your_lot.html", context, status=status), **headers)


def _told(wait: int) -> str:
    if wait:
        return _("Several tries did not fit. Please wait %(n)d seconds, then try again.") % {"n": wait}
    return _("This lot number and this code do not belong together. Please compare both with your slip.")
