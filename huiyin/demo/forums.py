"""Forums in the demo county: one written up, one to come; a promise that was moved; one signal for its author."""

from datetime import date, datetime, time

from huiyin.contacts import actions as contacts_actions
from huiyin.contacts.actions import Raised
from huiyin.contacts.looking import look_through
from huiyin.demo import texts
from huiyin.demo.days import Days, Life, Timeline
from huiyin.demo.founding import Realm
from huiyin.demo.homes import Line
from huiyin.forums import actions
from huiyin.forums.actions import Plan
from huiyin.forums.models import Forum
from huiyin.forums.points import note_point
from huiyin.recording.actions import Entry, record_entry

CHAIR, TOWN, COLLEAGUES = "zhou", "lh", ("liu", "li")
PAST, COMING = 34, 7  # working days ago, and ahead
CALLED_BEFORE, CLOSED_AFTER, MOVED_BEFORE, PROMISED_FOR, MOVED_TO = 8, 3, 6, 30, 10


def add_forums(realm: Realm, days: Days, timeline: Timeline, lines: dict[str, list[Line]]) -> None:
    """Put them on the timeline; everything at fixed moments, so that nothing else of the story moves."""
    timeline.add(_past(realm, days))
    timeline.add(_coming(realm, days))
    timeline.add(_copied(realm, days, lines[CHAIR]))


def _moment(days: Days, day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 5), tzinfo=days.zone)


def _plan(realm: Realm, key: str, day: date, place: str) -> Plan:
    raw = texts.forums()[key]
    people = realm.people
    return Plan(
        unit=realm.units[realm.branches[CHAIR]],
        chair=people[CHAIR],
        subject=raw["subject"],
        planned_on=day,
        begins=time(9),
        ends=time(10, 40),
        place=realm.units[place],
        place_words=raw["room"],
        agenda=raw["agenda"],
        groups=raw["groups"],
        officials=[people[login] for login in COLLEAGUES],
    )


def _past(realm: Realm, days: Days) -> Life:
    raw, chair = texts.forums()["past"], realm.people[CHAIR]
    held_on = days.back(PAST)
    at = _moment(days, days.calendar.before(held_on, CALLED_BEFORE), 10)
    yield at
    forum = actions.plan_forum(plan=_plan(realm, "past", held_on, TOWN), by=chair, at=at)
    forum = actions.invite(forum=forum, invited=raw["groups"], version=forum.version, by=chair, at=at)
    at = _moment(days, held_on, 15)
    yield at
    forum = actions.hold(
        forum=forum,
        held_on=held_on,
        present=raw["present"],
        begins=time(9),
        ends=time(10, 40),
        note=raw["note"],
        differing_view=True,
        version=forum.version,
        by=chair,
        at=at,
    )
    for row in raw["point"]:
        note_point(forum=forum, root=realm.root, by=chair, at=at, **row)
    due = days.calendar.add_working_days(held_on, PROMISED_FOR).due_legal
    promise = contacts_actions.promise(
        text=raw["promise"],
        due_on=due,
        made_on=held_on,
        contact=forum.contact,
        by=chair,
        unit=forum.unit,
        at=at,
    )
    at = _moment(days, days.calendar.add_working_days(held_on, CLOSED_AFTER).due_legal, 11)
    yield at
    forum = actions.close_minutes(forum=forum, version=forum.version, by=chair, at=at)
    at = _moment(days, days.back(MOVED_BEFORE), 16)
    yield at
    promise.refresh_from_db()
    contacts_actions.revise(
        promise=promise,
        due_on=days.calendar.add_working_days(due, MOVED_TO).due_legal,
        reason=raw["reason"],
        told_on=at.date(),
        told_how="meeting",
        version=promise.version,
        by=chair,
        at=at,
    )


def _coming(realm: Realm, days: Days) -> Life:
    raw, chair = texts.forums()["coming"], realm.people[CHAIR]
    at = _moment(days, days.back(2), 9)
    yield at
    day = days.calendar.add_working_days(days.last, COMING).due_legal
    place = realm.places[TOWN][1]
    forum: Forum = actions.plan_forum(plan=_plan(realm, "coming", day, place), by=chair, at=at)
    actions.invite(forum=forum, invited=raw["groups"], version=forum.version, by=chair, at=at)


def _copied(realm: Realm, days: Days, lines: list[Line]) -> Life:
    """Two visits on one day, written down by copying; the night's look shows it to the author."""
    raw, chair = texts.forums()["copied"], realm.people[CHAIR]
    day = days.back(1)
    at = _moment(days, day, 16)
    yield at
    for line, words in zip(lines, (raw["first"], raw["second"]), strict=False):
        visit = Entry(
            place=line.household.place,
            held_on=day,
            points=[Raised(words, "noted", "electricity")],
            promises=[],
            household=line.household,
            person=line.person,
        )
        record_entry(visit, root=realm.root, by=chair, at=at)
    at = _moment(days, day, 20)
    yield at
    look_through(at=at)
