"""What every form of contact has: place and day, points, and what may be added; a form says only what is its own."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiyin.contacts.actions import Promised, Raised
from huiyin.contacts.details import Details
from huiyin.contacts.models import Contact
from huiyin.contacts.models.own import Own
from huiyin.lib.charter import Charter, Group, Named
from huiyin.matters.point_forms import without_identity_numbers
from huiyin.orgs.calendar import local_day
from huiyin.orgs.fields import PlaceField
from huiyin.orgs.models import Official
from huiyin.orgs.places import places_for
from huiyin.people.models import Household, Resident
from huiyin.recording.actions import Entry
from huiyin.ui.forms import ChipSelect, Clock, Day, OnceForm, Prose, offer

FEN = Decimal(100)
# May be added to any form; folded away, as hardly any contact needs them.
EXTRAS = ("begins", "ends", "source_org", "purposes", "cost", "cost_note", "differing_view")


FORMS: dict[str, type["OccasionForm"]] = {}  # by the code of the form of contact


class OccasionForm(OnceForm):
    """Where and when; subclasses add what is their own and say in which order it is asked."""

    kind: ClassVar[str]
    shown: ClassVar[Sequence[str]] = ("place", "held_on", "note")
    folded: ClassVar[Sequence[str]] = EXTRAS
    point_style: ClassVar[str] = "point"  # point, question or issue; see points.py
    points_first: ClassVar[int] = 0  # how many empty points the page begins with
    remark: ClassVar[Any] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """A class that says its `kind` is the form on which that kind is recorded."""
        super().__init_subclass__(**kwargs)
        if "kind" in cls.__dict__:
            FORMS[cls.kind] = cls

    earlier: Contact | None = None  # one of the same day with the same household

    place = PlaceField()
    held_on = forms.DateField(label=_("Day"), widget=Day)
    note = forms.CharField(label=_("Note"), required=False, max_length=4000, widget=Prose(rows=3))
    begins = forms.TimeField(label=_("Beginning"), required=False, widget=Clock)
    ends = forms.TimeField(label=_("End"), required=False, widget=Clock)
    source_org = forms.ChoiceField(label=_("Heard through which organisation"), required=False)
    purposes = forms.MultipleChoiceField(label=_("What it was for"), required=False, widget=ChipSelect)
    cost = forms.DecimalField(
        label=_("Cost in yuan"), required=False, min_value=0, max_digits=9, decimal_places=2
    )
    cost_note = forms.CharField(label=_("What the cost was for"), required=False, max_length=120)
    differing_view = forms.BooleanField(label=_("A differing view was heard"), required=False)

    def __init__(self, *args: Any, by: Official, at: datetime, charter: Charter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.at, self.charter = by, at, charter
        self.fields["held_on"].initial = local_day(at, by.county)
        anywhere = self.charter.named("form", self.kind).anywhere
        offer(self, "place", places_for(by, at, seats=anywhere))
        if anywhere:
            self.fields["place"].label = _("Place")
        offer(self, "source_org", [("", _("directly")), *words_of(self.charter.listed("source_org"))])
        offer(self, "purposes", words_of(self.charter.listed("purpose")))
        self.kept: Sequence[str] = ()  # fields that a form shows in a place of their own
        self.shape()
        self.order_fields(["once", *self.shown, *self.kept, *self.folded])
        for name in set(self.fields) - {"once", *self.shown, *self.kept, *self.folded}:
            del self.fields[name]

    def refuse(self, sentence: str) -> None:
        """Beside the question that would help, where there is one."""
        self.add_error("again" if self.earlier else None, sentence)

    def shape(self) -> None:
        """What a form sets up of its own."""

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields that stand open."""
        return [self[name] for name in self.shown]

    @property
    def further(self) -> list[forms.BoundField]:
        """The fields that are folded away."""
        return [self[name] for name in self.folded]

    @property
    def further_open(self) -> bool:
        """Whether a folded field has something to say about itself."""
        return any(field.errors for field in self.further)

    def clean_note(self) -> str:
        """Numbers that identify somebody do not belong in the note (G17)."""
        return without_identity_numbers(self.cleaned_data["note"])

    def ask_again(self) -> None:
        """Refuse what looks entered twice, unless that was meant; asked inside the one-time token."""

    # --- as the deed wants it ---

    def household(self) -> tuple[Household | None, Resident | None, str, str]:
        """Home and person on record, or the name and number of somebody new."""
        return None, None, "", ""

    def own(self) -> Own | None:
        """What only this form holds."""
        return None

    def own_details(self) -> dict[str, Any]:
        """Further columns that this form fills."""
        return {}

    def details(self) -> Details:
        """The shared columns."""
        data = self.cleaned_data
        cost = data.get("cost")
        return Details(
            begins=data.get("begins"),
            ends=data.get("ends"),
            source_org=data.get("source_org", ""),
            purposes=tuple(data.get("purposes", ())),
            cost_fen=None if cost is None else int(cost * FEN),
            cost_note=data.get("cost_note", ""),
            **self.own_details(),
        )

    def occasion(self, points: list[Raised], promises: list[Promised]) -> Entry:
        """Everything that was filled in."""
        data = self.cleaned_data
        home, person, name, phone = self.household()
        return Entry(
            kind=self.kind,
            place=home.place if home else data["place"],
            held_on=data["held_on"],
            points=points,
            promises=promises,
            household=home,
            person=person,
            name=name,
            phone=phone,
            note=data.get("note", ""),
            differing_view=data.get("differing_view", False),
            details=self.details(),
            own=self.own(),
        )


def words_of(named: Sequence[Named | Group]) -> list[tuple[str, Any]]:
    """A list of the charter as choices, in the reader's language."""
    return [(one.code, one.words.in_language(get_language() or "")) for one in named]


def subject_field(label: Any, **kwargs: Any) -> forms.CharField:
    """What an occasion was about, in a few words."""
    return forms.CharField(label=label, max_length=120, **kwargs)


def headcount_field() -> forms.IntegerField:
    """How many came: a number, no names."""
    return forms.IntegerField(label=_("How many people came"), min_value=0, max_value=30_000)
