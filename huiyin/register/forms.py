"""The forms of the register: pairing, ending, handing over, a household's details, consent, absences, secondments."""

from contextlib import suppress
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from huiyin.lib import telephone
from huiyin.lib.charter import Charter
from huiyin.orgs.calendar import local_day
from huiyin.orgs.fields import PlaceField, UnitSelect
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.places import places_for
from huiyin.people.actions import said_last
from huiyin.people.again import Candidate, likes_of
from huiyin.people.models import ConsentRecord, Household, Resident
from huiyin.register import listing, quota
from huiyin.register.actions import NewHome, NewPerson
from huiyin.register.asking import Unseen
from huiyin.register.homes import homes_seen
from huiyin.ui.forms import (
    ChipRadio,
    ChipSelect,
    Day,
    DeedForm,
    OnceForm,
    Prose,
    VersionForm,
    offer,
    sometimes,
)

NEW, OTHER = "new", "other"
PRIVATE = {"data-private": "", "autocomplete": "off"}
OF_NEW = ("place", "name", "method", "is_adult")


def group_words(charter: Charter) -> list[tuple[str, str]]:
    """The walks of life of the charter, in the reader's language."""
    chinese = (get_language() or "zh").startswith("zh")
    return [(one.code, one.words.zh_hans if chinese else one.words.en) for one in charter.groups]


class OfficialField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An official by login name, shown by name."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", _("please choose"))
        super().__init__(queryset=Official.objects.none(), to_field_name="username", **kwargs)


def offer_or_choose(form: forms.Form, name: str, rows: Any) -> None:
    """Put what may be chosen into a field; where there is but one choice, choose it."""
    offer(form, name, rows)
    few, field = list(rows[:2]), cast("forms.ModelChoiceField[Any]", form.fields[name])
    if len(few) == 1:
        key = field.to_field_name or "pk"
        field.initial = getattr(few[0], key)
        field.empty_label = None


