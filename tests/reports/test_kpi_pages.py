"""The pages of the figures of service: each number opens its rows, too few voices are not shown, nobody else's are."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from huiyin.matters import actions
from huiyin.orgs.models import Official
from huiyin.reports.kpis import declared, words
from tests import make
from tests.world import AT, World

Enter = Callable[[Official], Client]
PAGE = reverse("reports:kpis")
ASKED = {"unit": "990100101", "from": "2026-01-01", "to": "2026-03-31"}


def of(kpi: str, **more: str) -> tuple[str, dict[str, str]]:
    return reverse("reports:kpi", kwargs={"kpi": kpi}), {**ASKED, **more}


def said(world: World, *satisfied: int) -> None:
    """So many answers rated, on the first days of the year."""
    for n, mark in enumerate(satisfied):
        found = make.replied(world, at=AT - timedelta(days=20 + n))
        rating = {"handled": "yes", "satisfied": mark}
        actions.rate(matter=found, words="", door="code", at=AT - timedelta(days=10), **rating)


def test_every_declared_figure_is_in_plain_words() -> None:
    assert set(words.WORDS) == set(declared.KPIS)
    assert set(words.GROUPS) == set(declared.GROUPS)
    for name, kpi in declared.KPIS.items():
        assert bool(words.WORDS[name].partly) == (kpi.partly is not None) == bool(kpi.weight), name
        assert kpi.cohort in declared.COHORTS


def test_every_number_of_the_page_opens_as_many_rows(world: World, enter: Enter) -> None:
    said(world, 5, 4, 4, 3, 2, 5, 4, 4, 3, 2)
    make.started(world, at=AT - timedelta(days=60))
    client = enter(world.sun)
    page = client.get(PAGE, ASKED)
    assert page.status_code == 200
    links = re.findall(r'<a class="figure" href="([^"]+)">(\d+)<', page.content.decode())
    assert len(links) > 30
    for url, number in links:
        opened = client.get(unescape(url))
        assert opened.status_code == 200, url
        assert opened.context["listing"].total == int(number), url
        assert len(opened.context["listing"].rows) == min(int(number), 25)


def test_what_too_few_said_is_not_shown_nor_are_its_rows(world: World, enter: Enter) -> None:
    said(world, 5, 4, 1, 2, 5, 4, 2, 4, 4)
    client = enter(world.liu)
    page = client.get(PAGE, ASKED).content.decode()
    assert page.count("少于10人") == 1
    url, query = of("satisfaction", part="denominator")
    alone = client.get(url, query)
    assert "listing" not in alone.context
    assert "HY-2026" not in alone.content.decode()
    said(world, 3)
    assert "70.0%" in client.get(url, query).content.decode()  # 6 and, as a whole, 3: seven of ten


def test_the_charter_weighs_fairly_satisfied(world: World, enter: Enter) -> None:
    said(world, 5, 4, 3, 3, 1, 5, 4, 3, 3, 1)
    shown = enter(world.liu).get(*of("satisfaction")).content.decode()
    assert "80.0%" in shown  # 4 + 4 × 1 of 10
    assert "权重 1" in shown


def test_a_day_without_rows_shows_dashes(world: World, enter: Enter) -> None:
    page = enter(world.liu).get(PAGE, {**ASKED, "from": "2024-01-01", "to": "2024-03-31"}).content.decode()
    assert page.count("—") >= len(declared.KPIS)
    assert "0.0%" not in page


def test_only_whoever_leads_the_unit_asks(world: World, enter: Enter) -> None:
    for path, query in ((PAGE, ASKED), of("on_time")):
        assert enter(world.qian).get(path, query).status_code == 404
        assert enter(world.he).get(path, query).status_code == 404
        assert enter(world.ma).get(path, query).status_code == 200
    assert (
        enter(world.liu).get(*of("on_time", **{"from": "2026-05-01", "to": "2026-01-01"})).status_code == 404
    )
    assert enter(world.liu).get(reverse("reports:kpi", kwargs={"kpi": "nothing"}), ASKED).status_code == 404


@pytest.mark.parametrize("kpi", ["on_time", "promises_kept", "median_days"])
def test_the_page_costs_the_same_with_more_rows(world: World, enter: Enter, kpi: str) -> None:
    client = enter(world.liu)
    asked = []
    for _turn in range(2):
        said(world, 5, 4)
        for path, query in ((PAGE, ASKED), of(kpi)):
            client.get(path, query)
            with CaptureQueriesContext(
                connection,
            ) as seen:
                client.get(path, query)
            asked.append(len(seen))
    assert asked[:2] == asked[2:]
    assert max(asked) <= 25


@pytest.mark.parametrize(("first", "last"), [("1949-01-01", "2500-01-01"), ("1949-01-01", "2026-03-31")])
def test_the_course_ends_where_nobody_asks_any_more(
    world: World, enter: Enter, first: str, last: str
) -> None:
    make.started(world)
    page = enter(world.sun).get(*of("on_time", **{"from": first, "to": last}))
    assert page.status_code == 200
    assert len(page.context["course"]) == 1
