"""The public page of reports: to whom they go, the form, and the number one keeps."""

import hmac

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.intake.report.forms import ReportForm
from huiyin.lib.sealing import SealBroken
from huiyin.orgs.doors import PublicRequest, keep_private, public
from huiyin.orgs.keys import ring
from huiyin.orgs.once import digest_of, once
from huiyin.sealed.actions import receive
from huiyin.sealed.letter import Enclosed, Letter
from huiyin.sealed.rules import handed_in, organ_at, reader_at
from huiyin.ui.deeds import attempt, posted, shown

RECEIPT = "intake.report"  # bound into the address of a receipt


@require_http_methods(["GET", "HEAD", "POST"])
@public
def report(request: PublicRequest) -> HttpResponse:
    """Who reads it, and the form; without a reader, or without anybody who carries to it, only where else one can go."""
    reader = reader_at(request.county, request.at)
    around = {"reader": reader, "organ": organ_at(request.at), "county": request.county}
    if reader is None:
        return keep_private(render(request, "intake/report.html", around))
    form = ReportForm(posted(request), request.FILES or None, at=request.at)
    reference = attempt(request, form, lambda: _kept(request, form))
    if reference is not None:
        token = ring().seal(reference, RECEIPT)
        return keep_private(
            redirect(reverse("say:report_kept", kwargs={"county": request.county.slug, "token": token}))
        )
    return keep_private(shown(request, "intake/report.html", form, **around))


def _kept(request: PublicRequest, form: ReportForm) -> str:
    """Once for each form. The same sent twice is one report; other words or files under its token are refused."""
    data = form.cleaned_data
    letter = Letter(
        words=data["body"],
        received_at=request.at,
        name=data["name"].strip(),
        phone=data["phone"],
        files=[Enclosed(one.name, one.kind, one.content) for one in data["files"]],
    )

    def make() -> str:
        return receive(letter=letter, county=request.county, at=request.at).reference

    digest = _digest(form.token, digest_of(request.POST, data["files"]))
    return once(token=form.token, scope="report", digest=digest, at=request.at, make=make)[0]


def _digest(token: str, sent: str) -> str:
    """Nobody can guess words against it: it is keyed with the token of the page, of which only a hash is kept."""
    return hmac.new(token.encode(), sent.encode(), "sha256").hexdigest()


@require_safe
@public
def kept(request: PublicRequest, token: str) -> HttpResponse:
    """The number, and whom one can ring."""
    try:
        reference = ring().open(token, RECEIPT)
    except SealBroken as error:
        raise Http404 from error
    found = handed_in(reference)
    if found is None:
        raise Http404
    return keep_private(
        render(request, "intake/report_kept.html", {"report": found, "county": request.county})
    )
