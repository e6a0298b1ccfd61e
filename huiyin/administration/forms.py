"""What administrators are asked: an official, a post, capacities, the reason of a lock."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.administration import charters
from huiyin.lib.charter_whole import LONGEST_BASIS, with_basis
from huiyin.orgs.fields import UnitSelect, let_find
from huiyin.orgs.models import Official, Post, Unit
from huiyin.orgs.models.unit import Units
from huiyin.ui.forms import ChipRadio, ChipSelect, Day, DeedForm, OnceForm, Prose, offer

REPORTS_HELP = _(
    "Left empty, it reports to the unit it stands under. A party branch stands under its township or village and reports to "
    "the party committee."
)

PAPER_HELP = _(
    "Heads and signs its papers, such as “Government of Willow Town”. Left empty, it follows from the full name: to the "
    "bare name of a place its government, office or committee is added."
)


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Any unit that exists, by code."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Unit"))
        super().__init__(
            queryset=Unit.objects.none(),
            to_field_name="code",
            empty_label=_("please choose"),
            widget=UnitSelect,
            **kwargs,
        )

    def label_from_instance(self, obj: Any) -> str:
        """By its full name."""
        return str(obj.name)


def offer_units(form: forms.BaseForm, name: str, units: Units) -> None:
    """These units, found by name, code or first letters."""
    offer(form, name, units)
    let_find(form, name, units, key="code")


class OfficialForm(OnceForm):
    """Who it is."""

    login = forms.CharField(
        label=_("Login name"),
        max_length=40,
        help_text=_("small letters and digits, such as zhangwei; it stays as it is"),
        widget=forms.TextInput({"autocapitalize": "none", "autocomplete": "off"}),
    )
    name = forms.CharField(label=_("Name"), max_length=40)
    phone = forms.CharField(label=_("Telephone at the office"), max_length=30, required=False)


class DetailsForm(DeedForm):
    """What may change of it."""

    name = forms.CharField(label=_("Name"), max_length=40)
    phone = forms.CharField(label=_("Telephone at the office"), max_length=30, required=False)


class PostForm(OnceForm):
    """Where, as what, since when."""

    unit = UnitField(
        help_text=_(
            "A post always has a unit. Among many, type a part of its name, its code or first letters."
        )
    )
    title = forms.CharField(label=_("Post, as it is called"), max_length=60)
    role = forms.ChoiceField(
        label=_("At a contact station"), choices=Post.Role, widget=ChipRadio, required=False
    )
    from_on = forms.DateField(label=_("From which day"), widget=Day)


class CapacitiesForm(DeedForm):
    """What the holder may do; nothing is an answer too."""

    capacities = forms.MultipleChoiceField(
        label=_("What the holder may do"), choices=Post.Capacity, widget=ChipSelect, required=False
    )


class LockForm(DeedForm):
    """Why, from a short list, so that nothing is told about a person that has to be kept."""

    reason = forms.ChoiceField(label=_("Why"), choices=Official.Locked, widget=ChipRadio)


class LeavingForm(DeedForm):
    """From when, who takes over, and what they should know."""

    on = forms.DateField(label=_("From which day is the post no longer held"), widget=Day)
    heir = forms.ModelChoiceField(
        label=_("Who takes over the households and promises"),
        queryset=Official.objects.none(),
        to_field_name="username",
        empty_label=_("please choose"),
        required=False,
    )
    note = forms.CharField(
        label=_("What the colleague should know"), required=False, max_length=500, widget=Prose(rows=2)
    )


class NarrowForm(forms.Form):
    """By unit."""

    unit = forms.ChoiceField(label=_("Unit, with those below it"), required=False, widget=UnitSelect)


def narrow_by(units: Units, unit: Unit | None) -> NarrowForm:
    """The list of units to narrow by, with the one that is chosen."""
    form = NarrowForm(initial={"unit": unit.code if unit else ""})
    rows = list(units)
    offer(form, "unit", [("", _("all")), *((one.code, one.name) for one in rows)])
    let_find(form, "unit", rows, key="code")
    return form


class UnitForm(OnceForm):
    """What a unit is called and where it stands."""

    kind = forms.ChoiceField(
        label=_("Kind of unit"), choices=[("", _("please choose")), *Unit.Kind.choices[1:]]
    )
    parent = UnitField(label=_("Stands under"))
    code = forms.CharField(
        label=_("Code of the unit"),
        max_length=30,
        help_text=_(
            "of a township nine digits, of a village twelve, as the statistics bureau has them; of other units your own, "
            "such as 640423102-DZB"
        ),
    )
    name = forms.CharField(label=_("Full name"), max_length=80)
    short_name = forms.CharField(
        label=_("Short name"), help_text=_("Left empty, it is the full name."), max_length=40, required=False
    )
    reports_to = UnitField(
        label=_("Reports to another than it stands under"), help_text=REPORTS_HELP, required=False
    )
    valid_from = forms.DateField(label=_("From which day"), widget=Day)
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    address = forms.CharField(label=_("Address"), max_length=120, required=False)
    paper_name = forms.CharField(
        label=_("Name on papers"), help_text=PAPER_HELP, max_length=80, required=False
    )


class PlacesForm(OnceForm):
    """Which villages of the townships that were chosen, and since when they are there."""

    codes = forms.MultipleChoiceField(label=_("Villages and communities"), required=False)
    valid_from = forms.DateField(label=_("From which day"), widget=Day)


class UnitDetailsForm(DeedForm):
    """What may change of it."""

    name = forms.CharField(label=_("Full name"), max_length=80)
    short_name = forms.CharField(
        label=_("Short name"), help_text=_("Left empty, it is the full name."), max_length=40, required=False
    )
    reports_to = UnitField(
        label=_("Reports to another than it stands under"), help_text=REPORTS_HELP, required=False
    )
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    address = forms.CharField(label=_("Address"), max_length=120, required=False)
    paper_name = forms.CharField(
        label=_("Name on papers"), help_text=PAPER_HELP, max_length=80, required=False
    )


class EndingForm(DeedForm):
    """From when, and into what."""

    on = forms.DateField(label=_("From which day is it no longer there"), widget=Day)
    into = UnitField(label=_("Successor, who takes over what is open"))
    second = UnitField(label=_("Second successor, where it is split"), required=False)
    third = UnitField(label=_("Third successor"), required=False)

    def given(self) -> dict[str, Any]:
        """The day, and the successors one after another, each once."""
        named = [self.cleaned_data[name] for name in ("into", "second", "third")]
        return {"on": self.cleaned_data["on"], "into": list(dict.fromkeys(one for one in named if one))}


class SlipsForm(OnceForm):
    """For whom: those who stood on the page, whoever has come to wait or got a slip since."""

    keys = forms.CharField(widget=forms.HiddenInput, max_length=2000, required=False)

    def clean_keys(self) -> list[int]:
        """Numbers of accounts."""
        return [
            int(word) for word in self.cleaned_data["keys"].split(",") if re.fullmatch(r"[0-9]{1,12}", word)
        ]

    def show(self, people: Sequence[Official]) -> None:
        """The page is shown again, with who waits now."""
        again: Any = self.data
        self.data = again = again.copy()
        again["keys"] = keys_of(people)


def keys_of(people: Sequence[Official]) -> str:
    """As the form carries them."""
    return ",".join(str(one.pk) for one in people)


class AdoptionForm(DeedForm):
    """The text of a charter, from when, and that what changes was read."""

    text = forms.CharField(
        label=_("Text of the charter"),
        help_text=_(
            "The one in force stands here; give it a new version, change what is to be otherwise, and send it."
        ),
        max_length=200_000,
        strip=False,
        widget=Prose({"spellcheck": "false"}, rows=16),
    )
    basis = forms.CharField(
        label=_("Local basis of the periods"),
        help_text=_("The title of the county's own rules; empty leaves what the text says."),
        max_length=LONGEST_BASIS,
        required=False,
    )
    effective_on = forms.DateField(label=_("In force from"), widget=Day)
    is_read = forms.BooleanField(label=_("I have read what changes"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    shown = ""

    def show(self, mark: str) -> None:
        """Of what the page shows now; a tick beside anything else is taken away."""
        self.shown = mark
        again: Any = self.data
        self.data = again = again.copy()
        if again.get("seen") != mark:
            again.pop("is_read", None)
        again["seen"] = mark

    def given(self) -> dict[str, Any]:
        """With the mark of what there is to be read."""
        said = {**super().given(), "shown": self.shown}
        del said["basis"]  # it stands in the text
        return said

    def clean_text(self) -> str:
        """As a file has it; a text with mistakes says all of them."""
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n")
        if found := charters.wrong(text):
            raise forms.ValidationError(found)
        return text

    def clean_basis(self) -> str:
        """It is written into the text, which is shown with it from then on."""
        basis, text = str(self.cleaned_data["basis"]), self.cleaned_data.get("text")
        if basis and text:
            self.cleaned_data["text"] = text = with_basis(text, basis)
            if found := charters.wrong(text):
                raise forms.ValidationError(found)
            again: Any = self.data
            self.data = again = again.copy()
            again["text"], again["basis"] = text, ""  # from now on it is changed in the text alone
        return basis
