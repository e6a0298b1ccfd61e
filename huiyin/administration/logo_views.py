"""Where the system administrator enters the county's logo: sent, looked at, shown, taken away."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiyin.administration import logo
from huiyin.files.fields import FilesField, WithFiles
from huiyin.orgs.administrators import SYSTEM
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, administration
from huiyin.orgs.models import Logo
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


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def offer(request: StaffRequest) -> HttpResponse:
    """Which one is shown, and another one."""
    form = OFFER.form(posted(request), request.FILES or None)
    back = (reverse("administration:overview"), _("Administration"))

    def there(made: Logo) -> str:
        return reverse("administration:logo_shown", kwargs={"digest": made.digest})

    return deed_page(request, OFFER, form, back, there, around={"logo": request.county.logo})


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def show(request: StaffRequest, digest: str) -> HttpResponse:
    """How it looks in the heads, before anybody sees it there."""
    found = get_object_or_404(Logo.objects.visible_to(request.user, request.at), digest=digest)
    form = SHOW.form(posted(request))
    back = (reverse("administration:logo"), LOGO)
    return deed_page(request, SHOW, form, back, logo=found, around={"digest": found.digest})


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def remove(request: StaffRequest) -> HttpResponse:
    """None any more."""
    there = reverse("administration:logo")
    if not request.county.logo:
        return turned_back(request, str(_("No logo is shown.")), there)
    return deed_page(request, REMOVE, REMOVE.form(posted(request)), (there, LOGO))


@require_http_methods(["GET", "HEAD"])
@administration(SYSTEM)
def picture(request: StaffRequest, digest: str) -> HttpResponse:
    """The picture itself, to be looked at."""
    found = get_object_or_404(Logo.objects.visible_to(request.user, request.at), digest=digest)
    return HttpResponse(bytes(found.content), content_type="image/png")
