"""What is to happen in the demo county: the months behind, and the scenes that wait for each demo login."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from huiyin.demo import texts
from huiyin.demo.days import Days
from huiyin.demo.founding import Realm
from huiyin.demo.homes import Line
from huiyin.demo.lives import Demand, Pace
from huiyin.demo.scenes import scenes
from huiyin.demo.texts import Case, case
from huiyin.demo.visits import Intake, Outing, Vow
from huiyin.lib import periods


@dataclass(frozen=True)
class Size:
    """How much of it: visits, matters raised at them, messages of the public form, share of households."""

    visits: int = 150
    raised: int = 76
    messages: int = 40
    households: float = 1.0


FULL = Size()


class Planner:
    """Puts visits and messages on the timeline."""

    def __init__(
        self, realm: Realm, days: Days, intake: Intake, lines: dict[str, list[Line]], size: Size
    ) -> None:
        self.realm, self.days, self.intake, self.lines, self.size = realm, days, intake, lines, size
        self.rng: Random = days.rng
        self._deck: list[Case] = []

    def past(self, first: date, merged_on: date) -> None:
        """The ten months: visits and messages spread over the working days."""
        rng, size = self.rng, self.size
        days = self._working_days(first, self.days.back(2))
        logins = [login for login, own in self.lines.items() if own and login != "zhou"]
        raised = [number < size.raised for number in range(size.visits)]
        rng.shuffle(raised)
        for number, with_matter in enumerate(raised):
            login = logins[number % len(logins)] if number < len(logins) else rng.choice(logins)
            line = rng.choice(self.lines[login])
            at = self.days.moment(rng.choice(days))
            kind = line.household.place.kind
            matters = [(self._draw(kind), self._pace())] if with_matter else []
            others = rng.choice((0, 1, 1, 2)) if with_matter else rng.choice((1, 1, 2, 3))
            vows = [self._vow()] if rng.random() < 0.3 else []
            self.intake.timeline.add(self.intake.visit(Outing(line, at, matters, others, vows)))
        for _number in range(size.messages):
            at = self.days.moment(rng.choice(days))
            self._message(at, self._somewhere(at.date(), merged_on), self._pace())

    def _message(
        self, at: datetime, demand: Demand, pace: Pace, *, anonymous: bool | None = None, desk: bool = False
    ) -> None:
        unnamed = self.rng.random() < 0.35 if anonymous is None else anonymous
        self.intake.timeline.add(self.intake.message(at, demand, pace, anonymous=unnamed, desk=desk))

    def _somewhere(self, day: date, merged_on: date) -> Demand:
        rng = self.rng
        if rng.random() < 0.12:
            words = rng.choice(texts.notes()["places"])
            return Demand(self._draw("department"), "root", words, 1)
        town = rng.choice([key for key in self.realm.places if key != "qs"])
        place = rng.choice(self.realm.places[town])
        return Demand(self._draw(self.realm.units[place].kind), town, place, rng.randint(1, 8))

    def _draw(self, kind: str) -> Case:
        """The next case that fits the place; a fresh pack when this one holds none."""
        while True:
            for number, found in enumerate(self._deck):
                if _fits(found, kind):
                    return self._deck.pop(number)
            self._deck += self.rng.sample(texts.cases(), len(texts.cases()))

    def _pace(self) -> Pace:
        rng = self.rng
        handled = rng.choices(("yes", "partly", "no"), (14, 4, 2))[0]
        satisfied = {"yes": (4, 5, 5, 4), "partly": (3, 3, 4), "no": (1, 2, 2)}[handled]
        return Pace(
            route=rng.choices((0, 1, 3), (12, 6, 1))[0],
            accept=rng.choices((0, 1, 3), (8, 8, 1))[0],
            start=rng.choices((0, 1, 2, 4), (4, 6, 6, 1))[0],
            answer=rng.randint(3, 21),
            approve=rng.choices((0, 1, 2), (5, 4, 1))[0],
            returned=rng.random() < 0.1,
            rate=rng.randint(1, 9) if rng.random() < 0.68 else None,
            handled=handled,
            satisfied=rng.choice(satisfied),
            closed_by_desk=handled == "no" and rng.random() < 0.4,
        )

    def _vow(self) -> Vow:
        due = self.rng.randint(5, 25)
        late = self.rng.random() < 0.1
        return Vow(due, max(1, due * 5 // 7 + (6 if late else -1)))

    def _working_days(self, first: date, last: date) -> list[date]:
        found, day = [], self.days.calendar.next_working(first)
        while day <= last:
            found.append(day)
            day = self.days.calendar.next_working(day + timedelta(days=1))
        return found

    # -- the scenes that wait for the demo logins ---

    def scenes(self, merged_on: date) -> None:
        """Matters and visits placed by working days before the last one."""
        towns = {place: town for town, places in self.realm.places.items() for place in places}
        for scene in scenes():
            demand = Demand(scene.case, towns.get(scene.place, "root"), scene.place, self.rng.randint(1, 8))
            at = self.days.moment(self.days.back(scene.ago), morning=scene.ago == 0)
            self._message(at, demand, scene.pace, anonymous=scene.anonymous, desk=scene.desk)
        self._former_township(merged_on)
        self._visits_of_zhou()

    def _former_township(self, merged_on: date) -> None:
        """Two matters of the township that was merged: one done before, one carried over by its heir."""
        for topic, ago, pace in (
            ("service_attitude", 40, Pace(answer=9)),
            ("village_affairs", 6, Pace(answer=16, rate=2)),
        ):
            place = texts.county()["former"]["places"][0]
            at = self.days.moment(self.days.calendar.before(merged_on, ago))
            self._message(at, Demand(case(topic, "town"), "qs", place, 2), pace, anonymous=False)

    def _visits_of_zhou(self) -> None:
        """Two households met this quarter, two not; promises kept, open and overdue; a visit this morning."""
        first, second, third, fourth = self.lines["zhou"]
        last = self.days.last
        quarter = periods.of("quarter", last).first
        before = self.days.calendar.before(quarter, 1)
        fresh = case("streetlight", "build"), Pace(stop="received")
        carried = case("water_pipe", "build"), Pace(route=1, answer=7, rate=2, satisfied=5)
        outings = [
            Outing(third, self._on(before, 8), [], 2, [Vow(10, 6)]),
            Outing(fourth, self._on(before, 20), [(case("pension", "rs"), Pace(rate=3, satisfied=5))], 1),
            Outing(second, self._on(before, 34), [], 2, [Vow(15, 9)]),
            Outing(first, self._on(before, 50), [carried], 1),
            Outing(second, self.days.moment(self.days.back(11)), [], 1, [Vow(7, None)]),
            Outing(
                first, self.days.moment(self.days.back(4)), [(case("road", "town"), Pace(stop="routed"))], 1
            ),
            Outing(first, self.days.moment(last, morning=True), [fresh], 1, [Vow(9, None)]),
        ]
        for outing in outings:
            self.intake.timeline.add(self.intake.visit(outing))

    def _on(self, day: date, ago: int) -> datetime:
        return self.days.moment(self.days.calendar.before(day, ago))


def _fits(found: Case, kind: str) -> bool:
    if kind == "department":
        return found.lead not in ("build", "farm", "social", "town", "village") and "{g}" not in found.body
    if kind == "community":
        return found.topic not in texts.notes()["rural"] and found.lead != "farm"
    return found.topic not in texts.notes()["urban"]
