"""Where the system administrator keeps the five documents of the institution: what holds, what is missing, a new version."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from huiyin.administration import units
from huiyin.administration.forms import UnitField, offer_units
from huiyin.files.fields import FilesField, WithFiles
from huiyin.orgs.administrators import SYSTEM
from huiyin.orgs.calendar import local_day
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, administration
from huiyin.orgs.models import Unit
from huiyin.publish import documents
from huiyin.publish.models import InstitutionDocument
from huiyin.ui.address import chosen
from huiyin.ui.deeds import DeedPage, posted, turned_back
from huiyin.ui.forms import Day, DeedForm, OnceForm


class DocumentForm(OnceForm, WithFiles):
    """Which of the five, of which unit, its version and its file."""

    needs_one = True
    unit = UnitField()
    kind = forms.TypedChoiceField(
        label=gettext_lazy("Which document"), choices=InstitutionDocument.Kind, coerce=int
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=100)
    version = forms.CharField(
        label=gettext_lazy("Version"),
        max_length=20,
        help_text=gettext_lazy("such as 2026, or the number of the paper"),
    )
    effective_on = forms.DateField(label=gettext_lazy("In force from"), widget=Day)
    files = FilesField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("pdf or docx; everybody can read it from its day on"),
        widget=forms.FileInput({"accept": "application/pdf,.pdf,.docx"}),
    )
    field_order = ("unit", "kind", "title", "version", "effective_on", "files")


ENTER = DeedPage(
    gettext_lazy("Enter a document"),
    DocumentForm,
    documents.keep_document,
    gettext_lazy("Entered; the version before stays readable."),
)


class TakingBackForm(DeedForm):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("Why the document is taken back"),
        help_text=gettext_lazy("such as: the wrong file, a wrong day"),
        max_length=200,
    )


TAKE_BACK = DeedPage(
    gettext_lazy("Take the document back"),
    TakingBackForm,
    documents.take_back,
    gettext_lazy("Taken back; the file stays on record here."),
    is_grave=True,
)


def _root(request: StaffRequest) -> Unit | None:
    return units.units_of(request.user, local_day(request.at, request.county)).filter(parent=None).first()


@require_http_methods(["GET", "HEAD"])
@administration(SYSTEM)
def listed(request: StaffRequest) -> HttpResponse:
    """What holds, and what is missing."""
    day = local_day(request.at, request.county)
    found = documents.shelves(day, _root(request), request.user, request.at)
    return render(request, "administration/documents.html", {"shelves": found, "county": request.county})


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def enter(request: StaffRequest) -> HttpResponse:
    """A version of one of them; of the county, unless another unit is chosen."""
    day, root = local_day(request.at, request.county), _root(request)
    kinds = {str(kind.value): str(kind.label) for kind in InstitutionDocument.Kind}
    kind = chosen(request, "kind", kinds, "1")
    first = {"unit": root.code if root else None, "kind": kind, "title": kinds[kind], "effective_on": day}
    form = ENTER.form(posted(request), request.FILES or None, initial=first)
    offer_units(form, "unit", units.units_of(request.user, day))
    return deed_page(request, ENTER, form, (reverse("administration:documents"), _("Institution documents")))


@require_http_methods(["GET", "HEAD"])
@administration(SYSTEM)
def file(request: StaffRequest, document: int) -> HttpResponse:
    """One version, to be looked at; one that was taken back as well."""
    return documents.served(_one(request, document))


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def take_back(request: StaffRequest, document: int) -> HttpResponse:
    """One that was entered by mistake."""
    found = _one(request, document)
    back = reverse("administration:documents")
    if found.taken_back_at is not None:
        return turned_back(request, _("This document has been taken back already."), back)
    form = TAKE_BACK.form(posted(request))
    lead = _("%(document)s of %(unit)s. From now on nobody reads it; the version before it holds again.")
    around = {"lead": lead % {"document": found, "unit": found.unit.name}}
    return deed_page(
        request, TAKE_BACK, form, (back, _("Institution documents")), around=around, document=found
    )


def _one(request: StaffRequest, key: int) -> InstitutionDocument:
    seen = InstitutionDocument.objects.visible_to(request.user, request.at).select_related("unit")
    found: InstitutionDocument = get_object_or_404(seen, pk=key)
    return found
