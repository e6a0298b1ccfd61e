"""The forms of inspections and of the ledger of problems."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.inspection import rules
from huiyin.inspection.actions.calling import Said
from huiyin.inspection.models import CallBack, Finding, Inspection
from huiyin.lib.charter import Charter
from huiyin.lib.masking import find_personal
from huiyin.lib.periods import Span
from huiyin.matters.models import Matter
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.fields import UnitSelect
from huiyin.orgs.models import Official, Unit
from huiyin.ui.forms import ChipRadio, Day, DeedForm, OnceForm, Prose, VersionForm, offer

WHOLE_BRANCH = "branch"
SPOT = "spot:"


def without_people(text: str) -> str:
    """The text, if no number in it leads to a person."""
    if any(found.kind in ("id_card", "mobile", "bank_card") for found in find_personal(text)):
        raise forms.ValidationError(
            _("Please leave out telephone and identity numbers; nobody needs them here.")
        )
    return text


class PlanForm(OnceForm):
    """Which branch, which half-year, who carries it out."""

    branch = forms.ModelChoiceField(
        label=gettext_lazy("Branch"), queryset=Unit.objects.none(), empty_label=gettext_lazy("please choose")
    )
    period = forms.ChoiceField(label=gettext_lazy("Half-year or month"), widget=ChipRadio)
    inspector = forms.ModelChoiceField(
        label=gettext_lazy("Inspector"),
        queryset=Official.objects.none(),
        empty_label=gettext_lazy("please choose"),
        help_text=gettext_lazy("somebody who does not belong to the branch"),
    )

    def __init__(self, *args: Any, request: StaffRequest, charter: Charter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = local_day(request.at, request.county)
        self.periods = {one.first.isoformat(): one for one in rules.half_years(day, charter)}
        self.periods.update({f"{SPOT}{one.first.isoformat()}": one for one in rules.months(day)})
        offer(self, "branch", rules.branches_under(request.user, request.at))
        offer(self, "period", [(key, _named(key, one)) for key, one in self.periods.items()])
        offer(self, "inspector", rules.possible_inspectors(request.user, request.at))

    def given(self) -> dict[str, Any]:
        """The half-year or month behind the choice, and by it whether it is an inspection or a small check."""
        data = super().given()
        kind = Inspection.Kind.SPOT if data["period"].startswith(SPOT) else Inspection.Kind.FULL
        return {**data, "period": self.periods[data["period"]], "kind": kind}


def _named(key: str, period: Span) -> str:
    if key.startswith(SPOT):
        return _("%(month)s (small check)") % {"month": f"{period.first:%Y-%m}"}
    return _between(period)


def _between(period: Span) -> str:
    return _("%(first)s to %(last)s") % {"first": f"{period.first:%Y-%m}", "last": f"{period.last:%Y-%m}"}


class SeedComputedForm(VersionForm):
    """Nothing to type where the number follows from the list."""

    def given(self) -> dict[str, Any]:
        """No number."""
        return {**super().given(), "number": ""}


class FreezeForm(VersionForm):
    """Where the number of the draw will come from, said beforehand."""

    way = forms.ChoiceField(
        label=gettext_lazy("Where is the number of the draw to come from"),
        choices=Inspection.SeedWay,
        widget=ChipRadio,
    )
    source = forms.CharField(
        label=gettext_lazy("Which public draw"),
        required=False,
        max_length=80,
        help_text=gettext_lazy(
            "only for a public draw: its name and its day or number, before it takes place"
        ),
    )


class SeedForm(VersionForm):
    """The number of the public draw."""

    number = forms.CharField(label=gettext_lazy("Number that was drawn"), max_length=40)


class FindingForm(OnceForm):
    """A finding, about whom, and the records it rests on."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Finding.Kind, widget=ChipRadio)
    about = forms.ChoiceField(label=gettext_lazy("About whom"))
    text = forms.CharField(label=gettext_lazy("Finding"), max_length=rules.MAX_TEXT, widget=Prose(rows=4))
    records = forms.CharField(
        label=gettext_lazy("Records it rests on"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("references, with a space between them; a criticism needs at least one"),
    )

    def __init__(self, *args: Any, people: list[Official], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        named = [(key, one.name) for key, one in self.people.items()]
        offer(self, "about", [(WHOLE_BRANCH, _("the branch as a whole")), *named])

    def clean_text(self) -> str:
        """No number of a resident."""
        return without_people(self.cleaned_data["text"])

    def given(self) -> dict[str, Any]:
        """The records one by one, and the official behind the choice."""
        data = self.cleaned_data
        return {
            "kind": data["kind"],
            "text": data["text"],
            "records": data["records"].replace(",", " ").replace("\uff0c", " ").split(),
            "official": self.people.get(data["about"]),
        }


class AnswerForm(DeedForm):
    """How it was, from one's own side."""

    words = forms.CharField(
        label=gettext_lazy("Your answer"), max_length=rules.MAX_TEXT, widget=Prose(rows=5)
    )

    def clean_words(self) -> str:
        """No number of a resident."""
        return without_people(self.cleaned_data["words"])


class WithdrawForm(DeedForm):
    """Why a finding is taken back."""

    why = forms.CharField(label=gettext_lazy("Why it is withdrawn"), max_length=200)


class CallForm(DeedForm):
    """What the person said to the two questions."""

    identity = forms.BooleanField(label=gettext_lazy("The person said who they are, and it is the right one"))
    met = forms.ChoiceField(
        label=gettext_lazy("Did the official come, or meet you?"),
        choices=[one for one in CallBack.Met.choices if one[0]],
        widget=ChipRadio,
    )
    as_said = forms.ChoiceField(
        label=gettext_lazy("Is what is written what you said, or is anything missing?"),
        choices=[one for one in CallBack.AsSaid.choices if one[0]],
        widget=ChipRadio,
    )
    critical = forms.ChoiceField(
        label=gettext_lazy("Did you say then that something was wrong, or that you see it differently?"),
        choices=[("", gettext_lazy("not said")), *[one for one in CallBack.Met.choices if one[0]]],
        required=False,
        widget=ChipRadio,
    )
    unsolved = forms.ChoiceField(
        label=gettext_lazy("Is what counts as closed really solved?"), required=False, widget=ChipRadio
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=300, widget=Prose(rows=2))

    def __init__(self, *args: Any, closed: list[Matter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not closed:
            del self.fields["unsolved"]
            return
        open_still = [
            (one.reference, _("not solved: %(title)s") % {"title": one.title[:24]}) for one in closed
        ]
        offer(self, "unsolved", [("", _("yes, or not asked")), *open_still])
        self.fields["unsolved"].initial = ""

    def clean_note(self) -> str:
        """No number of a resident."""
        return without_people(self.cleaned_data["note"])

    def given(self) -> dict[str, Any]:
        """What was said, as one."""
        data = self.cleaned_data
        unsolved = data.get("unsolved", "")
        return {"said": Said(data["met"], data["as_said"], unsolved, data["note"], data["critical"])}


class ProblemForm(OnceForm):
    """Which unit, what is wrong."""

    unit = forms.ModelChoiceField(
        label=gettext_lazy("Unit"),
        queryset=Unit.objects.none(),
        empty_label=gettext_lazy("please choose"),
        widget=UnitSelect,
    )
    problem = forms.CharField(label=gettext_lazy("Problem"), max_length=300, widget=Prose(rows=3))

    def clean_problem(self) -> str:
        """No number of a resident."""
        return without_people(self.cleaned_data["problem"])


class AssignForm(VersionForm):
    """Cause, measure, owner, day."""

    cause = forms.CharField(label=gettext_lazy("Cause"), max_length=300, widget=Prose(rows=2))
    measure = forms.CharField(label=gettext_lazy("Measure"), max_length=300, widget=Prose(rows=2))
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Who puts it right"),
        queryset=Official.objects.none(),
        empty_label=gettext_lazy("please choose"),
    )
    due_on = forms.DateField(label=gettext_lazy("Until"), widget=Day)


class EffectForm(VersionForm):
    """What has changed."""

    effect = forms.CharField(
        label=gettext_lazy("What has changed by it"),
        max_length=2000,
        widget=Prose(rows=4),
        help_text=gettext_lazy("in words, as somebody else can see it; no photos are needed"),
    )

    def clean_effect(self) -> str:
        """No number of a resident."""
        return without_people(self.cleaned_data["effect"])


class VerdictForm(VersionForm):
    """What was seen on the second look."""

    verdict = forms.CharField(label=gettext_lazy("What you saw"), max_length=300, widget=Prose(rows=2))


class ReturnForm(VersionForm):
    """What is still missing, and a new day."""

    why = forms.CharField(label=gettext_lazy("What is still missing"), max_length=300, widget=Prose(rows=2))
    due_on = forms.DateField(label=gettext_lazy("New day"), required=False, widget=Day)
