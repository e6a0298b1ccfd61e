"""Narrowing a list of matters: every choice stands in the address, so that a view is kept or passed on as a link."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import lru_cache, reduce
from operator import or_
from typing import Any, NamedTuple

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huiyin.lib.periods import EARLIEST, LATEST
from huiyin.matters import dates
from huiyin.matters.forms import topic_choices
from huiyin.matters.models import Deadline, KeptList, State
from huiyin.matters.models.matter import Matters
from huiyin.orgs.calendar import local_day, start_of
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.fields import UnitSelect, found_by
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.models.county import county_in_hand
from huiyin.orgs.models.unit import any_of
from huiyin.orgs.standing import LEADING
from huiyin.orgs.worded import Given, Keys
from huiyin.ui.forms import Day, offer, sometimes

SAID = ("list", "view")  # what an address says of a list besides what narrows it
NARROW = "narrow"  # in the address: the form is open
ANY = _("all")
CLOCKS = [
    Deadline.Kind(kind) for kind in dates.CHASED
]  # what a unit owes; one that is over is what one looks for
SORTS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "due": (_("latest date, soonest first"), ("due_on", "pk")),
    "received": (_("received last first"), ("-received_at", "-pk")),
    "first": (_("received first first"), ("received_at", "pk")),
    "still": (_("longest without a step first"), ("stepped_at", "pk")),
}


class _Unit(NamedTuple):
    """A unit that a list can be narrowed to, as its choice shows it."""

    code: str
    short_name: str
    found_by: str
    is_place: bool


class NarrowForm(forms.Form):
    """What a list can be narrowed to; nothing is needed, and what is left empty narrows nothing."""

    unit = forms.ChoiceField(
        label=_("Unit in charge, with those below it"), required=False, widget=UnitSelect
    )
    place = forms.ChoiceField(label=_("Village or community"), required=False, widget=UnitSelect)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    late = forms.ChoiceField(label=_("Overdue"), required=False)
    handler = forms.CharField(label=_("Name of the handler"), max_length=40, required=False)
    since = forms.DateField(label=_("Received from"), widget=Day, required=False)
    until = forms.DateField(label=_("Received until"), widget=Day, required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False)

    def __init__(self, request: StaffRequest) -> None:
        super().__init__(request.GET)
        self.day, self.county = local_day(request.at, request.county), request.county
        units = _units_led(request.user, request.at)
        self._offer_units("unit", [one for one in units if not one.is_place])
        self._offer_units("place", [one for one in units if one.is_place])
        self.charter = charter_of(request.at)
        offer(self, "topic", [("", ANY), *topic_choices(self.charter)[1:]])
        self._offer("state", State.choices)
        self._offer("late", [(kind.value, kind.label) for kind in CLOCKS])
        for field in self.fields.values():
            sometimes(field)  # a mark that it may stay empty beside every one of them says nothing
        offer(
            self,
            "sort",
            [("", _("as the list has it")), *((key, words) for key, (words, _by) in SORTS.items())],
        )

    def _offer_units(self, name: str, units: list[_Unit]) -> None:
        widget = self.fields[name].widget
        assert isinstance(widget, UnitSelect)  # noqa: S101 - tells the type
        widget.words = {one.code: one.found_by for one in units}
        self._offer(name, [(one.code, one.short_name) for one in units])

    def _offer(self, name: str, rows: list[tuple[str, Any]]) -> None:
        """These and all of them; a field with nothing to choose is not asked for."""
        if rows:
            offer(self, name, [("", ANY), *rows])
        else:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Both are days that a matter can have, and the first does not come after the last."""
        found: dict[str, Any] = super().clean() or {}
        for name in ("since", "until"):
            if (day := found.get(name)) and not EARLIEST <= day <= LATEST:
                self.add_error(name, _("Please give a day of these times."))
        since, until = found.get("since"), found.get("until")
        if since and until and since > until:
            self.add_error("until", _("The last day lies before the first."))
        return found

    @property
    def is_asked(self) -> bool:
        """Whether the address narrows anything."""
        return any(self.data.get(name) for name in self.fields if name != "sort")

    def narrowed(self, rows: Matters) -> Matters:
        """Those of the rows that are asked for; none where what is asked for is no choice."""
        if not self.is_valid():
            return rows.none()
        asked = self.values()
        return narrowed_by(
            rows, {name: list(one.of) if isinstance(one, Keys) else one for name, one in asked.items()}
        )

    def values(self) -> dict[str, Given]:
        """What is asked for, by its name, as `narrowed_by` wants it: a question can be put into words once with them."""
        said, found = self.cleaned_data, dict[str, Given]()
        for name in ("unit", "place"):
            if code := said.get(name):
                found[name] = Keys(_below(code))
        if topic := said.get("topic"):
            found["topic"] = tuple(one.code for one in self.charter.topics if topic in (one.code, one.parent))
        if state := said.get("state"):
            found["state"] = str(state)
        if kind := said.get("late"):
            found |= {"late": str(kind), "today": self.day}
        if self._handler:
            found["handler"] = self._handler
        if since := said.get("since"):
            found["since"] = self._midnight(since)
        if until := said.get("until"):
            found["until"] = self._midnight(until + timedelta(days=1))
        return found

    def _midnight(self, day: Any) -> datetime:
        return start_of(day, self.county)

    def ordering(self, otherwise: tuple[str, ...]) -> tuple[str, ...]:
        """The columns of the order that is asked for, or else of the list's own."""
        asked = self.data.get("sort", "")
        return SORTS[asked][1] if asked in SORTS else otherwise

    def for_the_trail(self) -> dict[str, object]:
        """What is asked for as codes and days, a handler as the keys of those of the name: nobody's name stays there."""
        said: dict[str, object] = {name: str(value) for name, value in self.cleaned_data.items() if value}
        if "handler" in said:
            said["handler"] = [one.key for one in Official.objects.filter(name=self._handler).order_by("pk")]
        return said

    @property
    def _handler(self) -> str:
        return str(self.cleaned_data.get("handler", "")).strip()

    def in_words(self) -> list[tuple[str, str]]:
        """Label and choice of each that narrows, for who reads the list or the file."""
        found: list[tuple[str, str]] = []
        for name, field in self.fields.items():
            said = self.data.get(name, "")
            if not said or name == "sort":
                continue
            words = (
                dict(_flat(field.choices)).get(said, said) if isinstance(field, forms.ChoiceField) else said
            )
            found.append((str(field.label), str(words)))
        return found


