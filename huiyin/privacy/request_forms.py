"""The forms of a request about one's own data: the public one, that of a clerk, and those of whoever answers."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.intake.desk.rules import objection_to_late_receipt
from huiyin.lib import telephone
from huiyin.lib.refusal import Beside
from huiyin.matters.models import Matter
from huiyin.matters.point_forms import without_identity_numbers
from huiyin.orgs.calendar import local_day, start_of
from huiyin.orgs.models import Official, Unit
from huiyin.privacy.deciding import Anew
from huiyin.privacy.models import OFFICER, DataRequest
from huiyin.privacy.requesting import Asked
from huiyin.privacy.rules import is_shown_by_code
from huiyin.ui.forms import ChipRadio, Day, OnceForm, Prose, VersionForm, offer, shown_when, sometimes
from huiyin.ui.quiet import QuietForm

_PRIVATE = {"data-private": "", "autocomplete": "off"}
_FOR_ANOTHER = f"speaks={DataRequest.Speaks.GUARDIAN}|{DataRequest.Speaks.RELATIVE}"


class _AskForm(forms.Form):
    """What both doors ask: what is wanted, by whom, for whom."""

    kind = forms.ChoiceField(
        label=_("What you ask for"),
        choices=DataRequest.Kind,
        widget=ChipRadio,
        initial=DataRequest.Kind.ACCESS,
    )
    words = forms.CharField(
        label=_("What exactly"),
        help_text=_("for instance which data, and what is right instead; no identity numbers"),
        required=False,
        max_length=1000,
        widget=Prose(rows=3),
    )
    speaks = forms.ChoiceField(
        label=_("In which capacity"),
        choices=DataRequest.Speaks,
        widget=ChipRadio,
        initial=DataRequest.Speaks.SELF,
        required=False,
    )
    whose = sometimes(
        forms.CharField(
            label=_("Name of the person whose data it is"),
            required=False,
            max_length=40,
            widget=forms.TextInput(_PRIVATE),
        )
    )
    ground = sometimes(
        forms.CharField(
            label=_("On which ground"),
            help_text=_("how you are related, and what you need it for"),
            required=False,
            max_length=300,
            widget=Prose(rows=2),
        )
    )
    about = forms.ChoiceField(
        label=_("Is it about somebody who answers such requests?"),
        help_text=_("then that person sees nothing of it"),
        required=False,
    )

    def arrange(self, unit: Unit, day: date) -> None:
        """What is shown when, and whom it can be kept from."""
        for name in ("whose", "ground"):
            shown_when(self.fields[name], _FOR_ANOTHER)
        self.officers = {str(one.pk): one for one in Official.objects.holding(OFFICER, unit, day)}
        offer(self, "about", [("", _("no")), *((key, one.name) for key, one in self.officers.items())])

    def clean_words(self) -> str:
        """No identity number, which nobody here needs (G17)."""
        return without_identity_numbers(self.cleaned_data["words"].replace("\x00", "").strip())

    def clean_ground(self) -> str:
        """Likewise."""
        return without_identity_numbers(self.cleaned_data["ground"].replace("\x00", "").strip())

    def clean_speaks(self) -> str:
        """For oneself, where nothing else was said."""
        return self.cleaned_data["speaks"] or DataRequest.Speaks.SELF

    def asked(self, matter: Matter | None = None) -> Asked:
        """What was filled in, as the deed wants it; nothing is kept of another person where it is one's own."""
        data = self.cleaned_data
        own = data["speaks"] == DataRequest.Speaks.SELF
        return Asked(
            kind=data["kind"],
            words=data["words"],
            name=data["name"].replace("\x00", ""),
            phone=data["phone"].replace("\x00", ""),
            speaks=data["speaks"],
            whose="" if own else data["whose"].replace("\x00", ""),
            ground="" if own else data["ground"],
            numbers=data.get("numbers", ""),
            about_official=self.officers.get(data["about"]),
            matter=matter,
        )


class AskForm(_AskForm, QuietForm):
    """The public form; to read of a matter that was opened with its code in this browser nobody need say who they are."""

    def __init__(self, *args: Any, unit: Unit, matter: Matter | None, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, at=at, **kwargs)
        self.fields["name"].label = _("Your name")
        self.fields["phone"].help_text = _("the one you gave us before; we ring it to check who asks")
        self.fields["name"].required = self.fields["phone"].required = matter is None
        self.arrange(unit, local_day(at, unit.county))
        self.order_fields(["kind", "words", "speaks", "whose", "ground", "name", "phone", "about"])

    def clean(self) -> dict[str, Any]:
        """A code shows one matter; whoever wants anything changed says who they are, so that it can be checked."""
        data = super().clean() or {}
        if not is_shown_by_code(data.get("kind", ""), data.get("speaks", "")):
            for name in ("name", "phone"):
                if not data.get(name, "").strip() and not self.has_error(name):
                    self.add_error(name, _("We need it to check who asks."))
        return data


