"""Households from a workbook: by their number in the register, else by their door."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from huiyin.lib.words import narrow
from huiyin.orgs.models import Unit
from huiyin.people.actions import hold_villages
from huiyin.people.again import Candidate, Like, likes
from huiyin.people.apart import note
from huiyin.people.many import enter_households, revise_households
from huiyin.people.models import GroupDeclaration, Household
from huiyin.register.held_apart import tell_leaders
from huiyin.register.homes import homes_seen
from huiyin.sheets.checking import (
    Area,
    Cells,
    Checked,
    Found,
    Line,
    Moment,
    Progress,
    Said,
    agreeing,
    chunks,
    in_chunks,
    said_by,
    united,  # fmt: skip
)
from huiyin.sheets.columns import shape
from huiyin.sheets.doors import numbered
from huiyin.sheets.lookups import Units, spellings_of
from huiyin.ui.listing import in_line

_SEVERAL = re.compile("[\u3001,;]")
# A household's own word of its groups, which no list takes the place of (S08).
OWN_WORD = (GroupDeclaration.How.SLIP, GroupDeclaration.How.COUNTER)
KEY, SAYS = ("code",), ("place", "address", "groups")
SHAPE = "households"
FROM_A_LIST = ""  # a list gives no reason
MOST_NAMED = 50  # households named one by one in a preview


@dataclass
class Home:
    """A home as it is to be."""

    line: int
    home: Household
    likes: Sequence[Like] = ()


def hold(lines: Iterable[Line], area: Area, moment: Moment) -> None:
    """Lock the villages of these rows, so that nobody enters a household there between the check and the writing."""
    rows = list(lines)
    units, unheard = Units(moment.day), Found()
    places = {home.place_id for home in households([one.values.get("code", "") for one in rows]).values()}
    for one in rows:
        cells = Cells(one, shape(SHAPE), unheard)
        found = units.place(cells, "place", area) or units.titled(cells, area)
        places |= {found.pk} if found is not None else set()
    hold_villages(places)


def check(lines: Sequence[Line], area: Area, moment: Moment) -> Checked[Home]:
    """What the rows would add and change."""
    result: Checked[Home] = Checked()
    lines = numbered(lines, area, moment, shape(SHAPE), result.findings)
    units, groups = Units(moment.day), spellings_of("groups", moment.at)
    here = households([line.values.get("code", "") for line in lines])
    said = said_by(
        lines, shape(SHAPE), result.findings, lambda cells: said_of_home(cells, units, groups, here, area)
    )
    good = agreeing(said, key=KEY, says=SAYS, shape=shape(SHAPE), findings=result.findings)
    note_twins(good, here, result.findings)
    for row in united(good, KEY):
        weigh(row, here, result)
    look_again(
        result.new,
        [Candidate(one.home.place, address=one.home.address) for one in result.new],
        area,
        moment,
        result.findings,
    )
    return result


def look_again(
    homes: Sequence[Home], candidates: Sequence[Candidate], area: Area, moment: Moment, findings: Found
) -> None:
    """Say which new households are like something on record or above in the list, and keep it with them.

    Named is only what the importer may see; of all else, be it a household elsewhere or an official's own, the same
    words are said.
    """
    alike = likes(candidates, moment.at, [one.home for one in homes])
    seen = _seen(alike, area, moment)
    for n, (one, said) in enumerate((one, said) for one, said in zip(homes, alike, strict=True) if said):
        one.likes = said
        others = (like.other for like in said if like.other is not None)
        named = next((other for other in others if other.pk is None or other.pk in seen), None)
        facts = {"line": one.line, "code": one.home.code, "home": named.code if named else ""}
        if n >= MOST_NAMED:
            sentence = _("further households of which something is on record already")
        elif named is None:
            sentence = _(
                "line %(line)d: something of %(code)s is on record already (address, telephone or name); whether it counts "
                "by itself is said by somebody else"
            )
        else:
            sentence = _(
                "line %(line)d: %(code)s is like household %(home)s (address, telephone or person); both count as one until "
                "somebody else says that they are two"
            )
        findings.notes[sentence % facts] += 1


def _seen(alike: Sequence[Sequence[Like]], area: Area, moment: Moment) -> set[int]:
    """Which of these households the importer may see; the command, which nobody uses on a page, all of them."""
    keys = {like.other.pk for said in alike for like in said if like.other is not None} - {None}
    if area.importer is None:
        return keys
    return set(homes_seen(area.importer, moment.at).filter(pk__in=keys).values_list("pk", flat=True))


def households(codes: Sequence[str]) -> dict[str, Household]:
    """The households of these numbers, each with how its groups were said last (`last_word`)."""
    found: dict[str, Household] = {}
    said = GroupDeclaration.objects.filter(household=OuterRef("pk")).order_by("-at", "-pk").values("how")[:1]
    for some in chunks(sorted(set(codes))):
        homes = Household.objects.filter(code__in=some).select_related("place")
        found.update({home.code: home for home in homes.annotate(last_word=Subquery(said))})
    return found


def note_twins(rows: Sequence[Said], here: Mapping[str, Household], findings: Found) -> None:
    """Say where a new number differs from another of its village in signs, capitals or zeros only: a spreadsheet that
    drops zeros, or a dash of another kind, would enter a home twice."""
    fresh = [row.words for row in rows if row.words["code"] not in here]
    codes: dict[tuple[int, str], set[str]] = {}
    for words in fresh:
        codes.setdefault((words["place"].pk, _squeezed(words["code"])), set()).add(words["code"])
    places = {place for place, _code in codes}
    for place, code in Household.objects.filter(place__in=places, voided_at=None).values_list(
        "place", "code"
    ):
        if (place, _squeezed(code)) in codes:
            codes[place, _squeezed(code)].add(code)
    for twins in codes.values():
        if len(twins) > 1:
            sentence = _(
                "numbers of one village that differ only in signs, capitals or zeros, perhaps one household twice: %(codes)s"
            )
            findings.notes[sentence % {"codes": in_line(sorted(twins))}] += 1


def _squeezed(code: str) -> str:
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"[\W_]+", "-", narrow(code).casefold()).strip("-"))


def another_village(code: str, place: Unit) -> str:
    """The sentence that a number is taken by a home of another village: lists that begin anew in each village do so."""
    return _(
        "The number %(code)s is a household of %(place)s; a number stands for one household of the county. "
        "Please make it another one, such as with the name of the village before it. A household that has moved is moved "
        "by the register list, with name and telephone of its contact person as on record; one without a contact person "
        "is entered in its new village under another number."
    ) % {"code": code, "place": place}


def said_of_home(
    cells: Cells,
    units: Units,
    groups: Mapping[str, str],
    here: Mapping[str, Household],
    area: Area,
    *,
    may_move: bool = False,
) -> dict[str, Any]:
    """What a row says of a household; its village is needed only where it is new, and moves no home by itself."""
    code = cells.text("code", 30)
    if "\n" in code or "\t" in code:
        cells.wrong("code", _("The number of a household is one line, without tabs."))
    elif _SEVERAL.search(narrow(code)):
        cells.wrong("code", _("These seem to be several numbers. Please write one row for each household."))
    place = units.place(cells, "place", area) or units.titled(cells, area)
    old = here.get(code)
    if old is None and place is None and not cells.bad:
        cells.wrong("place", _("The village is needed for a household that is not on record yet."))
    if old is not None and place is not None and place != old.place and not may_move:
        cells.wrong("code", another_village(code, old.place))
    if old is not None and not area.covers(old.place):
        cells.wrong("code", _("The household %(code)s lies outside your area.") % {"code": code})
    if old is not None and old.voided_at is not None:
        cells.wrong("code", _("The household %(code)s was taken off the register.") % {"code": code})
    return {
        "code": code,
        "place": place,
        "address": cells.text("address", 120),
        "groups": _groups(cells, groups, old),
    }


def _groups(cells: Cells, groups: Mapping[str, str], old: Household | None) -> list[str]:
    """The groups of a row; none where the household has said others itself, which is noted."""
    named = cells.choices("groups", groups)
    if old is None or not named or getattr(old, "last_word", None) not in OWN_WORD:
        return named
    if set(named) != set(old.groups):
        facts = {"code": old.code}
        cells.note(
            _("the groups of %(code)s stay as the household said them itself, later lists or not") % facts
        )
    return []


def weigh(row: Said, here: dict[str, Household], result: Checked[Home]) -> Household:
    """Put a row with the new, the changed or those that say what is on record; its household."""
    words, old = row.words, here.get(row.words["code"])
    if old is None:
        home = Household(
            code=words["code"], place=words["place"], address=words["address"], groups=words["groups"]
        )
        result.new.append(Home(row.line, home))
        return home
    changed = False
    for name in SAYS:
        if words[name] and words[name] != getattr(old, name):
            setattr(old, name, words[name])
            changed = True
    (result.changed if changed else result.same).append(Home(row.line, old))
    return old


def write(checked: Checked[Home], moment: Moment, progress: Progress) -> None:
    """Do it, some hundreds at a time."""
    by, at = moment.by, moment.at
    new, changed = [one.home for one in checked.new], [one.home for one in checked.changed]
    in_chunks(new, lambda some: enter_households(homes=some, by=by, at=at), progress)
    note([(one.home, one.likes) for one in checked.new], reason=FROM_A_LIST, by=by, at=at)
    tell_leaders([one.home for one in checked.new if one.likes], by, at)
    in_chunks(changed, lambda some: revise_households(homes=some, by=by, at=at), progress)
