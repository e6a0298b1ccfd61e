"""The charter by fields: its periods and figures, grouped by procedure; what is filled in becomes the same text."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiyin.administration import charters
from huiyin.administration.basis import BasisForm
from huiyin.lib.charter import LOCAL, Charter
from huiyin.lib.charter_entries import WrittenOtherwise, with_entries
from huiyin.lib.charter_floors import Floor
from huiyin.lib.charter_parts import Clock, Figure
from huiyin.lib.charter_shape import FIGURES, OPTIONAL_FIGURES, PROFILES, Shape
from huiyin.lib.charter_whole import with_basis
from huiyin.orgs.charter import DESIGN, source_words
from huiyin.orgs.models import AdoptedCharter
from huiyin.ui.forms import Day

LONGEST_CLOCK = 3_660
ON_OWN_RULES = "local-"  # before the place: the tick that an entry rests on the county's own rules
# The parts of the figures, with their headings.
PARTS: Mapping[str, Any] = {
    "contact": _("Contact households"),
    "quota": _("Contact households by level"),
    "reporting": _("Reports and inspections"),
    "meetings": _("Forums and village meetings"),
    "stays": _("Days at the grass roots"),
    "aid": _("Paired assistance"),
    "reception": _("Receptions"),
    "casework": _("Casework"),
    "reopening": _("Taking up again"),
    "urgent": _("Urgent matters"),
    "keeping": _("Reminders, and how long is kept"),
    "reviewing": _("Reviews"),
    "telling": _("Mail"),
    "inspection": _("Inspections"),
    "breadth": _("Breadth"),
    "awareness": _("Awareness"),
    "administration": _("Administration"),
    "answers": _("Answers"),
    "service": _("Figures of service"),
    "signals": _("What is pointed out in records"),
    "burden": _("Burden of forms"),
    "rounds": _("Plans of visits"),
    "lots": _("Drawing lots"),
    "privacy": _("Protection of personal data"),
}
SOLVED = _(
    "A table that was published by one smallest count and then by another could be solved. Whoever changes it looks first "
    "at what has been published."
)
# Figures that are changed in the text alone, each with the reason; and what else stands there.
IN_TEXT: Mapping[str, Any] = {"privacy.counts_min": SOLVED, "privacy.opinions_min": SOLVED}
BESIDE: tuple[tuple[Any, Any], ...] = (
    (
        _("Topics, groups, outcomes, forms of contact and other lists"),
        _("What is on record goes by the code of an entry; it is changed where the list is seen whole."),
    ),
    (_("Duties"), _("What counts for a duty hangs on the forms and posts that it names.")),
    (
        _("From when a period runs, and whether it counts working days"),
        _("The words of procedures, papers and notices go by it."),
    ),
)
# In what a figure is counted, by how its name ends; of any other its words say what is counted.
UNITS: Mapping[str, Any] = {
    "days": _("days"),
    "wd": _("working days"),
    "seconds": pgettext_lazy("unit of a figure", "seconds"),
    "minutes": pgettext_lazy("unit of a figure", "minutes"),
    "hours": pgettext_lazy("unit of a figure", "hours"),
    "months": pgettext_lazy("unit of a figure", "months"),
    "years": pgettext_lazy("unit of a figure", "years"),
    "kmh": pgettext_lazy("unit of a figure", "km/h"),
    "percent": pgettext_lazy("unit of a figure", "%"),
    "begins": pgettext_lazy("unit of a figure", "o'clock"),
    "ends": pgettext_lazy("unit of a figure", "o'clock"),
    "hour": pgettext_lazy("unit of a figure", "o'clock"),
}
SHARE = pgettext_lazy("unit of a figure", "(1 is the whole)")
SECTIONS: Mapping[str, Any] = {"privacy": _("Requests about one's own data")}


@dataclass(frozen=True)
class Row:
    """One rule as it is asked for: its input, the tick, its unit, where it comes from, what is allowed, what holds now."""

    field: BoundField
    tick: BoundField | None
    unit: str
    source: str
    allowed: str


class FieldsForm(BasisForm):
    """Periods and figures with what holds now; the county's own rules; from when, and that what changes was read."""

    version = forms.CharField(
        label=_("Version"), max_length=20, help_text=_("A new one for each text that is adopted.")
    )
    effective_on = forms.DateField(label=_("In force from"), widget=Day)
    is_read = forms.BooleanField(label=_("I have read what changes"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    shown = ""
    text = ""
    is_put_by = False  # only what it would change is looked at

    def __init__(self, *args: Any, live: AdoptedCharter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.live, self.raw = live, tomllib.loads(live.text)
        self.places = [place for _heading, places in _groups(live.charter) for place in places]
        for place in self.places:
            self._ask(place)

    def _ask(self, place: str) -> None:
        """A number with what is allowed, and where no law decides, whether it rests on the county's own rules."""
        rule, key = _rule(self.live.charter, place), _key(place)
        least, most = _range(place, rule.floor)
        kind: Any = forms.FloatField if _shape(place).kind == "share" else forms.IntegerField
        self.fields[place] = kind(
            label=charters.said(rule.words), min_value=least, max_value=most, required=False, localize=False
        )
        self.initial[place] = _entry(self.raw, place)[key]
        if rule.floor is None:
            self.fields[ON_OWN_RULES + place] = forms.BooleanField(
                label=_("by the county's own document"), required=False
            )
            self.initial[ON_OWN_RULES + place] = _entry(self.raw, place)["source"] == LOCAL

    @property
    def head(self) -> Iterator[BoundField]:
        """What does not belong to one rule."""
        names = ("basis_name", "basis_number", "basis_day")
        return (self[name] for name in names)

    @property
    def foot(self) -> Iterator[BoundField]:
        """When, and that it was read."""
        names = ("version", "effective_on", "is_read") if self.shown else ("version", "effective_on")
        return (self[name] for name in names)

    @property
    def groups(self) -> Iterator[tuple[str, list[Row], bool]]:
        """The rules by procedure and part, and whether one of them was filled in wrongly."""
        for heading, places in _groups(self.live.charter):
            yield heading, [self._row(one) for one in places], any(one in self.errors for one in places)

    @property
    def in_text(self) -> list[tuple[str, str]]:
        """What is not asked for here, with the reason why it stands in the text alone."""
        figures = self.live.charter.figures
        rows = [
            (charters.said(figures[name].words), str(why)) for name, why in IN_TEXT.items() if name in figures
        ]
        return rows + [(str(what), str(why)) for what, why in BESIDE]

    def _row(self, place: str) -> Row:
        rule = _rule(self.live.charter, place)
        tick = ON_OWN_RULES + place
        source = gettext("decided here") if rule.source == DESIGN else source_words(rule.source)
        return Row(
            self[place],
            self[tick] if tick in self.fields else None,
            _unit(place, rule),
            source,
            _allowed(place, rule),
        )

    def show(self, mark: str) -> None:
        """Of what the page shows now; a tick beside anything else is taken away."""
        self.shown = mark
        again: Any = self.data
        self.data = again = again.copy()
        if again.get("seen") != mark:
            again.pop("is_read", None)
        again["seen"] = mark

    def put_by(self) -> None:
        """Nothing is adopted yet: the page is shown again, with what changes and nothing ticked."""
        self.is_put_by = True
        again: Any = self.data
        self.data = again = again.copy()
        again.pop("is_read", None)

    def is_valid(self) -> bool:
        """Whether it may be adopted as it is."""
        return super().is_valid() and not self.is_put_by

    def given(self) -> dict[str, Any]:
        """The text that came of it, from when, and with the mark of what there is to be read."""
        said = self.cleaned_data
        return {
            "text": self.text,
            "effective_on": said["effective_on"],
            "is_read": said["is_read"],
            "seen": said["seen"],
            "shown": self.shown,
        }

    def clean(self) -> dict[str, Any]:
        """What was filled in is put into the text in force; what is wrong with that is said as of any other text."""
        said: dict[str, Any] = self.cleaned_data
        basis = self.basis(said)
        if self.errors:
            return said
        try:
            text = with_entries(self.live.text, self._changed(said), said["version"])
            self.text = with_basis(text, basis) if basis else text
        except (WrittenOtherwise, tomllib.TOMLDecodeError):
            self.add_error(
                None,
                gettext(
                    "The text in force is written in a way in which single entries cannot be set; please use “%(page)s”."
                )
                % {"page": gettext("Change in the text")},
            )
            return said
        for sentence in charters.wrong(self.text):
            self.add_error(None, sentence)
        return said

    def _changed(self, said: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        """By place, what is otherwise than in force; an empty number stays as it is."""
        found: dict[str, dict[str, Any]] = {}
        for place in self.places:
            entry, key = _entry(self.raw, place), _key(place)
            keys: dict[str, Any] = {}
            if said[place] is not None and said[place] != entry[key]:
                keys[key] = said[place]
            if ON_OWN_RULES + place in self.fields:
                is_local = entry["source"] == LOCAL
                if said[ON_OWN_RULES + place] != is_local:
                    keys["source"] = DESIGN if is_local else LOCAL
            if keys:
                found[place] = keys
        return found


def next_version(version: str) -> str:
    """The number behind the last point one higher, as often as it takes until nobody has adopted it."""
    taken = set(AdoptedCharter.objects.values_list("version", flat=True))
    found = re.fullmatch(r"(.*?)(\d+)", version)
    head, n = (found[1], int(found[2])) if found and "." in version else (f"{version}.", 0)
    while (made := f"{head}{n + 1}") in taken:
        n += 1
    return made


def _groups(charter: Charter) -> Iterator[tuple[str, list[str]]]:
    """The places of the rules under their headings: clocks by procedure, then figures by part."""
    for section in dict.fromkeys(name.partition(".")[0] for name in charter.clocks):
        places = [f"clock.{name}" for name in charter.clocks if name.partition(".")[0] == section]
        yield _procedure(charter, section), places
    for part, heading in PARTS.items():
        named = [name for name in charter.figures if name.partition(".")[0] == part]
        places = [f"figure.{name}" for name in named if name not in IN_TEXT]
        if places:
            yield str(heading), places


def _procedure(charter: Charter, section: str) -> str:
    code = next((code for code, sections in PROFILES.items() if sections[0] == section), None)
    return charters.said(charter.profile(code).words) if code else str(SECTIONS.get(section, section))


def _rule(charter: Charter, place: str) -> Clock | Figure:
    kind, _dot, name = place.partition(".")
    return charter.clocks[name] if kind == "clock" else charter.figures[name]


def _entry(raw: Mapping[str, Any], place: str) -> Mapping[str, Any]:
    kind, part, name = place.split(".")
    found: Mapping[str, Any] = raw[kind][part][name]
    return found


def _key(place: str) -> str:
    return "n" if place.startswith("clock.") else "value"


def _shape(place: str) -> Shape:
    kind, part, name = place.split(".")
    if kind == "clock":
        return Shape("whole", least=1, most=LONGEST_CLOCK)
    return FIGURES[part][name] if part in FIGURES else OPTIONAL_FIGURES[part][name]


def _unit(place: str, rule: Clock | Figure) -> str:
    """In what it is counted."""
    if isinstance(rule, Clock):
        return str(UNITS["wd" if rule.unit == "wd" else "days"])
    if _shape(place).kind == "share":
        return str(SHARE)
    return str(UNITS.get(re.split(r"[._]", place)[-1], ""))


def _range(place: str, floor: Floor | None) -> tuple[float, float]:
    """What the program allows, narrowed by what the law fixes."""
    shape = _shape(place)
    least, most = shape.least, shape.most
    if floor is not None:
        least = max(least, floor.limit) if floor.direction == "min" else least
        most = min(most, floor.limit) if floor.direction == "max" else most
    return least, most


def _allowed(place: str, rule: Clock | Figure) -> str:
    least, most = (f"{number:g}" for number in _range(place, rule.floor))
    if rule.floor is None:
        return gettext("allowed: %(least)s to %(most)s") % {"least": least, "most": most}
    facts = {"least": least, "most": most, "rule": charters.said(rule.floor.words)}
    return gettext("allowed: %(least)s to %(most)s; the law: %(rule)s") % facts
