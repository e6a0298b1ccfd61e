"""The pages of casework in a county of many matters: against an empty staff page, and as the county grows.

One township keeps the same two thousand matters; what grows is the rest of the county. So a page that shows as much as
before ought to cost what it cost before. `CASEWORK_SIZES=10000,100000,1000000` says how large (the first two).

What is counted is the CPU of this process and of the database behind it, not the time on the wall: on a machine where
others work too that says nothing. Both pages take turns, and the best round of each counts.
"""

import os
import re
import time as clock
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from functools import partial
from html import unescape
from random import Random

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.search import check, said
from bench.session import signed_in
from bench.table import Line, cpu_of
from huiyin.audit.scope import county_scope
from huiyin.matters import actions, adding_up
from huiyin.matters.actions import Past, lodge_histories
from huiyin.matters.models import Matter
from huiyin.matters.models.words import read_in
from huiyin.orgs.models import Official, Unit
from huiyin.reports.kpis import adding_up as service
from huiyin.search.asked import Asked, address_of
from tests import make
from tests.database import TestServer
from tests.roles import as_role
from tests.world import World, build, official, unit

SIZES = tuple(int(size) for size in os.environ.get("CASEWORK_SIZES", "10000,100000").split(","))
LODGED = 2_500  # of a town at once; what is more is copied
OURS, BATCH, TOWNS, RUNS, ROUNDS = 2_000, 1_000, 40, 5, 7
SOUGHT = ("路灯", "路灯坏了")
EMPTY, NEXT = "/signals/", re.compile(r'href="([^"]*from=[^"]*)" rel="?next')
PAGES = (
    ("waiting for me", "/matters/"),
    ("all being handled", "/matters/?list=open"),
    ("overdue", "/matters/?list=overdue"),
    ("narrowed by topic and state, counted", "/matters/?list=open&topic=road&state=in_progress"),
    ("as a table", "/matters/?list=open&view=table"),
    ("where things wait", "/waiting/"),
    ("classes of the quarter", "/reports/classes/"),
    ("work summary of the quarter", "/reports/work-summary/"),
    ("figures of service of the quarter", "/reports/kpis/"),
    ("a figure of service and those before it", "/reports/kpis/on_time/"),
    ("the desk", "/desk/"),
)
# What the county's coordinator asks of all of it: by quarter, by year, by days of one's own, as of a past month.
OF_THE_COUNTY = (
    ("classes of the quarter, county", "/reports/classes/"),
    ("classes of twelve months, county", "/reports/classes/?from={year}&to={to}"),
    ("classes of days that make no months, county", "/reports/classes/?from={odd}&to={to}"),
    ("classes as of the end of a month, county", "/reports/classes/?from={year}&to={to}&as_of={then}"),
    ("work summary of the quarter, county", "/reports/work-summary/"),
    ("where things wait, county", "/waiting/"),
    ("figures of service of the quarter, county", "/reports/kpis/"),
    ("figures of service of twelve months, county", "/reports/kpis/?from={year}&to={to}"),
    (
        "figures of service as of the end of a month, county",
        "/reports/kpis/?from={year}&to={to}&as_of={then}",
    ),
    ("a figure of service and those before it, county", "/reports/kpis/median_days/"),
    ("the desk, county", "/desk/"),
)
# As work that goes on: where each stands follows from its number. Run as the owner, without triggers and foreign keys.
ALIVE = """
UPDATE matters_matter SET origin = 'live', channel = 'web', source = '', external_id = '',
    topic = (ARRAY['road', 'water', 'school'])[1 + id %% 3],
    received_at = coalesce(received_at, registered_at), registered_at = coalesce(received_at, registered_at),
    state = CASE WHEN id %% 20 < 2 THEN 'received' WHEN id %% 20 < 3 THEN 'routed'
        WHEN id %% 20 < 8 THEN 'in_progress' ELSE 'closed' END,
    level = CASE WHEN id %% 20 < 2 THEN '' ELSE 'town' END,
    lead_unit_id = CASE WHEN id %% 20 < 2 THEN NULL ELSE %(lead)s END,
    holding_unit_id = CASE WHEN id %% 20 < 3 THEN intake_unit_id ELSE %(lead)s END,
    first_unit_id = intake_unit_id,
    handler_id = CASE WHEN id %% 20 < 3 THEN NULL ELSE %(handler)s END,
    accountable_head_id = CASE WHEN id %% 20 < 3 THEN NULL ELSE %(head)s END,
    due_on = received_at::date + 45, promised_on = received_at::date + 45,
    outcome = CASE WHEN id %% 20 < 8 THEN '' ELSE 'resolved' END,
    replied_at = CASE WHEN id %% 20 < 8 THEN NULL ELSE received_at + interval '20 days' END,
    closed_at = CASE WHEN id %% 20 < 8 THEN NULL ELSE received_at + interval '25 days' END
WHERE intake_unit_id = %(intake)s AND origin = 'history'
"""
CLOCKS = """
INSERT INTO matters_deadline (county_id, matter_id, kind, round, moment, started_at, started_on, n, unit, n_extended,
    unit_extended, due_on, due_conservative_on, is_provisional, calendar, working, source, rung, paused_days)
SELECT county_id, id, 'handle', 1, 'received', received_at, received_at::date, 30, 'wd', 0,
    '', due_on, due_on, false, '', '{}', '', 0, 0
FROM matters_matter WHERE intake_unit_id = %(intake)s AND state IN ('received', 'routed', 'in_progress')
    AND NOT EXISTS (SELECT 1 FROM matters_deadline AS there WHERE there.matter_id = matters_matter.id)
"""


