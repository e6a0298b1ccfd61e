"""Search for two and for four characters among ten thousand matters, against the same page with nothing asked."""

import random
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial

from django.test import Client
from django.utils import timezone

from bench.session import signed_in
from bench.table import Line, median
from huiyin.audit.scope import county_scope
from huiyin.lib import grams
from huiyin.matters.actions import Past, lodge_histories
from huiyin.matters.models import Matter
from huiyin.matters.models.words import read_in
from huiyin.search import finding
from huiyin.search.asked import Asked, address_of
from tests.database import TestServer
from tests.search.sought import candidates
from tests.world import World, build

SIZE, BATCH = 10_000, 1_000
THINGS = [
    "路灯",
    "水渠",
    "道路",
    "自来水",
    "垃圾",
    "医保",
    "学校",
    "公交",
    "低保",
    "树木",
    "噪音",
    "桥梁",
    "井盖",
]
WHAT = ["坏了", "塌了一段", "没有人管", "太远", "漏水", "堵住了", "没有通知", "夜里看不见", "有裂缝"]
ASKED = ("路灯", "路灯坏了", "桥梁裂缝", "灯")  # many, fewer, none as it is written, one character


def everything(server: TestServer) -> Iterator[Line]:
    """Each as a multiple of the empty page; what is found is compared with reading every text."""
    world = build()
    with county_scope(world.county.pk):
        fill(world, SIZE)
    with closing(server.embedded.admin(server.name)) as admin:
        admin.execute("ANALYZE")
    with county_scope(world.county.pk):
        texts = [read_in(matter) for matter in Matter.objects.select_related("place")]
    client = signed_in(world.liu)
    empty = median(partial(_open, client, "/search/"), 15)
    for text in ASKED:
        with county_scope(world.county.pk):
            check(world, text, texts)
            url = address_of(Asked(text), world.liu)
        _open(client, url)
        yield Line(
            f"search for “{text}”, {SIZE:,} matters",
            "the page with nothing asked",
            median(partial(_open, client, url), 15),
            empty,
        )


def _open(client: Client, url: str) -> None:
    if client.get(url).status_code != 200:
        raise SystemExit(f"{url} did not open")


def check(world: World, text: str, texts: list[str]) -> None:
    """As many as a scan finds, or the measurement is worth nothing."""
    meant = finding.meant(Asked(text), world.liu, timezone.now())
    found = candidates(meant, world.liu, timezone.now())
    ours = len(finding.shown(meant, found))
    if ours != (scan := sum(grams.holds(one, meant.asked.terms) for one in texts)):
        raise SystemExit(f"“{text}”: {ours} found, {scan} by reading")
    print(f"  {ours:6,} matters hold “{text}”", flush=True)


def fill(world: World, size: int) -> None:
    """So many matters of the past, about things of a village."""
    draw, at = random.Random(10), timezone.now()  # noqa: S311 - texts, not secrets
    for start in range(0, size, BATCH):
        past = [
            Past(
                f"s{start + n}",
                (told := said(draw))[:20],
                told,
                at - timedelta(days=(start + n) % 300, hours=1),
                place=draw.choice((world.village, world.hamlet)),
            )
            for n in range(BATCH)
        ]
        lodge_histories(past=past, unit=world.town, source="search", by="bench", at=at)


def said(draw: random.Random) -> str:
    """Some sentences of somebody."""
    parts = (
        f"第{draw.randrange(90)}组的{draw.choice(THINGS)}{draw.choice(WHAT)}"
        for _ in range(draw.randint(2, 6))
    )
    return "，".join(parts) + "。"
