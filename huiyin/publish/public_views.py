"""The public pages of policy briefs."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huiyin.orgs.doors import PublicRequest, public
from huiyin.publish import policies


@require_safe
@public
def briefs(request: PublicRequest) -> HttpResponse:
    """Policies in plain words, those in force first."""
    return render(request, "publish/public/briefs.html", policies.listing(request))


@require_safe
@public
def brief(request: PublicRequest, brief: int) -> HttpResponse:
    """One policy in plain words, what others asked, and the way to ask."""
    found = policies.one(request, brief)
    if found is None:
        raise Http404
    return render(request, "publish/public/brief.html", found)
