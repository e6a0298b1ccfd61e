"""The paper contact register from a workbook: official, household, contact person and their consent, one line each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.utils.translation import gettext as _

from huiyin.lib import naming, telephone
from huiyin.orgs.models import Unit
from huiyin.people.again import Candidate
from huiyin.people.apart import note
from huiyin.people.many import (
    Given,
    enter_households,
    enter_residents,
    revise_households,
    revise_residents,
    take_consents,
)  # fmt: skip
from huiyin.people.models import ConsentRecord, Household, Resident
from huiyin.register.actions import pair_many, revise_lines
from huiyin.register.held_apart import tell_leaders
from huiyin.register.models import Assignment
from huiyin.sheets import households
from huiyin.sheets.checking import (
    Area,
    Cells,
    Checked,
    Line,
    Moment,
    Progress,
    Said,
    agreeing,
    in_chunks,
    said_by,
    united,  # fmt: skip
)
from huiyin.sheets.columns import shape
from huiyin.sheets.households import Home
from huiyin.sheets.lookups import NO, Officials, Serving, Units, spellings_of
from huiyin.sheets.on_record import (
    Standing,
    note_doubles,
    on_record,
    one_person,
    with_their_person,
    without_withdrawn,
)
from huiyin.sheets.unnumbered import numbered

SHAPE = "register"
HOME, PERSON, KEY = ("code",), ("code", "name"), ("login", "code")
SAYS_HOME = ("place", "address", "groups")
SAYS_PERSON = ("phone", "method", "consent_on")
SAYS_LINE = ("name", "started_on", "branch_code", "reason")
NOON = time(12)


@dataclass
class Pairing:
    """One line as it is to be; what is not on record yet has no number."""

    line: int
    home: Home
    new_home: bool
    changed_home: bool
    person: Resident
    revised_person: bool
    consent: ConsentRecord | None
    given: Given | None
    assignment: Assignment
    revised: bool = False


def check(lines: Sequence[Line], area: Area, moment: Moment) -> Checked[Pairing]:
    """What the rows would add and change."""
    result: Checked[Pairing] = Checked()
    sheet = shape(SHAPE)
    lines = numbered(lines, area, moment, sheet, result.findings)
    reader = _Reader(lines, area, moment)
    good = said_by(lines, sheet, result.findings, reader.said)
    good = one_person(good, reader.homes, result.findings)
    standing = on_record(good, reader.homes)
    good = with_their_person(good, standing, result.findings)
    good = without_withdrawn(good, standing, moment, result.findings)
    for key, says in ((HOME, SAYS_HOME), (PERSON, SAYS_PERSON), (KEY, SAYS_LINE)):
        good = agreeing(good, key=key, says=says, shape=sheet, findings=result.findings)
    note_doubles(good, result.findings)
    households.note_twins(good, reader.homes, result.findings)
    weigher = _Weigher(standing, good, moment)
    for row in united(good, KEY):
        weigher.weigh(row, result)
    fresh = [one for one in result.new if one.new_home]
    candidates = [
        Candidate(one.home.home.place, one.person.name, one.person.phone, one.home.home.address)
        for one in fresh
    ]
    households.look_again([one.home for one in fresh], candidates, area, moment, result.findings)
    return result


class _Reader:
    """Takes the cells of a row apart."""

    def __init__(self, lines: Sequence[Line], area: Area, moment: Moment) -> None:
        self.area, self.moment, self.units = area, moment, Units(moment.day)
        self.lists = {name: spellings_of(name, moment.at) for name in ("groups", "methods", "yes_no")}
        self.homes = households.households([line.values.get("code", "") for line in lines])
        self.officials = Officials([line.values.get("login", "") for line in lines], moment.day, area)
        self.names: dict[tuple[str, str], str] = {}

    def said(self, cells: Cells) -> dict[str, Any]:
        """What the row says; every mistake of it is a finding."""
        words = households.said_of_home(
            cells, self.units, self.lists["groups"], self.homes, self.area, may_move=True
        )
        day = self.moment.day
        serves = self.officials.find(cells, "login")
        branch = self.units.unit(cells, "branch_code", None)
        if branch is not None and branch.kind != Unit.Kind.BRANCH:
            cells.wrong("branch_code", _("%(unit)s is no party branch.") % {"unit": branch})
        elif branch is not None and not (self.area.covers(branch) or serves_in(serves, branch)):
            cells.wrong("branch_code", _("%(unit)s lies outside your area.") % {"unit": branch})
        words.update(
            login=serves.official.username if serves else "",
            serves=serves,
            branch_code=branch,
            name=self._name(cells, words["code"]),
            phone=cells.telephone("phone"),
            started_on=cells.day("started_on", latest=day),
            reason=cells.text("reason", 120),
        )
        words |= self._consent(cells)
        if not words["code"] and not cells.bad:  # of a name or a village that says nothing
            cells.wrong("code", _("This cell is empty, but needed."))
        return words

    def _name(self, cells: Cells, code: str) -> str:
        """The name as it is kept; of several spellings in one household the first."""
        name = naming.kept(cells.name("name"))
        return self.names.setdefault((code, naming.key(name)), name)

    def _consent(self, cells: Cells) -> dict[str, Any]:
        """How and when the person agreed; nobody stands in the register without it, and no child (S02, G10)."""
        if not cells.line.values.get("method") or not cells.line.values.get("consent_on"):
            column = "consent_on" if cells.line.values.get("method") else "method"
            cells.wrong(
                column,
                _("Without the person's consent, its way and its day, nobody is entered in the register."),
            )
            return {"method": "", "consent_on": None}
        adult = cells.choice("adult", self.lists["yes_no"])
        if adult == NO:
            cells.wrong(
                "adult",
                _("A person under 18 cannot be the contact person; please record the guardian instead."),
            )
        return {
            "method": cells.choice("method", self.lists["methods"]),
            "consent_on": cells.day("consent_on", latest=self.moment.day),
        }


def serves_in(serves: Serving | None, unit: Unit) -> bool:
    """Whether the official holds a post in exactly this unit."""
    return serves is not None and any(one.post.unit_id == unit.pk for one in serves.posts)


class _Weigher:
    """Compares rows with what is on record; households and people that several rows name are made once."""

    def __init__(self, standing: Standing, rows: Sequence[Said], moment: Moment) -> None:
        self.standing, self.moment = standing, moment
        tally: Checked[Home] = Checked()
        self.homes = {
            row.words["code"]: households.weigh(row, standing.homes, tally) for row in united(rows, HOME)
        }
        self.new_homes = {one.home.code for one in tally.new}
        self.changed_homes = {one.home.code for one in tally.changed}
        self.said_of = {(row.words["code"], row.words["name"]): row.words for row in united(rows, PERSON)}
        self.people: dict[tuple[str, str], tuple[Resident, bool, bool]] = {}
        self.given: dict[tuple[str, str], Given] = {}

    def weigh(self, row: Said, result: Checked[Pairing]) -> None:
        """Put one line with the new, the changed or those that say what is on record."""
        words = row.words
        code, home, serves = words["code"], self.homes[words["code"]], words["serves"]
        old = self.standing.lines.get((serves.official.pk, home.pk)) if home.pk else None
        person, revised = self._person(words, home, old)
        consent = old.consent if old is not None else self.standing.consents.get(person.pk or 0)
        line = old or Assignment(official=serves.official, household=home, person=person)
        pairing = Pairing(
            row.line, Home(row.line, home), code in self.new_homes, code in self.changed_homes, person, revised,
            consent, None if consent else self._given(words, person, serves), line,
        )  # fmt: skip
        pairing.revised = _revise(line, words, serves, new=old is None)
        self.new_homes.discard(code)
        self.changed_homes.discard(code)
        if old is None:
            result.new.append(pairing)
        elif pairing.revised or revised or pairing.changed_home:
            result.changed.append(pairing)
        else:
            result.same.append(pairing)

    def _person(
        self, words: Mapping[str, Any], home: Household, old: Assignment | None
    ) -> tuple[Resident, bool]:
        key = (words["code"], words["name"])
        if key in self.people:
            return self.people[key][0], False
        found = (
            old.person
            if old is not None
            else next(
                (
                    one
                    for one in self.standing.people.get(words["code"], ())
                    if naming.same(one.name, words["name"])
                ),
                None,
            )
        )
        said = self.said_of[key]
        if found is None:
            found = Resident(household=home, name=words["name"], phone=said["phone"])
            self.people[key] = (found, True, False)
            return found, False
        revised = False
        if said["phone"] and telephone.numbers(said["phone"]) != telephone.numbers(found.phone):
            found.phone, revised = said["phone"], True
        found.household = home
        self.people[key] = (found, False, revised)
        return found, revised

    def _given(self, words: Mapping[str, Any], person: Resident, serves: Serving) -> Given:
        """One consent for each person, though several rows tell of it."""
        key = (words["code"], words["name"])
        if key not in self.given:
            said = self.said_of[key]
            noon = datetime.combine(said["consent_on"], NOON, tzinfo=self.moment.county.zone)
            self.given[key] = Given(person, said["method"], min(noon, self.moment.at), serves.official)
        return self.given[key]


def _revise(line: Assignment, words: Mapping[str, Any], serves: Serving, *, new: bool) -> bool:
    """Bring branch, first day and reason of a line up to the row; an empty cell leaves what is there."""
    wanted = {
        "unit": words["branch_code"] or (serves.unit if new else None),
        "started_on": words["started_on"] or (words["consent_on"] if new else None),
        "reason": words["reason"],
    }
    revised = False
    for name, value in wanted.items():
        if value and (new or getattr(line, name) != value):
            setattr(line, name, value)
            revised = True
    return revised and not new


def write(checked: Checked[Pairing], moment: Moment, progress: Progress) -> None:
    """Do it, some hundreds at a time: homes, people, consents, then the lines of the register."""
    consents: dict[int, ConsentRecord] = {}
    pairings = [*checked.new, *checked.changed]
    in_chunks(pairings, lambda some: _write(some, consents, moment.by, moment.at), progress)
    alike = [one.home.home for one in pairings if one.new_home and one.home.likes]
    tell_leaders(alike, moment.by, moment.at)


def _write(some: Sequence[Pairing], consents: dict[int, ConsentRecord], by: str, at: datetime) -> None:
    """Some of them; `consents` are those already taken, by what was said of them."""
    enter_households(homes=[one.home.home for one in some if one.new_home], by=by, at=at)
    note([(one.home.home, one.home.likes) for one in some if one.new_home], reason="", by=by, at=at)
    revise_households(homes=[one.home.home for one in some if one.changed_home], by=by, at=at)
    people = {id(one.person): one.person for one in some if one.person.pk is None}
    enter_residents(people=list(people.values()), by=by, at=at)
    revise_residents(people=[one.person for one in some if one.revised_person], by=by, at=at)
    given = {
        id(one.given): one.given for one in some if one.given is not None and id(one.given) not in consents
    }
    consents.update(zip(given, take_consents(given=list(given.values()), by=by, at=at), strict=True))
    fresh = [one for one in some if one.assignment.pk is None]
    for one in fresh:
        one.assignment.consent = one.consent or consents[id(one.given)]
    pair_many(lines=[one.assignment for one in fresh], by=by, at=at)
    revise_lines(lines=[one.assignment for one in some if one.revised], by=by, at=at)
