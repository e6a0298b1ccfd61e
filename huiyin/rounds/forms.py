"""The forms of a plan of visits: the half-day, and what is to be heeded in it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiyin.lib.charter import Charter
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.models import Official, Unit
from huiyin.reach.areas import area_of
from huiyin.register.own import Own
from huiyin.rounds import rules
from huiyin.rounds.actions import Wish
from huiyin.rounds.candidates import Around, Line, suggestions
from huiyin.rounds.models import RoundWish
from huiyin.ui.forms import ChipSelect, Clock, Day, OnceForm, VersionForm, offer

BEGINS, ENDS = time(8, 30), time(11, 30)
SUGGESTED: Final = 7
Kind = RoundWish.Kind
WHEN = [
    ("", _("any time")),
    (Kind.SKIP, _("not today")),
    (Kind.MORNING, _("only in the morning")),
    (Kind.AFTERNOON, _("only in the afternoon")),
]


def group_words(charter: Charter, code: str) -> str:
    """A group in the reader's language; its code where the charter no longer has it."""
    found = next((one for one in charter.groups if one.code == code), None)
    return found.words.in_language(get_language() or "") if found else code


def wanted_words(charter: Charter, group: str, place: Unit | None) -> str:
    """A group, a village, or both."""
    words = [place.short_name] if place else []
    return " · ".join([*words, group_words(charter, group)] if group else words)


Pair = tuple[str, Unit | None]


def wants(pairs: Iterable[Pair]) -> list[Wish]:
    """Groups and villages as the deed wants them, each once."""
    return [Wish(Kind.WANTED, place=place, group=group) for group, place in dict.fromkeys(pairs)]


class Wanted:
    """Groups and villages as choices of a form: `group|code of the village`, either side may be empty."""

    def __init__(self, charter: Charter, pairs: Iterable[Pair]) -> None:
        self.pairs = {f"{group}|{place.code if place else ''}": (group, place) for group, place in pairs}
        self.choices = [(key, wanted_words(charter, *pair)) for key, pair in self.pairs.items()]

    def wishes(self, keys: Iterable[str]) -> list[Wish]:
        """As the deed wants them."""
        return wants(self.pairs[key] for key in keys)


def asked_pairs(group: str, place: str, here: Around) -> list[Pair]:
    """What a link asks for, as far as it may be asked: known groups and villages, no group too small for its village."""
    known = group if group in {one.code for one in here.charter.groups} else ""
    where = next((unit for unit in here.villages if place and place in (unit.code, str(unit.pk))), None)
    if known and where and here.lives.by_place and not here.can_name(known, where):
        return [(known, None), ("", where)]
    return [(known, where)] if known or where else []


class StartForm(OnceForm):
    """Who goes, on which day, from when to when, from where; and what the mirror suggested."""

    officials = forms.MultipleChoiceField(label=_("Who goes"), widget=ChipSelect)
    day = forms.DateField(label=_("Day"), widget=Day)
    begins = forms.TimeField(label=_("Setting out at"), widget=Clock)
    ends = forms.TimeField(label=_("Back by"), widget=Clock)
    start = forms.ChoiceField(label=_("Where you set out, and return to"))
    wanted = forms.MultipleChoiceField(
        label=_("Whom you would like to reach"), required=False, widget=ChipSelect
    )

    def __init__(
        self,
        data: Any,
        *,
        by: Official,
        at: datetime,
        people: Sequence[Official],
        branch: Unit | None,
        wanted: Wanted,
    ) -> None:
        today = local_day(at, by.county)
        super().__init__(
            data,
            initial={
                "officials": [by.username] if by in people else [],
                "day": calendar().next_working(today + timedelta(days=1)),
                "begins": BEGINS,
                "ends": ENDS,
                "start": area_of(by, at).code,
                "wanted": list(wanted.pairs),
            },
        )
        self.people, self.offered = {one.username: one for one in people}, wanted
        self.places = {unit.code: unit for unit in rules.starts(by, branch, at)}
        offer(self, "officials", [(one.username, one.name) for one in people])
        offer(self, "start", [(code, unit.name) for code, unit in self.places.items()])
        offer(self, "wanted", wanted.choices)
        if len(people) == 1:
            del self.fields["officials"]
        if not wanted.choices:
            del self.fields["wanted"]

    def given(self) -> dict[str, Any]:
        """As the deed wants it."""
        data = self.cleaned_data
        names = data.get("officials", list(self.people))
        return {
            "day": data["day"],
            "begins": data["begins"],
            "ends": data["ends"],
            "start": self.places[data["start"]],
            "officials": [self.people[name] for name in names],
            "wishes": self.offered.wishes(data.get("wanted", [])),
        }


