"""Forms of contact with one household or person: visit, talk, outreach, paired assistance."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.contacts.models import Contact, TalkNote
from huiyin.contacts.models.own import Own
from huiyin.contacts.rules import MAX_TEXT, same_visit
from huiyin.lib import telephone
from huiyin.lib.refusal import Refused, refuse
from huiyin.lots.visits import Proposed, drawn_for, proposed
from huiyin.matters.models import Matter
from huiyin.matters.point_forms import said_already
from huiyin.orgs.calendar import local_day
from huiyin.orgs.counts import lists
from huiyin.orgs.places import places_for
from huiyin.people.again import numbers
from huiyin.people.models import Household, Resident
from huiyin.recording.actions import Entry, Taken
from huiyin.recording.forms.base import EXTRAS, OccasionForm, subject_field, words_of
from huiyin.register.homes import homes_seen
from huiyin.register.models import Assignment
from huiyin.register.own import own_of
from huiyin.ui.forms import ChipRadio, ChipSelect, Prose, Sought, offer, sometimes
from huiyin.ui.listing import in_line

ELSEWHERE = "elsewhere"
MOST_MATTERS = 20
MOST_HOMES = 20  # beyond that one types a part of the name instead of reading the list
_PRIVATE = {"data-private": "", "autocomplete": "off"}


class HouseholdForm(OccasionForm):
    """Whom: one of one's own households, or somebody else, with or without a name."""

    shown: ClassVar[Sequence[str]] = ("home", "place", "name", "phone", "held_on", "note")
    home = forms.ChoiceField(label=_("Whom did you meet"), widget=ChipRadio)
    name = forms.CharField(
        label=_("Name or form of address"),
        required=False,
        max_length=40,
        widget=forms.TextInput(_PRIVATE),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=telephone.LONGEST,
        widget=forms.TextInput({**_PRIVATE, "inputmode": "tel"}),
    )
    known = sometimes(forms.ChoiceField(label=_("Is it this household"), required=False, widget=ChipRadio))
    again = forms.BooleanField(label=_("It was a second visit; record it all the same"), required=False)

    def shape(self) -> None:
        """The households of the register as chips, and those that the lot proposed for a visit."""
        self.kept = ("again", "known")
        sometimes(self.fields["place"]).required = False
        day = local_day(self.at, self.by.county)
        kept = Assignment.objects.kept_by(self.by, day).select_related("household__place", "person")
        found = lists(lines=kept, drawn=drawn_for(self.by, day, self.charter))
        self.lines: dict[str, Assignment | Proposed] = {
            str(line.household.key): line for line in found["lines"]
        }
        for one in proposed(found["drawn"]):
            self.lines.setdefault(str(one.household.key), one)
        own = own_of(self.by, self.at)
        homes = [
            (key, f"{own.name(line.person)} · {line.household.place}") for key, line in self.lines.items()
        ]
        if len(homes) > MOST_HOMES:
            field = cast("forms.ChoiceField", self.fields["home"])
            field.widget = Sought()
            field.widget.words = {key: line.household.code for key, line in self.lines.items()}
            homes = [("", str(_("name, village or number"))), *homes]
        offer(self, "home", [*homes, (ELSEWHERE, _("somebody else"))])
        self.meant = self._meant()
        yes = [
            (key, _("yes, household %(code)s") % {"code": one.household.code})
            for key, one in self.meant.items()
            if one.household
        ]
        offer(self, "known", [*yes, (ELSEWHERE, _("no, somebody else"))])
        only = homes[0][0] if len(homes) == 1 else None
        self.fields["home"].initial = only if homes else ELSEWHERE

    def _meant(self) -> dict[str, Resident]:
        """By household: whose telephone was typed for somebody else, as far as one may see that household."""
        if not self.is_bound or self.data.get("home") != ELSEWHERE:
            return {}
        typed = str(self.data.get("phone", ""))[: telephone.LONGEST]
        if not numbers(typed):
            return {}
        seen = homes_seen(self.by, self.at).filter(voided_at=None).values("pk")
        people = Resident.objects.with_number(typed).filter(withheld_at=None, household__in=seen)
        rows = people.select_related("household__place").order_by("-pk")
        return {str(one.household.key): one for one in rows if one.household}

    def refuse(self, sentence: str) -> None:
        """Beside the question if it is a household on record, where that was asked."""
        self.is_asked = self._is_unsaid()
        if self.is_asked:
            self.add_error("known", sentence)
        else:
            super().refuse(sentence)

    is_asked = False

    def _is_unsaid(self) -> bool:
        return bool(self.meant) and not self.cleaned_data.get("known")

    def clean(self) -> dict[str, Any]:
        """Somebody else was met somewhere."""
        data = super().clean() or {}
        if data.get("home") == ELSEWHERE and not data.get("place"):
            self.add_error("place", _("Please choose the village or community where it took place."))
        return data

    def ask_again(self) -> None:
        """Refuse a second contact of the day with one household, unless that was meant."""
        if self._is_unsaid():
            codes = in_line(one.household.code for one in self.meant.values() if one.household)
            raise Refused(
                _("This telephone is on record for household %(home)s. Is it the same household?")
                % {"home": codes}
            )
        home = self.household()[0]
        if home is not None and not self.cleaned_data["again"]:
            self.earlier = same_visit(self.by, home, self.cleaned_data["held_on"])
            refuse(said_already(self.earlier) if self.earlier else None)

    def household(self) -> tuple[Household | None, Resident | None, str, str]:
        """The household of the register, or the name and number of somebody else."""
        line = self.lines.get(self.cleaned_data["home"])
        meant = self.meant.get(self.cleaned_data.get("known", ""))
        if meant is not None:
            return meant.household, meant, "", ""
        if line is None:
            return None, None, self.cleaned_data["name"], self.cleaned_data["phone"]
        return line.household, line.person, "", ""


