"""The page on which an official records a visit."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from huiyin.intake.inbound import county_desk
from huiyin.intake.visit import record_visit
from huiyin.intake.visit_form import VisitForm, points_form
from huiyin.lib.refusal import Refused
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.once import digest_of, new_token, once

DRAFT = "visit"


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def visit(request: StaffRequest) -> HttpResponse:
    """Record a visit: once, whatever the line does."""
    posted = request.POST if request.method == "POST" else None
    form = VisitForm(posted, by=request.user, at=request.at, initial=_first(request))
    points = points_form(posted, request.user, request.at)
    if posted is not None and form.is_valid() and points.is_valid():
        try:
            result, fresh = once(
                token=form.cleaned_data["once"],
                scope=f"visit:{request.user.pk}",
                digest=digest_of(request.POST),
                at=request.at,
                make=lambda: _recorded(request, form, points),
            )
        except Refused as no:
            form.add_error("again" if form.earlier else None, no.sentence)
            form.data = {**form.data.dict(), "once": new_token()}  # type: ignore[attr-defined]
        else:
            if not fresh:
                messages.info(request, _("This had been recorded already; nothing was entered twice."))
            return redirect(f"{result}?done={DRAFT}")
    context = {"form": form, "points": points, "draft": DRAFT, "owner": f"staff:{request.user.pk}"}
    return render(request, "intake/visit.html", context, status=422 if posted is not None else 200)


def _first(request: StaffRequest) -> dict[str, str]:
    home = request.GET.get("home", "")
    return {"once": new_token(), **({"home": home} if home else {})}


def _recorded(request: StaffRequest, form: VisitForm, points: object) -> str:
    form.ask_again()
    visit = form.visit(points.raised(), points.promised())  # type: ignore[attr-defined]
    contact, lodged = record_visit(visit, root=county_desk(), by=request.user, at=request.at)
    if lodged:
        words = ngettext(
            "Recorded; one matter registered.", "Recorded; %(n)d matters registered.", len(lodged)
        )
        messages.success(request, words % {"n": len(lodged)})
    else:
        messages.success(request, _("Recorded."))
    return reverse("contacts:see", kwargs={"ref": contact.reference})
