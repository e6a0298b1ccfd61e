"""Forms of contact with many at once: a village meeting attended, a policy talk, an open course."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.contacts.models import Contact, Course, VillageMeeting
from huiyin.contacts.models.own import Own
from huiyin.recording.forms.base import EXTRAS, OccasionForm, headcount_field, subject_field, words_of
from huiyin.ui.forms import ChipRadio, Prose, offer

MOST = 2000


def _number(label: Any, *, required: bool = True, least: int = 0) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=required, min_value=least, max_value=MOST)


class MeetingForm(OccasionForm):
    """A village representatives' meeting that one attended (S17)."""

    kind = Contact.Kind.VILLAGE_MEETING
    shown = ("place", "held_on", "members", "present", "decisions")
    folded = ("women", "representatives", "votes_for", "votes_against", *EXTRAS, "note")
    remark = _("The village committee convenes the meeting; here you only record that you attended it.")
    members = _number(_("Members of the meeting"), least=1)
    present = _number(_("Members present"))
    women = _number(_("Women among the members"), required=False)
    representatives = _number(_("Village representatives among the members"), required=False)
    votes_for = _number(_("Votes in favour"), required=False)
    votes_against = _number(_("Votes against"), required=False)
    decisions = forms.CharField(
        label=_("What was decided"),
        help_text=_("for the village's notice board; no names"),
        required=False,
        max_length=4000,
        widget=Prose(rows=3),
    )

    def own(self) -> Own:
        """The numbers of the meeting."""
        names = ("members", "present", "women", "representatives", "votes_for", "votes_against", "decisions")
        return VillageMeeting(**{name: self.cleaned_data[name] for name in names})


class PolicyTalkForm(OccasionForm):
    """A talk on policy, and the questions asked there; what stays unanswered is registered (S28)."""

    kind = Contact.Kind.POLICY_TALK
    shown = ("place", "held_on", "subject", "headcount")
    folded = (*EXTRAS, "note")
    point_style = "question"
    subject = subject_field(_("What was explained"))
    headcount = headcount_field()

    def own_details(self) -> dict[str, Any]:
        """Subject and number."""
        return {name: self.cleaned_data[name] for name in ("subject", "headcount")}


class CourseForm(OccasionForm):
    """An open course for residents; nobody's name is asked (S79)."""

    kind = Contact.Kind.PUBLIC_COURSE
    shown = ("place", "held_on", "theme", "subject", "headcount")
    folded = (*EXTRAS, "note")
    theme = forms.ChoiceField(label=_("Theme"), widget=ChipRadio)
    subject = subject_field(_("Title of the course"))
    headcount = headcount_field()

    def shape(self) -> None:
        """The themes of the institution."""
        offer(self, "theme", words_of(self.charter.listed("theme")))

    def own(self) -> Own:
        """The theme."""
        return Course(theme=self.cleaned_data["theme"])

    def own_details(self) -> dict[str, Any]:
        """Title and number."""
        return {name: self.cleaned_data[name] for name in ("subject", "headcount")}
