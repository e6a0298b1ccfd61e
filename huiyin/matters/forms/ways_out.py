"""Forms of the ways out: the way of the law, why not here, to whom it is handed over, what the person signed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.matters.forms.base import DeedForm, in_words
from huiyin.matters.models import Referral
from huiyin.matters.rules import ways_out
from huiyin.orgs.calendar import local_day
from huiyin.ui.forms import ChipRadio, Day, Prose, offer


class ReferralForm(DeedForm):
    """What the person is told, and how they hear of it."""

    kind = Referral.Kind.DECLINE
    listed = "reason"

    def shape(self) -> None:
        """Ways or reasons of the matter's charter; the page is what everybody with a code can read."""
        if self.listed:
            rows = [(one.code, in_words(one.words)) for one in ways_out.offered(self.matter, self.kind)]
            offer(self, self.listed, rows)
        self.initial = {"told": Referral.Told.PAGE, **self.initial}
        self.others = {f"told_{one.pk}": one for one in ways_out.without_code(self.matter)}
        for name, one in self.others.items():
            label = _("How the person of %(number)s hears of it") % {"number": one.reference}
            self.fields[name] = forms.ChoiceField(label=label, choices=Referral.Told, widget=ChipRadio)

    def clean(self) -> dict[str, Any]:
        """How each of the others is told, in one."""
        data = super().clean() or self.cleaned_data
        data["others"] = {one.pk: data.pop(name) for name, one in self.others.items() if name in data}
        return data


class RedirectForm(ReferralForm):
    """Which way, at which organ, and how to go about it (S51)."""

    kind = Referral.Kind.REDIRECT
    listed = "route"
    route = forms.ChoiceField(label=_("Way that the law provides"), widget=ChipRadio)
    organ = forms.CharField(
        label=_("Organ that decides it"),
        help_text=_("its full name, as the person will look for it"),
        max_length=80,
    )
    words = forms.CharField(
        label=_("What the person is told"),
        help_text=_("why it is not decided here, where to go with what, and until when"),
        max_length=2000,
        widget=Prose(rows=4),
    )
    told = forms.ChoiceField(label=_("How the person hears of it"), choices=Referral.Told, widget=ChipRadio)


class DeclineForm(ReferralForm):
    """Why it cannot be handled here."""

    reason = forms.ChoiceField(label=_("Reason"), widget=ChipRadio)
    words = forms.CharField(
        label=_("What the person is told"),
        help_text=_("the facts behind the reason, in the words one would use at the door"),
        max_length=2000,
        widget=Prose(rows=4),
    )
    organ = forms.CharField(label=_("Who can help instead"), required=False, max_length=80)
    told = forms.ChoiceField(label=_("How the person hears of it"), choices=Referral.Told, widget=ChipRadio)


class HandOverForm(ReferralForm):
    """To whom, how, and what the person is told."""

    kind = Referral.Kind.HAND_OVER
    listed = ""  # how, the charter does not say
    organ = forms.CharField(
        label=_("Organ that takes it over"),
        help_text=_("its full name, as the person will look for it"),
        max_length=80,
    )
    way = forms.ChoiceField(label=_("How it is handed over"), choices=Referral.Way, widget=ChipRadio)
    words = forms.CharField(
        label=_("What the person is told"),
        help_text=_("why it is handed over, and who answers them from now on"),
        max_length=2000,
        widget=Prose(rows=4),
    )
    told = forms.ChoiceField(label=_("How the person hears of it"), choices=Referral.Told, widget=ChipRadio)


class AcknowledgementForm(DeedForm):
    """The receipt of the other organ."""

    number = forms.CharField(label=_("Number of their receipt"), max_length=60)
    received_on = forms.DateField(label=_("Day of the receipt"), widget=Day)

    def shape(self) -> None:
        """Today, as a rule."""
        self.initial = {"received_on": local_day(self.at, self.by.county), **self.initial}


class WithdrawalForm(DeedForm):
    """What the person signed."""

    signed_on = forms.DateField(label=_("Signed on"), widget=Day)
    words = forms.CharField(
        label=_("What the person signed, and where it is kept"), max_length=500, widget=Prose(rows=2)
    )

    def shape(self) -> None:
        """Signed today, as a rule."""
        self.initial = {"signed_on": local_day(self.at, self.by.county), **self.initial}
