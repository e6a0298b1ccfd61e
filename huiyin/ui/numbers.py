"""Numbers of people in free words: who writes one down is told, and says that it is meant to be there."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.lib.masking import Kind, find_personal

KEEP = "keep_numbers"


class WatchesNumbers(forms.Form):
    """A form whose words are looked through: an identity number is refused, another is kept only when that is meant."""

    keep_numbers = forms.BooleanField(
        label=_("The number belongs to the matter; leave it in the words"), required=False
    )
    watched: ClassVar[tuple[Kind, ...]] = ("mobile", "landline", "bank_card")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self._first_with(self.watched):
            del self.fields[KEEP]

    def clean(self) -> dict[str, Any]:
        """Beside the words with the number, or beside the box that says that it is meant."""
        data = super().clean() or self.cleaned_data
        if name := self._first_with(("id_card",)):
            self.add_error(name, _("Please leave out the identity number; it is not needed here."))
        if KEEP in self.fields and not data.pop(KEEP, False):
            self.add_error(
                KEEP,
                _(
                    "There is a telephone or bank number in the words, where everybody who handles it reads it."
                ),
            )
        return data

    def _first_with(self, kinds: tuple[Kind, ...]) -> str:
        """The first field of several lines that holds a number of these kinds; empty if none does."""
        for name, field in self.fields.items():
            said = (
                self.data.get(self.add_prefix(name), "") if isinstance(field.widget, forms.Textarea) else ""
            )
            if any(found.kind in kinds for found in find_personal(said)):
                return name
        return ""
