"""The paper contact register from a workbook: official, household, contact person and their consent, one line each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.utils.translation import gettext as _

from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Unit
from huiyin.people.fields import phone_index
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
from huiyin.register.models import Assignment
from huiyin.sheets import households
from huiyin.sheets.checking import (
    Area,
    Cells,
    Checked,
    Finding,
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
from huiyin.sheets.households import Home
from huiyin.sheets.lookups import NO, Serving, Units, serving, spellings_of

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


@dataclass
class Standing:
    """What is on record for the households of the file."""

    homes: dict[str, Household]
    people: dict[str, list[Resident]]
    consents: dict[int, ConsentRecord]
    lines: dict[tuple[int, int], Assignment]


def check(lines: Sequence[Line], area: Area, moment: Moment) -> Checked[Pairing]:
    """What the rows would add and change."""
    result: Checked[Pairing] = Checked()
    sheet = shape(SHAPE)
    reader = _Reader(lines, area, moment)
    good = said_by(lines, sheet, result.findings, reader.said)
    standing = _on_record(good, reader.homes)
    good = _with_their_person(good, standing, result.findings)
    good = _without_withdrawn(good, standing, moment, result.findings)
    for key, says in ((HOME, SAYS_HOME), (PERSON, SAYS_PERSON), (KEY, SAYS_LINE)):
        good = agreeing(good, key=key, says=says, shape=sheet, findings=result.findings)
    weigher = _Weigher(standing, good, moment)
    for row in united(good, KEY):
        weigher.weigh(row, result)
    return result


class _Reader:
    """Takes the cells of a row apart."""

    def __init__(self, lines: Sequence[Line], area: Area, moment: Moment) -> None:
        self.area, self.moment, self.units = area, moment, Units(moment.day)
        self.lists = {name: spellings_of(name, moment.at) for name in ("groups", "methods", "yes_no")}
        self.homes = households.households([line.values.get("code", "") for line in lines])
        self.officials: dict[str, Serving] = {}
        for some in chunks(sorted({line.values.get("login", "") for line in lines})):
            self.officials.update(serving(some, moment.day))

    def said(self, cells: Cells) -> dict[str, Any]:
        """What the row says; every mistake of it is a finding."""
        words = households.said_of_home(cells, self.units, dict(self.lists["groups"]), self.homes, self.area)
        day = self.moment.day
        serves = self._official(cells)
        branch = self.units.unit(cells, "branch_code", None)
        if branch is not None and branch.kind != Unit.Kind.BRANCH:
            cells.wrong("branch_code", _("%(unit)s is no party branch.") % {"unit": branch})
        elif branch is not None and not (self.area.covers(branch) or serves_in(serves, branch)):
            cells.wrong("branch_code", _("%(unit)s lies outside your area.") % {"unit": branch})
        words.update(
            login=serves.official.username if serves else "",
            serves=serves,
            branch_code=branch,
            name=cells.text("name", 40),
            phone=cells.telephone("phone"),
            started_on=cells.day("started_on", latest=day),
            reason=cells.text("reason", 120),
        )
        return {**words, **self._consent(cells)}

    def _official(self, cells: Cells) -> Serving | None:
        login = cells.text("login", 40)
        serves = self.officials.get(login.casefold())
        if not login:
            return None
        if serves is None:
            cells.wrong(
                "login", _("There is no official with the login name “%(login)s”.") % {"login": login}
            )
        elif serves.unit is None or not serves.official.is_active:
            cells.wrong("login", _("%(name)s holds no post at present.") % {"name": serves.official.name})
        elif not any(self.area.covers(one.post.unit) for one in serves.posts):
            cells.wrong("login", _("%(name)s serves outside your area.") % {"name": serves.official.name})
        return serves

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


def _on_record(rows: Sequence[Said], homes: dict[str, Household]) -> Standing:
    """People, living consents and live lines of the households on record, some hundreds at a time."""
    found = Standing(homes, {}, {}, {})
    keys = sorted({home.pk for row in rows if (home := homes.get(row.words["code"])) is not None})
    by_pk = {home.pk: home for home in homes.values()}
    for some in chunks(keys):
        for person in Resident.objects.filter(household__in=some, anonymised_at=None).order_by("pk"):
            person.household = by_pk[person.household_id or 0]
            found.people.setdefault(person.household.code, []).append(person)
        for consent in ConsentRecord.objects.filter(resident__household__in=some, withdrawn_at=None).order_by(
            "given_at"
        ):
            found.consents[consent.resident_id] = consent
        for line in Assignment.objects.filter(household__in=some, ended_on=None).select_related(
            "person", "unit", "consent"
        ):
            line.household = by_pk[line.household_id]
            found.lines[line.official_id, line.household_id] = line
    return found


def _with_their_person(rows: Sequence[Said], standing: Standing, findings: list[Finding]) -> list[Said]:
    """Rows whose contact person is the one on record, by name or number; another person needs their own line."""
    kept = []
    for row in rows:
        words = row.words
        home = standing.homes.get(words["code"])
        line = standing.lines.get((words["serves"].official.pk, home.pk)) if home is not None else None
        same_number = (
            line is not None and words["phone"] and line.person.phone_index == phone_index(words["phone"])
        )
        if line is None or line.person.name == words["name"] or same_number:
            kept.append(row)
            continue
        sentence = _(
            "The contact person on record is %(name)s. Another person is entered on the page of the household."
        )
        name = line.person.masked_name or "—"
        findings.append(Finding(row.line, shape(SHAPE).column("name").shown, sentence % {"name": name}))
    return kept


def _without_withdrawn(
    rows: Sequence[Said], standing: Standing, moment: Moment, findings: list[Finding]
) -> list[Said]:
    """Rows whose person did not withdraw on the day of that paper or later: an old paper brings nobody back (I-24)."""
    kept = []
    for row in rows:
        words, index = row.words, phone_index(row.words["phone"])
        left = [
            local_day(one.withheld_at, moment.county)
            for one in standing.people.get(words["code"], ())
            if one.withheld_at is not None
            and (one.name == words["name"] or (index and one.phone_index == index))
        ]
        if not left or words["consent_on"] > max(left):
            kept.append(row)
            continue
        sentence = _("This person withdrew consent on %(day)s; a line needs a consent given after that day.")
        column = shape(SHAPE).column("consent_on").shown
        findings.append(Finding(row.line, column, sentence % {"day": max(left).isoformat()}))
    return kept


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
                (one for one in self.standing.people.get(words["code"], ()) if one.name == words["name"]),
                None,
            )
        )
        said = self.said_of[key]
        if found is None:
            found = Resident(household=home, name=words["name"], phone=said["phone"])
            self.people[key] = (found, True, False)
            return found, False
        revised = False
        for name in ("name", "phone"):
            if said[name] and said[name] != getattr(found, name):
                setattr(found, name, said[name])
                revised = True
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


def _write(some: Sequence[Pairing], consents: dict[int, ConsentRecord], by: str, at: datetime) -> None:
    """Some of them; `consents` are those already taken, by what was said of them."""
    enter_households(homes=[one.home.home for one in some if one.new_home], by=by, at=at)
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
