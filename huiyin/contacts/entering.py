"""Running words without identity numbers, and the choices of the institution in the reader's language."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.lib.charter import Charter
from huiyin.lib.masking import find_personal
from huiyin.ui.forms import Prose


class Words(forms.CharField):
    """Running words without identity numbers (G17)."""

    def __init__(self, *, rows: int = 2, max_length: int = 2000, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, widget=Prose(rows=rows), **kwargs)

    def clean(self, value: Any) -> str:
        """The text, if it holds no identity number."""
        text: str = super().clean(value)
        if any(found.kind == "id_card" for found in find_personal(text)):
            raise forms.ValidationError(_("Please leave out the identity number; it is not needed here."))
        return text


def charter_words(charter: Charter, name: str) -> list[tuple[str, str]]:
    """A list of the institution, as choices in the reader's language."""
    return [(one.code, one.words.in_language(get_language() or "zh-hans")) for one in charter.listed(name)]
