"""The public pages of a request about one's own data: the form, its receipt, how it stands and what was answered."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huiyin.lib.sealing import SealBroken
from huiyin.matters.doors import MATTERS
from huiyin.matters.models import Matter
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.deeds import AGAIN_TO_RESIDENTS
from huiyin.orgs.doors import PublicRequest, address_of, keep_private, public
from huiyin.orgs.handles import Opened
from huiyin.orgs.once import digest_of, once
from huiyin.orgs.tree import county_desk
from huiyin.privacy import deciding, requesting, rules, telling
from huiyin.privacy.doors import REQUESTS
from huiyin.privacy.models import DataRequest
from huiyin.privacy.request_forms import AskForm
from huiyin.ui.deeds import attempt, posted, shown


@require_http_methods(["GET", "HEAD", "POST"])
@public
def ask(request: PublicRequest) -> HttpResponse:
    """Ask about one's own data; the receipt follows, the same whether or not anything is held."""
    matter, unit = _opened_here(request), county_desk()
    form = AskForm(posted(request), unit=unit, matter=matter, at=request.at)

    def keep() -> tuple[str, bool]:
        def make() -> str:
            made = requesting.ask(
                asked=form.asked(matter), unit=unit, address=address_of(request), at=request.at
            )
            return made.reference

        return once(
            token=form.token, scope="data-request", digest=digest_of(request.POST), at=request.at, make=make
        )

    kept = attempt(request, form, keep)
    if kept is not None:
        reference, fresh = kept
        if not fresh:
            messages.info(request, AGAIN_TO_RESIDENTS)
        return keep_private(redirect(REQUESTS.receipt_url(reference, county=request.county.slug)))
    around = {
        "county": request.county,
        "matter": matter,
        "days": charter_of(request.at).clock(rules.CLOCK),
        "remedies": telling.remedies(),
    }
    return keep_private(shown(request, "privacy/public/ask.html", form, **around))


def _opened_here(request: PublicRequest) -> Matter | None:
    """A matter that number and code opened in this browser: its link may have been passed on, and shows nothing."""
    opened = MATTERS.opened(request, request.GET.get("ref", "")[:40])
    return opened.thing if opened and opened.door == "code" else None


@require_safe
@public
def receipt(request: PublicRequest, token: str) -> HttpResponse:
    """Number, code and day; open for a day, kept nowhere."""
    try:
        found = REQUESTS.receipt_behind(token, at=request.at)
    except SealBroken as broken:
        raise Http404 from broken
    if found is None:
        messages.info(
            request,
            _("A receipt stays open for one day. Please ask with the number and the code you wrote down."),
        )
        return keep_private(redirect("portal:ask", county=request.county.slug))
    context = {"found": found.thing, "code": found.code, "county": request.county}
    return keep_private(render(request, "privacy/public/receipt.html", context))


@require_safe
@REQUESTS.behind_mark
def see(request: PublicRequest, opened: Opened[DataRequest]) -> HttpResponse:
    """How does my request stand? With the page an answer has arrived."""
    found = opened.thing
    if found.answered_at is not None and found.delivered_at is None and not request.user.is_authenticated:
        deciding.opened(found=found, at=request.at)
    context = {
        "found": found,
        "county": request.county,
        "parts": telling.parts(found),
        "rule": telling.rule(found),
        "remedies": telling.remedies(),
        "has_nobody": rules.has_nobody(found, request.at),
        "is_late": found.answered_at is None and found.due_on < local_day(request.at, request.county),
    }
    return render(request, "privacy/public/request.html", context)


@require_POST
@REQUESTS.behind_mark
def leave(request: PublicRequest, opened: Opened[DataRequest]) -> HttpResponse:
    """Close the page for whoever uses this machine next."""
    REQUESTS.close(request, opened.thing)
    messages.info(
        request, _("Closed. Whoever uses this machine next will be asked for the number and the code.")
    )
    return redirect("portal:home", county=request.county.slug)
