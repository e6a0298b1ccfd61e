"""Slips for many at once: who holds a post and has never come in, fifty at a time, as one document to be cut apart."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from huiyin.administration import actions, forms, rows, slip_papers
from huiyin.administration.units import units_of
from huiyin.lib.refusal import Refused
from huiyin.orgs.administrators import SECURITY
from huiyin.orgs.calendar import local_day
from huiyin.orgs.deeds import AGAIN
from huiyin.orgs.doors import StaffRequest, administration, whole_address
from huiyin.orgs.models import Official
from huiyin.orgs.once import once_sent
from huiyin.orgs.slips import Given
from huiyin.orgs.taking import file_name, taken
from huiyin.ui.deeds import attempt, posted, shown

AT_ONCE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SECURITY)
def many(request: StaffRequest) -> HttpResponse:
    """Who waits for a slip; sent, the answer is the document with theirs, which nobody can have again."""
    day = local_day(request.at, request.county)
    units = units_of(request.user, day)
    unit = units.filter(code=request.GET.get("unit", "")).first()
    people = Official.objects.visible_to(request.user, request.at).exclude(pk=request.user.pk)
    waiting = rows.waiting(people, unit, request.at, day).order_by("name_key", "pk")
    now = list(waiting[:AT_ONCE])
    form = forms.SlipsForm(posted(request), initial={"keys": forms.keys_of(now)})
    given: list[Given] = []
    sent = attempt(
        request, form, lambda: once_sent(request, form, lambda: _give(request, form, waiting, given))
    )
    if sent is not None:
        if sent[1]:
            return _document(request, given)
        messages.info(request, AGAIN)
        return redirect("administration:many")
    if request.method == "POST":
        form.show(now)
    context = {"people": now, "left": waiting.count() - len(now), "narrow": forms.narrow_by(units, unit)}
    return shown(request, "administration/many.html", form, **context)


def _give(
    request: StaffRequest, form: forms.SlipsForm, waiting: QuerySet[Official], given: list[Given]
) -> str:
    """To those who stood on the page and wait still."""
    people = list(waiting.filter(pk__in=form.cleaned_data["keys"])[:AT_ONCE])
    if not people:
        raise Refused(_("Nobody waits for a slip."))
    given.extend(actions.let_many_in(people=people, by=request.user, at=request.at))
    return request.path


def _document(request: StaffRequest, given: list[Given]) -> HttpResponse:
    address = whole_address(request, reverse("slips:ask", kwargs={"county": request.county.slug}))
    content = slip_papers.slips(given, request.county, address)
    name = file_name(gettext_lazy("Slips to come in with"))
    return taken(request, content, name, on=f"county:{request.county.slug}", slips=len(given))
