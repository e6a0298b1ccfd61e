"""What the security administrator is asked about another system."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.administration.forms import UnitField
from huiyin.api.models import System
from huiyin.api.rules import MOST_PER_MINUTE
from huiyin.ui.forms import ChipSelect, DeedForm, OnceForm, VersionForm, shown_when, sometimes


class _May(DeedForm):
    """What it is called and what it may."""

    name = forms.CharField(label=_("Name of the system"), max_length=60)
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), choices=System.Scope.choices, widget=ChipSelect
    )
    unit = sometimes(
        UnitField(
            label=_("Unit whose matters it reads or drafts answers for"),
            required=False,
            help_text=_("and those of everything below it; left empty where it does neither"),
        )
    )
    per_minute = forms.IntegerField(
        label=_("Calls in a minute, at most"), min_value=1, max_value=MOST_PER_MINUTE, initial=60
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown_when(self.fields["unit"], "scopes=unit|answer")


class SystemForm(_May, OnceForm):
    """A system that is to be let in."""

    code = forms.SlugField(
        label=_("Code of the system"),
        max_length=20,
        help_text=_("small letters and digits, such as hotline; it stays as it is"),
        widget=forms.TextInput({"autocapitalize": "none", "autocomplete": "off"}),
    )
    field_order = ("name", "code", "scopes", "unit", "per_minute")

    def clean_code(self) -> str:
        """In small letters."""
        return str(self.cleaned_data["code"]).lower()


class ChangeForm(_May, VersionForm):
    """What changes of it."""


class HookForm(OnceForm):
    """Where a system is called."""

    address = forms.CharField(
        label=_("Address that is called"),
        max_length=300,
        help_text=_("of the system, beginning with https://"),
        widget=forms.URLInput({"autocapitalize": "none", "autocomplete": "off"}),
    )