class PairForm(OnceForm):
    """Whom with whom; at most seven answers are needed, and those only for a household that is new."""

    official = OfficialField(label=_("Official"))
    who = forms.ChoiceField(label=_("Which household"))
    place = PlaceField()
    name = forms.CharField(
        label=_("Name or form of address of the contact person"),
        max_length=40,
        widget=forms.TextInput(PRIVATE),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=telephone.LONGEST,
        widget=forms.TextInput({**PRIVATE, "inputmode": "tel"}),
    )
    address = forms.CharField(
        label=_("Where the home is"), required=False, max_length=120, widget=forms.TextInput(PRIVATE)
    )
    groups = forms.MultipleChoiceField(
        label=_("Groups, as the household itself says"), required=False, widget=ChipSelect
    )
    same = sometimes(forms.ChoiceField(label=_("Is it the same household"), required=False, widget=ChipRadio))
    apart = sometimes(
        forms.CharField(
            label=_("Why it is another household"),
            help_text=_("for example: two families in one house; without names and numbers"),
            required=False,
            max_length=200,
        )
    )
    method = forms.ChoiceField(
        label=_("How was consent given"), choices=ConsentRecord.Method, widget=ChipRadio
    )
    is_adult = forms.BooleanField(label=_("The contact person is 18 or older"))
    started_on = forms.DateField(label=_("From which day"), widget=Day)
    reason = forms.CharField(label=_("Why this pairing"), required=False, max_length=120)

    def __init__(self, *args: Any, by: Official, at: datetime, charter: Charter, home: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        day = local_day(at, by.county)
        offer_or_choose(self, "official", quota.officers(by, at, day))
        self.people = {
            str(one.key): one for one in listing.consenting(by, at, day, home=home) if one.household
        }
        known = [(key, f"{one.household} · {one.masked_name or '—'}") for key, one in self.people.items()]
        new = (NEW, _("a household that is not on the register yet"))
        self.fields["who"] = forms.ChoiceField(
            label=_("Which household"), choices=[*known] if home and known else [new, *known]
        )
        offer_or_choose(self, "place", places_for(by, at))
        offer(self, "groups", group_words(charter))
        self.fields["started_on"].initial = day
        self.order_fields(["official", "who", *list(self.fields)])
        self.use_required_attribute = not known
        self.by, self.at = by, at
        self.wait = 0
        self.unseen: Unseen | None = None
        self.alike = self._alike()
        if self.is_bound and self.data.get("who") != NEW:
            for name in OF_NEW:
                self.fields[name].required = False

    def _alike(self) -> dict[str, Household]:
        """Households on record that the one as typed resembles, as far as one may see them; offered as answers."""
        found: dict[str, Household] = {}
        if self.is_bound and self.data.get("who") == NEW:
            with suppress(forms.ValidationError):
                found = self._looked_up(self.fields["place"].clean(self.data.get("place")))
        same = [
            (key, _("yes, household %(code)s") % {"code": home.code})
            for key, home in found.items()
            if home.voided_at is None
        ]
        offer(self, "same", [*same, (OTHER, _("no, another household"))])
        return found

    def _looked_up(self, place: Unit) -> dict[str, Household]:
        """Not before who was told of the unseen again and again has waited; what is asked of the unseen is kept."""
        words = [str(self.data.get(name, ""))[:120] for name in ("name", "phone", "address")]
        asked = Unseen(place, *words)
        if not self.data.get("same"):
            self.wait = asked.seconds_to_wait(self.by, self.at)
            if self.wait:
                return {}
        likes = likes_of(Candidate(place, *words), self.at)
        others = [one.other.pk for one in likes if one.other]
        seen = homes_seen(self.by, self.at).filter(pk__in=others)
        found = {str(home.key): home for home in seen}
        self.unseen = asked if likes and not found else None
        return found

    def clean(self) -> dict[str, Any]:
        """Another household than one on record needs a word why."""
        data = super().clean() or {}
        if self.wait:
            words = ngettext(
                "Much of what you typed is on record already. Please wait %(n)d second, then send it again.",
                "Much of what you typed is on record already. Please wait %(n)d seconds, then send it again.",
                self.wait,
            )
            raise forms.ValidationError(words % {"n": self.wait})
        if data.get("same") == OTHER and not data.get("apart", "").strip():
            self.add_error("apart", _("Please say in a few words why it is another household."))
        return data

    @property
    def is_told_of_unseen(self) -> bool:
        """Whether the question is shown, and is about something that the asker may not see."""
        return self.unseen is not None and "same" in self.errors and not self.data.get("same")

    @property
    def is_asked(self) -> bool:
        """Whether it is asked if this is a household on record."""
        return bool({"same", "apart"} & set(self.errors)) or bool(self.is_bound and self.data.get("same"))

    def given(self) -> dict[str, Any]:
        """The official, the person on record or a new household, from when, and why."""
        kept = {name: self.cleaned_data[name] for name in ("official", "started_on", "reason")}
        return {"who": self.chosen(), **kept}

    def chosen(self) -> Resident | NewHome:
        """The person on record, or the household as typed."""
        data = self.cleaned_data
        person = self.people.get(data["who"])
        if person is not None:
            return person
        return NewHome(
            place=data["place"],
            name=data["name"],
            phone=data["phone"],
            address=data["address"],
            groups=data["groups"],
            method=data["method"],
            is_adult=data["is_adult"],
            same=self.alike.get(data["same"]),
            apart=data["apart"] if data["same"] == OTHER else "",
        )


class EndForm(DeedForm):
    """Why, and from which day on."""

    reason = forms.CharField(label=_("Why does it end"), max_length=200, widget=Prose(rows=2))
    on = forms.DateField(label=_("From which day does it no longer hold"), widget=Day)


class HandOverForm(OnceForm):
    """To whom, from when, and a word that helps them."""

    to = OfficialField(label=_("Who takes the household over"))
    on = forms.DateField(label=_("From which day"), widget=Day)
    note = forms.CharField(
        label=_("What the colleague should know"),
        help_text=_("what was promised, what matters to the household; no identity or bank numbers"),
        required=False,
        max_length=500,
        widget=Prose(rows=3),
    )


class PersonForm(OnceForm):
    """Who speaks for the household from now on, that they agreed, and why it is another person."""

    name = forms.CharField(
        label=_("Name or form of address of the contact person"),
        max_length=40,
        widget=forms.TextInput(PRIVATE),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=telephone.LONGEST,
        widget=forms.TextInput({**PRIVATE, "inputmode": "tel"}),
    )
    method = forms.ChoiceField(
        label=_("How was consent given"), choices=ConsentRecord.Method, widget=ChipRadio
    )
    is_adult = forms.BooleanField(label=_("The contact person is 18 or older"))
    on = forms.DateField(label=_("From which day"), widget=Day)
    reason = forms.CharField(
        label=_("Why another person"),
        help_text=_("for example: moved away; nothing about health"),
        max_length=120,
    )

    def given(self) -> dict[str, Any]:
        """The new person as one, from when, and why."""
        data = self.cleaned_data
        who = NewPerson(data["name"], data["phone"], data["method"], data["is_adult"])
        return {"who": who, "on": data["on"], "reason": data["reason"]}


class DescribeForm(VersionForm):
    """What a household may add: where it is, and groups it names itself. There is no other field (G17)."""

    address = forms.CharField(
        label=_("Where the home is"),
        help_text=_("left empty, what is on record stays"),
        required=False,
        max_length=120,
        widget=forms.TextInput(PRIVATE),
    )
    groups = forms.MultipleChoiceField(
        label=_("Groups, as the household itself says"), required=False, widget=ChipSelect
    )

    def __init__(
        self, *args: Any, household: Household, charter: Charter, keeps: bool, **kwargs: Any
    ) -> None:
        # the address is opened with a reason only
        kwargs["initial"] = {"groups": household.groups, "version": said_last(household)}
        super().__init__(*args, **kwargs)
        if keeps:
            del self.fields["groups"], self.fields["version"]
        else:
            offer(self, "groups", group_words(charter))


class TakeOffForm(DeedForm):
    """Why it counts no longer."""

    reason = forms.CharField(
        label=_("Why it is taken off the register"),
        help_text=_("for example: entered twice, moved away; no names"),
        max_length=200,
        widget=Prose(rows=2),
    )


class ConsentForm(DeedForm):
    """How an adult agreed."""

    method = forms.ChoiceField(
        label=_("How was consent given"), choices=ConsentRecord.Method, widget=ChipRadio
    )
    is_adult = forms.BooleanField(label=_("The contact person is 18 or older"))


class WithdrawForm(DeedForm):
    """That it is what the person wants."""

    sure = forms.BooleanField(label=_("The person no longer wants to be a contact household"))

    def given(self) -> dict[str, Any]:
        """Nothing more than that."""
        return {}


class StandInForm(OnceForm):
    """Who is away, who stands in, from when to when."""

    official = OfficialField(label=_("Who is absent"))
    stand_in = OfficialField(label=_("Who stands in"))
    from_on = forms.DateField(label=_("First day"), widget=Day)
    until_on = forms.DateField(label=_("Last day"), widget=Day)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("for instance a course; nothing about health"),
        required=False,
        max_length=120,
    )


