"""Slips for many at once: who holds a post and has never come in, fifty at a time, as one document to be cut apart."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.administration import actions, forms, rows, slip_papers
from huiyin.administration.units import units_of
from huiyin.orgs.administrators import SECURITY
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, administration
from huiyin.orgs.models import Official
from huiyin.orgs.taking import taken

AT_ONCE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SECURITY)
def many(request: StaffRequest) -> HttpResponse:
    """Who waits for a slip; sent, the answer is the document with theirs, which nobody can have again."""
    day = local_day(request.at, request.county)
    units = units_of(request.user, day)
    unit = units.filter(code=request.GET.get("unit", "")).first()
    people = Official.objects.visible_to(request.user, request.at).exclude(pk=request.user.pk)
    waiting = rows.waiting(people, unit, request.at, day)
    now = list(waiting.order_by("name_key", "pk")[:AT_ONCE])
    if request.method == "POST" and now:
        given = actions.let_many_in(people=now, by=request.user, at=request.at)
        address = request.build_absolute_uri(reverse("slips:ask", kwargs={"county": request.county.slug}))
        content = slip_papers.slips(given, request.county, address)
        name = f"{_('Slips to come in with')}.docx"
        return taken(request, content, name, on=f"county:{request.county.slug}", slips=len(given))
    if request.method == "POST":
        messages.info(request, _("Nobody waits for a slip."))
        return redirect("administration:many")
    context = {"people": now, "left": waiting.count() - len(now), "narrow": forms.narrow_by(units, unit)}
    return render(request, "administration/many.html", context)
