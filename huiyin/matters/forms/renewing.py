"""The form of giving out a new code: how the person asks, and what agreed."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.matters.forms.base import DeedForm
from huiyin.matters.rules.renewing import CHECKS, WAYS, checks_min
from huiyin.ui.forms import ChipRadio, ChipSelect


class RenewalForm(DeedForm):
    """Two questions; nothing personal is written down."""

    way = forms.ChoiceField(
        label=pgettext_lazy("of a lost code", "How the person asks"), choices=WAYS, widget=ChipRadio
    )
    checked = forms.MultipleChoiceField(
        label=_("What agrees with the record"), choices=CHECKS, widget=ChipSelect
    )

    def shape(self) -> None:
        """Say how many are enough by the charter."""
        least = {"n": checks_min(self.matter)}
        self.fields["checked"].help_text = _("%(n)d things at least") % least

    def refuse(self, sentence: str) -> None:
        """Beside what was checked."""
        self.add_error("checked", sentence)
