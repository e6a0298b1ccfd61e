"""A county as large as they come, made of generated rows: 2,000 officials, 60,000 assignments, 500,000 contacts."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from psycopg import sql

from huiyin.audit.scope import county_scope
from huiyin.contacts.models import Contact, Point, Promise
from huiyin.orgs.charter import charter_at
from huiyin.orgs.keys import ring
from huiyin.orgs.models import Appointment, Official, Post, Unit
from huiyin.people.consent import consent_words
from huiyin.people.models import ConsentRecord, Household, Resident
from huiyin.register.models import Assignment
from tests.database import TestServer
from tests.world import AT, County, county, official, unit

Run = Callable[..., None]
FIRST_DAY = date(2025, 1, 2)
DAYS = 345
NOW = datetime(
    2025, 12, 15, 2, tzinfo=UTC
)  # the clock on the wall while it is measured: almost a whole year is on record


@dataclass(frozen=True)
class Scale:
    """How much of it."""

    towns: int = 40
    villages: int = 15  # of each town
    branches: int = 5  # of each town
    officers: int = 10  # of each branch
    households: int = 100  # of each village
    contacts: int = 500_000

    @property
    def officials(self) -> int:
        """Officers of the branches; the people of the desks come on top."""
        return self.towns * self.branches * self.officers


FULL = Scale()
TENTH = Scale(towns=4, contacts=50_000)
# A county of 1,000,000 residents in 300,000 households, all of them on the register, for the figures of breadth.
WIDE = Scale(households=500, contacts=2_000_000)
WIDE_TENTH = Scale(towns=4, households=500, contacts=200_000)


@dataclass
class Large:
    """What the measurements ask for: the county, and one person of each kind."""

    county: County
    root: Unit
    town: Unit
    branch: Unit
    supervisor: Official
    head: Official
    secretary: Official
    officer: Official
    half_year: str = ""  # the reference of the township's account, once it is drafted


def make(server: TestServer, slug: str, prefix: str, scale: Scale) -> Large:
    """A county of that scale. The tree goes through the deeds; what is there by the thousand is generated in SQL.

    That SQL runs as the superuser, without the checks of foreign keys (which took nine tenths of the time), and ends
    with fresh statistics, as a county has that grew over months.
    """
    found = county(slug, prefix, f"{slug}县")
    with county_scope(found.pk):
        large = _administration(found, slug, scale)
        adopted = charter_at(AT).pk
    with closing(server.embedded.admin(server.name)) as admin:
        _fill_in(admin)
        admin.execute("SET session_replication_role = replica")
        admin.execute("SELECT set_config('huiyin.county', %s, false)", [str(found.pk)])
        run = partial(_run, admin)
        _officers(run, slug, scale)
        _households(run, scale)
        _lines(run)
        _contacts(run, scale, adopted)
        admin.execute("ANALYZE")
    return large


def _administration(found: County, slug: str, scale: Scale) -> Large:
    root = unit("county", f"{slug}-0", f"{slug}县")
    supervisor = official(f"{slug}-sup", "孙敏", root, "联系办主任", "coordinator", "supervisor", "unit_head")
    first: Large | None = None
    for t in range(scale.towns):
        town = unit("township", f"{slug}-{t:02d}", f"{t:02d}号镇", root)
        head = official(f"{slug}-h{t}", "马成", town, "镇长", "unit_head", "coordinator", "supervisor")
        for v in range(scale.villages):
            unit("village", f"{town.code}{v:03d}", f"{t:02d}{v:02d}村", town)
        for b in range(scale.branches):
            branch = unit("branch", f"{town.code}-D{b}", f"{t:02d}镇{b}支部", town)
            secretary = official(f"{slug}-s{t}-{b}", "高峰", branch, "书记", "unit_head", "officer")
            if first is None:
                first = Large(found, root, town, branch, supervisor, head, secretary, secretary)
    assert first is not None  # noqa: S101
    return first


def _fill_in(admin: Any) -> None:
    """Give the columns that the SQL below does not name what the models would: these change more often than it."""
    for model in (
        Official,
        Post,
        Appointment,
        Household,
        Resident,
        ConsentRecord,
        Assignment,
        Contact,
        Point,
        Promise,
    ):
        for field in model._meta.concrete_fields:
            value = None if field.null or field.primary_key or field.is_relation else field.get_default()
            if value is not None:
                words = sql.SQL("ALTER TABLE {} ALTER COLUMN {} SET DEFAULT {}")
                table, column = sql.Identifier(model._meta.db_table), sql.Identifier(field.column)
                admin.execute(words.format(table, column, sql.Literal(value)))


def _run(admin: Any, words: str, *values: object) -> None:
    admin.execute(words, values)


def _officers(run: Run, slug: str, scale: Scale) -> None:
    """Officers beside the secretaries, each in a post of the branch."""
    run(
        """INSERT INTO orgs_official (county_id, username, name, name_key, phone, password, is_active, failures)
        SELECT u.county_id, %s || u.id || '-' || n, '干部' || n, lpad(n::text, 3, '0') || u.id, '0990-1000000', '!',
               true, 0
        FROM orgs_unit u, generate_series(1, %s) n WHERE u.kind = 'branch'
            AND u.county_id = current_setting('huiyin.county')::bigint""",
        f"{slug}-o", scale.officers - 1,
    )  # fmt: skip
    run(
        """INSERT INTO orgs_post (county_id, unit_id, title, capacities, role, valid_from)
        SELECT u.county_id, u.id, '党员', ARRAY['officer'], '', DATE '2020-01-01'
        FROM orgs_unit u, generate_series(1, %s) n WHERE u.kind = 'branch'
            AND u.county_id = current_setting('huiyin.county')::bigint""",
        scale.officers - 1,
    )
    run(
        """WITH o AS (
            SELECT o.id, split_part(substr(o.username, %s), '-', 1)::bigint AS unit,
                   split_part(substr(o.username, %s), '-', 2)::int AS n
            FROM orgs_official o WHERE o.username LIKE %s),
        p AS (
            SELECT id, unit_id, row_number() OVER (PARTITION BY unit_id ORDER BY id) AS n
            FROM orgs_post WHERE title = '党员' AND county_id = current_setting('huiyin.county')::bigint)
        INSERT INTO orgs_appointment (county_id, official_id, post_id, from_on)
        SELECT current_setting('huiyin.county')::bigint, o.id, p.id, DATE '2020-01-01'
        FROM o JOIN p ON p.unit_id = o.unit AND p.n = o.n""",
        len(slug) + 3, len(slug) + 3, f"{slug}-o%",
    )  # fmt: skip


def _households(run: Run, scale: Scale) -> None:
    name = ring().shut("王秀兰", "people_resident.name")
    phone = ring().shut("19900001234", "people_resident.phone")
    run(
        """INSERT INTO people_household (county_id, key, place_id, code, address, groups, created_at, void_reason)
        SELECT u.county_id, gen_random_uuid(), u.id, u.code || '-' || lpad(n::text, 4, '0'), '',
               ARRAY[(ARRAY['farmer', 'worker', 'mobile', 'in_difficulty'])[1 + (n %% 4)]], %s, ''
        FROM orgs_unit u, generate_series(1, %s) n WHERE u.kind = 'village'
            AND u.county_id = current_setting('huiyin.county')::bigint""",
        AT, scale.households,
    )  # fmt: skip
    run(
        """INSERT INTO people_resident (county_id, key, household_id, place_id, name, phone, phone_index, created_at)
        SELECT county_id, gen_random_uuid(), id, place_id, %s, %s, '', %s FROM people_household
        WHERE county_id = current_setting('huiyin.county')::bigint""",
        name, phone, AT,
    )  # fmt: skip
    words = consent_words()
    run(
        """INSERT INTO people_consentrecord
            (county_id, resident_id, purpose, words_version, words_sha256, method, is_adult, given_at, taken_by_id)
        SELECT county_id, id, 'register', %s, %s, 'face', true, %s, (SELECT min(id) FROM orgs_official)
        FROM people_resident
        WHERE county_id = current_setting('huiyin.county')::bigint""",
        words.version, words.sha256, AT,
    )  # fmt: skip


def _lines(run: Run) -> None:
    """Every household has one line, dealt in turn to the officers of its own town."""
    run(
        """WITH officers AS (
            SELECT a.official_id, u.id AS unit, u.parent_id AS town,
                   row_number() OVER (PARTITION BY u.parent_id ORDER BY a.official_id) - 1 AS n,
                   count(*) OVER (PARTITION BY u.parent_id) AS many
            FROM orgs_appointment a JOIN orgs_post p ON p.id = a.post_id JOIN orgs_unit u ON u.id = p.unit_id
            WHERE u.kind = 'branch' AND u.county_id = current_setting('huiyin.county')::bigint),
        homes AS (
            SELECT h.id, r.id AS person, c.id AS consent, v.parent_id AS town, h.county_id,
                   row_number() OVER (PARTITION BY v.parent_id ORDER BY h.id) AS n
            FROM people_household h JOIN orgs_unit v ON v.id = h.place_id
            JOIN people_resident r ON r.household_id = h.id JOIN people_consentrecord c ON c.resident_id = r.id
            WHERE h.county_id = current_setting('huiyin.county')::bigint)
        INSERT INTO register_assignment
            (county_id, official_id, unit_id, household_id, person_id, consent_id, started_on, reason, end_reason,
             handover_note)
        SELECT homes.county_id, o.official_id, o.unit, homes.id, homes.person, homes.consent, DATE '2025-01-01', '', '',
               ''
        FROM homes JOIN officers o ON o.town = homes.town AND o.n = homes.n %% o.many"""
    )


def _contacts(run: Run, scale: Scale, adopted: int) -> None:
    """Visits spread over a year, the next line and the next day each time; every second one raised something."""
    run(
        """WITH lines AS (
            SELECT a.*, h.place_id, h.groups, row_number() OVER (ORDER BY a.id) - 1 AS n, count(*) OVER () AS many
            FROM register_assignment a JOIN people_household h ON h.id = a.household_id
            WHERE a.county_id = current_setting('huiyin.county')::bigint),
        visits AS (SELECT g, g %% (SELECT max(many) FROM lines) AS n FROM generate_series(1, %s) g)
        INSERT INTO contacts_contact
            (county_id, reference, kind, official_id, unit_id, place_id, household_id, person_id, held_on, half, subject,
             declared, groups, purposes, means, help_fields, source_org, cost_note, note, differing_view, charter_id,
             recorded_at, void_reason, late_reason)
        SELECT l.county_id, 'B' || l.county_id || '-' || v.g,
               (ARRAY['visit', 'visit', 'visit', 'paired_aid', 'talk', 'outreach'])[1 + (v.g %% 6)],
               l.official_id, l.unit_id, l.place_id, l.household_id, l.person_id,
               %s::date + ((v.g::bigint * 7919) %% %s)::int, '', '', l.groups, '{}', '{}', '{}', '{}', '', '', '走访',
               false, %s,
               (%s::date + ((v.g::bigint * 7919) %% %s)::int) + TIME '20:00', '', ''
        FROM visits v JOIN lines l ON l.n = v.n""",
        scale.contacts, FIRST_DAY, DAYS, adopted, FIRST_DAY, DAYS,
    )  # fmt: skip
    run(
        """INSERT INTO contacts_point (county_id, contact_id, number, text, topic, disposition, answer, entered_at)
        SELECT county_id, id, 1, '路灯不亮', 'streetlight', 'answered', '已告知', recorded_at
        FROM contacts_contact WHERE id %% 2 = 0
            AND county_id = current_setting('huiyin.county')::bigint""",
    )
    run(
        """INSERT INTO contacts_promise
            (county_id, official_id, unit_id, contact_id, about, text, made_on, due_on, how_kept, why_not_kept, instead,
             void_reason, version, entered_at)
        SELECT county_id, official_id, unit_id, id, '', '把缴费须知送到家', held_on, held_on + 20, '', '', '', '', 1,
               recorded_at
        FROM contacts_contact WHERE id %% 50 = 0
            AND county_id = current_setting('huiyin.county')::bigint""",
    )