class AppointmentForm(forms.Form):
    """Something that has to be kept: where, when, and in a few words what it is."""

    where = forms.ChoiceField(label=_("Where"))
    begins = forms.TimeField(label=_("At what time"), widget=Clock)
    minutes = forms.IntegerField(label=_("How many minutes"), required=False, min_value=5, max_value=240)
    words = forms.CharField(
        label=_("What it is about"),
        help_text=_("a few words, no names or numbers"),
        required=False,
        max_length=60,
    )

    def __init__(self, *args: Any, places: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "where", places)
        self.empty_permitted = False

    def clean_words(self) -> str:
        """Numbers that identify somebody do not belong here (G17)."""
        objection = rules.objection_to_words(self.cleaned_data["words"])
        if objection:
            raise forms.ValidationError(objection)
        return str(self.cleaned_data["words"]).strip()


class WishForm(VersionForm):
    """What is to be heeded: each household any time, not today or at one half only; groups and villages wanted."""

    wanted = forms.MultipleChoiceField(
        label=_("Groups and villages you would like to reach"), required=False, widget=ChipSelect
    )
    village = forms.ChoiceField(label=_("Another village"), required=False)
    group = forms.ChoiceField(label=_("Another group"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        version: int,
        wishes: Sequence[RoundWish],
        lines: Sequence[Line],
        here: Around,
        own: Own,
    ) -> None:
        super().__init__(data, initial={"version": version})
        self.here = here
        first_owed = sorted(lines, key=lambda line: line.known.owed_in is None)
        self.lines = {f"home_{line.household.key}": line for line in first_owed}
        chosen = {
            wish.household_id: wish.kind
            for wish in wishes
            if wish.kind not in (Kind.APPOINTMENT, Kind.WANTED)
        }
        for name, line in self.lines.items():
            words = f"{own.name(line.assignment.person)} · {line.household.place} {line.household.code}"
            self.fields[name] = forms.ChoiceField(
                label=words, choices=WHEN, required=False, initial=chosen.get(line.household.pk, "")
            )
        asked = [(wish.group, wish.place) for wish in wishes if wish.kind == Kind.WANTED]
        pairs = dict.fromkeys([*asked, *suggestions(here, SUGGESTED - len(asked))])
        self.offered = Wanted(here.charter, pairs)
        offer(self, "wanted", self.offered.choices)
        self.fields["wanted"].initial = list(self.offered.pairs)[: len(set(asked))]
        if not self.offered.choices:
            del self.fields["wanted"]
        offer(self, "village", [("", _("any")), *((unit.code, unit.name) for unit in here.villages)])
        groups = [(one.code, group_words(here.charter, one.code)) for one in here.charter.groups]
        offer(self, "group", [("", _("any")), *groups])

    @property
    def homes(self) -> list[tuple[forms.BoundField, Line]]:
        """Each household with its field."""
        return [(self[name], line) for name, line in self.lines.items()]

    def wishes(self) -> list[Wish]:
        """As the deed wants them."""
        data = self.cleaned_data
        heeded = [
            Wish(data[name], household=line.household) for name, line in self.lines.items() if data[name]
        ]
        chosen = [self.offered.pairs[key] for key in data.get("wanted", [])]
        return [*heeded, *wants([*chosen, *asked_pairs(data["group"], data["village"], self.here)])]


class Appointments(forms.BaseFormSet):  # type: ignore[type-arg]
    """The appointments of one plan."""

    def wishes(self, lines: Sequence[Line], here: Around) -> list[Wish]:
        """As the deed wants them."""
        homes = {str(line.household.key): line.household for line in lines}
        places = {unit.code: unit for unit in here.villages}
        return [
            Wish(
                Kind.APPOINTMENT,
                household=homes.get(row["where"]),
                place=places.get(row["where"]),
                begins=row["begins"],
                minutes=row["minutes"],
                words=row["words"],
            )
            for row in (form.cleaned_data for form in self.forms)
        ]


def appointments(
    data: Any, *, wishes: Sequence[RoundWish], lines: Sequence[Line], here: Around, own: Own
) -> Any:
    """The list of appointments, with those written down before."""
    made = forms.formset_factory(
        AppointmentForm, formset=Appointments, extra=0, max_num=rules.MOST_APPOINTMENTS,
        absolute_max=rules.MOST_APPOINTMENTS, validate_max=True,
    )  # fmt: skip
    homes = [
        (str(line.household.key), f"{own.name(line.assignment.person)} · {line.household.place}")
        for line in lines
    ]
    villages = [(unit.code, unit.name) for unit in here.villages]
    choices = [(_("Villages"), villages), (_("Households"), homes)] if homes else villages
    first = [
        {
            "where": str(wish.household.key) if wish.household else wish.place.code if wish.place else "",
            "begins": wish.begins,
            "minutes": wish.minutes,
            "words": wish.words,
        }
        for wish in wishes
        if wish.kind == Kind.APPOINTMENT
    ]
    return made(data, prefix="appointments", initial=first, form_kwargs={"places": choices})
