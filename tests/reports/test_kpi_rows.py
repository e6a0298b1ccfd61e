"""The rows behind a figure of service, a page at a time: what came in or fell due last first, all of them and none twice."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from huiyin.matters.models import Deadline, Matter
from huiyin.orgs.models import Official
from huiyin.reports.kpis import listing
from tests import make
from tests.world import AT, World

Enter = Callable[[Official], Client]
ASKED = {"unit": "990100101", "from": "2026-01-01", "to": "2026-03-31"}
MANY = 28
FIRST = datetime.combine(date(2026, 1, 4), AT.timetz())


def evenly(n: int) -> datetime:
    return FIRST + timedelta(days=2 * n)


def all_on_the_first_day(n: int) -> datetime:
    return FIRST + timedelta(minutes=n)


def all_on_the_last_day(n: int) -> datetime:
    return AT - timedelta(hours=20) + timedelta(minutes=n)


def two_at_a_time(n: int) -> datetime:
    return FIRST + timedelta(days=n // 2)


def walked(client: Client, kpi: str, part: str, key: Callable[[Any], Any]) -> list[Any]:
    """What stands on its pages, one after the other, by the links of the pages."""
    url = f"{reverse('reports:kpi', kwargs={'kpi': kpi})}"
    page = client.get(url, {**ASKED, "part": part})
    found: list[Any] = []
    for _turn in range(MANY):
        assert page.status_code == 200
        found += [key(row) for row in page.context["listing"].rows]
        onward = page.context.get("next_url", "")
        assert not onward or escape(onward) in page.content.decode()
        if not onward:
            return found
        page = client.get(onward)
    raise AssertionError("it has no end")


@pytest.fixture
def few_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a page held as few rows that more than one has to be asked for further back."""
    monkeypatch.setattr(listing, "ENOUGH", 3)


@pytest.mark.parametrize("spread", [evenly, all_on_the_first_day, all_on_the_last_day, two_at_a_time])
@pytest.mark.parametrize("reader", ["liu", "sun"])
def test_matters_follow_each_other_by_the_day_of_receipt(
    world: World, enter: Enter, few_a_page: None, spread: Callable[[int], datetime], reader: str
) -> None:
    made = [make.matter(world, at=FIRST) for _n in range(MANY)]
    for n, matter in enumerate(made):
        at = spread(n * 5 % MANY)
        Matter.objects.filter(pk=matter.pk).update(received_at=at, registered_at=at)
    inside = Matter.objects.filter(intake_unit__code__startswith=ASKED["unit"])
    asked = {"received_at__date__range": (ASKED["from"], ASKED["to"]), "origin": "live"}
    wanted = inside.filter(**asked).order_by("-received_at", "-pk").values_list("pk", flat=True)
    assert len(wanted) >= MANY
    client = enter(getattr(world, reader))
    assert walked(client, "conclusion", "numerator", lambda row: row["matter"].pk) == []
    assert walked(client, "duplicates", "denominator", lambda row: row["matter"].pk) == [*wanted]


@pytest.mark.parametrize("spread", [lambda n: n * 5 % MANY, lambda n: 55 + n % 2], ids=["evenly", "lately"])
def test_clocks_follow_each_other_by_their_last_day(
    world: World, enter: Enter, few_a_page: None, spread: Callable[[int], int]
) -> None:
    clocks = []
    for n in range(MANY):
        matter = make.started(world, at=FIRST)
        due = FIRST.date() + timedelta(days=spread(n))
        Deadline.objects.filter(matter=matter, kind="handle").update(due_on=due, due_conservative_on=due)
        clocks.append((due, matter.pk))
    wanted = sorted(((due, pk) for due, pk in clocks), reverse=True)
    found = walked(enter(world.sun), "on_time", "denominator", lambda row: (row["due"], row["matter"].pk))
    assert found == wanted


def test_a_key_of_nonsense_begins_anew(world: World, enter: Enter) -> None:
    make.matter(world, at=FIRST)
    url = reverse("reports:kpi", kwargs={"kpi": "duplicates"})
    for key in (
        "x",
        "1",
        "2026-01-01.x",
        ".",
        "9" * 40,
        "2026-99-99.4",
        "2026-01-01T00:00:00.1.2",
        "2026-01-01T00:00:00.7",
    ):
        page = enter(world.sun).get(url, {**ASKED, "part": "denominator", "after": key})
        assert page.status_code == 200
        assert len(page.context["listing"].rows) == 1, key


@pytest.mark.parametrize(
    ("kpi", "last"),
    [
        ("duplicates", "9999-12-31T23:59:59+00:00"),
        ("duplicates", "2030-01-01T00:00:00+00:00"),
        ("duplicates", "0001-01-01T00:00:00+00:00"),
        ("on_time", "9999-12-31"),
        ("on_time", "2030-01-01"),
        ("on_time", "0001-01-01"),
    ],
)
def test_a_key_of_no_row_shows_nothing_of_after_the_period(
    world: World, enter: Enter, kpi: str, last: str
) -> None:
    for day in (2, 20):
        found = make.started(world, at=FIRST.replace(month=2, day=day))
        due = found.received_at.date() + timedelta(days=5)
        Deadline.objects.filter(matter=found, kind="handle").update(due_on=due, due_conservative_on=due)
    client, url = enter(world.sun), reverse("reports:kpi", kwargs={"kpi": kpi})
    asked = {**ASKED, "part": "denominator", "to": "2026-02-15"}
    shown = [
        client.get(url, {**asked, **more}).context["listing"].rows for more in ({}, {"after": f"{last}.1"})
    ]
    assert len(shown[0]) == len(shown[1]) == 1