# What is copied has words that nobody could open.
UNREADABLE = "UPDATE matters_matter SET title = '', body = '' WHERE reference LIKE 'x%'"
# In the other towns most of what is old is closed, as where somebody works: of fifty one is not.
SETTLED = """
UPDATE matters_matter SET state = 'closed', outcome = 'resolved', level = 'town', lead_unit_id = intake_unit_id,
    handler_id = coalesce(handler_id, (SELECT o.handler_id FROM matters_matter o WHERE o.handler_id IS NOT NULL LIMIT 1)),
    accountable_head_id = coalesce(accountable_head_id,
        (SELECT o.handler_id FROM matters_matter o WHERE o.handler_id IS NOT NULL LIMIT 1)),
    replied_at = received_at + interval '20 days', closed_at = received_at + interval '25 days'
WHERE intake_unit_id <> %(ours)s AND state IN ('received', 'routed', 'in_progress')
    AND received_at < now() - interval '40 days' AND id %% 50 > 0
"""
# What came and was done later was written later.
AS_IT_CAME = (
    "CREATE INDEX as_it_came ON matters_step (at)",
    "CLUSTER matters_step USING as_it_came",
    "DROP INDEX as_it_came",
    "CLUSTER matters_matter USING matters_matter_pkey",
)
# Of a town, its last matters once more, each under a number of its own.
COPIED = """
CREATE TEMP TABLE copied AS
SELECT m.id AS was, nextval(pg_get_serial_sequence('matters_matter', 'id')) AS id
FROM (SELECT id FROM matters_matter WHERE intake_unit_id = %(town)s ORDER BY id DESC LIMIT %(lodged)s) AS m,
    generate_series(1, %(copies)s)
"""
COPIED_MATTERS = """
INSERT INTO matters_matter (id, reference, external_id, {names})
SELECT c.id, 'x' || c.id, 'x' || c.id, {columns} FROM copied c JOIN matters_matter m ON m.id = c.was
"""
COPIED_WORDS = """
INSERT INTO matters_words (matter_id, grams)
SELECT c.id, w.grams FROM copied c JOIN matters_words w ON w.matter_id = c.was
"""
COPIED_STEPS = """
INSERT INTO matters_step (county_id, matter_id, deed, at, unit_id, state_after, level_after, outcome_after, note, facts)
SELECT s.county_id, c.id, s.deed, s.at, s.unit_id, s.state_after, s.level_after, s.outcome_after, s.note, s.facts
FROM copied c JOIN matters_step s ON s.matter_id = c.was
"""


