"""Who lives in the demo county: households of each village and community, in all and by group, and the figures of reach.

A township has put some of them right since: what stood there before stays on record, and is pointed out.
"""

import tomllib
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from random import Random
from typing import Any, Final

from huiyin.demo.days import Days
from huiyin.demo.founding import BY, Realm
from huiyin.orgs.models import Unit
from huiyin.reach import clock
from huiyin.reach.actions import enter_population
from huiyin.reach.models import Population

SEED: Final = 20260102
TOWN, DESK = "lh", "chen"  # whose figures were put right, and by whom
ENTERED, CORRECTED = 4, 2  # working days before the last one


def count_people(realm: Realm, days: Days) -> None:
    """The numbers of the last year that is over; then everybody who was met is counted once."""
    raw = tomllib.loads((Path(__file__).parent / "population.toml").read_text(encoding="utf-8"))
    rng = Random(SEED)  # noqa: S311 - a story, not a secret
    on = date(days.last.year - 1, 12, 31)
    rows: list[Population] = []
    for place in Unit.objects.places().valid_on(days.last).filter(county=realm.county).order_by("code", "pk"):
        if place.name not in raw["silent"]:
            rows += _of_place(place, raw[place.kind], f"{raw['source']}{on.year}", on, rng)
    enter_population(rows=rows, by=BY, at=_moment(days, ENTERED))
    _put_right(realm, days, raw, rows)
    clock.follow(at=days.now)


def _put_right(realm: Realm, days: Days, raw: dict[str, Any], rows: Sequence[Population]) -> None:
    """The township went through some villages: more households, and more of them from elsewhere."""
    some = [realm.units[name] for name in realm.places[TOWN][: raw["corrected_places"]]]
    source, more = raw["corrected_source"], raw["corrected"]
    found = [
        Population(place=one.place, group=one.group, households=round(one.households * more[one.group]),
                   as_of=one.as_of, source=source)
        for one in rows
        if one.place in some and one.group in more
    ]  # fmt: skip
    enter_population(rows=found, by=realm.people[DESK].key, at=_moment(days, CORRECTED))


def _moment(days: Days, back: int) -> datetime:
    return datetime.combine(days.back(back), time(16, 10), tzinfo=days.zone)


def _of_place(place: Unit, raw: dict[str, Any], source: str, on: date, rng: Random) -> list[Population]:
    households = rng.randint(raw["least"], raw["most"])
    parts = {group: part for group, part in raw.items() if group not in ("least", "most")}
    numbers = {"": households}
    for group, part in parts.items():
        numbers[group] = max(1, round(households * part * rng.uniform(0.7, 1.3)))
    return [
        Population(place=place, group=group, households=n, as_of=on, source=source)
        for group, n in numbers.items()
    ]
