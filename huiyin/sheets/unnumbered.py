"""Rows of a register without the number of their household: the household that is meant, else the county's own next number.

A household is known again as at the counter: by the name of its contact person in its village, with a telephone or the
address in common. Where nothing tells two of a name apart, or all that can be compared differs from what is on record, it
is asked, never guessed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from huiyin.lib import naming, telephone
from huiyin.orgs.models import Unit
from huiyin.people.fields import address_index
from huiyin.people.models import Resident
from huiyin.sheets import names, telephones
from huiyin.sheets.checking import Area, Cells, Found, Line, Moment, chunks
from huiyin.sheets.columns import Shape
from huiyin.sheets.doors import own_numbers, with_numbers
from huiyin.sheets.households import households
from huiyin.sheets.lookups import Units
from huiyin.ui.listing import in_line

FEW: Final = 6  # lines or numbers that a sentence names
Namesakes = tuple[int, str]  # the village and the name


@dataclass
class _Home:
    """What rows of one household say of it: the numbers written there, telephones in all their forms, addresses."""

    place: Unit
    lines: list[Line]
    codes: set[str]
    phones: set[str]
    doors: set[str]

    @property
    def first(self) -> int:
        """The line by which its number is given."""
        return min(one.line for one in self.lines)

    def take(self, other: "_Home") -> None:
        """The rows of another one, which turns out to be the same."""
        self.lines += other.lines
        self.codes |= other.codes
        self.phones |= other.phones
        self.doors |= other.doors


@dataclass
class _Known:
    """The contact people on record of one name in one village, by what makes them known."""

    by_mark: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    codes: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)  # taken off the register
    with_phone: str = ""  # the number of a household that could be compared
    with_door: str = ""

    def add(self, person: Resident) -> None:
        """Somebody of them."""
        home = person.household
        assert home is not None  # noqa: S101 - looked for by the household
        phones, door = telephone.forms(person.phone), home.address_index
        for mark in {*phones, door} - {""}:
            self.by_mark[mark].add(home.code)
        if home.voided_at is not None:
            self.gone.add(home.code)
            return
        self.codes.add(home.code)
        self.with_phone = self.with_phone or (home.code if phones else "")
        self.with_door = self.with_door or (home.code if door else "")


def numbered(
    lines: Sequence[Line], area: Area, moment: Moment, shape: Shape, findings: Found
) -> Sequence[Line]:
    """The rows, each with a number of its household; those of which it has to be asked are found and left out.

    A row without a name or a village gets none, since what it lacks is said of it anyway.
    """
    if all(line.values.get("code") for line in lines):
        return lines
    groups = _homes(lines, area, moment, shape)
    on_record = _on_record(groups)
    given: dict[int, str] = {}
    asked: dict[int, str] = {}
    new: list[_Home] = []
    for key, homes in groups.items():
        unsure = _unsure(homes)
        for home in homes:
            without = [one.line for one in home.lines if not one.values.get("code")]
            code, why = ("", unsure) if unsure else _meant(home, on_record[key], findings, len(without))
            if why:
                asked.update(dict.fromkeys(without, why))
            elif code:
                given.update(dict.fromkeys(without, code))
            else:
                new.append(home)
    fresh = [(home.place, [one.line for one in home.lines]) for home in new]
    given |= own_numbers(fresh, lines, moment, findings)
    return with_numbers(lines, given, asked, shape, findings)


def _homes(lines: Sequence[Line], area: Area, moment: Moment, shape: Shape) -> dict[Namesakes, list[_Home]]:
    """By village and name what the rows tell apart, where one of them has no number."""
    units, unheard = Units(moment.day), Found()
    here = households([code for one in lines if (code := one.values.get("code", ""))])
    rows: dict[Namesakes, list[_Home]] = defaultdict(list)
    for line in lines:
        cells, code = Cells(line, shape, unheard), line.values.get("code", "")
        place = units.place(cells, "place", area) or units.titled(cells, area)
        if place is None and code in here:
            place = here[code].place
        written = line.values.get("name", "")
        name = naming.key(written)
        if place is None or not name or names.objection(written):
            continue
        phones = telephone.forms(telephones.tidy(line.values.get("phone", "")))
        door = address_index(place.pk, line.values.get("address", ""))
        rows[place.pk, name].append(_Home(place, [line], {code} - {""}, phones, {door} - {""}))
    lacking = {key: some for key, some in rows.items() if not all(home.codes for home in some)}
    return {key: _joined(some) for key, some in lacking.items()}


def _joined(rows: Iterable[_Home]) -> list[_Home]:
    """Rows of one name that share a number of the household, an address or a telephone are of one household."""
    found: dict[int, _Home] = {}
    by_mark: dict[str, _Home] = {}
    for row in rows:
        same = {id(home): home for mark in _marks(row) if (home := by_mark.get(mark)) is not None}
        whole = max(same.values(), key=lambda home: len(home.lines), default=row)
        for other in (row, *same.values()):
            if other is not whole:
                whole.take(other)
                found.pop(id(other), None)
                by_mark.update(dict.fromkeys(_marks(other), whole))
        by_mark.update(dict.fromkeys(_marks(row), whole))
        found[id(whole)] = whole
    return list(found.values())


def _marks(home: _Home) -> set[str]:
    """What two homes of one name have in common if they are one."""
    return home.codes | home.phones | home.doors


def _unsure(homes: Sequence[_Home]) -> str:
    """The sentence that rows of one name have nothing that tells whether they are one household; empty where they have."""
    kinds = Counter((bool(home.phones), bool(home.doors)) for home in homes)
    nothing_said = len(homes) > 1 and kinds[False, False]
    if not nothing_said and not (kinds[True, False] and kinds[False, True]):
        return ""
    spots = sorted({one.line for home in homes for one in home.lines})
    sentence = _(
        "Lines %(lines)s name one name in one village, and neither telephone nor address tells whether that is one "
        "household. Please add one of them, or the number of the household."
    )
    return sentence % {"lines": in_line(spots[:FEW])}


def _meant(home: _Home, known: _Known, findings: Found, rows: int) -> tuple[str, str]:
    """The number of the household that is meant, or the sentence that asks for it; neither for a new one."""
    like = {code for mark in home.phones | home.doors for code in known.by_mark.get(mark, ())}
    codes = home.codes | ((like - known.gone) or like)
    if len(codes) == 1:
        findings.notes[_("the list says no number: known by name with telephone or address")] += rows
        return codes.pop(), ""
    other = (home.phones and known.with_phone) or (home.doors and known.with_door)
    if not codes and other:
        sentence = _(
            "%(code)s is a household of this village whose contact person has the same name, with another telephone or "
            "address. Please write that number if it is this household, or a number of its own if it is another one."
        )
        return "", sentence % {"code": other}
    alone = codes or known.codes
    if len(alone) > 1:
        sentence = _("Several households fit: %(codes)s. Please write the number of the one that is meant.")
        return "", sentence % {"codes": in_line(sorted(alone)[:FEW])}
    for code in alone:
        sentence = _(
            "line %(line)s: by its name alone, as nothing else can be compared, read as household %(code)s"
        )
        findings.notes[sentence % {"line": home.first, "code": code}] += rows
        return code, ""
    return "", ""


def _on_record(groups: Mapping[Namesakes, object]) -> dict[Namesakes, _Known]:
    """The contact people of these villages with these names, those who withdrew among them, some villages at a time."""
    found = {key: _Known() for key in groups}
    for some in chunks(sorted({place for place, _name in groups})):
        people = Resident.objects.filter(household__place__in=some, anonymised_at=None).order_by("pk")
        for person in people.select_related("household"):
            place = person.household.place_id if person.household is not None else 0
            if (known := found.get((place, naming.key(person.name)))) is not None:
                known.add(person)
    return found
