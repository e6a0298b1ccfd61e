"""Where the system administrator enters the logo of the county, or of a unit (`?unit=`): sent, seen, shown, removed."""

from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiyin.administration import logo, units
from huiyin.files.fields import FilesField, WithFiles
from huiyin.orgs.administrators import SYSTEM
from huiyin.orgs.calendar import local_day
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, administration
from huiyin.orgs.models import Logo, Unit
from huiyin.ui.address import decimal
from huiyin.ui.deeds import DeedPage, posted, turned_back
from huiyin.ui.forms import DeedForm, sometimes

LOGO = _("Logo of the county")


class LogoForm(WithFiles):
    """The picture."""

    needs_one = True
    files = sometimes(
        FilesField(
            label=_("The picture"),
            help_text=_("PNG, JPEG or WebP; best with a clear ground, wider than high"),
            widget=forms.FileInput({"accept": "image/png,image/jpeg,image/webp"}),
        )
    )


OFFER = DeedPage(
    LOGO,
    LogoForm,
    logo.offer_logo,
    "",
    _("Look at it first"),
    template="administration/logo.html",
)
SHOW = DeedPage(
    _("Show this logo"),
    DeedForm,
    logo.show_logo,
    _("Shown in the heads of pages and papers from now on."),
    template="administration/logo_shown.html",
)
REMOVE = DeedPage(
    _("Show no logo any more"),
    DeedForm,
    logo.remove_logo,
    _("Pages and papers show no logo any more."),
    lead=_("Pages and papers are then as they are without one; the picture itself stays on record."),
)
OF_UNIT = _("Logo on the papers of %(unit)s")


def _of(request: StaffRequest) -> Unit | None:
    """The unit that the address names; none: it is the county's."""
    named = request.GET.get("unit", "")
    if not named:
        return None
    day = local_day(request.at, request.county)
    seen = units.units_of(request.user, day) | units.units_of(request.user, day, ended=True)
    found: Unit = get_object_or_404(seen, pk=decimal(named) or 0)
    return found


def _page(request: StaffRequest, name: str, unit: Unit | None, **parts: str) -> str:
    there = reverse(f"administration:{name}", kwargs=parts)
    return f"{there}?unit={unit.pk}" if unit else there


def _title(unit: Unit | None) -> str:
    return OF_UNIT % {"unit": unit.name} if unit else str(LOGO)


def _way_back(unit: Unit | None) -> tuple[str, Any]:
    if unit is None:
        return reverse("administration:overview"), _("Administration")
    return reverse("administration:unit", kwargs={"unit": unit.pk}), unit.name


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def offer(request: StaffRequest) -> HttpResponse:
    """Which one is shown, and another one."""
    form, unit = OFFER.form(posted(request), request.FILES or None), _of(request)
    page = replace(OFFER, title=_title(unit))

    def there(made: Logo) -> str:
        return _page(request, "logo_shown", unit, digest=made.digest)

    around = {
        "logo": (unit or request.county).logo,
        "unit": unit,
        "removal": _page(request, "remove_logo", unit),
    }
    return deed_page(request, page, form, _way_back(unit), there, around=around)


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def show(request: StaffRequest, digest: str) -> HttpResponse:
    """How it looks in the heads, before anybody sees it there."""
    found = get_object_or_404(Logo.objects.visible_to(request.user, request.at), digest=digest)
    form, unit = SHOW.form(posted(request)), _of(request)
    page = replace(SHOW, done=_("It stands on its papers from now on.")) if unit else SHOW
    back = (_page(request, "logo", unit), _title(unit))
    around = {"digest": found.digest, "unit": unit}
    return deed_page(request, page, form, back, logo=found, unit=unit, around=around)


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def remove(request: StaffRequest) -> HttpResponse:
    """None any more."""
    unit = _of(request)
    there = _page(request, "logo", unit)
    if not (unit or request.county).logo:
        return turned_back(request, str(_("No logo is shown.")), there)
    page = REMOVE
    if unit is not None:
        lead = _("Its papers then have the logo of the unit above it, or of the county, where there is one.")
        page = replace(REMOVE, done=_("Its papers have no logo of its own any more."), lead=lead)
    back = (there, _title(unit))
    return deed_page(request, page, page.form(posted(request)), back, unit=unit, around={"lead": page.lead})


@require_http_methods(["GET", "HEAD"])
@administration(SYSTEM)
def picture(request: StaffRequest, digest: str) -> HttpResponse:
    """The picture itself, to be looked at."""
    found = get_object_or_404(Logo.objects.visible_to(request.user, request.at), digest=digest)
    return HttpResponse(bytes(found.content), content_type="image/png")
