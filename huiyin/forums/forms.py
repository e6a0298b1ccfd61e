"""The forms of a forum: planning with the wanted numbers, inviting, holding with people counted, points one by one."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.contacts.models import Point
from huiyin.contacts.rules import MAX_TEXT
from huiyin.forums import rules
from huiyin.forums.actions import Plan, groups_of
from huiyin.forums.models import Forum
from huiyin.lib.charter import Charter
from huiyin.matters.forms import in_words, topic_choices
from huiyin.matters.point_forms import without_identity_numbers
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.fields import UnitSelect
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.places import places_for
from huiyin.ui.forms import (
    ChipRadio,
    ChipSelect,
    Clock,
    Day,
    DeedForm,
    OnceForm,
    Prose,
    VersionForm,
    offer,
    sometimes,
)

MOST_PEOPLE = 999


def labels_of(charter: Charter) -> dict[str, str]:
    """Groups, then organisations, in the reader's words."""
    words = {group.code: in_words(group.words) for group in charter.groups}
    return words | {one.code: in_words(one.words) for one in charter.listed("source_org")}


class ForumForm(DeedForm):
    """When, where, about what, and whom to ask; six inputs are required and one number."""

    subject = forms.CharField(label=_("What is it about"), max_length=120)
    planned_on = forms.DateField(label=_("Day"), widget=Day)
    begins = forms.TimeField(label=_("Begins at"), widget=Clock)
    ends = forms.TimeField(label=_("Ends at"), widget=Clock, required=False)
    unit = forms.ModelChoiceField(
        label=_("Held by the unit"), queryset=Unit.objects.none(), widget=UnitSelect
    )
    chair = forms.ModelChoiceField(label=_("Chair"), queryset=Official.objects.none())
    place = forms.ModelChoiceField(
        label=_("Village or seat"), queryset=Unit.objects.none(), widget=UnitSelect
    )
    place_words = forms.CharField(
        label=_("Room"), help_text=_("as people there call it"), max_length=80, required=False
    )
    agenda = forms.CharField(
        label=_("Agenda"), required=False, max_length=2000, widget=Prose(rows=3), help_text=_("one line each")
    )
    officials = forms.ModelMultipleChoiceField(
        label=_("Who else takes part"), queryset=Official.objects.none(), required=False, widget=ChipSelect
    )

    def __init__(
        self, *args: Any, by: Official, at: datetime, forum: Forum | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        day, charter = local_day(at, by.county), charter_of(at)
        people = Official.objects.visible_to(by, at).serving(day)
        if forum is not None:
            people = Official.objects.filter(
                Q(pk__in=people.values("pk")) | Q(pk__in=[forum.chair_id, forum.called_by_id], is_active=True)
            )
        people = people.order_by("name_key", "pk")
        units = Unit.objects.valid_on(day).filter(rules.units_of(by, at))
        own = Q(pk__in=units.values("pk")) | Q(
            pk__in=[] if forum is None else [forum.place_id, forum.unit_id]
        )
        offer(self, "unit", Unit.objects.filter(own).in_tree_order())
        places = Q(pk__in=places_for(by, at).values("pk")) | Q(pk__in=_seats(by, at, day))
        offer(self, "place", Unit.objects.filter(own | places).in_tree_order())
        offer(self, "chair", people)
        offer(self, "officials", people)
        self.wanted = {}
        for code, label in labels_of(charter).items():
            self.wanted[f"wanted_{code}"] = code
            self.fields[f"wanted_{code}"] = _number(label)
        self.organisations = [one.code for one in charter.listed("source_org")]

    def group_fields(self) -> list[Any]:
        """The numbers wanted of each walk of life."""
        return [self[name] for name, code in self.wanted.items() if code not in self.organisations]

    def organisation_fields(self) -> list[Any]:
        """The numbers wanted of each organisation."""
        return [self[name] for name, code in self.wanted.items() if code in self.organisations]

    def given(self) -> dict[str, Any]:
        """The plan as one, beside the version where a forum is changed."""
        data = self.cleaned_data
        plan = Plan(
            unit=data["unit"],
            chair=data["chair"],
            subject=data["subject"],
            planned_on=data["planned_on"],
            begins=data["begins"],
            ends=data["ends"],
            place=data["place"],
            place_words=data["place_words"],
            agenda=data["agenda"],
            groups={code: data[name] for name, code in self.wanted.items() if data[name]},
            officials=list(data["officials"]),
        )
        return {"plan": plan, **({"version": data["version"]} if "version" in data else {})}


class PlanForm(OnceForm, ForumForm):
    """A forum that is called."""


class ChangeForm(VersionForm, ForumForm):
    """A forum that is there already."""


def first_plan(by: Official, at: datetime) -> dict[str, Any]:
    """What stands in an empty plan: oneself in the chair, for one's own unit, at its place."""
    units = by.standing(at).unit_ids
    return {"chair": by.pk, "unit": units[0] if units else None}


def plan_of(forum: Forum) -> dict[str, Any]:
    """What stands in the form of a forum that is changed."""
    names = ("subject", "planned_on", "begins", "ends", "place_words", "agenda", "version")
    others = forum.participants.filter(dropped=False).values_list("official", flat=True)
    return {
        **{name: getattr(forum, name) for name in names},
        "unit": forum.unit_id,
        "chair": forum.chair_id,
        "place": forum.place_id,
        "officials": list(others),
        **{f"wanted_{group.code}": group.wanted for group in groups_of(forum)},
    }


class CountForm(VersionForm):
    """A number for each group that the forum asks for."""

    column = "invited"

    def __init__(self, *args: Any, forum: Forum, labels: dict[str, str], **kwargs: Any) -> None:
        groups = groups_of(forum)
        first = {"version": forum.version, "held_on": forum.planned_on, "begins": forum.begins}
        first |= {"ends": forum.ends}
        if self.column == "invited":
            first |= {group.code: _known(group.invited, group.wanted) for group in groups}
        kwargs["initial"] = first
        super().__init__(*args, **kwargs)
        self.codes = [group.code for group in groups]
        for group in groups:
            asked = _number(labels.get(group.code, group.code))
            self.fields[group.code] = sometimes(asked) if self.column == "present" else asked
        self.order_fields(["version", "held_on", "begins", "ends", *self.codes, "differing_view", "note"])

    def given(self) -> dict[str, Any]:
        """How many of each, an empty field being nobody; and what else is asked."""
        data = super().given()
        return {self.column: {code: data.pop(code) or 0 for code in self.codes}, **data}


class InviteForm(CountForm):
    """How many were asked."""


class HoldForm(CountForm):
    """When it took place, and how many came."""

    column = "present"
    held_on = forms.DateField(label=_("Day on which it took place"), widget=Day)
    begins = forms.TimeField(label=_("Begins at"), widget=Clock, required=False)
    ends = sometimes(forms.TimeField(label=_("Ends at"), widget=Clock, required=False))
    differing_view = forms.BooleanField(label=_("A differing view was heard"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=Prose(rows=2))

    def clean_note(self) -> str:
        """Numbers that identify somebody do not belong in the note (G17)."""
        return without_identity_numbers(self.cleaned_data["note"])

    def clean(self) -> dict[str, Any]:
        """At least one person came, and the hours are whole."""
        data = super().clean() or {}
        if not any(data.get(code) for code in self.codes):
            self.add_error(None, _("Please count who was present: at least one number."))
        if data.get("begins") and not data.get("ends"):
            self.add_error("ends", _("Please give both hours, or neither."))
        return data


class CancelForm(VersionForm):
    """Why it does not take place."""

    reason = forms.CharField(label=_("Why is it cancelled"), max_length=200, widget=Prose(rows=2))


class DisposeForm(DeedForm):
    """What becomes of one point."""

    disposition = forms.ChoiceField(label=_("What now"), choices=Point.Disposition, widget=ChipRadio)
    answer = sometimes(
        forms.CharField(label=_("What was answered"), required=False, max_length=2000, widget=Prose(rows=2))
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "topic", topic_choices(charter_of(at)))

    def clean(self) -> dict[str, Any]:
        """An answer given is written down."""
        data = super().clean() or {}
        if data.get("disposition") == Point.Disposition.ANSWERED and not data.get("answer", "").strip():
            self.add_error("answer", _("Please write down what you answered."))
        return data


class PointForm(OnceForm, DisposeForm):
    """One point as it was raised; what becomes of it may wait until the minutes are closed."""

    text = forms.CharField(
        label=_("What was said"),
        help_text=_("as the person put it; no names, telephone or identity numbers"),
        max_length=MAX_TEXT,
        widget=Prose(rows=2),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["disposition"] = forms.ChoiceField(
            label=_("What now"),
            required=False,
            choices=[("", _("decide later")), *Point.Disposition.choices],
            widget=ChipRadio,
            initial="",
        )
        self.order_fields(["once", "text", "disposition", "answer", "topic"])

    def clean_text(self) -> str:
        """Numbers that identify somebody do not belong in the text (G17)."""
        return without_identity_numbers(self.cleaned_data["text"])


def _number(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )


def _known(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value


def _seats(by: Official, at: datetime, day: Any) -> Any:
    """The township or county over each post, and the units of the posts: where a forum may be held too."""
    keys = {int(key) for hat in by.standing(at).hats for key in hat.path.strip("/").split("/")}
    return Unit.objects.valid_on(day).filter(pk__in=keys).values("pk")
