"""Households of a list that names nobody, without their numbers: the household of that door, else the county's own number.

Where a row names no door, or where several rows or several households have it, it is asked which is meant, never guessed.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from huiyin.orgs.models import Unit
from huiyin.people.actions import free_codes
from huiyin.people.fields import address_index
from huiyin.people.models import Household
from huiyin.sheets.checking import Area, Cells, Finding, Found, Line, Moment, chunks
from huiyin.sheets.columns import Shape
from huiyin.sheets.lookups import Units
from huiyin.ui.listing import in_line

FEW: Final = 6  # lines or numbers that a sentence names
Door = tuple[int, str]  # the village and the index of the address in it


def numbered(
    lines: Sequence[Line], area: Area, moment: Moment, shape: Shape, findings: Found
) -> Sequence[Line]:
    """The rows, each with a number of its household; those of which it has to be asked are found and left out.

    A row without a village gets none, since what it lacks is said of it anyway.
    """
    if all(line.values.get("code") for line in lines):
        return lines
    places: dict[int, Unit] = {}
    doors: dict[Door, list[Line]] = defaultdict(list)
    units, unheard = Units(moment.day), Found()
    for line in lines:
        cells = Cells(line, shape, unheard)
        if (place := units.place(cells, "place", area) or units.titled(cells, area)) is not None:
            places[place.pk] = place
            doors[place.pk, address_index(place.pk, line.values.get("address", ""))].append(line)
    known = _on_record(doors)
    given: dict[int, str] = {}
    asked: dict[int, str] = {}
    fresh: list[tuple[Unit, list[int]]] = []
    for door, rows in doors.items():
        without = [one.line for one in rows if not one.values.get("code")]
        codes = known.get(door, [])
        if why := _unsure(door, [one.line for one in rows], codes):
            asked.update(dict.fromkeys(without, why))
        elif without and codes:
            given.update(dict.fromkeys(without, codes[0]))
            findings.notes[_("the list says no number: known by its address in the village")] += 1
        elif without:
            fresh.append((places[door[0]], without))
    given |= own_numbers(fresh, lines, moment, findings)
    return with_numbers(lines, given, asked, shape, findings)


def with_numbers(
    lines: Sequence[Line], given: Mapping[int, str], asked: Mapping[int, str], shape: Shape, findings: Found
) -> list[Line]:
    """The rows with the numbers given them by line; those of which it has to be asked are found with why, and left out."""
    shown = shape.column("code").shown
    findings += [Finding(line, shown, why) for line, why in asked.items()]
    return [
        replace(one, values={**one.values, "code": given[one.line]}) if one.line in given else one
        for one in lines
        if one.line not in asked
    ]


def _unsure(door: Door, lines: Sequence[int], codes: Sequence[str]) -> str:
    """Why a row of this door cannot be told to be one household, on record or new; empty where it can."""
    if not door[1]:
        return _(
            "Without a number a household is known by its door in the village, and this row names none. Please write its "
            "house number, or the number of the household."
        )
    if len(lines) > 1:
        sentence = _(
            "Lines %(lines)s name one door of a village, and nothing tells whether that is one household. Please write the "
            "number of each, or leave one row."
        )
        return sentence % {"lines": in_line(lines[:FEW])}
    if len(codes) > 1:
        sentence = _("Several households fit: %(codes)s. Please write the number of the one that is meant.")
        return sentence % {"codes": in_line(codes[:FEW])}
    return ""


def _on_record(doors: Mapping[Door, object]) -> dict[Door, list[str]]:
    """The numbers of the households behind these doors; of one that was taken off only where nobody else is there."""
    here: dict[Door, list[str]] = defaultdict(list)
    gone: dict[Door, list[str]] = defaultdict(list)
    for some in chunks(sorted({index for _place, index in doors if index})):
        homes = Household.objects.filter(address_index__in=some).order_by("code")
        for place, index, code, voided in homes.values_list("place", "address_index", "code", "voided_at"):
            (here if voided is None else gone)[place, index].append(code)
    return {**gone, **here}


def own_numbers(
    homes: Sequence[tuple[Unit, Sequence[int]]], lines: Sequence[Line], moment: Moment, findings: Found
) -> dict[int, str]:
    """By line the next free number of its village, in the order of the list; each home is its village and its lines."""
    if not homes:
        return {}
    written = {code for one in lines if (code := one.values.get("code", ""))}
    places = {place.pk: place for place, _lines in homes}
    free = free_codes(places.values(), moment.county.prefix, written)
    given: dict[int, str] = {}
    for place, some in sorted(homes, key=lambda home: min(home[1])):
        given.update(dict.fromkeys(some, next(free[place.pk])))
    findings.notes[_("the list says no number of the household: the county's own is given")] += len(given)
    return given
