"""Who lives in the demo county: households of each village and community, in all and by group, and the figures of reach."""

import tomllib
from datetime import date
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


def count_people(realm: Realm, days: Days) -> None:
    """The numbers of the last year that is over; then everybody who was met is counted once."""
    raw = tomllib.loads((Path(__file__).parent / "population.toml").read_text(encoding="utf-8"))
    rng = Random(SEED)  # noqa: S311 - a story, not a secret
    on = date(days.last.year - 1, 12, 31)
    rows: list[Population] = []
    for place in Unit.objects.places().valid_on(days.last).filter(county=realm.county).order_by("code", "pk"):
        if place.name not in raw["silent"]:
            rows += _of_place(place, raw[place.kind], f"{raw['source']}{on.year}", on, rng)
    enter_population(rows=rows, by=BY, at=days.now)
    clock.follow(at=days.now)


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
