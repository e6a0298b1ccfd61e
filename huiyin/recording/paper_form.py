"""The form of one sheet of paper, made for the keyboard: a number, a day, what was raised; Enter saves it."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.contacts.actions import Promised, Raised
from huiyin.contacts.details import Details
from huiyin.contacts.models import Contact, Point
from huiyin.contacts.rules import MAX_POINTS, objection_to_backdating, same_visit
from huiyin.lib.refusal import refuse
from huiyin.lib.words import folded
from huiyin.matters.forms import topic_choices
from huiyin.matters.point_forms import BasePoints, PointForm, said_already, without_identity_numbers
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official
from huiyin.people.models import Household
from huiyin.recording.paper import Paper, written_day
from huiyin.register.homes import homes_seen
from huiyin.register.models import Assignment
from huiyin.ui.forms import OnceForm, Prose, sometimes
from huiyin.ui.listing import in_line


class WrittenDay(forms.CharField):
    """A day typed as text; month and day alone are enough."""

    def __init__(self, *, ahead: bool = False, **kwargs: Any) -> None:
        self.ahead, self.today = ahead, date.min
        super().__init__(
            max_length=20, widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}), **kwargs
        )

    def clean(self, value: Any) -> Any:
        """The day, or nothing where nothing was typed."""
        text = super().clean(value)
        if not text:
            return None
        found = written_day(text, self.today, ahead=self.ahead)
        if found is None:
            raise forms.ValidationError(_("“%(text)s” is no day; write it like 2026-03-01.") % {"text": text})
        return found


class PaperForm(OnceForm):
    """Whom, when, and why only now."""

    home = forms.CharField(
        label=gettext_lazy("Household number"),
        help_text=gettext_lazy("as on the paper; the last digits are enough"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "list": "homes"}),
    )
    held_on = WrittenDay(label=gettext_lazy("Day"), help_text=gettext_lazy("3-2 or 0302 is enough"))
    late_reason = sometimes(
        forms.CharField(label=gettext_lazy("Why only now"), required=False, max_length=120)
    )
    differing_view = forms.BooleanField(label=gettext_lazy("A differing view was heard"), required=False)
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=2000, widget=Prose(rows=2))
    again = forms.BooleanField(
        label=gettext_lazy("It was a second visit; record it all the same"), required=False
    )
    earlier: Contact | None = None

    def __init__(self, *args: Any, official: Official, by: Official, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.official, self.by, self.at = official, by, at
        self.today = local_day(at, by.county)
        self.lines = list(
            Assignment.objects.filter(official=official)
            .live_on(self.today)
            .select_related("household__place", "person")
            .order_by("household__place__path", "household__code", "pk")
        )
        day = self.fields["held_on"]
        assert isinstance(day, WrittenDay)  # noqa: S101 - declared above
        day.today = self.today
        self.fields["home"].widget.attrs["autofocus"] = True
        days = charter_of(at).figure("keeping.paper_wd").value
        self.fields["late_reason"].help_text = _("needed after more than %(n)d working days") % {"n": days}

    def refuse(self, sentence: str) -> None:
        """Beside the question that would help, where there is one."""
        self.add_error("again" if self.earlier else None, sentence)

    def clean_home(self) -> Household:
        """By its number, or by its last digits where only one of the official's households ends so."""
        typed = folded(self.cleaned_data["home"])
        ending = [line.household for line in self.lines if folded(line.household.code).endswith(typed)]
        exact = [home for home in ending if folded(home.code) == typed]
        found = exact or ending
        if len(found) > 1:
            codes = in_line(home.code for home in found)
            raise forms.ValidationError(
                _("Several households end so: %(codes)s. Please type more.") % {"codes": codes}
            )
        if found:
            return found[0]
        seen = homes_seen(self.by, self.at).filter(voided_at=None).select_related("place")
        elsewhere = seen.filter(code__iexact=self.cleaned_data["home"].strip()).first()
        if elsewhere is None:
            raise forms.ValidationError(
                _("There is no household with this number among those of %(name)s or in your area.")
                % {"name": self.official.name}
            )
        return elsewhere

    def clean_note(self) -> str:
        """Numbers that identify somebody do not belong in the note (G17)."""
        return without_identity_numbers(self.cleaned_data["note"])

    def clean(self) -> dict[str, Any]:
        """A paper of long ago needs a reason."""
        data = super().clean() or {}
        if data.get("held_on"):
            details = Details(entered_by=self.by, late_reason=data.get("late_reason", ""))
            charter = charter_of(self.at)
            late = objection_to_backdating(data["held_on"], self.today, charter, details)
            if late:
                self.add_error("late_reason", late)
        return data

    def ask_again(self) -> None:
        """Refuse a second paper of the day for one household, unless that was meant; looked at inside the one-time token."""
        data = self.cleaned_data
        if not data["again"]:
            self.earlier = same_visit(self.official, data["home"], data["held_on"])
            refuse(said_already(self.earlier) if self.earlier else None)

    def paper(self, points: list[Raised], promises: list[Promised]) -> Paper:
        """What was typed, as the deed wants it."""
        data = self.cleaned_data
        person = next((line.person for line in self.lines if line.household == data["home"]), None)
        return Paper(
            household=data["home"],
            held_on=data["held_on"],
            points=points,
            promises=promises,
            person=person,
            note=data["note"],
            differing_view=data["differing_view"],
            late_reason=data["late_reason"].strip(),
        )


class PaperPointForm(PointForm):
    """The same point as on the official's own form; a digit chooses what becomes of it."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbered = [("", "")]
        numbered += [
            (code, f"{n} {label}") for n, (code, label) in enumerate(Point.Disposition.choices, start=1)
        ]
        self.fields["disposition"] = forms.ChoiceField(
            label=_("What now"), help_text=_("a digit chooses"), choices=numbered, widget=forms.Select
        )
        due = WrittenDay(label=_("By which day"), required=False, ahead=True)
        due.today = today
        self.fields["promise_due_on"] = due
        self.order_fields(["text", "disposition", "answer", "topic", "promise", "promise_due_on"])


PaperPoints = forms.formset_factory(
    PaperPointForm,
    formset=BasePoints,
    extra=1,
    min_num=0,
    max_num=MAX_POINTS,
    absolute_max=MAX_POINTS,
    validate_max=True,
)


def paper_points(data: Any, by: Official, at: datetime) -> Any:
    """The formset, with the topics of the charter in force."""
    topics = topic_choices(charter_of(at))
    kwargs = {"topics": topics, "today": local_day(at, by.county)}
    return PaperPoints(data, prefix="points", form_kwargs=kwargs)
