"""Counting who was met, in the database: the same statements for a few households and for a recount from nothing."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection
from django.db.models import Q

from huiyin.audit.scope import current_county
from huiyin.contacts.models import Contact
from huiyin.reach.which import Terms, counted
from huiyin.reach.windows import Window

# One row for each household with a standing contact in the window; `often` are the days on which it was met, however many
# times one of them was entered. One that was taken off the register counts with what
# was up to that day and no longer: where it was met before, that stays. The groups
# are those it had declared when it was first met in the window and had declared any: declaring others later moves
# nothing before the next window.
_MET: Final = """
INSERT INTO reach_met AS kept
    (county_id, "window", household_id, place_id, contacts, often, groups, is_new, quarters, first_on, last_on)
WITH seen AS (
    SELECT home AS household_id, held_on, declared, id, held_on >= %(first)s AS inside, stands, in_time
    FROM ({contacts}) c WHERE counts
), counted AS (
    SELECT household_id,
        count(*) FILTER (WHERE inside AND stands) AS contacts,
        count(DISTINCT held_on) FILTER (WHERE inside) AS often,
        min(held_on) FILTER (WHERE inside AND stands) AS first_on,
        max(held_on) FILTER (WHERE inside AND stands) AS last_on,
        max(held_on) FILTER (WHERE NOT inside) AS earlier_on,
        min(to_char(held_on, 'YYYYMMDD') || lpad(id::text, 12, '0') || array_to_string(declared, ','))
            FILTER (WHERE inside AND declared <> '{}') AS said,
        count(DISTINCT date_trunc('quarter', held_on))
            FILTER (WHERE stands AND in_time AND held_on >= %(quarters_from)s AND held_on < %(quarters_to)s)
            AS quarters
    FROM seen GROUP BY household_id
)
SELECT %(county)s, %(code)s, h.id, h.place_id, coalesce(n.contacts, 0),
    CASE WHEN n.contacts > 0 THEN n.often ELSE 0 END,
    CASE WHEN n.said IS NULL OR n.first_on IS NULL THEN '{}' ELSE string_to_array(substr(n.said, 21), ',') END,
    n.first_on IS NOT NULL AND (n.earlier_on IS NULL OR n.earlier_on < n.first_on - interval '12 months'),
    CASE WHEN n.contacts > 0 THEN n.quarters ELSE 0 END, n.first_on, n.last_on
FROM people_household h LEFT JOIN counted n ON n.household_id = h.id
    LEFT JOIN reach_met m ON m.household_id = h.id AND m."window" = %(code)s AND m.county_id = %(county)s
WHERE h.county_id = %(county)s AND (%(all)s OR h.id = ANY(%(ids)s)) AND (n.contacts > 0 OR m.id IS NOT NULL)
ON CONFLICT (county_id, "window", household_id) DO UPDATE SET
    place_id = excluded.place_id, contacts = excluded.contacts, often = excluded.often, groups = excluded.groups,
    is_new = excluded.is_new, quarters = excluded.quarters, first_on = excluded.first_on, last_on = excluded.last_on
WHERE (kept.place_id, kept.contacts, kept.often, kept.groups, kept.is_new, kept.quarters, kept.first_on, kept.last_on)
    IS DISTINCT FROM (excluded.place_id, excluded.contacts, excluded.often, excluded.groups, excluded.is_new,
        excluded.quarters, excluded.first_on, excluded.last_on)
"""

_TALLY: Final = """
INSERT INTO reach_tally AS kept
    (county_id, "window", place_id, households, undeclared, is_new, steady, contacts, occasions, talked, differing,
     groups, spread, group_last, last_on)
WITH met AS (
    SELECT * FROM reach_met WHERE county_id = %(county)s AND "window" = %(code)s AND contacts > 0
        AND (%(all)s OR place_id = ANY(%(ids)s))
), homes AS (
    SELECT place_id, count(*) AS households, count(*) FILTER (WHERE groups = '{}') AS undeclared,
        count(*) FILTER (WHERE is_new) AS is_new,
        count(*) FILTER (WHERE %(quarters)s > 0 AND quarters >= %(quarters)s) AS steady,
        sum(contacts) AS contacts, max(last_on) AS last_on
    FROM met GROUP BY place_id
), held AS (
    SELECT coalesce(of_home, place_id) AS place_id, home IS NULL AS alone, held_on, groups, differing_view, witnessed,
        talked
    FROM ({contacts}) c
    WHERE stands AND held_on >= %(first)s AND (%(all)s OR coalesce(of_home, place_id) = ANY(%(ids)s))
), occasions AS (
    SELECT place_id, count(*) FILTER (WHERE alone) AS occasions,
        count(*) FILTER (WHERE talked AND witnessed) AS talked,
        count(*) FILTER (WHERE differing_view AND witnessed) AS differing,
        max(held_on) FILTER (WHERE witnessed) AS last_on
    FROM held GROUP BY place_id
), per_group AS (
    SELECT place_id, g, count(*) AS n, max(last_on) AS last_on FROM met, unnest(groups) g GROUP BY place_id, g
), last_days AS (
    SELECT place_id, g, max(last_on) AS last_on FROM (
        SELECT place_id, g, last_on FROM per_group
        UNION ALL SELECT place_id, g, held_on FROM held, unnest(groups) g WHERE witnessed
    ) days GROUP BY place_id, g
), spread AS (
    SELECT place_id, often, count(*) AS n FROM met GROUP BY place_id, often
), grouped AS (
    SELECT place_id, jsonb_object_agg(g, n) AS groups FROM per_group GROUP BY place_id
), lasting AS (
    SELECT place_id, jsonb_object_agg(g, last_on) AS group_last FROM last_days GROUP BY place_id
), spreading AS (
    SELECT place_id, jsonb_object_agg(often::text, n) AS spread FROM spread GROUP BY place_id
)
SELECT %(county)s, %(code)s, u.id, coalesce(a.households, 0), coalesce(a.undeclared, 0), coalesce(a.is_new, 0),
    coalesce(a.steady, 0), coalesce(a.contacts, 0), coalesce(o.occasions, 0), coalesce(o.talked, 0),
    coalesce(o.differing, 0), coalesce(g.groups, '{}'), coalesce(s.spread, '{}'), coalesce(l.group_last, '{}'),
    greatest(a.last_on, o.last_on)
