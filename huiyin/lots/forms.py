"""The forms of a draw: planning, the numbers of the quotas, announcing, the number that came up, an answer."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.lots import rules
from huiyin.lots.actions import MOST_WITNESSES, Announced
from huiyin.lots.models import Draw, DrawEntry
from huiyin.lots.rules import Line
from huiyin.orgs.calendar import local_day
from huiyin.orgs.fields import UnitSelect
from huiyin.orgs.line import units_led
from huiyin.orgs.models import Official, Unit
from huiyin.reach.areas import HOMES
from huiyin.ui.forms import ChipRadio, Clock, Day, OnceForm, Prose, VersionForm, offer

_NUMBER = {"inputmode": "numeric"}


class DrawForm(VersionForm):
    """What changes a draw: the version that was looked at, and what the form adds for this draw."""

    def __init__(self, *args: Any, draw: Draw, at: datetime, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": draw.version, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.draw, self.at = draw, at
        self.shape()

    def shape(self) -> None:
        """What a form adds for this draw."""


class PlanForm(OnceForm):
    """What is drawn, for whom, among whom, how many."""

    subject = forms.CharField(label=gettext_lazy("What is drawn"), max_length=120)
    size = forms.IntegerField(
        label=gettext_lazy("How many households"),
        min_value=1,
        max_value=rules.MOST,
        widget=forms.NumberInput(_NUMBER),
    )
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Held by the unit"), queryset=Unit.objects.none(), widget=UnitSelect
    )
    area = forms.ModelChoiceField(
        label=gettext_lazy("Among whom"), queryset=Unit.objects.none(), widget=UnitSelect
    )
    by_place = forms.BooleanField(
        label=gettext_lazy("Each village by its share"), required=False, initial=True
    )
    by_group = forms.BooleanField(
        label=gettext_lazy("Each walk of life by its share"), required=False, initial=True
    )

    def __init__(self, *args: Any, by: Official, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        led = units_led(by, at).valid_on(local_day(at, by.county))
        for name, rows in (("unit", led), ("area", led.filter(kind__in=HOMES))):
            offer(self, name, rows.in_tree_order())


class VisitsForm(OnceForm):
    """For whom, and how many households."""

    visitor = forms.ModelChoiceField(label=gettext_lazy("For the official"), queryset=Official.objects.none())
    size = forms.IntegerField(
        label=gettext_lazy("How many households"),
        min_value=1,
        max_value=20,
        initial=3,
        widget=forms.NumberInput(_NUMBER),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "visitor", people)


class QuotasForm(DrawForm):
    """Least and most of each line; what is left empty stays as it was."""

    def shape(self) -> None:
        """Two numbers a line."""
        for n, (_category, _value, least, most) in enumerate(self.draw.quotas):
            for name, first in (("least", least), ("most", most)):
                self.fields[f"lines-{n}-{name}"] = forms.IntegerField(
                    min_value=0,
                    max_value=rules.MOST,
                    initial=first,
                    required=False,
                    widget=forms.NumberInput(_NUMBER),
                )

    def label_with(self, labels: Sequence[str]) -> None:
        """Say of each number what it counts, for those who do not see the table."""
        for n, label in enumerate(labels):
            for name, words in (("least", _("%(of)s, at least")), ("most", _("%(of)s, at most"))):
                field = self.fields[f"lines-{n}-{name}"]
                field.label = words % {"of": label}
                field.widget.attrs["aria-label"] = str(field.label)

    def given(self) -> dict[str, Any]:
        """The lines with their new numbers."""
        data = self.cleaned_data

        def typed(n: int, name: str, before: int) -> int:
            number = data[f"lines-{n}-{name}"]
            return before if number is None else int(number)

        lines: list[Line] = [
            (category, value, typed(n, "least", least), typed(n, "most", most))
            for n, (category, value, least, most) in enumerate(self.draw.quotas)
        ]
        return {"version": data["version"], "lines": lines}


class RelaxForm(DrawForm):
    """Nothing to type: the smallest change that would do is taken over."""

    def given(self) -> dict[str, Any]:
        """The lines, those that stood in the way as wide as they have to be."""
        wider = {(line[0], line[1]): line for line in self.draw.failure.get("lines", [])}
        lines = [tuple(wider.get((line[0], line[1]), line)) for line in self.draw.quotas]
        return {"version": self.cleaned_data["version"], "lines": lines}


class PublishForm(DrawForm):
    """How, when and where the number is drawn."""

    way = forms.ChoiceField(
        label=gettext_lazy("How is the number drawn"),
        choices=Draw.Way,
        widget=ChipRadio,
        initial=Draw.Way.DICE,
    )
    way_words = forms.CharField(
        label=gettext_lazy("Which public lottery"),
        help_text=gettext_lazy("with its day or its number; only if a public lottery is used"),
        max_length=120,
        required=False,
    )
    draws_on = forms.DateField(label=gettext_lazy("Day of the draw"), widget=Day)
    draws_at = forms.TimeField(label=gettext_lazy("Hour"), widget=Clock, required=False)
    place_words = forms.CharField(label=gettext_lazy("Where; everybody may come and watch"), max_length=120)

    def given(self) -> dict[str, Any]:
        """What is announced."""
        data = dict(self.cleaned_data)
        return {"version": data.pop("version"), "announced": Announced(**data)}


class NumberForm(DrawForm):
    """The number that came up, and how many people saw it."""

    number = forms.CharField(
        label=gettext_lazy("The number that came up"), max_length=12, widget=forms.TextInput(_NUMBER)
    )
    witnesses = forms.IntegerField(
        label=gettext_lazy("How many people were present"),
        min_value=0,
        max_value=MOST_WITNESSES,
        widget=forms.NumberInput(_NUMBER),
    )

    def shape(self) -> None:
        """Where the system draws, nobody types a number; where nobody watches, nobody is counted."""
        if self.draw.way == Draw.Way.SYSTEM or not self.draw.is_public:
            del self.fields["number"]
        else:
            self.fields["number"].help_text = _("%(n)d digits, as they were called out: %(example)s") % {
                "n": self.draw.digits,
                "example": f"{7:0{self.draw.digits}d}",
            }
        if not self.draw.is_public:
            del self.fields["witnesses"]

    def clean_number(self) -> int:
        """Exactly as many digits as were drawn, so that a slip of the finger shows."""
        text = "".join(unicodedata.normalize("NFKC", self.cleaned_data["number"]).split())
        if len(text) != self.draw.digits or not (text.isascii() and text.isdigit()):
            raise forms.ValidationError(
                _("A number of this draw has %(n)d digits, with its zeros."), params={"n": self.draw.digits}
            )
        return int(text)


class CancelForm(DrawForm):
    """Why there is no draw."""

    reason = forms.CharField(
        label=gettext_lazy("Why is the draw cancelled"), max_length=200, widget=Prose(rows=2)
    )


class AnswerForm(DrawForm):
    """Whether a household comes."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What did the household say"),
        choices=[choice for choice in DrawEntry.Answer.choices if choice[0] != DrawEntry.Answer.OPEN],
        widget=ChipRadio,
    )
