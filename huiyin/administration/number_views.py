"""The page on which the system administrator keeps the telephone numbers for the public."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiyin.administration import numbers
from huiyin.orgs.administrators import SYSTEM
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, administration
from huiyin.ui.deeds import DeedPage, posted
from huiyin.ui.forms import DeedForm, Prose
from huiyin.ui.listing import in_line


class NumbersForm(DeedForm):
    """The county's own number, and hotlines, a line each."""

    phone = forms.CharField(
        label=_("The county's own number"),
        max_length=30,
        required=False,
        help_text=_("named where a unit has none of its own"),
    )
    hotlines = forms.CharField(
        label=_("Hotlines"),
        max_length=600,
        required=False,
        strip=False,
        widget=Prose(rows=4),
        help_text=_("a line each: the number, then what it is for, such as “12345 government services”"),
    )

    def clean_hotlines(self) -> str:
        """Lines that are no number with a name are said by number."""
        found, bad = numbers.hotlines_of(self.cleaned_data["hotlines"])
        if bad:
            words = gettext("Line %(lines)s: please write a number, then what it is for.")
            raise forms.ValidationError(words % {"lines": in_line(bad)})
        self.listed = found
        return str(self.cleaned_data["hotlines"])

    def given(self) -> dict[str, Any]:
        """The number, and the lines as they were read."""
        return {"phone": self.cleaned_data["phone"], "hotlines": self.listed}


PAGE = DeedPage(
    _("Telephone numbers for the public"),
    NumbersForm,
    numbers.keep_numbers,
    _("Kept; the public pages name them from now on."),
    _("Keep these telephone numbers"),
    lead=_("They stand on the public pages for everybody to ring."),
)


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def keep(request: StaffRequest) -> HttpResponse:
    """Which numbers the public reads."""
    county = request.county
    lines = "\n".join(f"{number} {name}" for number, name in county.hotlines_listed)
    form = PAGE.form(posted(request), initial={"phone": county.phone, "hotlines": lines})
    return deed_page(request, PAGE, form, (reverse("administration:overview"), _("Administration")))
