"""Forms of review and recheck: what a person signed, a hearing, and the opinion of the body above."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.matters.forms.base import DeedForm
from huiyin.matters.models import Review
from huiyin.matters.rules import reviewing
from huiyin.orgs.calendar import local_day
from huiyin.ui.forms import ChipRadio, Day, Prose, sometimes


class ReviewRequestForm(DeedForm):
    """What the person asks for, as they signed it."""

    words = forms.CharField(
        label=_("What the person is not content with"), max_length=2000, widget=Prose(rows=4)
    )
    signed_on = forms.DateField(
        label=_("Signed on"), help_text=_("this day decides whether it was in time"), widget=Day
    )
    late_reason = sometimes(
        forms.CharField(
            label=_("Why only now"),
            help_text=_("needed when it came in some working days ago"),
            required=False,
            max_length=120,
        )
    )

    def shape(self) -> None:
        """Signed today, as a rule."""
        self.initial = {"signed_on": local_day(self.at, self.matter.county), **self.initial}


class HearingForm(DeedForm):
    """From which day to which."""

    first = forms.DateField(label=_("First day of the hearing"), widget=Day)
    last = forms.DateField(
        label=_("Last day of the hearing"),
        help_text=_("these days do not count towards the date"),
        widget=Day,
    )


class ReviewOpinionForm(DeedForm):
    """What was decided, why, and on what it rests."""

    decision = forms.ChoiceField(label=_("Decision"), choices=Review.Decision, widget=ChipRadio)
    opinion = forms.CharField(
        label=_("Opinion"),
        help_text=_("the request, what was found, and why; the person reads it"),
        max_length=6000,
        widget=Prose(rows=5),
    )
    basis = forms.CharField(label=_("Law or policy, with article"), max_length=1000, widget=Prose(rows=2))
    organ = forms.CharField(label=_("Body above the county that decided it"), max_length=80)

    def shape(self) -> None:
        """The body is asked for only where it stands above the county."""
        found = reviewing.open_review(self.matter)
        if found is None or not reviewing.is_above(found):
            del self.fields["organ"]
