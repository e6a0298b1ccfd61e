"""Taking a list of matters along; each taking is on record with the number of its rows (I-37)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from huiyin.lib.refusal import Refused
from huiyin.matters import export, lists
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.taking import file_name, taken
from huiyin.ui.address import same


@require_safe
@staff
def xlsx(request: StaffRequest) -> HttpResponse:
    """The list that the address asks for, as a workbook."""
    wanted = lists.wanted_of(request)
    try:
        content, rows = export.content(request, wanted)
    except Refused as no:
        messages.warning(request, no.sentence)
        return redirect(reverse("matters:list") + same(request.GET))
    narrowed = wanted.narrow.for_the_trail() if wanted.narrow is not None else {}
    name = file_name(
        gettext_lazy("List of matters"), f"{local_day(request.at, request.county):%Y%m%d}", ending="xlsx"
    )
    return taken(
        request,
        content,
        name,
        on="matters",
        deed="matters.taken",
        rows=rows,
        asked={"list": wanted.chosen, **narrowed},
    )
