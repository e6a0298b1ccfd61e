"""The papers of a residents' forum, to whoever may see the forum."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from huiyin.forums import papers as forum_paper
from huiyin.forums.models import Forum
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.taking import file_name, taken


def _forum(request: StaffRequest, ref: str) -> Forum:
    seen = Forum.objects.visible_to(request.user, request.at)
    found: Forum = get_object_or_404(seen.select_related("unit", "chair", "place", "contact"), reference=ref)
    return found


NAMES = {"sheet": gettext_lazy("Attendance sheet"), "minutes": gettext_lazy("Minutes of a forum")}


def _sent(request: StaffRequest, forum: Forum, content: bytes, *name: str | Promise) -> HttpResponse:
    return taken(request, content, file_name(*name, forum.reference), on=forum.reference, of=forum.unit)


@require_safe
@staff
def invitation(request: StaffRequest, ref: str, group: str) -> HttpResponse:
    """The letter for one group."""
    forum = _forum(request, ref)
    asked = get_object_or_404(forum.groups.filter(dropped=False), code=group)
    charter = charter_of(request.at)
    content = forum_paper.invitation(forum, asked, charter, request.county)
    return _sent(request, forum, content, gettext_lazy("Invitation to a forum"), group)


@require_safe
@staff
def paper(request: StaffRequest, ref: str, paper: str) -> HttpResponse:
    """The minutes of a forum that was held, or the attendance sheet."""
    forum, charter = _forum(request, ref), charter_of(request.at)
    if paper == "sheet":
        content = forum_paper.sheet(forum, charter, request.county)
    elif paper == "minutes" and forum.contact is not None:
        content = forum_paper.minutes(forum, charter, request.county, request.user, request.at)
    else:
        raise Http404
    return _sent(request, forum, content, NAMES[paper])
