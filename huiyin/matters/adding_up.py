"""Figures that follow the deed: changes added up by the clock, taken back where a matter is sealed, counted from nothing.

What the database writes beside each deed (`figures_follow` in the walls) and what is told here from the trail alone are to
be the same: the count from nothing compares the two, says where they differ, and puts that right.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import Max
from psycopg import IsolationLevel

from huiyin.audit.scope import current_county
from huiyin.matters.models import FigureChange, FigureFolding, FigureSum, Matter
from huiyin.matters.rules.life import BESIDE

APART: Final = timedelta(
    hours=1
)  # changes stay by themselves for so long, so that any moment of it can be asked about
BATCH: Final = 20_000  # matters counted from nothing at a time
FETCHED: Final = 2_000

# What the matters with these keys have changed, each change with its moment: told from their trails alone.
_TOLD: Final = """
these AS (
    SELECT id, county_id, intake_unit_id, origin, state, level, charter_id, outcome, topic, source_org, registered_at,
        stepped_at, received_at, received_was, received_corrected_at
    FROM matters_matter
    WHERE county_id = %(county)s AND id > %(after)s AND id <= %(last)s AND origin <> 'sealed' AND received_at IS NOT NULL
), moments AS (
    SELECT id, registered_at AS at FROM these
    UNION SELECT t.id, s.at FROM these t JOIN matters_step s ON s.matter_id = t.id AND s.at > t.registered_at
        WHERE s.deed <> ALL(%(beside)s) OR s.facts ? 'topic'
    UNION SELECT id, received_corrected_at FROM these WHERE received_corrected_at > registered_at
), stood AS (
    SELECT p.at, lead(p.at) OVER (PARTITION BY p.id ORDER BY p.at) AS until, t.intake_unit_id AS unit_id, t.origin,
        t.charter_id, t.source_org,
        CASE WHEN t.received_corrected_at > p.at THEN t.received_was ELSE t.received_at END AS came,
        CASE WHEN t.stepped_at <= p.at THEN t.state ELSE s.state_after END AS state,
        CASE WHEN t.stepped_at <= p.at THEN t.level ELSE s.level_after END AS level,
        CASE WHEN t.stepped_at <= p.at THEN t.outcome ELSE s.outcome_after END AS outcome,
        coalesce(before.topic, t.topic) AS topic
    FROM moments p JOIN these t ON t.id = p.id
    LEFT JOIN LATERAL (
        SELECT state_after, level_after, outcome_after FROM matters_step
        WHERE matter_id = t.id AND at <= p.at AND deed <> ALL(%(beside)s) AND t.stepped_at > p.at
        ORDER BY at DESC, id DESC LIMIT 1
    ) s ON true
    LEFT JOIN LATERAL (
        SELECT facts -> 'topic' ->> 0 AS topic FROM matters_step
        WHERE matter_id = t.id AND at > p.at AND facts ? 'topic' ORDER BY at, id LIMIT 1
    ) before ON true
), moved AS (
    SELECT unit_id, matters_month(came, %(county)s) AS month, each.at,
        matters_stands(origin, state, level, charter_id, outcome) AS stands,
        state NOT IN ('withdrawn', 'merged') AS is_counted, topic, source_org, each.n
    FROM stood, LATERAL (VALUES (stood.at, 1), (until, -1)) AS each (at, n)
    WHERE each.at IS NOT NULL AND state IS NOT NULL
), changes AS (
    SELECT unit_id, month, at, stands, is_counted, topic, source_org, '' AS help, n FROM moved
    UNION ALL SELECT t.intake_unit_id, matters_month(s.at, %(county)s), s.at, '', false, '', '', matters_help(s.facts), 1
    FROM these t JOIN matters_step s ON s.matter_id = t.id AND s.deed IN ('start', 'note')
        AND s.facts ?| ARRAY['means', 'help_fields']
    WHERE t.origin = 'live'
)
"""
# A month begins behind its first moment: so whoever asks as of that moment is told of all that was done up to it.
_ADDED: Final = """
SELECT unit_id, month, matters_month(at - interval '1 microsecond', %(county)s) AS changed, told.of, told.key,
    sum(n)::integer AS n
FROM changes, LATERAL (
    VALUES ('stands', stands, stands <> ''), ('topic', topic, is_counted AND topic <> ''),
        ('source', source_org, is_counted), ('help', help, help <> '')
) AS told (of, key, counts)
WHERE counts GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0
"""
_COLUMNS: Final = "unit_id, month, at, stands, is_counted, topic, source_org, help, n"
_TAKEN_BACK: Final = f"""
WITH {_TOLD} INSERT INTO matters_figurechange
    (county_id, unit_id, month, at, stands, is_counted, topic, source_org, help, n)
