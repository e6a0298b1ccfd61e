"""What the resident can say on the page of a matter: of the answer, and of what is still not solved."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.files.fields import WithFiles
from huiyin.matters.models import Rating
from huiyin.matters.rules.hearing import MAX_WORDS
from huiyin.ui.forms import ChipRadio, OnceForm, Prose
from huiyin.ui.numbers import WatchesNumbers


class RatingForm(WatchesNumbers, OnceForm):
    """Two questions, and words if one likes (S49)."""

    handled = forms.ChoiceField(
        label=_("Has what you told us been dealt with?"), choices=Rating.Handled, widget=ChipRadio
    )
    satisfied = forms.TypedChoiceField(
        label=_("Are you satisfied with how it was handled?"),
        choices=Rating.Satisfied,
        coerce=int,
        widget=ChipRadio,
    )
    words = forms.CharField(
        label=_("Anything you would like to add"), required=False, max_length=MAX_WORDS, widget=Prose(rows=3)
    )


class FilesForm(WatchesNumbers, WithFiles, OnceForm):
    """Photos or documents, and words if one likes."""

    needs_one = True

    words = forms.CharField(
        label=_("What they show"), required=False, max_length=MAX_WORDS, widget=Prose(rows=2)
    )


class WithdrawalForm(WatchesNumbers, OnceForm):
    """Nothing need be said."""

    words = forms.CharField(
        label=_("Why you take it back"), required=False, max_length=MAX_WORDS, widget=Prose(rows=2)
    )


class SupplyForm(WatchesNumbers, OnceForm):
    """The answer to what the desk asked."""

    words = forms.CharField(label=_("Your answer"), max_length=MAX_WORDS, widget=Prose(rows=4))


class ReopeningForm(WatchesNumbers, OnceForm):
    """What is still not solved."""

    words = forms.CharField(label=_("What is still not solved?"), max_length=MAX_WORDS, widget=Prose(rows=3))


class NewFactsForm(WatchesNumbers, OnceForm):
    """What is new: without it nothing begins anew."""

    words = forms.CharField(
        label=_("What is new since then?"),
        help_text=_(
            "if nothing is new, you need not write: how it stands and what was answered is on your page"
        ),
        max_length=MAX_WORDS,
        widget=Prose(rows=4),
    )


class ReviewForm(WatchesNumbers, OnceForm):
    """What the answer gets wrong."""

    words = forms.CharField(
        label=_("What does the answer get wrong?"), max_length=MAX_WORDS, widget=Prose(rows=4)
    )