def narrowed_by(rows: Matters, asked: Mapping[str, Any]) -> Matters:
    """Those of the rows that meet everything that is asked for."""
    for name, value in asked.items():
        match name:
            case "unit":
                held = Q(lead_unit=None) & any_of(value, "holding_unit_id")
                rows = rows.filter(any_of(value, "lead_unit_id") | held)
            case "place":
                rows = rows.filter(any_of(value, "place_id"))
            case "topic":
                rows = rows.filter(topic__in=value)
            case "state":
                rows = rows.filter(state=value)
            case "late":
                over = Deadline.objects.running().filter(kind=value, due_on__lt=asked["today"])
                rows = rows.filter(pk__in=over.values("matter"))
            case "handler":
                rows = rows.filter(handler__name=value)
            case "since":
                rows = rows.filter(received_at__gte=value)
            case "until":
                rows = rows.filter(received_at__lt=value)
    return rows


def _units_led(reader: Official, at: datetime) -> tuple[_Unit, ...]:
    """Those that somebody leads, with all below: put together once in a process, and anew when the tree has another mark."""
    county, paths = county_in_hand(), reader.standing(at).paths_of(*LEADING)
    return _read_units(paths) if county is None else _kept_units(county.pk, county.tree, paths)


@lru_cache(maxsize=256)
def _kept_units(_county: int, _tree: str, paths: tuple[str, ...]) -> tuple[_Unit, ...]:
    return _read_units(paths)


def _read_units(paths: tuple[str, ...]) -> tuple[_Unit, ...]:
    """Of units that bore the same code one after the other the last: a code is unique only among the living."""
    below = reduce(or_, (Q(path__startswith=path) for path in paths), Q(pk__in=[]))
    found = list(Unit.objects.filter(below).in_tree_order())
    last = {one.code: one for one in sorted(found, key=lambda one: one.valid_from)}
    return tuple(
        _Unit(one.code, one.short_name, found_by(one), one.is_place) for one in found if last[one.code] == one
    )


def _below(code: str) -> list[int]:
    """Every unit that ever bore this code, with those below it."""
    paths = [
        Q(path__startswith=path) for path in Unit.objects.filter(code=code).values_list("path", flat=True)
    ]
    return Unit.objects.filter(reduce(or_, paths)).ids() if paths else []


def _flat(choices: Any) -> Iterator[tuple[str, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield value, label


def asked_for(request: StaffRequest) -> NarrowForm | None:
    """The form, if the address opens it or narrows something: a plain list pays for none of it."""
    return NarrowForm(request) if narrowed(request) else None


def narrowed(request: StaffRequest) -> bool:
    """Whether the address opens the form or narrows something."""
    return NARROW in request.GET or not NarrowForm.base_fields.keys().isdisjoint(request.GET)


def asked_in(query: QueryDict) -> str:
    """What an address asks of a list, as the address of the same list."""
    found = QueryDict(mutable=True)
    for name in (*NarrowForm.base_fields, *SAID):
        if value := query.get(name, ""):
            found[name] = value
    return found.urlencode()


def kept_by(reader: Official, at: datetime) -> QuerySet[Any]:
    """Of each of one's own lists the name, and what its address asks."""
    return KeptList.objects.visible_to(reader, at).values_list("name", "query")


def addresses(kept: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Name and address of each."""
    return [(name, f"{reverse('matters:list')}?{query}") for name, query in kept]
