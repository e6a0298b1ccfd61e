"""The form that flags what does not wait."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.matters.forms.base import DeedForm
from huiyin.matters.rules import urgent
from huiyin.ui.forms import ChipRadio, Prose, offer

RUNG = (
    _("Whom you have rung, and what was said"),
    _("ring first, then write: the number beside the kind, and the head"),
)


class UrgencyForm(DeedForm):
    """Of which kind, and whom somebody has rung."""

    kind = forms.ChoiceField(label=_("What it is"), widget=ChipRadio)
    words = forms.CharField(
        label=RUNG[0],
        help_text=RUNG[1],
        max_length=500,
        widget=Prose(rows=2),
    )

    def shape(self) -> None:
        """The kinds of the matter's charter, each with its number."""
        offer(self, "kind", [(one.code, urgent.kind_words(one)) for one in urgent.kinds(self.matter)])
