"""Forms of taking back, handing back, and what is decided of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.matters.forms.base import DeedForm
from huiyin.matters.forms.routing import RoutingForm, offer_units
from huiyin.matters.rules import hand_back
from huiyin.orgs.fields import UnitSelect
from huiyin.orgs.models import Unit
from huiyin.ui.forms import Prose


class RecallForm(DeedForm):
    """Why it is taken back."""

    reason = forms.CharField(label=_("Why it is taken back"), max_length=500, widget=Prose(rows=2))


class HandBackForm(DeedForm):
    """Why it is not ours, and whose it is."""

    reason = forms.CharField(
        label=_("Why it does not belong to this unit"),
        help_text=_("name the rule or the list of duties that says so"),
        max_length=1000,
        widget=Prose(rows=3),
    )
    proposed = forms.ModelChoiceField(
        label=_("Who should handle it instead"), queryset=Unit.objects.none(), widget=UnitSelect
    )

    def shape(self) -> None:
        """Where the desk that holds it could pass it on to."""
        offer_units(self, "proposed", [self.matter.holding_unit.path])


class UpholdForm(RoutingForm):
    """To whom instead: first the unit that was proposed."""

    def shape(self) -> None:
        """What was proposed stands there already; it can be changed."""
        super().shape()
        found = hand_back.handed_back(self.matter)
        if found is not None:
            self.initial["to"] = found.proposed_id


class DesignationForm(DeedForm):
    """Why it stays."""

    words = forms.CharField(
        label=_("Why it stays with this unit"),
        help_text=_("the unit reads this; it cannot hand the matter back again"),
        max_length=1000,
        widget=Prose(rows=3),
    )
