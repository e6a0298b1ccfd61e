"""What the database keeps of a matter with its trail: bytes by table and by index, and which indexes no page asks for."""

import os
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from django.test import Client
from django.utils import timezone

from bench.casework import PAGES
from bench.session import signed_in
from bench.table import Line
from bench.town import Town, texts
from huiyin.audit.scope import county_scope
from huiyin.matters.actions import Past, lodge_histories
from huiyin.matters.models import Matter
from tests.database import TestServer
from tests.world import World, build

MANY = int(os.environ.get("KEPT_MATTERS", "1000"))
FILLED = int(os.environ.get("KEPT_FILLED", "5000"))  # are there before
MOST = 4096  # bytes a matter
SIZES = """
SELECT c.relname, pg_relation_size(c.oid), coalesce(pg_total_relation_size(nullif(c.reltoastrelid, 0)), 0),
    pg_indexes_size(c.oid), s.n_live_tup
FROM pg_class c JOIN pg_stat_user_tables s ON s.relid = c.oid
"""
INDEXES = """
SELECT s.relname, s.indexrelname, pg_relation_size(s.indexrelid), s.idx_scan, i.indisunique
FROM pg_stat_user_indexes s JOIN pg_index i USING (indexrelid)
"""
OPENED = (
    "/desk/",
    "/matters/",
    "/matters/?list=mine",
    "/waiting/",
    "/reports/work-summary/",
    "/search/",
    "/triage/",
)
ALL = ("liu", "he", "gao", "ma", "sun", "xia", "chen")


@dataclass(frozen=True)
class Table:
    """Bytes of one table."""

    heap: int
    toast: int
    indexes: int
    rows: int

    @property
    def whole(self) -> int:
        """All of them."""
        return self.heap + self.toast + self.indexes

    def __sub__(self, other: "Table") -> "Table":
        return Table(
            self.heap - other.heap,
            self.toast - other.toast,
            self.indexes - other.indexes,
            self.rows - other.rows,
        )


def everything(server: TestServer) -> Iterator[Line]:
    """Live two years, weigh, then open the pages and see which indexes were asked."""
    server.clone()
    world = build()
    with county_scope(world.county.pk):
        _fill(world)
    with closing(server.embedded.admin(server.name)) as admin:
        admin.execute("VACUUM ANALYZE")
        before, begun = _tables(admin), time.perf_counter()
        town = Town(world, MANY, lambda: admin.execute("VACUUM"))
        keys = town.live()
        print(f"  lived in {time.perf_counter() - begun:.0f} s", flush=True)
        admin.execute("VACUUM ANALYZE")
        grown = {name: now - before[name] for name, now in _tables(admin).items()}
        whole = _show(grown)
        yield Line("bytes of the database a matter (in 1/1000)", "4 kB", whole / 1e3 / MANY, MOST / 1e3)
        _open_pages(world, keys)
        admin.execute("SELECT pg_sleep(1.5)")
        _show_indexes(admin, [name for name, one in grown.items() if one.rows >= MANY / 10])


def _fill(world: World) -> None:
    """Matters of the past, so that what is measured lies among others: of few an index would hold little but its pages."""
    told, at = texts(Random(7)), timezone.now() - timedelta(days=800)  # noqa: S311 - texts, not secrets
    for start in range(0, FILLED, 500):
        rows = [(n, next(told)) for n in range(start, start + 500)]
        past = [Past(f"k{n}", one.title[:300], one.body, at, reply=one.reply) for n, one in rows]
        lodge_histories(past=past, unit=world.town, source="kept", by="bench", at=at)


def _tables(admin: Any) -> dict[str, Table]:
    return {name: Table(*row) for name, *row in admin.execute(SIZES).fetchall()}


def _show(grown: dict[str, Table]) -> int:
    """Table by table; the bytes of all."""
    print(f"  {'bytes a matter':32}{'rows':>8}{'heap':>8}{'toast':>8}{'indexes':>9}{'all':>8}")
    for name, one in sorted(grown.items(), key=lambda row: -row[1].whole):
        if one.whole >= MANY:
            parts = (one.heap, one.toast, one.indexes, one.whole)
            heap, toast, indexes, whole = (round(part / MANY) for part in parts)
            print(f"  {name:32}{one.rows / MANY:8.2f}{heap:8}{toast:8}{indexes:9}{whole:8}")
    return sum(one.whole for one in grown.values())


def _show_indexes(admin: Any, tables: list[str]) -> None:
    """Each index of tables that grew, and how often it was asked; of what is unique the database itself asks."""
    rows = [row for row in admin.execute(INDEXES).fetchall() if row[0] in tables]
    print(f"  {'index':66}{'bytes a matter':>16}{'scans':>9}")
    for table, name, size, scans, unique in sorted(rows, key=lambda row: (row[0], -row[2])):
        print(f"  {table + '.' + name:66}{size / MANY:16.0f}{scans:9}{' unique' if unique else ''}")


def _open_pages(world: World, keys: list[int]) -> None:
    """The lists and the desk of everybody, and some matters with all that leads on from them."""
    with county_scope(world.county.pk):
        references = list(
            Matter.objects.filter(pk__in=keys[:: max(1, len(keys) // 20)]).values_list("reference", flat=True)
        )
    for who in ALL:
        browser = signed_in(getattr(world, who))
        for page in (*OPENED, *(page for _what, page in PAGES)):
            _open(browser, page)
        for reference in references:
            _open(browser, f"/matters/{reference}/")


def _open(browser: Client, page: str) -> None:
    answer = browser.get(page)
    if answer.status_code not in (200, 302, 404):
        raise SystemExit(f"{page} answered {answer.status_code}")
