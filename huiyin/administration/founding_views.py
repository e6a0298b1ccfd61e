"""Founding a county in the browser, by an address given at the console: which county, who begins, and their slips."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.administration import founding
from huiyin.lib.charter import BASE, shipped
from huiyin.lib.refusal import Refused
from huiyin.orgs.doors import keep_private, whole_address
from huiyin.orgs.founding import Founded, found
from huiyin.orgs.founding_door import is_open, wait_for_others
from huiyin.ui.deeds import attempt, posted, shown

BY = "browser:found"
Moment = Any  # a request with its moment, of nobody and of no county


def held(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The door: an address that is not open has no page."""

    @wraps(view)
    def door(request: Moment, token: str) -> HttpResponse:
        if not is_open(token, request.at):
            raise Http404
        return keep_private(view(request, token))

    return door


@require_http_methods(["GET", "HEAD"])
@held
def where(request: HttpRequest, token: str) -> HttpResponse:
    """Province, city, county, one after another, or found by a name, also of a township or village in it."""
    at, q = request.GET.get("at", "")[:4], request.GET.get("q", "").strip()[: founding.LONGEST]
    found = founding.looked_for(request, q) if q else None
    context = {
        "token": token,
        "q": q,
        "at": at,
        "here": founding.here(at),
        "found": found.rows if found else founding.below(at),
        "pick": founding.pick(at[:2]),
        **(found.links if found else {}),
    }
    return render(request, "administration/found_where.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@held
def begin(request: Moment, token: str) -> HttpResponse:
    """Who begins it. Sent, the county stands, and this answer alone shows the slips."""
    form = founding.FoundingForm(
        posted(request), initial=founding.proposed(request.GET.get("division", ""), request.at)
    )

    @transaction.atomic
    def act() -> Founded:
        wait_for_others()
        if not is_open(token, request.at):
            raise Refused(
                _(
                    "By this address a county has been founded already. If it was you, have the slips given anew;"
                    " else get a new address."
                )
            )
        charter = shipped()[BASE].read_text(encoding="utf-8")
        return found(new=form.beginning(request.at), charter=charter, password=None, by=BY, at=request.at)

    begun = attempt(request, form, act)
    if begun is None:
        return shown(request, "administration/found.html", form, token=token)
    there = reverse("slips:ask", kwargs={"county": begun.county.slug})
    context = {
        "county": begun.county,
        "slips": founding.told(begun),
        "there": there,
        "address": whole_address(request, there),
    }
    return render(request, "administration/founded.html", context)
