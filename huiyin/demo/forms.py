"""Contacts of the other forms in the demo county: talks, meetings, stays, research, volunteering, courses."""

from datetime import timedelta
from random import Random
from typing import Any

from huiyin.contacts.actions import Raised
from huiyin.contacts.details import Details
from huiyin.contacts.models.own import Own, row_of
from huiyin.demo.days import Days, Life, Timeline
from huiyin.demo.founding import Realm
from huiyin.demo.homes import Line
from huiyin.demo.texts import forms
from huiyin.matters.models import Matter
from huiyin.orgs.models import Unit
from huiyin.recording.actions import Entry, Taken, record_entry

SEED = 20260102
DETAILS = ("subject", "headcount", "half", "source_org", "cost_fen", "cost_note")
LISTS = ("groups", "purposes", "means", "help_fields")
MOST_TAKEN = 2


def plan_forms(realm: Realm, days: Days, timeline: Timeline, lines: dict[str, list[Line]]) -> None:
    """Put them on the timeline; with dice of their own, so that the rest of the story stays as it is."""
    own_days = Days(now=days.now, zone=days.zone, calendar=days.calendar, rng=Random(SEED))  # noqa: S311
    for row in forms():
        timeline.add(_life(realm, own_days, row, lines))


def _life(realm: Realm, days: Days, row: dict[str, Any], lines: dict[str, list[Line]]) -> Life:
    at = days.moment(days.back(row["ago"]))
    yield at
    by = realm.people[row["login"]]
    place, line = _where(realm, row), lines[row["login"]][0] if "place" not in row else None
    lasted = timedelta(days=row.get("days", 1) - 1)
    taken = _taken(by, at, place, row["result"]) if "result" in row else []
    columns: dict[str, Any] = {name: row[name] for name in DETAILS if name in row}
    columns |= {name: tuple(row[name]) for name in LISTS if name in row}
    columns["until_on"] = at.date() if lasted else None
    entry = Entry(
        kind=row["kind"],
        place=line.household.place if line else place,
        held_on=at.date() - lasted,
        points=[Raised(**point) for point in row.get("points", ())],
        promises=[],
        household=line.household if line else None,
        person=line.person if line else None,
        note=row.get("note", ""),
        details=Details(**columns),
        own=_own(row, len(taken)),
        results=taken,
    )
    record_entry(entry, root=realm.root, by=by, at=at)


def _where(realm: Realm, row: dict[str, Any]) -> Unit:
    """A village by its name, or the seat of a township by its full name; of a household, its own."""
    name = row.get("place", "")
    return realm.units.get(name) or next(
        (unit for unit in realm.units.values() if unit.name == name), realm.root
    )


def _taken(by: Any, at: Any, place: Unit, words: str) -> list[tuple[Matter, str]]:
    seen = Matter.objects.visible_to(by, at).open().filter(place=place).order_by("pk")
    return [(matter, words) for matter in seen[:MOST_TAKEN]]


def _own(row: dict[str, Any], taken: int) -> Own | None:
    """What only this form holds, as the table says it."""
    if row["kind"] == "outreach":
        return Taken(taken)
    own = row_of(row["kind"])
    return own(**row.get("own", {})) if own else None
