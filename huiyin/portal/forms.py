"""The forms that ask how a matter stands: number and code, however they are typed."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.lib.reference import make, normal_code, parse
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import County

_PLAIN = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
_EXAMPLE = 123456


class AskForm(forms.Form):
    """Both stand on the receipt."""

    reference = forms.CharField(label=_("Reference"), max_length=60, widget=forms.TextInput(_PLAIN))
    code = forms.CharField(
        label=_("Query code"),
        help_text=_("eight letters and digits, on your receipt below the number"),
        max_length=60,
        widget=forms.TextInput(_PLAIN),
    )

    def __init__(self, *args: Any, county: County, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.example = make(county.prefix, local_day(at, county).year, _EXAMPLE)
        words = _("such as %(example)s; capitals and dashes do not matter")
        self.fields["reference"].help_text = words % {"example": self.example}

    def clean_reference(self) -> str:
        """A slip of the pen shows in the check character, before anything is looked up."""
        found = parse(self.cleaned_data["reference"])
        if found is None:
            raise forms.ValidationError(
                _("There is a slip in this number; please compare it again. It looks like %(example)s."),
                params={"example": self.example},
            )
        return str(found)

    def clean_code(self) -> str:
        """Eight characters, none of them easily taken for another."""
        code = normal_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(
                _("A query code has eight letters and digits. Please compare it with your receipt.")
            )
        return code
