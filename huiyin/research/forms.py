"""The forms of field research."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.contacts.entering import Words
from huiyin.contacts.models import Contact
from huiyin.orgs.fields import PlaceField
from huiyin.orgs.models import Official
from huiyin.orgs.places import villages_of
from huiyin.research.actions import Question
from huiyin.research.models import ResearchPlan
from huiyin.ui.forms import ChipRadio, Day, OnceForm, VersionForm, offer, sometimes


class PlanForm(OnceForm):
    """What is looked into in which half-year."""

    period = forms.TypedChoiceField(
        label=gettext_lazy("Which half-year"),
        coerce=lambda value: tuple(int(part) for part in value.split("-")),
        widget=ChipRadio,
    )
    topic = forms.CharField(label=gettext_lazy("Subject"), max_length=80)
    question = Words(label=gettext_lazy("What do you want to find out"))
    places = forms.CharField(label=gettext_lazy("Where"), max_length=200)
    method = forms.CharField(
        label=gettext_lazy("How"),
        help_text=gettext_lazy("for example: talks at home, a forum, figures of the village"),
        max_length=200,
    )
    due_on = forms.DateField(label=gettext_lazy("By which day"), widget=Day)
    output = forms.CharField(label=gettext_lazy("What is to come of it"), required=False, max_length=120)

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        halves = [(y, half) for y in (year, year + 1) for half in ResearchPlan.Half]
        words = [_("%(half)s of %(year)s") % {"half": half.label, "year": y} for y, half in halves]
        keys = [f"{y}-{half.value}" for y, half in halves]
        offer(self, "period", list(zip(keys, words, strict=True)))

    def given(self) -> dict[str, Any]:
        """The half-year, the day, and what is asked as one."""
        data = super().given()
        (year, half), due_on = data.pop("period"), data.pop("due_on")
        return {"year": year, "half": half, "due_on": due_on, "asked": Question(**data)}


class _Earlier(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{date_format(obj.held_on, 'DATE_FORMAT')} · {obj.place} {obj.subject}".strip()


class TripForm(OnceForm):
    """A trip recorded before, or where and when, and what was seen."""

    earlier = _Earlier(
        label=gettext_lazy("A trip that is on record already"),
        queryset=Contact.objects.none(),
        required=False,
        empty_label=gettext_lazy("no, a new one"),
    )
    place = sometimes(PlaceField(required=False))
    held_on = forms.DateField(label=gettext_lazy("Day"), widget=Day)
    until_on = forms.DateField(label=gettext_lazy("Last day, if it took several"), required=False, widget=Day)
    note = sometimes(Words(label=gettext_lazy("What was seen and heard"), required=False))

    def __init__(self, *args: Any, by: Official, at: datetime, before: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "earlier", before)
        offer(self, "place", villages_of(by, at))
        if not before.exists():
            del self.fields["earlier"]

    def clean(self) -> dict[str, Any]:
        """A new trip went somewhere and saw something."""
        data = super().clean() or {}
        if data.get("earlier") is None:
            if not data.get("place") and "place" not in self.errors:
                self.add_error("place", _("Please choose the village or community where it took place."))
            if not data.get("note", "").strip() and "note" not in self.errors:
                self.add_error("note", _("Please write down in a few words what was seen and heard."))
        return data


class FindingForm(OnceForm):
    """One finding."""

    text = Words(label=gettext_lazy("What was found"), rows=3)
    is_problem = forms.BooleanField(label=gettext_lazy("It is a problem"), required=False)


class MeasureForm(OnceForm):
    """What, who, by when."""

    text = Words(label=gettext_lazy("What is to be done"), max_length=1000)
    who = forms.CharField(label=gettext_lazy("By which unit"), max_length=80)
    due_on = forms.DateField(label=gettext_lazy("By which day"), widget=Day)


class DoneForm(VersionForm):
    """How a measure was carried out."""

    how_done = Words(label=gettext_lazy("How it was done"), max_length=1000)
    done_on = forms.DateField(label=gettext_lazy("Day"), widget=Day)


class FollowForm(VersionForm):
    """What a second look showed."""

    follow_up = Words(label=gettext_lazy("What a second look showed"), max_length=1000)
    followed_on = forms.DateField(label=gettext_lazy("Day"), widget=Day)


class ReportForm(VersionForm):
    """The report in short; findings and measures are on record already."""

    summary = Words(
        label=gettext_lazy("The report in short"),
        help_text=gettext_lazy("trips, findings and measures come into the document by themselves"),
        rows=5,
        max_length=4000,
    )
    nothing_found = forms.BooleanField(label=gettext_lazy("Yes, that is all that was found"), required=False)

    def given(self) -> dict[str, Any]:
        """Where it was not asked whether nothing was found, something was."""
        return {"nothing_found": False, **super().given()}
