"""Forms of calling back: the two questions, a try in vain, and what is still not solved."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.matters.forms.base import DeedForm, in_words
from huiyin.matters.models import CallBack, Rating
from huiyin.matters.rules import calling
from huiyin.ui.forms import ChipRadio, ChipSelect, Prose, offer, shown_when, sometimes


class CallForm(DeedForm):
    """The two questions as they are read out, and why not, where it is not handled."""

    handled = forms.ChoiceField(
        label=_("Has what you told us been dealt with?"), choices=Rating.Handled, widget=ChipRadio
    )
    satisfied = forms.TypedChoiceField(
        label=_("Are you satisfied with how it was handled?"),
        choices=Rating.Satisfied,
        coerce=int,
        widget=ChipRadio,
    )
    reasons = forms.MultipleChoiceField(label=_("Why not"), required=False, widget=ChipSelect)
    words = sometimes(
        forms.CharField(
            label=_("What else the person says"),
            help_text=_("where it is taken up again: what is still not solved"),
            required=False,
            max_length=2000,
            widget=Prose(rows=3),
        )
    )

    def shape(self) -> None:
        """The reasons of the charter; the form says for which of them the matter is taken up again."""
        listed = calling.reasons_of(self.matter)
        offer(self, "reasons", [(one.code, in_words(one.words)) for one in listed])
        shown_when(self.fields["reasons"], "handled=partly|no")
        again = [in_words(one.words) for one in listed if one.reopens]
        facts = {"reasons": _("; ").join(again)}
        self.fields["reasons"].help_text = _("taken up again for: %(reasons)s") % facts


class CallTryForm(DeedForm):
    """What came of the try."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("of a try to ring somebody", "What came of it"),
        choices=[
            (
                CallBack.Result.NOT_REACHED.value,
                pgettext_lazy("of a try to ring somebody", "nobody was reached"),
            ),
            (CallBack.Result.REFUSED.value, CallBack.Result.REFUSED.label),
        ],
        initial=CallBack.Result.NOT_REACHED.value,
        widget=ChipRadio,
    )
    words = forms.CharField(
        label=pgettext_lazy("of a try to ring somebody", "What happened"),
        required=False,
        max_length=200,
        widget=Prose(rows=2),
    )


class TakingUpForm(DeedForm):
    """What is still not solved."""

    words = forms.CharField(
        label=_("What is still not solved, or not kept"), max_length=1000, widget=Prose(rows=3)
    )