class ExemptionForm(OnceForm):
    """Who, why, from when to when."""

    official = OfficialField(label=_("For whom"))
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("why no households can be kept in this time; nothing about health"),
        max_length=200,
        widget=Prose(rows=2),
    )
    from_on = forms.DateField(label=_("First day"), widget=Day)
    until_on = forms.DateField(label=_("Last day"), widget=Day)


class DecisionForm(DeedForm):
    """Granted or not, and a word with it."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=[("yes", _("grant it")), ("no", _("do not grant it"))], widget=ChipRadio
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=200, widget=Prose(rows=2))

    def given(self) -> dict[str, Any]:
        """Yes or no, and the note."""
        return {"is_granted": self.cleaned_data["decision"] == "yes", "note": self.cleaned_data["note"]}


class SecondmentForm(OnceForm):
    """Who serves where, from when to when."""

    official = OfficialField(label=_("Official"))
    host = forms.ModelChoiceField(
        label=_("Host unit"),
        queryset=Unit.objects.none(),
        to_field_name="code",
        empty_label=_("please choose"),
        widget=UnitSelect,
    )
    from_on = forms.DateField(label=_("First day"), widget=Day)
    until_on = forms.DateField(label=_("Last day"), required=False, widget=Day)


class ReturnForm(DeedForm):
    """The last day at the host unit."""

    last_on = forms.DateField(label=_("Last day"), widget=Day)


def day_asked(raw: str, today: date) -> date:
    """The day of `?on=`; today if there is none, or if it cannot be."""
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        return today
    return day if date(1949, 1, 1) <= day <= today else today
