"""Forms of contact that take days or hours: stay, research, volunteering, advice to a village, any other form."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.contacts.models import Contact, ResearchTrip, VolunteerService
from huiyin.contacts.models.own import Own
from huiyin.recording.forms.base import EXTRAS, OccasionForm, subject_field, words_of
from huiyin.ui.forms import ChipRadio, ChipSelect, Day, Prose, offer

MINUTES = Decimal(60)
HALVES = [half for half in Contact.Half.choices if half[0]]


def _findings(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=Prose(rows=4))


class StayForm(OccasionForm):
    """Some days in a row at one place (S21)."""

    kind = Contact.Kind.FIELD_STAY
    shown = ("place", "held_on", "until_on", "note")
    until_on = forms.DateField(label=_("Last day"), widget=Day)
    note = _findings(_("What you found"))
    folded = tuple(name for name in EXTRAS if name not in ("begins", "ends"))

    def shape(self) -> None:
        """The day is the first one."""
        self.fields["held_on"].label = _("First day")

    def own_details(self) -> dict[str, Any]:
        """To which day; a stay of one day needs none."""
        first, last = self.cleaned_data["held_on"], self.cleaned_data["until_on"]
        return {"until_on": None if last == first else last}


class ResearchForm(OccasionForm):
    """Half a day, a day or several days of field research (S25)."""

    kind = Contact.Kind.RESEARCH
    shown = ("place", "held_on", "half", "subject", "note")
    folded = ("until_on", "is_meeting_only", *EXTRAS)
    half = forms.ChoiceField(label=_("How long"), choices=HALVES, widget=ChipRadio, initial=Contact.Half.DAY)
    subject = subject_field(_("What you looked into"))
    note = _findings(_("What you found"))
    until_on = forms.DateField(label=_("Last day, if it was several"), required=False, widget=Day)
    is_meeting_only = forms.BooleanField(
        label=_("There were meetings only; it counts for no day of research"), required=False
    )

    def own(self) -> Own:
        """Whether it was meetings only."""
        return ResearchTrip(is_meeting_only=self.cleaned_data["is_meeting_only"])

    def own_details(self) -> dict[str, Any]:
        """How long, and on what."""
        data = self.cleaned_data
        several = data["until_on"] is not None and data["until_on"] != data["held_on"]
        return {
            "half": Contact.Half.DAY.value if several else data["half"],
            "until_on": data["until_on"] if several else None,
            "subject": data["subject"],
        }


class ServiceForm(OccasionForm):
    """Hours at a volunteering event; for whom, in groups only (S24)."""

    kind = Contact.Kind.VOLUNTEERING
    shown = ("place", "held_on", "subject", "event_hours", "hours", "groups")
    folded = ("until_on", *(name for name in EXTRAS if name != "differing_view"), "note")
    subject = subject_field(_("Name of the event"))
    event_hours = forms.DecimalField(
        label=_("Length of the event in hours"), min_value=Decimal("0.1"), max_digits=5, decimal_places=1
    )
    hours = forms.DecimalField(
        label=_("Your own hours"), min_value=Decimal("0.1"), max_digits=5, decimal_places=1
    )
    groups = forms.MultipleChoiceField(
        label=_("Whom it served"), help_text=_("groups only, no names"), required=False, widget=ChipSelect
    )
    until_on = forms.DateField(label=_("Last day, if it was several"), required=False, widget=Day)

    def shape(self) -> None:
        """The groups of the institution."""
        offer(self, "groups", words_of(self.charter.groups))

    def own(self) -> Own:
        """Both lengths, in minutes."""
        event, hours = (int(self.cleaned_data[name] * MINUTES) for name in ("event_hours", "hours"))
        return VolunteerService(event_minutes=event, minutes=hours)

    def own_details(self) -> dict[str, Any]:
        """Which event, for whom."""
        data = self.cleaned_data
        several = data["until_on"] is not None and data["until_on"] != data["held_on"]
        return {
            "subject": data["subject"],
            "groups": tuple(data["groups"]),
            "until_on": data["until_on"] if several else None,
        }


class AdviceForm(OccasionForm):
    """Advice to a village on its development."""

    kind = Contact.Kind.VILLAGE_ADVICE
    note = _findings(_("What you advised, and what was agreed"))


class OtherForm(OccasionForm):
    """Any other form of contact."""

    kind = Contact.Kind.OTHER
    shown = ("place", "held_on", "subject", "note")
    subject = subject_field(_("What kind of occasion it was"))
    folded = ("groups", *EXTRAS)
    groups = forms.MultipleChoiceField(label=_("Groups met"), required=False, widget=ChipSelect)

    def shape(self) -> None:
        """The groups of the institution."""
        offer(self, "groups", words_of(self.charter.groups))

    def own_details(self) -> dict[str, Any]:
        """What it was, and with whom."""
        return {"subject": self.cleaned_data["subject"], "groups": tuple(self.cleaned_data["groups"])}