def everything(server: TestServer) -> Iterator[Line]:
    """Each page at each size, and against itself where the county was smaller."""
    world, before = build(), dict[str, Line]()
    with county_scope(world.county.pk):
        towns, busy = _towns(world), _busy(world)
    fill_in(server, world.town, world.office, world.he, world.gao, OURS)
    there = OURS
    for size in SIZES:
        for town, head in towns:
            _grow(server, town, head, (size - there) // TOWNS)
            print(f"  {town.short_name}: {(size - there) // TOWNS:,} more matters", flush=True)
        there = size
        with closing(server.embedded.admin(server.name)) as admin:
            admin.execute("SET session_replication_role = replica")
            admin.execute(UNREADABLE)
            admin.execute(SETTLED, {"ours": world.town.pk})
            for statement in AS_IT_CAME:
                admin.execute(statement)
            admin.execute("VACUUM ANALYZE")
        with as_role("clock"), county_scope(world.county.pk):
            adding_up.count_again(at=timezone.now())  # the triggers did not see what was copied
            service.count_again(at=timezone.now(), county=world.county)
        with closing(server.embedded.admin(server.name)) as admin:
            admin.execute("VACUUM ANALYZE")  # as a county has that grew over months
        yield from _measured(world, busy, size, before)


def _measured(world: World, busy: Matter, size: int, before: dict[str, Line]) -> Iterator[Line]:
    client = signed_in(world.liu)
    _recall(world)
    pages = [(client, *page) for page in _addresses(world, client, busy)]
    pages += [(signed_in(world.sun), *page) for page in _of_the_county()]
    for client, what, url in pages:
        for _ in range(2):
            _open(client, url)
        empty, ours = Spent(), Spent()
        for _ in range(ROUNDS):
            empty.best(partial(_open, client, EMPTY), RUNS)
            ours.best(partial(_open, client, url), RUNS)
        asked = _queries(client, url)
        print(
            f"  web {ours.web * 1000:6.2f} ms, database {ours.database * 1000:6.2f} ms",
            flush=True,
        )
        yield Line(f"{what}, {size:,} matters", "an empty staff page", ours.whole, empty.whole, asked)
        if (smaller := before.get(what)) is not None:
            yield Line(f"{what}, {size:,} matters", "itself in the smaller county", ours.whole, smaller.ours)
            if asked > smaller.statements:
                raise SystemExit(f"{what} asks more the larger the county is")
        before[what] = Line(what, "", ours.whole, empty.whole, asked)


def _recall(world: World) -> None:
    """Search finds as many of what the township sees as reading each of its texts does, or ends here."""
    with county_scope(world.county.pk):
        seen = Matter.objects.visible_to(world.liu, timezone.now())
        texts = [read_in(matter) for matter in seen.select_related("place")]
        for text in SOUGHT:
            check(world, text, texts)


class Spent:
    """CPU of one page: of this process, and of the process of the database that serves it."""

    def __init__(self) -> None:
        self.web = self.database = float("inf")

    @property
    def whole(self) -> float:
        """Both together, in seconds."""
        return self.web + self.database

    def best(self, run: Callable[[], object], times: int) -> None:
        """So many runs, the first of them to warm up; kept if none was cheaper so far."""
        run()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (backend,) = cursor.fetchone()
        web, database = clock.process_time(), cpu_of(backend)
        for _ in range(times):
            run()
        web, database = (clock.process_time() - web) / times, (cpu_of(backend) - database) / times
        if web + database < self.whole:
            self.web, self.database = web, database


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as found:
        _open(client, url)
    return len(found)


def _addresses(world: World, client: Client, busy: Matter) -> Iterator[tuple[str, str]]:
    yield from PAGES
    deep = "/matters/?list=open"
    for _page in range(20):
        found = NEXT.search(client.get(deep).content.decode())
        if found is None:
            raise SystemExit(f"the list ends at its page {_page + 1}: {deep}")
        deep = f"/matters/{unescape(found[1])}"
    yield "all being handled, page 20", deep
    yield "a matter with two hundred events", f"/matters/{busy.reference}/"
    for text in SOUGHT:
        with county_scope(world.county.pk):
            yield f"search for {len(text)} characters", address_of(Asked(text), world.liu)


def _of_the_county() -> Iterator[tuple[str, str]]:
    first = timezone.localdate().replace(day=1)
    days = {
        "year": first.replace(year=first.year - 1),
        "odd": first - timedelta(days=200),
        "to": first - timedelta(days=1),
        "then": datetime.combine(first - timedelta(days=1), time(16), UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    for what, url in OF_THE_COUNTY:
        yield what, url.format(**days)


def _open(client: Client, url: str) -> None:
    if client.get(url).status_code != 200:
        raise SystemExit(f"{url} did not open")


def _towns(world: World) -> list[tuple[Unit, Official]]:
    """The rest of the county, each town with one who heads and coordinates it."""
    found = []
    for n in range(TOWNS):
        town = unit("township", f"990100{200 + n}", f"第{n + 1}镇", world.root)
        found.append((town, official(f"head{n}", f"丁{n}", town, "镇长", "unit_head", "coordinator")))
    return found


def _busy(world: World) -> Matter:
    """One with a trail of two hundred steps."""
    found = make.started(world, at=timezone.now() - timedelta(days=20))
    for n in range(200):
        at = timezone.now() - timedelta(days=19) + timedelta(hours=2 * n)
        actions.note(matter=found, words=f"第{n}次到现场", version=found.version, by=world.he, at=at)
        found.refresh_from_db()
    return found


def _grow(server: TestServer, town: Unit, head: Official, more: int) -> None:
    """So many more matters of another town: the first thousands are lodged, the rest are those once more.

    What is copied has numbers of its own, so nobody could read its words; nobody who is measured here sees that town.
    """
    fill_in(server, town, town, head, head, min(more, LODGED))
    copies = more // LODGED - 1
    if copies < 1:
        return
    columns = [
        one.column
        for one in Matter._meta.concrete_fields
        if one.column not in ("id", "reference", "external_id")
    ]
    with closing(server.embedded.admin(server.name)) as admin:
        admin.execute("SET session_replication_role = replica")
        facts = {"town": town.pk, "copies": copies, "lodged": LODGED}
        for statement in (
            COPIED,
            COPIED_MATTERS.format(
                columns=", ".join(f"m.{name}" for name in columns), names=", ".join(columns)
            ),
            COPIED_WORDS,
            COPIED_STEPS,
        ):
            admin.execute(statement, facts)
        admin.execute(CLOCKS, {"intake": town.pk})


def fill_in(
    server: TestServer, intake: Unit, lead: Unit, handler: Official, head: Official, size: int
) -> None:
    """So many matters of a town, taken in over three hundred days."""
    draw, at = Random(intake.pk), timezone.now()  # noqa: S311 - texts, not secrets
    with county_scope(intake.county_id):
        for start in range(0, size, BATCH):
            many = min(BATCH, size - start)
            past = [_past(draw, f"{intake.pk}-{size}-{start + n}", at) for n in range(many)]
            lodge_histories(past=past, unit=intake, source="bench", by="bench", at=at)
    facts = {"intake": intake.pk, "lead": lead.pk, "handler": handler.pk, "head": head.pk}
    with closing(server.embedded.admin(server.name)) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("SELECT set_config('huiyin.county', %s, false)", [str(intake.county_id)])
        admin.execute(ALIVE, facts)
        admin.execute(CLOCKS, facts)


def _past(draw: Random, number: str, at: datetime) -> Past:
    told, days = said(draw), draw.randrange(300)
    return Past(number, told[:20], told, at - timedelta(days=days, hours=1))
