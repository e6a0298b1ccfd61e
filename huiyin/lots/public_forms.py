"""The form that asks for one's own lot in a draw: number and code, however they are typed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.lib.reference import normal_code
from huiyin.lots.actions import CODE_LENGTH

_PLAIN = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class LotForm(forms.Form):
    """Both stand on the slip."""

    lot = forms.IntegerField(
        label=_("Lot number"),
        min_value=0,
        max_value=2**31 - 2,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    code = forms.CharField(
        label=_("Code"),
        help_text=_(
            "twelve letters and digits, on your slip below the number; capitals and dashes do not matter"
        ),
        max_length=60,
        widget=forms.TextInput(_PLAIN),
    )

    def clean_code(self) -> str:
        """Twelve characters, none of them easily taken for another."""
        code = normal_code(self.cleaned_data["code"], CODE_LENGTH)
        if not code:
            raise forms.ValidationError(
                _("A code has twelve letters and digits. Please compare it with your slip.")
            )
        return code
