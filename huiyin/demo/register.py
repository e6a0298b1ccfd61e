"""The register of the demo county in motion: a handover, somebody away, exemptions, a household nobody meets."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from huiyin.contacts import actions as contacts_actions
from huiyin.contacts import rules
from huiyin.demo.days import Days, Life, Timeline
from huiyin.demo.founding import Realm
from huiyin.orgs.actions import second
from huiyin.register import actions
from huiyin.register.actions import NewHome
from huiyin.register.clock import remind_of_dormant
from huiyin.register.models import Assignment

DESK, HEAD, COUNTY = "chen", "wanglx", "sun"
AWAY, STANDS_IN, HEIR, SILENT = "wuxy", "zhou", "zhengk", "huangzj"
EXEMPT, ASKS = "yangcl", "caigp"
SECONDED = "denghb"
WEEK = 5
NEGLECTED = 17  # one line in so many is left alone
SEED = 20260302


@cache
def words() -> dict[str, Any]:
    """What people write at the register."""
    found: dict[str, Any] = tomllib.loads(
        Path(__file__).with_name("register.toml").read_text(encoding="utf-8")
    )
    return found


def play_register(realm: Realm, days: Days, timeline: Timeline) -> None:
    """Put what happens to the register into the county's time."""
    for life in (
        _silent(realm, days),
        _seconded(realm, days),
        _exempt(realm, days),
        _handed_over(realm, days),
        _away(realm, days),
        _asks(realm, days),
        _weeks(days),
    ):
        timeline.add(life)
    rng = Random(SEED)  # noqa: S311 - its own, so that the other stories stay as they are
    for number, line in enumerate(Assignment.objects.filter(ended_on=None).order_by("pk")):
        if number % NEGLECTED:
            timeline.add(_met(days, line, days.back(rng.randint(22, 58)), rng.choice(words()["notes"])))


def _lines(realm: Realm, login: str) -> list[Assignment]:
    live = Assignment.objects.filter(official=realm.people[login], ended_on=None)
    return list(live.select_related("official", "household", "person", "unit", "consent").order_by("pk"))


def _silent(realm: Realm, days: Days) -> Life:
    """A household is paired and then nobody goes there."""
    at = days.moment(days.back(100), morning=True)
    yield at
    place = realm.units[realm.places["lh"][0]]
    said = words()
    home = NewHome(place=place, name=said["new_name"], address=said["new_address"], is_adult=True)
    actions.take_on(
        official=realm.people[SILENT],
        who=home,
        started_on=at.date(),
        reason=said["reason"],
        by=realm.people[DESK],
        at=at,
    )


def _met(days: Days, line: Assignment, day: date, note: str) -> Life:
    """A household that nobody has met lately is looked in on, so that the list of the long unmet stays short."""
    at = days.moment(day)
    yield at
    line = Assignment.objects.select_related("official", "household__place", "person").get(pk=line.pk)
    recently = at.date() - timedelta(days=50)
    if line.ended_on is None and not line.household.contacts.filter(held_on__gte=recently).exists():
        contacts_actions.record(
            place=line.household.place,
            held_on=at.date(),
            points=[],
            promises=[],
            household=line.household,
            person=line.person,
            note=note,
            by=line.official,
            at=at,
        )


def _seconded(realm: Realm, days: Days) -> Life:
    """A county official serves in a village."""
    at = days.moment(days.back(60), morning=True)
    yield at
    official = realm.people[SECONDED]
    second(
        official=official,
        home_unit=rules.own_unit(official, at),
        host_unit=realm.units[realm.places["lh"][0]],
        from_on=at.date(),
        until_on=None,
        by=realm.people[COUNTY],
        at=at,
    )


def _exempt(realm: Realm, days: Days) -> Life:
    """Somebody is exempt for a season: asked, granted by the head, the lines ended."""
    at = days.moment(days.back(30), morning=True)
    yield at
    who = realm.people[EXEMPT]
    asked = actions.ask_exemption(
        official=who,
        reason=words()["exempt"],
        from_on=at.date(),
        until_on=at.date() + timedelta(days=120),
        by=who,
        at=at,
    )
    at = days.after(at, 1)
    yield at
    actions.decide_exemption(
        exemption=asked, is_granted=True, note=words()["granted"], by=realm.people[HEAD], at=at
    )
    _end(realm, EXEMPT, at)


def _end(realm: Realm, login: str, at: datetime) -> None:
    for line in _lines(realm, login):
        actions.end(line=line, on=at.date(), reason=words()["moved"], by=realm.people[DESK], at=at)


def _handed_over(realm: Realm, days: Days) -> Life:
    """A colleague takes a household over, with a note."""
    at = days.moment(days.back(12))
    yield at
    line = _lines(realm, AWAY)[0]
    actions.hand_over(
        line=line,
        to=realm.people[HEIR],
        on=at.date(),
        note=words()["handover"],
        by=realm.people[DESK],
        at=at,
    )


def _away(realm: Realm, days: Days) -> Life:
    """Somebody is away for two weeks; a colleague stands in."""
    at = days.moment(days.back(4))
    yield at
    actions.name_stand_in(
        official=realm.people[HEIR],
        stand_in=realm.people[STANDS_IN],
        from_on=at.date(),
        until_on=at.date() + timedelta(days=14),
        reason=words()["leave"],
        by=realm.people[DESK],
        at=at,
    )


def _asks(realm: Realm, days: Days) -> Life:
    """Somebody without households asks for an exemption that nobody has decided yet."""
    at = days.moment(days.back(3))
    yield at
    _end(realm, ASKS, at)
    who = realm.people[ASKS]
    at = days.after(at, 1)
    yield at
    actions.ask_exemption(
        official=who,
        reason=words()["exempt_asked"],
        from_on=at.date(),
        until_on=at.date() + timedelta(days=90),
        by=who,
        at=at,
    )


def _weeks(days: Days) -> Iterator[datetime]:
    """The clock of the register, once a week."""
    for n in range(20, -1, -WEEK):
        at = days.moment(days.back(n), morning=True)
        yield at
        remind_of_dormant(at=at)
