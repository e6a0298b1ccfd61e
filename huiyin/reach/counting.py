"""Counting who was met, in the database: the same statements for a few households and for a recount from nothing."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, Final

from django.db import connection
from django.utils.timezone import get_current_timezone_name

from huiyin.audit.scope import current_county
from huiyin.reach.windows import Window

# Forms at which something is said as a matter of course; at any other, a point on record shows that it was.
SPOKEN: Final = ("talk", "forum", "reception", "village_meeting")

# What is struck out so long after it was recorded was no slip of the pen: it counts no more as a contact, but whoever was
# met stays known, and so do the groups declared then.
SLIP: Final = timedelta(days=7)
# What is recorded so long after its day counts, but does not show that somebody was met again and again.
IN_TIME: Final = timedelta(days=31)
# A visit that names nobody, and a forum to which nobody was invited before its day: an occasion that only its author knows
# of. It is counted, and says neither where somebody was nor whom or what they heard.
ALONE: Final = ("visit", "outreach", "paired_aid")

# One row for each household with a standing contact in the window. One that was taken off the register counts with what
# was up to that day and no longer: where it was met before, that stays. The groups
# are those it had declared when it was first met in the window and had declared any: declaring others later moves
# nothing before the next window.
_MET: Final = """
INSERT INTO reach_met AS kept
    (county_id, "window", household_id, place_id, contacts, groups, is_new, quarters, first_on, last_on)
WITH seen AS (
    SELECT c.household_id, c.held_on, c.declared, c.id, c.held_on >= %(first)s AS inside,
        c.voided_at IS NULL AS stands,
        (c.recorded_at AT TIME ZONE %(zone)s)::date < c.held_on + %(in_time)s AS in_time
    FROM contacts_contact c JOIN people_household o ON o.id = c.household_id
    WHERE c.county_id = %(county)s
        AND (c.voided_at IS NULL OR c.voided_at >= c.recorded_at + %(slip)s)
        AND (o.voided_at IS NULL OR (o.voided_at AT TIME ZONE %(zone)s)::date >= c.held_on)
        AND c.held_on >= %(before)s AND c.held_on < %(end)s AND (%(all)s OR c.household_id = ANY(%(ids)s))
), counted AS (
    SELECT household_id,
        count(*) FILTER (WHERE inside AND stands) AS contacts,
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
    CASE WHEN n.said IS NULL OR n.first_on IS NULL THEN '{}' ELSE string_to_array(substr(n.said, 21), ',') END,
    n.first_on IS NOT NULL AND (n.earlier_on IS NULL OR n.earlier_on < n.first_on - interval '12 months'),
    CASE WHEN n.contacts > 0 THEN n.quarters ELSE 0 END, n.first_on, n.last_on
FROM people_household h LEFT JOIN counted n ON n.household_id = h.id
    LEFT JOIN reach_met m ON m.household_id = h.id AND m."window" = %(code)s AND m.county_id = %(county)s
WHERE h.county_id = %(county)s AND (%(all)s OR h.id = ANY(%(ids)s)) AND (n.contacts > 0 OR m.id IS NOT NULL)
ON CONFLICT (county_id, "window", household_id) DO UPDATE SET
    place_id = excluded.place_id, contacts = excluded.contacts, groups = excluded.groups, is_new = excluded.is_new,
    quarters = excluded.quarters, first_on = excluded.first_on, last_on = excluded.last_on
WHERE (kept.place_id, kept.contacts, kept.groups, kept.is_new, kept.quarters, kept.first_on, kept.last_on)
    IS DISTINCT FROM (excluded.place_id, excluded.contacts, excluded.groups, excluded.is_new, excluded.quarters,
        excluded.first_on, excluded.last_on)
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
    SELECT coalesce(h.place_id, c.place_id) AS place_id, c.household_id IS NULL AS alone, c.held_on, c.groups,
        c.differing_view, c.household_id IS NOT NULL OR c.person_id IS NOT NULL OR c.kind <> ALL(%(named)s)
            AND (c.kind <> 'forum' OR EXISTS (SELECT 1 FROM forums_forum f
                WHERE f.contact_id = c.id AND (f.invited_at AT TIME ZONE %(zone)s)::date < c.held_on)) AS witnessed,
        c.differing_view OR c.kind = ANY(%(spoken)s)
            OR EXISTS (SELECT 1 FROM contacts_point p WHERE p.contact_id = c.id) AS talked
    FROM contacts_contact c LEFT JOIN people_household h ON h.id = c.household_id
    WHERE c.county_id = %(county)s AND c.voided_at IS NULL AND c.held_on >= %(first)s AND c.held_on < %(end)s
        AND (%(all)s OR coalesce(h.place_id, c.place_id) = ANY(%(ids)s))
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
    SELECT place_id, contacts, count(*) AS n FROM met GROUP BY place_id, contacts
), grouped AS (
    SELECT place_id, jsonb_object_agg(g, n) AS groups FROM per_group GROUP BY place_id
), lasting AS (
    SELECT place_id, jsonb_object_agg(g, last_on) AS group_last FROM last_days GROUP BY place_id
), spreading AS (
    SELECT place_id, jsonb_object_agg(contacts::text, n) AS spread FROM spread GROUP BY place_id
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
        "end": window.end,
        "before": window.before,
        "quarters_from": window.quarters_from,
        "quarters_to": window.quarters_to,
        "quarters": window.quarters,
        "spoken": list(SPOKEN),
        "zone": get_current_timezone_name(),
        "named": list(ALONE),
        "slip": SLIP,
        "in_time": IN_TIME,
        "all": some is None,
        "ids": some or [],
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return int(cursor.rowcount)
