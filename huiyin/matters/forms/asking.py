"""Forms of asking for more: the questions, and what the person adds where a clerk takes it down."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.matters.forms.base import DeedForm
from huiyin.matters.models import Referral, Supplement
from huiyin.matters.rules.hearing import MAX_WORDS
from huiyin.ui.forms import ChipRadio, Prose


class AskMoreForm(DeedForm):
    """What is missing, one question a line."""

    questions = forms.CharField(
        label=_("What the person is asked"),
        help_text=_("one question a line; once only, so ask for all that is missing"),
        max_length=1000,
        widget=Prose(rows=4),
    )
    told = forms.ChoiceField(label=_("How the person hears of it"), choices=Referral.Told, widget=ChipRadio)

    def shape(self) -> None:
        """The page is what everybody with a code can read."""
        self.initial = {"told": Referral.Told.PAGE, **self.initial}


class SupplyForm(DeedForm):
    """What the person adds, and by which way it came."""

    words = forms.CharField(
        label=_("What the person adds"),
        help_text=_("in the person's own words; no identity numbers"),
        max_length=MAX_WORDS,
        widget=Prose(rows=4),
    )
    how = forms.ChoiceField(
        label=_("By which way it came"),
        choices=[choice for choice in Supplement.How.choices if choice[0] != Supplement.How.PAGE],
        widget=ChipRadio,
    )
