"""The county's own document on which its periods rest, as it is asked for: title, number and day, told in one line."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from huiyin.lib.charter_whole import LONGEST_BASIS
from huiyin.ui.forms import Day, DeedForm, sometimes


class BasisForm(DeedForm):
    """Title, number and day; the title is needed only where one of the others is given."""

    basis_name = sometimes(
        forms.CharField(
            label=_("Title of the county's own document"),
            help_text=_("Left empty, the basis stays as it is."),
            max_length=80,
            required=False,
        )
    )
    basis_number = forms.CharField(label=_("Number of the document"), max_length=40, required=False)
    basis_day = forms.DateField(label=_("Day of the document"), widget=Day, required=False)

    def basis(self, said: Mapping[str, Any]) -> str:
        """The title in its marks, with number and day."""
        marks = pgettext("marks around the title of a document, first and last", "“”")
        name, number, day = (
            str(said.get("basis_name") or "").strip(f"{marks} "),
            said.get("basis_number"),
            said.get("basis_day"),
        )
        if not name:
            if number or day:
                self.add_error("basis_name", gettext("Please write the title of the document too."))
            return ""
        comma = pgettext("between number and day of a document", ", ")
        beside = comma.join(filter(None, (number, date_format(day, "DATE_FORMAT") if day else "")))
        words = f"{marks[0]}{name}{marks[-1]}"
        whole = gettext("%(title)s (%(beside)s)") % {"title": words, "beside": beside} if beside else words
        if len(whole) > LONGEST_BASIS:
            self.add_error(
                "basis_name",
                ngettext(
                    "Title, number and day together have at most %(n)d character.",
                    "Title, number and day together have at most %(n)d characters.",
                    LONGEST_BASIS,
                )
                % {"n": LONGEST_BASIS},
            )
        return whole
