"""Forms about the date of an answer: asking for more time, granting it, leaving the date where it is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.matters.dates import length
from huiyin.matters.forms.base import DeedForm
from huiyin.matters.rules import extending
from huiyin.ui.forms import Prose


class ExtensionForm(DeedForm):
    """How many days more, and why."""

    n = forms.IntegerField(label=_("How many days more"), widget=forms.NumberInput({"min": 1}))
    reason = forms.CharField(
        label=_("Why more time is needed"),
        help_text=_("the person reads this when it is granted"),
        max_length=500,
        widget=Prose(rows=3),
    )

    def shape(self) -> None:
        """How many the charter allows, and what kind of days they are."""
        most = extending.at_most(self.matter)
        if most is None:
            return
        self.fields["n"].widget.attrs["max"] = most.n
        if most.unit == "wd":
            self.fields["n"].label = _("How many working days more")
        self.fields["n"].help_text = _("at most %(length)s, once") % {"length": length(most.n, most.unit)}


class GrantForm(DeedForm):
    """Nothing to type: the request stands above the button."""


class StayForm(DeedForm):
    """Why the date stays."""

    why = forms.CharField(label=_("Why the date stays"), max_length=500, widget=Prose(rows=2))