FROM orgs_unit u LEFT JOIN homes a ON a.place_id = u.id LEFT JOIN occasions o ON o.place_id = u.id
    LEFT JOIN grouped g ON g.place_id = u.id LEFT JOIN spreading s ON s.place_id = u.id
    LEFT JOIN lasting l ON l.place_id = u.id
    LEFT JOIN reach_tally m ON m.place_id = u.id AND m."window" = %(code)s AND m.county_id = %(county)s
WHERE u.county_id = %(county)s AND (%(all)s OR u.id = ANY(%(ids)s))
    AND (a.place_id IS NOT NULL OR o.place_id IS NOT NULL OR m.id IS NOT NULL)
ON CONFLICT (county_id, "window", place_id) DO UPDATE SET
    households = excluded.households, undeclared = excluded.undeclared, is_new = excluded.is_new,
    steady = excluded.steady, contacts = excluded.contacts, occasions = excluded.occasions,
    talked = excluded.talked, differing = excluded.differing, groups = excluded.groups, spread = excluded.spread,
    group_last = excluded.group_last, last_on = excluded.last_on
WHERE (kept.households, kept.undeclared, kept.is_new, kept.steady, kept.contacts, kept.occasions, kept.talked,
       kept.differing, kept.groups, kept.spread, kept.group_last, kept.last_on)
    IS DISTINCT FROM (excluded.households, excluded.undeclared, excluded.is_new, excluded.steady, excluded.contacts,
       excluded.occasions, excluded.talked, excluded.differing, excluded.groups, excluded.spread,
       excluded.group_last, excluded.last_on)
"""


def count_households(window: Window, households: Iterable[int] | None = None) -> int:
    """Count these households (None: all) in a window again; returns how many rows said something else before."""
    return _run(_MET, window, households)


def count_places(window: Window, places: Iterable[int] | None = None) -> int:
    """Count the tallies of these villages (None: all) again, from the households; rows that said something else."""
    return _run(_TALLY, window, places)


def recount(windows: Sequence[Window]) -> int:
    """Everything from nothing but the contacts; returns how many rows said something else before."""
    return sum(count_households(window) + count_places(window) for window in windows)


def _run(statement: str, window: Window, ids: Iterable[int] | None) -> int:
    some = None if ids is None else sorted(set(ids))
    if some is not None and not some:
        return 0
    facts: dict[str, Any] = {
        "county": current_county(),
        "code": window.code,
        "first": window.first,
        "quarters_from": window.quarters_from,
        "quarters_to": window.quarters_to,
        "quarters": window.quarters,
        "all": some is None,
        "ids": some or [],
    }
    with connection.cursor() as cursor:
        read = _contacts(window, some, homes=statement is _MET)
        cursor.execute(statement.replace("{contacts}", read), facts)
        return int(cursor.rowcount)


def _contacts(window: Window, ids: Sequence[int] | None, *, homes: bool) -> str:
    """What is read of the contacts of the window and the twelve months before it, as a statement (`which.counted`)."""
    found = Contact.objects.filter(
        county=current_county(), held_on__gte=window.before if homes else window.first, held_on__lt=window.end
    )
    if homes and ids is not None:
        found = found.filter(Q(household__in=ids) | Q(household__counts_as__in=ids))
    read: Any = counted(found, Terms.of(window))
    rows = read.order_by().values(
        "id", "held_on", "declared", "groups", "place_id", "differing_view",
        "home", "of_home", "counts", "stands", "in_time", "witnessed", "talked",
    )  # fmt: skip
    operations: Any = connection.ops
    return str(operations.compose_sql(*rows.query.sql_with_params())).replace("%", "%%")
