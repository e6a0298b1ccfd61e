"""The form on which a visitor of a reception day is written down."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.lib import telephone
from huiyin.matters.point_forms import without_identity_numbers
from huiyin.orgs.fields import UnitSelect
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.places import places_for
from huiyin.receptions.models import QueueTicket
from huiyin.ui.forms import OnceForm, Prose, offer

_PRIVATE = {"data-private": "", "autocomplete": "off"}


class VisitorForm(OnceForm):
    """Who came, as far as they like to say."""

    people = forms.IntegerField(label=_("How many people"), min_value=1, max_value=9999)
    place = forms.ModelChoiceField(
        label=_("Village or community"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("not needed, or not known"),
        widget=UnitSelect,
    )
    name = forms.CharField(
        label=_("Name or form of address"),
        required=False,
        max_length=40,
        widget=forms.TextInput(_PRIVATE),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=telephone.LONGEST,
        widget=forms.TextInput({**_PRIVATE, "inputmode": "tel"}),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=Prose(rows=2))

    def __init__(self, *args: Any, by: Official, at: datetime, ticket: QueueTicket, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].initial = ticket.people
        offer(self, "place", places_for(by, at))
        if ticket.person is not None:
            del self.fields["name"], self.fields["phone"]

    def clean_note(self) -> str:
        """Numbers that identify somebody do not belong in the note (G17)."""
        return without_identity_numbers(self.cleaned_data["note"])
