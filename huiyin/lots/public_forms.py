"""The form that asks for one's own lot in a draw: number and code, however they are typed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.ui.forms import SlipCode


class LotForm(forms.Form):
    """Both stand on the slip."""

    lot = forms.IntegerField(
        label=_("Lot number"),
        min_value=0,
        max_value=2**31 - 2,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    code = SlipCode(
        label=_("Code"),
        help_text=_(
            "twelve letters and digits, on your slip below the number; capitals and dashes do not matter"
        ),
    )
