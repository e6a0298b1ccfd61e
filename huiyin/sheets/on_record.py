"""What is on record for the households of a register, and which person its rows may name.

A list that begins anew with number 1 names the same number for another family: such rows are refused, never mixed. Who
withdrew does not come back by an older paper, however the name or the number is spelled there (I-24).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huiyin.lib import naming, telephone
from huiyin.orgs.calendar import local_day
from huiyin.people.fields import phone_index
from huiyin.people.models import ConsentRecord, Household, Resident
from huiyin.register.models import Assignment
from huiyin.sheets.checking import Finding, Found, Moment, Said, chunks, grouped
from huiyin.sheets.columns import shape
from huiyin.sheets.households import another_village
from huiyin.ui.listing import in_line

SHAPE = "register"


@dataclass
class Standing:
    """What is on record for the households of the file."""

    homes: dict[str, Household]
    people: dict[str, list[Resident]]
    consents: dict[int, ConsentRecord]
    lines: dict[tuple[int, int], Assignment]
    erased: dict[
        int, list[ConsentRecord]
    ]  # by household: consents withdrawn by people whose details are gone


def on_record(rows: Sequence[Said], homes: dict[str, Household]) -> Standing:
    """People, living consents and live lines of the households on record, some hundreds at a time."""
    found = Standing(homes, {}, {}, {}, {})
    keys = sorted({home.pk for row in rows if (home := homes.get(row.words["code"])) is not None})
    by_pk = {home.pk: home for home in homes.values()}
    for some in chunks(keys):
        for person in Resident.objects.filter(household__in=some, anonymised_at=None).order_by("pk"):
            person.household = by_pk[person.household_id or 0]
            found.people.setdefault(person.household.code, []).append(person)
        consents = ConsentRecord.objects.filter(resident__household__in=some).order_by("given_at")
        for consent in consents.filter(withdrawn_at=None):
            found.consents[consent.resident_id] = consent
        for consent in consents.filter(
            resident__anonymised_at__isnull=False, withdrawn_at__isnull=False
        ).select_related("resident"):
            found.erased.setdefault(consent.resident.household_id or 0, []).append(consent)
        for line in Assignment.objects.filter(household__in=some, ended_on=None).select_related(
            "person", "unit", "consent"
        ):
            line.household = by_pk[line.household_id]
            found.lines[line.official_id, line.household_id] = line
    return found


def _finding(row: Said, column: str, sentence: str) -> Finding:
    return Finding(row.line, shape(SHAPE).column(column).shown, sentence)


def is_person(words: Mapping[str, object], person: Resident) -> bool:
    """Whether a row means this person: the same name however spelled, or a number in common."""
    return naming.same(str(words["name"]), person.name) or _shares_number(words, person)


def _shares_number(words: Mapping[str, object], person: Resident) -> bool:
    return telephone.meet(str(words["phone"]), person.phone)


def one_person(rows: Sequence[Said], homes: Mapping[str, Household], findings: list[Finding]) -> list[Said]:
    """Rows that name one number of a new household for two people, in no address in common, are two families."""
    good = []
    for group in grouped(rows, ("code",)).values():
        names = {naming.key(row.words["name"]) for row in group}
        address = {row.words["address"] for row in group}
        numbers = [set(telephone.numbers(row.words["phone"])) for row in group]
        one_home = (len(address) == 1 and "" not in address) or bool(set.intersection(*numbers))
        if len(names) < 2 or group[0].words["code"] in homes or one_home:
            good += group
            continue
        for row in group:
            others = in_line(
                str(one.line)
                for one in group
                if naming.key(one.words["name"]) != naming.key(row.words["name"])
            )
            sentence = _(
                "Line %(lines)s has the same number for another person. Two households need two numbers; "
                "for two people of one household, please write the same address in each line."
            )
            findings.append(_finding(row, "code", sentence % {"lines": others}))
    order = {row.line: n for n, row in enumerate(rows)}
    return sorted(good, key=lambda row: order[row.line])


def with_their_person(rows: Sequence[Said], standing: Standing, findings: list[Finding]) -> list[Said]:
    """Rows whose contact person is one on record, by name or number; another person needs their own line."""
    kept = []
    for row in rows:
        home = standing.homes.get(row.words["code"])
        if why := _objection_to_person(row, home, standing):
            findings.append(_finding(row, *why))
        else:
            kept.append(row)
    return kept


def _objection_to_person(row: Said, home: Household | None, standing: Standing) -> tuple[str, str] | None:
    words = row.words
    if home is None:
        return None
    people = [one for one in standing.people.get(home.code, ()) if one.withheld_at is None]
    known = [one for one in people if is_person(words, one)]
    place = words["place"]
    moved = place is not None and place != home.place
    if moved and not any(
        naming.same(words["name"], one.name) and _shares_number(words, one) for one in known
    ):
        return "code", another_village(home.code, home.place)
    line = standing.lines.get((words["serves"].official.pk, home.pk))
    if line is not None:
        return (
            None if naming.same(words["name"], line.person.name) else ("name", _another(words, line.person))
        )
    same_home = bool(words["address"]) and words["address"] == home.address
    if moved or not people or known or same_home:
        return None
    sentence = _(
        "The number %(code)s is a household of %(place)s whose contact person is %(name)s. Another household needs "
        "another number; another person of the same household is entered on its page."
    )
    facts = {"code": home.code, "place": home.place, "name": people[0].masked_name or "—"}
    return "code", sentence % facts


def _another(words: Mapping[str, object], person: Resident) -> str:
    """The sentence that a line is another person's; a family may share a number, but a consent is one person's."""
    facts = {"name": person.masked_name or "—"}
    if not _shares_number(words, person):
        return (
            _(
                "The contact person on record is %(name)s. Another person is entered on the page of the household."
            )
            % facts
        )
    sentence = _(
        "The contact person on record is %(name)s, with the same telephone number. A list renames nobody, as a "
        "consent is one person's: another person, or a name that is written wrongly, is put right on the page "
        "of the household (another contact person)."
    )
    return sentence % facts


def note_doubles(rows: Sequence[Said], found: Found) -> None:
    """Say where one name with one number speaks for two households: the same home may be on the list twice."""
    keys = {phone_index(number) for row in rows for number in telephone.numbers(row.words["phone"])}
    known: dict[str, set[str]] = {}
    for some in chunks(sorted(keys)):
        others = Resident.objects.with_index(some).filter(withheld_at=None, household__voided_at=None)
        for person in others.exclude(household=None).select_related("household"):
            code = person.household.code if person.household is not None else ""
            for number in telephone.numbers(person.phone):
                known.setdefault(f"{naming.key(person.name)}:{phone_index(number)}", set()).add(code)
    for row in rows:
        for number in telephone.numbers(row.words["phone"]):
            codes = known.setdefault(f"{naming.key(row.words['name'])}:{phone_index(number)}", set())
            codes.add(row.words["code"])
            if len(codes) > 1:
                facts = {"codes": in_line(sorted(codes))}
                sentence = _(
                    "one name with one telephone for several households, perhaps twice the same: %(codes)s"
                )
                found.notes[sentence % facts] += 1


def without_withdrawn(
    rows: Sequence[Said], standing: Standing, moment: Moment, findings: list[Finding]
) -> list[Said]:
    """Rows whose person did not withdraw on the day of that paper or later: an old paper brings nobody back (I-24)."""
    kept = []
    gone_people = _Gone()
    for row in rows:
        gone, erased = _withdrawals(row, standing, gone_people.like(row.words), moment)
        last = max([*gone, *erased], default=None)
        if last is None or row.words["consent_on"] > last:
            kept.append(row)
            continue
        facts = {"day": date_format(last, "DATE_FORMAT")}
        sentence = _("This person withdrew consent on %(day)s; a line needs a consent given after that day.")
        if not gone or row.words["consent_on"] > max(gone):
            sentence = _(
                "Somebody of this household withdrew consent on %(day)s and the details are erased; "
                "a line needs a consent given after that day."
            )
        findings.append(_finding(row, "consent_on", sentence % facts))
    return kept


class _Gone:
    """Who withdrew and whose details still stand, wherever in the county and whatever the household is called.

    Any of several numbers may meet, so they are compared here and not looked up in the database.
    """

    def __init__(self) -> None:
        self.by_name: dict[str, list[Resident]] = {}
        self.by_number: dict[str, list[Resident]] = {}
        for person in Resident.objects.filter(withheld_at__isnull=False, anonymised_at=None):
            self.by_name.setdefault(naming.key(person.name), []).append(person)
            for number in telephone.forms(person.phone):
                self.by_number.setdefault(number, []).append(person)

    def like(self, words: Mapping[str, object]) -> list[Resident]:
        """Those whose name or number a row may mean."""
        found = list(self.by_name.get(naming.key(str(words["name"])), ()))
        for number in telephone.forms(str(words["phone"])) if self.by_number else ():
            found += self.by_number.get(number, ())
        return found


def _withdrawals(
    row: Said, standing: Standing, elsewhere: Sequence[Resident], moment: Moment
) -> tuple[list[date], list[date]]:
    """The days on which this person withdrew; those on which somebody of the household did who is unknown by now."""
    words, home = row.words, standing.homes.get(row.words["code"])
    people = standing.people.get(words["code"], []) if home is not None else []
    gone = [
        local_day(one.withheld_at, moment.county)
        for one in (*people, *elsewhere)
        if one.withheld_at is not None and is_person(words, one) and _is_near(words, one, people)
    ]
    if home is None or any(is_person(words, one) for one in people):
        return gone, []
    consents = standing.erased.get(home.pk, [])
    days = [local_day(one.withdrawn_at, moment.county) for one in consents if one.withdrawn_at is not None]
    return gone, days


def _is_near(words: Mapping[str, object], person: Resident, people: Sequence[Resident]) -> bool:
    """Of this household, or with a number in common; of the village by name only where no numbers tell them apart."""
    if person in people or _shares_number(words, person):
        return True
    place = words["place"]
    apart = bool(words["phone"]) and bool(person.phone)
    return place is not None and getattr(place, "pk", None) == person.place_id and not apart
