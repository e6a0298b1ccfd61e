"""The people of one's own households in clear: to the responsible official and the stand-in, nobody else (I-22).

Whoever is to visit a household knows who lives there; behind a mask they would write the names down beside it. That the
own register was shown is kept once a day and official, with the number of people (I-37); who has withdrawn consent is
shown to nobody (I-24).
"""

from dataclasses import dataclass
from datetime import date, datetime

from huiyin.audit.actions import record_once
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official
from huiyin.people.models import Household, Resident
from huiyin.register.models import Assignment

SHOWN = "register.own_shown"


@dataclass(frozen=True)
class Own:
    """Whom somebody keeps in touch with on a day, themselves or for a colleague: the keys of people and households."""

    people: frozenset[int] = frozenset()
    homes: frozenset[int] = frozenset()

    def name(self, person: Resident) -> str:
        """In clear, or masked; nothing once consent is withdrawn."""
        return person.name if person.pk in self.people and not person.withheld_at else person.masked_name

    def phone(self, person: Resident) -> str:
        """The same of the number."""
        return person.phone if person.pk in self.people and not person.withheld_at else person.masked_phone

    def address(self, home: Household) -> str:
        """The same of the house."""
        return home.address if home.pk in self.homes else home.masked_address


def own_of(official: Official, at: datetime) -> Own:
    """One's own people of that day, asked once per object and day; that they are shown is noted once a day."""
    day = local_day(at, official.county)
    kept: dict[date, Own] = official.__dict__.setdefault("_own_register", {})
    if day not in kept:
        kept[day] = _asked(official, day, at)
    return kept[day]


def own_person(official: Official, person: Resident, at: datetime) -> str:
    """The name of one, who may be anybody's: only where it is one's own it is in clear, and noted."""
    live = Assignment.objects.kept_by(official, local_day(at, official.county))
    is_own = official.is_active and live.filter(consent__withdrawn_at=None, person=person).exists()
    return own_of(official, at).name(person) if is_own else person.masked_name


def _asked(official: Official, day: date, at: datetime) -> Own:
    if not official.is_active:
        return Own()
    lines = Assignment.objects.kept_by(official, day).filter(consent__withdrawn_at=None)
    found = list(lines.order_by().values_list("person", "household"))
    if not found:
        return Own()
    own = Own(frozenset(person for person, _home in found), frozenset(home for _person, home in found))
    record_once(
        by=official.key,
        deed=SHOWN,
        on=f"register:{official.key}:{day.isoformat()}",
        at=at,
        rows=len(own.people),
    )
    return own
