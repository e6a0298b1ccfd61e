"""Files at a matter: for officials who may see the matter, and for the person behind their mark."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from huiyin.files.models import Attachment, Attachments
from huiyin.files.reading import name_of, served
from huiyin.lib.sealing import DataKey
from huiyin.matters import attached, pages
from huiyin.matters.deeds.attaching import BACK, FILES
from huiyin.matters.doors import MATTERS
from huiyin.matters.models import Matter
from huiyin.matters.rules import attaching
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import PublicRequest, StaffRequest, staff, staff_deed
from huiyin.orgs.handles import Opened
from huiyin.ui.deeds import posted, turned_back


def _seen(request: StaffRequest, ref: str) -> Matter:
    return get_object_or_404(Matter.objects.visible_to(request.user, request.at).for_lists(), reference=ref)


def _there(rows: Attachments, digest: str) -> Attachment:
    return get_object_or_404(rows, digest=digest)


@require_safe
@staff
def see(request: StaffRequest, ref: str, digest: str, size: str) -> HttpResponse:
    """One file of a matter one may see."""
    found = _seen(request, ref)
    row = _there(attached.to_units(found), digest)
    return served(row, DataKey(found.data_key), size)


@require_safe
@MATTERS.behind_mark
def see_own(request: PublicRequest, opened: Opened[Matter], digest: str, size: str) -> HttpResponse:
    """One file that the person may see."""
    row = _there(attached.to_the_person(opened.thing), digest)
    return served(row, DataKey(opened.thing.data_key), size)


@staff_deed
def add(request: StaffRequest, ref: str) -> HttpResponse:
    """Add some."""
    found = _seen(request, ref)
    if not attaching.may_attach(found, request.user, request.at):
        raise Http404
    back = reverse("matters:see", kwargs={"ref": ref})
    if objection := attaching.objection_to_attaching(found):
        return turned_back(request, objection, back)
    form = FILES.form(posted(request), request.FILES or None, matter=found, by=request.user, at=request.at)
    return deed_page(request, FILES, form, (back, ref), around=pages.around(request, found), matter=found)


@staff_deed
def take_back(request: StaffRequest, ref: str, digest: str) -> HttpResponse:
    """Take one back."""
    found = _seen(request, ref)
    row = _there(attached.to_units(found), digest)
    if not attaching.may_withdraw(row, found, request.user):
        raise Http404
    back = reverse("matters:see", kwargs={"ref": ref})
    form = BACK.form(posted(request), matter=found, by=request.user, at=request.at)
    around = {**pages.around(request, found), "lead": name_of(row, DataKey(found.data_key))}
    return deed_page(request, BACK, form, (back, ref), around=around, matter=found, attachment=row)
