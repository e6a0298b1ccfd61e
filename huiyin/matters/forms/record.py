"""Forms of putting right what was recorded: what and why; granting it; leaving it as it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.matters import channels
from huiyin.matters.forms.base import DeedForm, topic_choices
from huiyin.matters.rules import record
from huiyin.matters.rules.hearing import MAX_BODY
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Unit
from huiyin.ui.forms import Day, Prose, offer


class RecordForm(DeedForm):
    """As it stands, to be put right where it is wrong."""

    body = forms.CharField(
        label=_("What was said"),
        help_text=_("only where it was taken down wrongly; the words as they stand are kept"),
        max_length=MAX_BODY,
        widget=Prose(rows=4),
    )
    place = forms.ModelChoiceField(
        label=_("Village or community"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("not known"),
    )
    place_words = forms.CharField(label=_("Where, in words"), required=False, max_length=120)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    channel = forms.ChoiceField(label=_("How it came in"))
    received_on = forms.DateField(
        label=_("Day of receipt"),
        help_text=_("what counts from it comes earlier where it was earlier, and never later"),
        widget=Day,
    )
    why = forms.CharField(label=_("How it came to be recorded wrongly"), max_length=500, widget=Prose(rows=2))

    def shape(self) -> None:
        """The values of now; words that a person wrote themselves are not asked for."""
        if not record.may_change_words(self.matter):
            del self.fields["body"]
        if not record.may_change_receipt(self.matter):
            del self.fields["received_on"]
        day = local_day(self.at, self.by.county)
        places = [one.pk for one in Unit.objects.valid_on(day) if one.is_place]
        offer(self, "place", Unit.objects.filter(pk__in=places).order_by("path"))
        offer(self, "topic", topic_choices(self.matter.charter.charter))
        offer(self, "channel", list(channels.WORDS.items()))
        now: dict[str, Any] = record.on_record(self.matter)
        self.initial = {**{name: value for name, value in now.items() if name in self.fields}, **self.initial}


class CorrectRecordForm(DeedForm):
    """Nothing to type: what is asked for stands above the button."""


class LeaveRecordForm(DeedForm):
    """Why it stays."""

    why = forms.CharField(label=_("Why it stays as it is"), max_length=500, widget=Prose(rows=2))
