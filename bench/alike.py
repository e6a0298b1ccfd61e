"""Likeness at triage: on real messages of which it is known which are about the same, and what it costs among many.

`python -m bench alike`; HUIYIN_DATA names the folder with `messages/`. HUIYIN_MATTERS is how many the cost is measured at
(100,000).
"""

import csv
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import mean

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import GIVEN
from bench.search import fill
from bench.table import Line, median
from huiyin.audit.scope import county_scope
from huiyin.lib.headings import short_title
from huiyin.matters.actions import Past, lodge_histories
from huiyin.matters.alike import Alike, earlier_like
from huiyin.matters.models import Matter
from tests.database import TestServer
from tests.world import World, build

SHOWN, ENOUGH = 5, 0.9
MANY = int(GIVEN.get("HUIYIN_MATTERS", "100000"))
BATCH, EACH = 1_000, 25


def everything(server: TestServer) -> Iterator[Line]:
    """First whether it finds what it should, then how long it takes."""
    world = build()
    folder = Path(GIVEN.get("HUIYIN_DATA", "../shared/data")) / "messages"
    sentences = list(_sentences(folder))
    if sentences:
        with county_scope(world.county.pk):
            keep(world, folder)
        counted(server)
        with county_scope(world.county.pk):
            recall(world, folder)
    with county_scope(world.county.pk):
        mixed(world, sentences, MANY) if sentences else fill(world, MANY)
    counted(server)
    with county_scope(world.county.pk):
        ones = list(Matter.objects.order_by("-pk")[:EACH])
        like(world, ones[0])
        with CaptureQueriesContext(connection) as asked:
            found = like(world, ones[0])
        print(f"  {len(found)} shown of {Matter.objects.count():,} matters, {len(asked)} queries", flush=True)
        ours = sorted(median(partial(like, world, one), 1) for one in ones)[EACH // 2]
        last = partial(Matter.objects.visible_to(world.liu, timezone.now()).latest, "pk")
        theirs = median(last, EACH)
    yield Line(f"what may be the same, {MANY:,} matters", "the last matter one sees", ours, theirs)


def counted(server: TestServer) -> None:
    """Let the database count which pieces are common, as it does by itself after a while."""
    with closing(server.embedded.admin(server.name)) as admin:
        admin.execute("ANALYZE")


def keep(world: World, folder: Path) -> None:
    """The messages of a year in the order in which they came, as history."""
    said = sorted(_read(folder / "annex3.csv"), key=lambda row: (row["msg_time"], row["msg_id"]))
    at = timezone.now()
    for start in range(0, len(said), BATCH):
        past = [_past(row, world) for row in said[start : start + BATCH]]
        lodge_histories(past=past, unit=world.town, source="annex3", by="bench", at=at)


def recall(world: World, folder: Path) -> None:
    """Of the places there are for messages about the same, how many hold one: five, or as many as came before."""
    topics = defaultdict(list)
    for row in _read(folder / "annex3_hot_topics_silver.csv"):
        if row["consensus"] == "1":
            topics[row["topic"]].append(row["msg_id"])
    kept = {m.external_id: m for m in Matter.objects.filter(source="annex3")}
    places = hits = 0
    for same in topics.values():
        told = sorted((kept[key] for key in same), key=lambda m: m.pk)
        for number, one in enumerate(told[1:], start=1):
            before = {m.pk for m in told[:number]}
            places += min(SHOWN, number)
            hits += sum(found.matter.pk in before for found in like(world, one))
    others = [
        m for key, m in kept.items() if int(key) % 40 == 0 and not any(key in s for s in topics.values())
    ]
    shown = mean(len(like(world, one)) for one in others)
    print(
        f"  {hits}/{places} = {hits / places:.1%} of the pairs about the same are shown; beside others {shown:.1f}"
    )
    if hits < ENOUGH * places:
        raise SystemExit("too few of the messages about the same are shown")


def mixed(world: World, sentences: Sequence[str], size: int) -> None:
    """So many matters more, of sentences that people wrote: pieces are as common as they are in life."""
    draw, at = random.Random(10), timezone.now()  # noqa: S311 - texts, not secrets
    for start in range(0, size, BATCH):
        past = []
        for number in range(start, start + BATCH):
            said = "。".join(draw.choices(sentences, k=draw.randint(3, 9)))
            past.append(Past(f"m{number}", short_title(said), said, at - timedelta(days=number % 300 + 1)))
        lodge_histories(past=past, unit=world.town, source="mixed", by="bench", at=at)


def _sentences(folder: Path) -> Iterator[str]:
    for file in folder.glob("annex[234]*.csv"):
        for row in _read(file):
            found = re.split(r"[。！？\n]", row.get("detail", ""))
            yield from (one for one in found if 6 < len(one) < 120)


def like(world: World, one: Matter) -> list[Alike]:
    """What is shown beside this one."""
    return earlier_like(one, Matter.objects.visible_to(world.liu, timezone.now()), SHOWN)


def _past(row: dict[str, str], world: World) -> Past:
    at = datetime.fromisoformat(row["msg_time"]).replace(tzinfo=world.county.zone)
    return Past(row["msg_id"], row["title"], row["detail"], at)


def _read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))
