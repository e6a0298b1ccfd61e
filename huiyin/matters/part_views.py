"""The pages of the steps of a part: taking it on, answering, turning it down, calling it off."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from huiyin.matters import pages
from huiyin.matters.deeds.parts import PARTS
from huiyin.matters.models import Matter
from huiyin.matters.rules import sub_tasks
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, staff_deed
from huiyin.ui.deeds import posted, turned_back


@staff_deed
def part(request: StaffRequest, ref: str, part: int, step: str) -> HttpResponse:
    """One step of one part of a matter that one may see."""
    page = PARTS.get(step)
    if page is None:
        raise Http404
    seen = Matter.objects.visible_to(request.user, request.at)
    matter = get_object_or_404(seen.for_lists().select_related("county"), reference=ref)
    found = get_object_or_404(matter.sub_tasks.select_related("unit", "handler", "by"), pk=part)
    found.matter = matter
    if not sub_tasks.may(page.deed, found, request.user, request.at):
        raise Http404
    back = reverse("matters:see", kwargs={"ref": ref})
    if objection := sub_tasks.objection(page.deed, found, request.user, request.at):
        return turned_back(request, objection, back)
    form = page.form(posted(request), part=found, at=request.at)
    around = {**pages.around(request, matter), "part": found, "lead": matter.title}
    return deed_page(request, page, form, (back, ref), around=around, part=found)
