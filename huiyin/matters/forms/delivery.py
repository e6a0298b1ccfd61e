"""Forms of bringing an answer to its person: how it was brought, and a try that reached nobody."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.matters.forms.base import DeedForm
from huiyin.matters.models import Delivery
from huiyin.matters.rules import delivering
from huiyin.ui.forms import ChipRadio, Prose, offer

Way = Delivery.Way
EXAMPLES: Mapping[str, Any] = {
    Way.PHONE: _("for example: no answer, switched off, wrong number"),
    Way.HAND: _("for example: nobody at home, away for work, moved"),
    Way.POST: _("for example: sent back, address not known"),
}


class DeliveryForm(DeedForm):
    """How, and to whom or where."""

    way = forms.ChoiceField(label=_("How it was brought"), widget=ChipRadio)
    how = forms.CharField(
        label=_("To whom, or where"),
        help_text=_("for post its number, for a public notice its place and days"),
        max_length=300,
        widget=Prose(rows=2),
    )

    def shape(self) -> None:
        """Every way but the page, and the telephone not for what the law wants in writing; first the one expected."""
        left_out = (Way.PAGE, Way.PHONE) if delivering.in_writing(self.matter) else (Way.PAGE,)
        offer(self, "way", [(way.value, way.label) for way in Way if way not in left_out])
        self.initial.setdefault("way", self.matter.to_bring)


class TryForm(DeedForm):
    """What happened, if there is something to say."""

    words = forms.CharField(
        label=pgettext_lazy("of a try to ring somebody", "What happened"),
        required=False,
        max_length=200,
        widget=Prose(rows=2),
    )

    def shape(self) -> None:
        """Examples of the way on which it is brought."""
        self.fields["words"].help_text = EXAMPLES.get(self.matter.to_bring, "")
