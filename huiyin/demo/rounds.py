"""Plans of visits in the demo: how far it is from village to village, and the next working morning of two officials."""

import tomllib
from datetime import datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Final

from huiyin.demo.days import Days
from huiyin.demo.founding import BY, Realm
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Unit
from huiyin.rounds import actions, candidates
from huiyin.rounds import clock as round_clock
from huiyin.rounds import travel_actions as rounds_actions
from huiyin.rounds.actions import Wish
from huiyin.rounds.models import Round, Site, TravelTime

SEED: Final = 20260103
TOWN, KEPT, PROPOSED = "lh", "zhou", "li"
ITERATIONS: Final = 40
EAST, NORTH = Decimal("112.3"), Decimal("37.2")


def plan_rounds(realm: Realm, days: Days) -> None:
    """A table of the town's ways, positions, and two plans: one taken along, one just proposed."""
    texts = tomllib.loads(Path(__file__).with_name("rounds.toml").read_text(encoding="utf-8"))
    town = realm.units[TOWN]
    places = [town, *Unit.objects.within(town).places().valid_on(days.last).order_by("code", "pk")]
    _ways(places, texts["source"], days.now)
    early = _planned(realm, days, KEPT, [_appointment(places, texts["words"])])
    if early is not None:
        actions.keep(plan=early, version=early.version, by=early.planned_by, at=days.now)
    _planned(realm, days, PROPOSED, [])


def _ways(places: list[Unit], source: str, at: datetime) -> None:
    rng = Random(SEED)  # noqa: S311 - a story, not a secret
    sites = [
        Site(
            place=place,
            east=EAST + Decimal(rng.randint(-90, 90)) / 1000 if n else EAST,
            north=NORTH + Decimal(rng.randint(-60, 60)) / 1000 if n else NORTH,
            source=source,
        )
        for n, place in enumerate(places)
    ]
    rounds_actions.enter_sites(rows=sites, by=BY, at=at)
    rows = [
        TravelTime(from_place=places[0], to_place=place, minutes=rng.randint(6, 28)) for place in places[1:]
    ]
    rounds_actions.enter_travel(rows=rows, by=BY, at=at)


def _appointment(places: list[Unit], words: str) -> Wish:
    return Wish("appointment", place=places[1], begins=time(9, 30), minutes=20, words=words)


def _planned(realm: Realm, days: Days, login: str, wishes: list[Wish]) -> Round | None:
    by, day = realm.people[login], days.calendar.next_working(days.now.date() + timedelta(days=1))
    by.__dict__.pop("_standings", None)
    here = candidates.around([by], charter_of(days.now), days.now)
    wanted = [Wish("wanted", place=place, group=group) for group, place in candidates.suggestions(here, 1)]
    row = actions.start_round(
        day=day,
        begins=time(8, 30),
        ends=time(11, 40),
        start=realm.units[TOWN],
        officials=[by],
        wishes=[*wishes, *wanted[:1]],
        by=by,
        at=days.now,
    )
    actions.ask(plan=row, version=row.version, by=by, at=days.now)
    round_clock.compute_one(realm.county.pk, at=days.now, iterations=ITERATIONS)
    row.refresh_from_db()
    return row if row.state == Round.State.PLANNED else None