class VisitForm(HouseholdForm):
    """A visit at home, in the community, or at an enterprise or institution (S14)."""

    kind = Contact.Kind.VISIT
    shown = ("home", "place", "name", "phone", "held_on")
    folded = ("subject", *EXTRAS, "note")
    points_first = 1
    subject = subject_field(_("Enterprise or institution, if it was there"), required=False)

    def own_details(self) -> dict[str, Any]:
        """The enterprise, by its name."""
        return {"subject": self.cleaned_data["subject"]}


class TalkForm(HouseholdForm):
    """A personal talk: a sealed note for oneself; only what the person agrees to goes on (S15)."""

    kind = Contact.Kind.TALK
    shown = ("home", "place", "name", "phone", "held_on", "text")
    folded = ("begins", "ends")
    point_style = "issue"
    remark = _(
        "Only you can read the text; others see that a talk took place, and when. It is kept for a year."
    )
    text = forms.CharField(
        label=_("For yourself only"),
        required=False,
        max_length=MAX_TEXT,
        widget=Prose(_PRIVATE, rows=4),
    )

    def own(self) -> Own:
        """The text."""
        return TalkNote(text=self.cleaned_data["text"])


class PairedAidForm(HouseholdForm):
    """A visit to a household one is paired with."""

    kind = Contact.Kind.PAIRED_AID
    points_first = 1
    folded = ("means", "help_fields", *EXTRAS)
    means = forms.MultipleChoiceField(label=_("By which means you helped"), required=False, widget=ChipSelect)
    help_fields = forms.MultipleChoiceField(
        label=_("In which field you helped"), required=False, widget=ChipSelect
    )

    def shape(self) -> None:
        """The institution's lists of means and fields of help."""
        super().shape()
        for name, listed in (("means", "means"), ("help_fields", "help_field")):
            offer(self, name, words_of(self.charter.listed(listed)))

    def own_details(self) -> dict[str, Any]:
        """How it helped."""
        return {name: tuple(self.cleaned_data[name]) for name in ("means", "help_fields")}


class OutreachForm(OccasionForm):
    """Going to the place with open matters: for each one taken along, a sentence on what came of it (S19)."""

    kind = Contact.Kind.OUTREACH
    shown = ("place", "held_on")
    folded = (*EXTRAS, "note")

    def shape(self) -> None:
        """A line for each open matter one may see, soonest first; the place decides which of them are shown."""
        seen = Matter.objects.visible_to(self.by, self.at).open().for_lists().soonest_first()
        inside = places_for(self.by, self.at)
        mine = seen.filter(place__in=inside) | seen.filter(place=None)
        self.candidates = {f"result_{matter.pk}": matter for matter in mine[:MOST_MATTERS]}
        for name, matter in self.candidates.items():
            self.fields[name] = forms.CharField(
                label=matter.title,
                help_text=matter.reference,
                required=False,
                max_length=1000,
                widget=Prose(rows=2),
            )
        self.kept = tuple(self.candidates)

    @property
    def matters(self) -> list[tuple[forms.BoundField, Matter]]:
        """The matters that may have been taken along."""
        return [(self[name], matter) for name, matter in self.candidates.items()]

    def results(self) -> list[tuple[Matter, str]]:
        """What came of each matter that was taken along."""
        said = ((matter, self.cleaned_data[name].strip()) for name, matter in self.candidates.items())
        return [(matter, words) for matter, words in said if words]

    def own(self) -> Own:
        """How many were taken along."""
        return Taken(len(self.results()))

    def occasion(self, points: Any, promises: Any) -> Entry:
        """With what came of each matter."""
        return replace(super().occasion(points, promises), results=self.results())