class TakeDownForm(_AskForm, OnceForm):
    """What a clerk takes down, with channel and true day of receipt (I-38)."""

    channel = forms.ChoiceField(
        label=pgettext_lazy("a call, letter or visit", "How it came"),
        choices=[one for one in DataRequest.Channel.choices if one[0] != DataRequest.Channel.WEB],
        widget=ChipRadio,
        initial=DataRequest.Channel.COUNTER,
    )
    name = forms.CharField(label=_("Name"), max_length=40, widget=forms.TextInput(_PRIVATE))
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=telephone.LONGEST,
        widget=forms.TextInput({**_PRIVATE, "inputmode": "tel"}),
    )
    numbers = forms.CharField(
        label=_("Number of a matter or a household, if they have one"), required=False, max_length=90
    )
    received_on = forms.DateField(label=_("Day of receipt"), required=False, widget=Day)
    late_reason = sometimes(
        forms.CharField(
            label=_("Why only now"),
            help_text=_("needed when it came in some working days ago"),
            required=False,
            max_length=120,
        )
    )

    def __init__(self, *args: Any, unit: Unit, by: Official, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.at = by, at
        self.arrange(unit, local_day(at, unit.county))
        self.order_fields(
            [
                "once",
                "channel",
                "kind",
                "words",
                "name",
                "phone",
                "speaks",
                "whose",
                "ground",
                "numbers",
                "about",
            ]
        )

    def clean(self) -> dict[str, Any]:
        """A day long past has its reason, and is entered by the coordinator."""
        data = super().clean() or {}
        if day := data.get("received_on"):
            objection = objection_to_late_receipt(day, data.get("late_reason", ""), self.by, self.at)
            if objection:
                self.add_error(objection.field if isinstance(objection, Beside) else "received_on", objection)
        return data

    @property
    def received_at(self) -> datetime:
        """Now, or the beginning of the day it came."""
        day = self.cleaned_data["received_on"]
        if day is None or day == local_day(self.at, self.by.county):
            return self.at
        return start_of(day, self.by.county)


class CheckForm(VersionForm):
    """How it was seen who asks, and what of theirs they named."""

    proof = forms.ChoiceField(
        label=_("How it was seen who asks"),
        choices=[one for one in DataRequest.Proof.choices if one[0] != DataRequest.Proof.CODE],
        widget=ChipRadio,
    )
    numbers = forms.CharField(
        label=_("Numbers of matters or households that they named"), required=False, max_length=120
    )


class MissingForm(VersionForm):
    """What the person is told."""

    missing = forms.CharField(
        label=_("What is missing, and where it can be brought"), max_length=500, widget=Prose(rows=3)
    )


class KeepFromForm(VersionForm):
    """Whom it is about."""

    about_official = forms.ModelChoiceField(label=_("Whom it is about"), queryset=Official.objects.none())

    def __init__(self, *args: Any, by: Official, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "about_official", Official.objects.serving(local_day(at, by.county)))


class AnswerForm(VersionForm):
    """What was done; and of what was wrong, how it is right."""

    result = forms.ChoiceField(
        label=_("What becomes of the request"), choices=DataRequest.Result, widget=ChipRadio
    )
    answer = forms.CharField(
        label=_("What was done, or why it was not"),
        help_text=_("the person reads this; the list of what is held is put below it"),
        max_length=2000,
        widget=Prose(rows=5),
    )
    name = forms.CharField(
        label=_("Right name"), required=False, max_length=40, widget=forms.TextInput(_PRIVATE)
    )
    phone = forms.CharField(
        label=_("Right telephone"),
        required=False,
        max_length=telephone.LONGEST,
        widget=forms.TextInput(_PRIVATE),
    )

    def __init__(self, *args: Any, found: DataRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if found.kind != DataRequest.Kind.CORRECT:
            del self.fields["name"], self.fields["phone"]

    def clean_answer(self) -> str:
        """No identity number (G17)."""
        return without_identity_numbers(self.cleaned_data["answer"].replace("\x00", "").strip())

    def given(self) -> dict[str, Any]:
        """As the deed wants it."""
        data = super().given()
        return {**data, "anew": Anew(data.pop("name", ""), data.pop("phone", ""))}


class DeliveredForm(VersionForm):
    """How it was brought."""

    way = forms.ChoiceField(
        label=_("How it was brought"),
        choices=[one for one in DataRequest.Way.choices if one[0] != DataRequest.Way.PAGE],
        widget=ChipRadio,
    )