SELECT %(county)s, unit_id, month, at, stands, is_counted, topic, source_org, help, -n FROM changes
"""  # noqa: S608 - statements of our own
_FOLDED: Final = f"""
WITH changes AS (
    DELETE FROM matters_figurechange WHERE county_id = %(county)s AND at <= %(until)s RETURNING {_COLUMNS}
), added AS ({_ADDED})
INSERT INTO matters_figuresum AS kept (county_id, unit_id, month, changed, of, key, n)
SELECT %(county)s, unit_id, month, changed, of, key, n FROM added
ON CONFLICT (county_id, unit_id, month, changed, of, key) DO UPDATE SET n = kept.n + excluded.n
"""  # noqa: S608 - statements of our own
_KEPT: Final = f"""
WITH changes AS (SELECT {_COLUMNS} FROM matters_figurechange WHERE county_id = %(county)s)
SELECT unit_id, month, changed, of, key, sum(n) FROM (
    SELECT unit_id, month, changed, of, key, n FROM matters_figuresum WHERE county_id = %(county)s
    UNION ALL {_ADDED}
) AS whole GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0
"""  # noqa: S608 - statements of our own


Said = Callable[[int, int], None]  # how many matters have been counted, of how many


class Cell(NamedTuple):
    """What a sum is of."""

    unit: int
    month: date
    changed: date
    of: str
    key: str


def take_back(matter: Matter) -> None:
    """Of a matter that is about to be sealed: no figure knows of it any more, of whatever moment."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN_BACK, _facts(after=matter.pk - 1, last=matter.pk))


def fold(*, at: datetime) -> int:
    """Add up what has changed up to an hour ago; not now while a count from nothing goes on, which takes minutes."""
    folding = _folding(at, waits=False)
    if folding is None:
        return 0
    until = max(folding.until, at - APART)
    with connection.cursor() as cursor:
        cursor.execute(_FOLDED, {"county": current_county(), "until": until})
        done = int(cursor.rowcount)
    folding.until = until
    folding.save(update_fields=["until"])
    return done


def count_again(*, at: datetime, said: Said = lambda _done, _of: None) -> list[Cell]:
    """Count everything from the trails; where the sums said something else they are made anew, and these are named."""
    folding = _folding(at)
    assert folding is not None  # noqa: S101 - it was waited for
    told, drifted = drift(said)
    if drifted:
        last = FigureChange.objects.aggregate(last=Max("at"))["last"] or at
        FigureChange.objects.all().delete()
        FigureSum.objects.all().delete()
        made = [FigureSum(**_named(cell), n=n) for cell, n in told.items()]
        FigureSum.objects.bulk_create(made, batch_size=FETCHED)
        folding.until = max(
            folding.until, at, last
        )  # deeds went on since `at`: of moments before them they say nothing
    FigureSum.objects.filter(n=0).delete()
    folding.checked_at, folding.drifted = at, len(drifted)
    folding.save(update_fields=["until", "checked_at", "drifted"])
    return drifted


def drift(said: Said = lambda _done, _of: None) -> tuple[Counter[Cell], list[Cell]]:
    """What the trails tell, and where that is not what is kept ready."""
    told, kept = _from_trails(said), _kept()
    return told, sorted(cell for cell in told.keys() | kept.keys() if told[cell] != kept[cell])


def _named(cell: Cell) -> dict[str, Any]:
    return {
        "unit_id": cell.unit,
        "month": cell.month,
        "changed": cell.changed,
        "of": cell.of,
        "key": cell.key,
    }


@contextmanager
def as_one_moment() -> Iterator[None]:
    """Whatever is read in the transactions that begin behind this is read as it was when they began."""
    if connection.in_atomic_block:  # too late: the transaction has begun
        yield
        return
    connection.ensure_connection()
    own: Any = connection.connection
    own.isolation_level = IsolationLevel.REPEATABLE_READ
    try:
        yield
    finally:
        if not own.closed:
            own.isolation_level = None


def _folding(at: datetime, *, waits: bool = True) -> FigureFolding | None:
    """How far they are added up, locked: of two clocks one waits, or leaves it to the other."""
    defaults = {"until": at - APART, "checked_at": at}
    FigureFolding.objects.get_or_create(defaults=defaults)
    return FigureFolding.objects.select_for_update(skip_locked=not waits).first()


def _from_trails(said: Said) -> Counter[Cell]:
    ends = Matter.objects.order_by("pk").values_list("pk", flat=True)
    in_all, found, done = ends.count(), Counter[Cell](), 0
    after = 0
    while batch := list(ends.filter(pk__gt=after)[:BATCH]):
        found.update(_asked(f"WITH {_TOLD} {_ADDED}", _facts(after=after, last=batch[-1])))
        after, done = batch[-1], done + len(batch)
        said(done, in_all)
    return _without_nothing(found)


def _kept() -> Counter[Cell]:
    return _without_nothing(_asked(_KEPT, {"county": current_county()}))


def _without_nothing(found: Counter[Cell]) -> Counter[Cell]:
    return Counter({cell: n for cell, n in found.items() if n})


def _asked(statement: str, facts: dict[str, Any]) -> Counter[Cell]:
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return Counter({Cell(*cell): int(n) for *cell, n in cursor.fetchall()})


def _facts(*, after: int, last: int) -> dict[str, Any]:
    return {"county": current_county(), "after": after, "last": last, "beside": [str(one) for one in BESIDE]}
