"""The form of handing over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.sealed.models import SealedReport
from huiyin.ui.forms import VersionForm


class HandOverForm(VersionForm):
    """The number on the receipt."""

    receipt = forms.CharField(label=_("Number of the receipt"), max_length=60)

    def __init__(self, *args: Any, report: SealedReport, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"version": report.version}, **kwargs})
