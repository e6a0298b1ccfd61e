"""The contact register of the demo county: households, people who agreed, and who is in touch with whom."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from huiyin.audit.actions import record as audit
from huiyin.demo import texts
from huiyin.demo.days import Days
from huiyin.demo.founding import BY, Realm
from huiyin.people.actions import enter_household, enter_resident, take_consent
from huiyin.people.models import Household, Resident
from huiyin.register.actions import pair
from huiyin.register.models import Assignment

GROUPS = (
    "farmer",
    "worker",
    "mobile",
    "in_difficulty",
    "veteran_member",
    "large_farmer",
    "elderly_alone",
    "ordinary",
)
FIXED = {"zhou": 4, "li": 2, "sun": 2}  # how many households; the others have one to four
ENDED = 6


@dataclass(frozen=True)
class Line:
    """A line of the register as the demo uses it."""

    login: str
    household: Household
    person: Resident


class Register:
    """Pairs officials with households."""

    def __init__(self, realm: Realm, days: Days, rng: Random, share: float) -> None:
        self.realm, self.days, self.rng, self.share = realm, days, rng, share
        self._numbers: dict[str, int] = {}
        self._phones = 0

    def fill(self, started_on: date) -> dict[str, list[Line]]:
        """Every official of a branch gets households of their area; returns the live lines by login."""
        lines: dict[str, list[Line]] = {}
        for login, branch in self.realm.branches.items():
            town = branch.removeprefix("branch.").rstrip("2")
            count = FIXED.get(login) or max(1, round(self.rng.choice((1, 2, 2, 3, 4)) * self.share))
            moment = self.days.moment(self.days.calendar.before(started_on, self.rng.randint(1, 12)))
            lines[login] = [self._line(login, town, started_on, moment) for _number in range(count)]
        self._hand_on(lines, started_on)
        return lines

    def _line(self, login: str, town: str, started_on: date, at: datetime) -> Line:
        realm, rng = self.realm, self.rng
        town = town if town in realm.places else rng.choice([key for key in realm.places if key != "qs"])
        place = realm.units[rng.choice(realm.places[town])]
        number = self._numbers[place.code] = self._numbers.get(place.code, 0) + 1
        words = texts.county()["words"]["building" if place.kind == "community" else "address"]
        address = words.format(place=place.name, g=rng.randint(1, 8), n=rng.randint(1, 60))
        groups = sorted(rng.sample(GROUPS, rng.choice((0, 1, 1, 2))))
        code = f"{realm.county.prefix}-{place.code[6:]}-{number:03d}"
        home = enter_household(place=place, code=code, address=address, groups=groups, by=BY, at=at)
        name, phone = self.somebody(), self.mobile()
        person = enter_resident(name=name, phone=phone, place=place, household=home, by=BY, at=at)
        self._pair(login, home, person, started_on, at)
        return Line(login, home, person)

    def _pair(
        self, login: str, home: Household, person: Resident, started_on: date, at: datetime
    ) -> Assignment:
        official = self.realm.people[login]
        method = self.rng.choice(("face", "face", "paper"))
        consent = take_consent(resident=person, method=method, is_adult=True, by=official, at=at)
        return pair(
            official=official,
            unit=self.realm.units[self.realm.branches[login]],
            household=home,
            person=person,
            consent=consent,
            started_on=started_on,
            by=BY,
            at=at,
            reason=texts.county()["words"]["paired"],
        )

    def _hand_on(self, lines: dict[str, list[Line]], started_on: date) -> None:
        """A few lines end when somebody's work changes; a colleague takes the household over."""
        rich = [login for login, own in lines.items() if len(own) > 2 and login not in FIXED]
        for login in self.rng.sample(sorted(rich), min(ENDED, len(rich))):
            line = lines[login].pop()
            day = started_on + timedelta(days=self.rng.randint(40, 120))
            at = self.days.moment(self.days.calendar.next_working(day))
            live = Assignment.objects.filter(household=line.household, ended_on=None)
            live.update(ended_on=at.date(), reason=texts.county()["words"]["handed_on"])
            audit(by=BY, deed="assignment.ended", on=f"household:{line.household.key}", at=at)
            branch = self.realm.branches[login]
            others = [
                o for o, b in self.realm.branches.items() if b == branch and o != login and o not in FIXED
            ]
            heir = self.rng.choice(others)
            self._pair(heir, line.household, line.person, at.date(), at)
            lines[heir].append(Line(heir, line.household, line.person))

    def somebody(self) -> str:
        """A full name, or a form of address as some prefer."""
        names = texts.county()["names"]
        surname = self.rng.choice(names["surnames"])
        return str(surname + self.rng.choice(names["forms" if self.rng.random() < 0.15 else "given"]))

    def mobile(self) -> str:
        """A number of the range that the demo uses; sometimes none."""
        self._phones += 1
        return f"1990000{self._phones:04d}" if self.rng.random() < 0.9 else ""
