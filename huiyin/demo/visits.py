"""What comes in: visits with their points and promises, and messages through the public form."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from huiyin.audit.actions import RESIDENT
from huiyin.contacts import actions as contacts
from huiyin.contacts.actions import Promised, Raised
from huiyin.contacts.models import Promise
from huiyin.demo import texts
from huiyin.demo.days import Days, Life, Timeline
from huiyin.demo.founding import Realm
from huiyin.demo.homes import Line, Register
from huiyin.demo.lives import Demand, Pace, Story
from huiyin.demo.texts import Case
from huiyin.intake.desk import PHONE
from huiyin.intake.inbound import Inbound, take_in
from huiyin.intake.web import WEB
from huiyin.matters.actions import Lodged
from huiyin.recording.actions import Entry, record_entry

KINDS = ("answered", "suggestion", "noted")


@dataclass(frozen=True)
class Vow:
    """A promise at a visit: the days until it is due, and until it is kept (None: not kept)."""

    due_in: int
    kept_in: int | None


@dataclass
class Outing:
    """A visit to come: whom, when, the matters raised with their pace, how many other points, promises."""

    line: Line
    at: datetime
    matters: list[tuple[Case, Pace]] = field(default_factory=list)
    others: int = 1
    vows: list[Vow] = field(default_factory=list)


class Intake:
    """Both ways in; every matter that comes in begins its life."""

    def __init__(self, realm: Realm, days: Days, register: Register, timeline: Timeline) -> None:
        self.realm, self.days, self.register, self.timeline = realm, days, register, timeline
        self._decks: dict[str, list[int]] = {}

    def message(
        self, at: datetime, demand: Demand, pace: Pace, *, anonymous: bool, desk: bool = False
    ) -> Life:
        """Somebody writes through the public form, or rings the desk, where it is taken down."""
        yield at
        named = not anonymous
        place = self.realm.units[demand.place] if demand.town != "root" else None
        inbound = Inbound(
            body=demand.fill(demand.case.body),
            channel=PHONE if desk else WEB,
            place=place,
            place_words="" if place else demand.place,
            name=self.register.somebody() if named else "",
            phone=self.register.mobile() if named else "",
            raised_by=self.realm.people[self.realm.desks[demand.town]] if desk else None,
        )
        by = inbound.raised_by.key if inbound.raised_by else RESIDENT
        self.begin(take_in(inbound, root=self.realm.root, by=by, at=at), demand, pace)

    def visit(self, outing: Outing) -> Life:
        """An official sits down with a household and writes it down afterwards."""
        yield outing.at
        line, rng, at = outing.line, self.days.rng, outing.at
        official = self.realm.people[line.login]
        place = line.household.place
        demands = [
            (Demand(case, self._town(place.name), place.name, rng.randint(1, 8)), pace)
            for case, pace in outing.matters
        ]
        points = [
            Raised(d.fill(d.case.body), "matter", rng.choice((d.case.topic, ""))) for d, _pace in demands
        ]
        points += [self._point() for _number in range(outing.others)]
        promised = [self._promised(vow, at.date()) for vow in outing.vows]
        visit = Entry(
            place=place,
            held_on=at.date(),
            points=points,
            promises=[Promised(text, due) for text, _how, due in promised],
            household=line.household,
            person=line.person,
            note=rng.choice(texts.notes()["texts"]),
            differing_view=rng.random() < 0.12,
        )
        contact, lodged = record_entry(visit, root=self.realm.root, by=official, at=at)
        for entered, (demand, pace) in zip(lodged, demands, strict=True):
            self.begin(entered, demand, pace)
        made = list(contact.promises.order_by("pk"))
        for promise, vow, (_text, how, _due) in zip(made, outing.vows, promised, strict=True):
            self.timeline.add(self._keep(promise, vow, how, at))

    def begin(self, lodged: Lodged, demand: Demand, pace: Pace) -> None:
        """A matter that has come in begins its life."""
        self.timeline.add(Story(self.realm, self.days, self.timeline, lodged.matter, demand, pace).live())

    def _keep(self, promise: Promise, vow: Vow, how: str, at: datetime) -> Life:
        if vow.kept_in is None:
            return
        moment = self.days.after(at, vow.kept_in)
        yield moment
        by = next(o for o in self.realm.people.values() if o.pk == promise.official_id)
        contacts.keep(promise=promise, how=how, version=promise.version, by=by, at=moment)

    def _point(self) -> Raised:
        kind = self.days.rng.choices(KINDS, (5, 3, 4))[0]
        row = self._draw(kind)
        topic = row["topic"] if kind != "noted" else ""
        return Raised(row["text"], kind, topic, row.get("answer", ""))

    def _promised(self, vow: Vow, day: date) -> tuple[str, str, date]:
        row = self._draw("promise")
        return row["text"], row["kept"], day + timedelta(days=vow.due_in)

    def _draw(self, kind: str) -> dict[str, str]:
        """The next text of a shuffled pack, so that all of them are heard before one comes again."""
        rows = texts.points()[kind]
        if not self._decks.get(kind):
            self._decks[kind] = self.days.rng.sample(range(len(rows)), len(rows))
        row: dict[str, str] = rows[self._decks[kind].pop()]
        return row

    def _town(self, place: str) -> str:
        return next(town for town, names in self.realm.places.items() if place in names)
