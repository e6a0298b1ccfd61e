"""Figures of matters twice: as they are kept ready, and by looking at every matter."""

from collections import Counter
from typing import Any

from django.db import connection

from huiyin.matters import figures, standing
from huiyin.matters.figures import Extent
from huiyin.orgs.models import County


def let_the_clock() -> None:
    """The test may take away what has been added up, as the clock may."""
    with connection.cursor() as cursor:
        for table in ("matters_figurechange", "matters_figuresum"):
            said = f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO huiyin_web"
            cursor.execute("SELECT tests_as_owner(%s)", [said])


def ready(period: Extent, county: County) -> standing.Told:
    """What is kept ready of it, the days beside from the matters."""

    def ask(parts: standing.Parts) -> dict[str, Any]:
        return {
            name: list(rows)
            for name, rows in standing.sets(period, county, parts.months, parts.edges).items()
        }

    return standing.asked(period, county, ask)[0]


def looked_at(period: Extent, county: County) -> tuple[Counter[Any], Counter[str], Counter[str]]:
    """The same by looking at every matter."""
    stands, topics, sources = Counter[Any](), Counter[str](), Counter[str]()
    for said, n in figures.said_in(figures.alike(period, county)):
        stands[_stood(said)] += n
        if figures.holds("matters", said):
            topics[said["topic_then"]] += n
            sources[said["source_org"]] += n
    return stands, topics, sources


def _stood(said: Any) -> tuple[Any, ...]:
    """Of a merged one no figure asks whose it is."""
    level = "" if said["state_then"] == "merged" else said["level_then"]
    return said["origin"], said["state_then"], level, said["explained_then"]


def check(period: Extent, county: County) -> None:
    """Both say the same; a topic that none has is not said."""
    told = ready(period, county)
    stands = Counter[Any]()
    for said, n in told.stands:
        stands[_stood(said)] += n
    topics, sources = (Counter({key: n for key, n in each.items() if n}) for each in told[1:3])
    by_all = looked_at(period, county)
    assert +stands == by_all[0], period
    topics.pop("", None), by_all[1].pop("", None)
    assert (topics, sources) == by_all[1:], period
