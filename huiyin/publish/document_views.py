"""The pages of the institution's documents: for whoever serves, with earlier versions; for the public, those in force."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import PublicRequest, StaffRequest, public, staff
from huiyin.publish import documents
from huiyin.publish.models import InstitutionDocument


@require_safe
@staff
def listed(request: StaffRequest) -> HttpResponse:
    """The five of the county and what units have besides."""
    day = local_day(request.at, request.county)
    found = documents.shelves(day, documents.root(), request.user, request.at)
    return render(request, "publish/documents.html", {"shelves": found, "county": request.county})


@require_safe
@staff
def file(request: StaffRequest, document: int) -> HttpResponse:
    """One version, whether or not it holds today."""
    return documents.served(
        get_object_or_404(InstitutionDocument.objects.visible_to(request.user, request.at), pk=document)
    )


@require_safe
@public
def public_list(request: PublicRequest) -> HttpResponse:
    """What holds today, unit by unit."""
    found = documents.public_on(local_day(request.at, request.county))
    return render(request, "publish/public/documents.html", {"documents": found, "county": request.county})


@require_safe
@public
def public_file(request: PublicRequest, document: int) -> HttpResponse:
    """One that holds today."""
    held = documents.public_on(local_day(request.at, request.county))
    return documents.served(get_object_or_404(held, pk=document))
