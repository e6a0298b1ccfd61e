"""The form of a visit: at most seven required inputs, one thumb wide, any number of points."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiyin.contacts.actions import Promised, Raised
from huiyin.contacts.models import Assignment, Contact, Point
from huiyin.contacts.rules import MAX_POINTS, MAX_TEXT, same_visit
from huiyin.intake.visit import Visit
from huiyin.lib.masking import find_personal
from huiyin.lib.refusal import refuse
from huiyin.matters.forms import topic_choices
from huiyin.orgs.actions import charter_at
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Unit
from huiyin.people.models import Household
from huiyin.ui.forms import ChipRadio, Day, Prose

ELSEWHERE = "elsewhere"


class VisitForm(forms.Form):
    """Whom, when, and what else there is to say."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    home = forms.ChoiceField(label=_("Whom did you meet"), widget=ChipRadio)
    place = forms.ModelChoiceField(
        label=_("Village or community"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("please choose"),
    )
    name = forms.CharField(
        label=_("Name or form of address"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"data-private": "", "autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=20,
        widget=forms.TextInput({"data-private": "", "autocomplete": "off", "inputmode": "tel"}),
    )
    held_on = forms.DateField(label=_("Day"), widget=Day)
    differing_view = forms.BooleanField(label=_("A differing view was heard"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=Prose(rows=2))
    again = forms.BooleanField(label=_("It was a second visit; record it all the same"), required=False)
    earlier: Contact | None = None  # of the same day with the same household

    def __init__(self, *args: Any, by: Official, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.at = by, at
        day = local_day(at, by.county)
        self.lines = {
            str(line.household.key): line
            for line in Assignment.objects.filter(official=by)
            .live_on(day)
            .select_related("household__place", "person", "household")
        }
        self.fields["home"] = forms.ChoiceField(
            label=_("Whom did you meet"),
            widget=ChipRadio,
            choices=[
                *[
                    (key, f"{line.person.masked_name} · {line.household.place}")
                    for key, line in self.lines.items()
                ],
                (ELSEWHERE, _("somebody else")),
            ],
            initial=next(iter(self.lines)) if len(self.lines) == 1 else None if self.lines else ELSEWHERE,
        )
        places = self.fields["place"]
        assert isinstance(places, forms.ModelChoiceField)  # noqa: S101
        places.queryset = places_of(by, at)
        self.fields["held_on"].initial = day
        self.order_fields(["home", "place", "name", "phone", "held_on", "differing_view", "note"])

    def clean_note(self) -> str:
        """Numbers that identify somebody do not belong in the note (G17)."""
        return without_identity_numbers(self.cleaned_data["note"])

    def clean(self) -> dict[str, Any]:
        """Somebody else was met somewhere."""
        data = super().clean() or {}
        if data.get("home") == ELSEWHERE and not data.get("place"):
            self.add_error("place", _("Please choose the village or community where it took place."))
        return data

    def ask_again(self) -> None:
        """Refuse a second visit of the day to one household, unless that was meant; looked at inside the one-time token."""
        line = self.lines.get(self.cleaned_data["home"])
        if line is not None and not self.cleaned_data["again"]:
            self.earlier = same_visit(self.by, line.household, self.cleaned_data["held_on"])
            refuse(said_already(self.earlier) if self.earlier else None)

    def visit(self, points: list[Raised], promises: list[Promised]) -> Visit:
        """What was filled in, as the deed wants it."""
        data = self.cleaned_data
        line = self.lines.get(data["home"])
        home: Household | None = line.household if line else None
        return Visit(
            place=home.place if home else data["place"],
            held_on=data["held_on"],
            points=points,
            promises=promises,
            household=home,
            person=line.person if line else None,
            name="" if line else data["name"],
            phone="" if line else data["phone"],
            note=data["note"],
            differing_view=data["differing_view"],
        )


def said_already(earlier: Contact) -> str:
    """That the same household was met on that day already, with the number of that record."""
    facts = {"day": date_format(earlier.held_on), "reference": earlier.reference}
    return gettext("A contact with this household on %(day)s is on record already: %(reference)s.") % facts


def without_identity_numbers(text: str) -> str:
    """The text, if it holds no identity number; bank and telephone numbers may belong to the matter."""
    if any(found.kind == "id_card" for found in find_personal(text)):
        raise forms.ValidationError(_("Please leave out the identity number; it is not needed here."))
    return text


def places_of(by: Official, at: datetime) -> Any:
    """Villages and communities of the townships where the official holds a post; of the county if at the county."""
    day = local_day(at, by.county)
    roots: list[str] = []
    for hat in by.standing(at).hats:
        parts = hat.path.strip("/").split("/")
        roots.append("/" + "/".join(parts[:2]) + "/")
    from django.db.models import Q

    scope = Q(pk=None)
    for root in roots:
        scope |= Q(path__startswith=root)
    return Unit.objects.valid_on(day).places().filter(scope).in_tree_order()


class PointForm(forms.Form):
    """One thing that was raised, and what becomes of it."""

    text = forms.CharField(
        label=_("What was said"),
        help_text=_("as the person put it; no telephone or identity numbers"),
        max_length=MAX_TEXT,
        widget=Prose(rows=2),
    )
    disposition = forms.ChoiceField(label=_("What now"), choices=Point.Disposition, widget=ChipRadio)
    answer = forms.CharField(
        label=_("What was answered"), required=False, max_length=2000, widget=Prose(rows=2)
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    promise = forms.CharField(label=_("Promised"), required=False, max_length=200)
    promise_due_on = forms.DateField(label=_("By which day"), required=False, widget=Day)

    def __init__(self, *args: Any, topics: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"] = forms.ChoiceField(label=_("Topic"), required=False, choices=topics)
        self.order_fields(["text", "disposition", "answer", "topic", "promise", "promise_due_on"])
        self.empty_permitted = False

    def clean_text(self) -> str:
        """Numbers that identify somebody do not belong in the text (G17)."""
        return without_identity_numbers(self.cleaned_data["text"])

    def clean(self) -> dict[str, Any]:
        """An answer given is written down; a promise has a day."""
        data = super().clean() or {}
        if data.get("disposition") == Point.Disposition.ANSWERED and not data.get("answer", "").strip():
            self.add_error("answer", _("Please write down what you answered."))
        if data.get("promise", "").strip() and not data.get("promise_due_on"):
            self.add_error("promise_due_on", _("Please say by which day you promised it."))
        if data.get("promise_due_on") and not data.get("promise", "").strip():
            self.add_error("promise", _("Please say what was promised."))
        return data


class BasePoints(forms.BaseFormSet):  # type: ignore[type-arg]
    """The points of one visit."""

    def raised(self) -> list[Raised]:
        """As the deed wants them."""
        return [
            Raised(f["text"], f["disposition"], f["topic"], f["answer"])
            for f in (form.cleaned_data for form in self.forms)
        ]

    def promised(self) -> list[Promised]:
        """Promises among them."""
        rows = (form.cleaned_data for form in self.forms)
        return [
            Promised(row["promise"].strip(), row["promise_due_on"]) for row in rows if row["promise"].strip()
        ]


Points = forms.formset_factory(
    PointForm,
    formset=BasePoints,
    extra=1,
    min_num=0,
    max_num=MAX_POINTS,
    absolute_max=MAX_POINTS,
    validate_max=True,
)


def points_form(data: Any, by: Official, at: datetime) -> Any:
    """The formset, with the topics of the charter in force."""
    topics = topic_choices(charter_at(at).charter)
    return Points(data, prefix="points", form_kwargs={"topics": topics})
