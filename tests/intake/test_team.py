"""The team that takes in what comes: who is on duty, what waits, and how much came by day and by way in (S39)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from huiyin.audit.models import Event
from huiyin.intake.models import DutyDay
from huiyin.intake.team import actions, rules
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official
from tests import make
from tests.world import AT, World

Enter = Callable[[Official], Client]
TEAM, WEEK, CAME = (reverse(f"calls:{name}") for name in ("team", "team_week", "team_came"))
TODAY = AT.date()
MONDAY = rules.monday(TODAY)
LIU = "刘芳"


def entered(world: World, on_duty: dict[date, list[Official]], first: date = MONDAY) -> None:
    actions.set_week(unit=world.town, first=first, on_duty=on_duty, by=world.liu, at=AT)


def named(first: date = MONDAY) -> list[tuple[date, str]]:
    rows = DutyDay.objects.of_week(first, first + rules.WEEK)
    return [(row.day, row.official.name) for row in rows]


def test_a_week_is_entered_and_altered_but_not_the_days_that_are_over(world: World) -> None:
    sunday, later = MONDAY + timedelta(days=6), AT + timedelta(days=2)
    entered(world, {MONDAY: [world.liu], sunday: [world.liu, world.ma]})
    assert named() == [(MONDAY, LIU), (sunday, LIU), (sunday, world.ma.name)]
    actions.set_week(unit=world.town, first=MONDAY, on_duty={sunday: [world.ma]}, by=world.liu, at=later)
    assert named() == [(MONDAY, LIU), (sunday, world.ma.name)]
    events = Event.objects.filter(deed="team.week_set").order_by("pk")
    assert [one.facts["entered"] for one in events] == [3, 0]
    assert [one.facts["taken_out"] for one in events] == [0, 1]


def test_weeks_that_are_over_or_far_ahead_and_desks_of_others_are_refused(world: World) -> None:
    for first in (MONDAY - rules.WEEK, MONDAY + rules.LAST_AHEAD + rules.WEEK):
        with pytest.raises(Refused):
            entered(world, {}, first)
    entered(world, {}, MONDAY + rules.LAST_AHEAD)
    with pytest.raises(Refused):
        actions.set_week(unit=world.town, first=MONDAY, on_duty={}, by=world.qian, at=AT)


def test_the_page_enters_a_week_and_a_new_one_begins_as_the_last_was(world: World, enter: Enter) -> None:
    client, next_week = enter(world.liu), MONDAY + rules.WEEK
    asked = {"unit": world.town.code, "week": MONDAY.isoformat()}
    form = client.get(WEEK, asked).context["form"]
    assert not form.is_copied
    name = next(name for name, day in form.days.items() if day == TODAY)
    sent = client.post(f"{WEEK}?unit={world.town.code}&week={MONDAY}", {name: [world.liu.pk]})
    assert sent.status_code == 302
    assert named() == [(TODAY, LIU)]
    page = client.get(TEAM)
    assert page.context["week"][TODAY.weekday()]["names"] == LIU
    assert LIU in page.content.decode()
    copied = client.get(WEEK, asked | {"week": next_week.isoformat()}).context["form"]
    assert copied.is_copied
    assert copied.initial[name] == [world.liu.pk]


def test_who_is_no_longer_there_is_refused_and_nothing_is_lost(world: World, enter: Enter) -> None:
    entered(world, {TODAY: [world.liu]})
    page = enter(world.liu).post(f"{WEEK}?week={MONDAY}", {f"day{TODAY.weekday()}": [world.zhao.pk, "x"]})
    assert page.status_code == 422
    assert page.context["form"].errors
    assert named() == [(TODAY, LIU)]


def test_whoever_is_on_duty_reads_it_on_their_desk_that_day(world: World, enter: Enter) -> None:
    entered(world, {TODAY: [world.liu], TODAY + timedelta(days=1): [world.ma]})
    assert "您今天值班" in enter(world.liu).get(reverse("desk")).content.decode()
    assert "您今天值班" not in enter(world.ma).get(reverse("desk")).content.decode()


def test_what_waits_opens_as_many_rows(world: World, enter: Enter) -> None:
    make.matter(world, at=AT - timedelta(days=20))
    make.matter(world, at=AT)
    make.routed(world, at=AT)
    client = enter(world.liu)
    page = client.get(TEAM)
    waits = page.context["waiting"]
    assert (waits.all, waits.late, waits.oldest) == (2, 1, AT - timedelta(days=20))
    for name, n in (("waiting_url", 2), ("late_url", 1)):
        assert client.get(page.context[name]).context["count"] == n


def test_every_number_of_how_much_came_opens_as_many_rows(world: World, enter: Enter) -> None:
    for channel, days in (("web", 0), ("web", 0), ("phone", 0), ("letter", 3), ("web", 13), ("web", 14)):
        make.matter(world, channel=channel, at=AT - timedelta(days=days))
    client = enter(world.liu)
    page = client.get(TEAM).context
    assert page["n"] == len(client.get(page["all_url"]).context["rows"]) == 5
    assert [(one["n"], len(client.get(one["url"]).context["rows"])) for one in page["ways"]] == [
        (3, 3),
        (1, 1),
        (1, 1),
    ]
    assert [one["n"] for one in page["days"]] == [1, *[0] * 9, 1, 0, 0, 3]
    for day in page["days"]:
        for n, url in [(day["n"], day["url"]), *day["cells"]]:
            assert len(client.get(url).context["rows"]) == n
    assert page["days"][-1]["length"] == page["ways"][0]["length"] == "100%"
    for day in ("x", "9999-12-31", "0001-01-01"):
        assert client.get(CAME, {"day": day}).status_code == 404
        assert client.get(TEAM, {"week": day}).status_code == 200


def test_only_who_sits_at_a_desk_or_leads_has_the_pages(world: World, enter: Enter) -> None:
    for path in (TEAM, WEEK, CAME):
        assert enter(world.qian).get(path, {"unit": world.town.code}).status_code == 404
        assert enter(world.chen).get(path).status_code == 404
        assert enter(world.liu).get(path, {"unit": world.root.code}).status_code == 404
        assert enter(world.liu).get(path).status_code == 200


def test_the_pages_cost_the_same_with_more_rows(world: World, enter: Enter) -> None:
    client, asked = enter(world.liu), list[Any]()
    for _turn in range(2):
        entered(world, {TODAY + timedelta(days=n): [world.liu, world.ma] for n in range(2)})
        for n in range(3):
            make.matter(world, at=AT - timedelta(days=n))
        for path in (TEAM, WEEK, CAME):
            client.get(path)
            with CaptureQueriesContext(connection) as seen:
                client.get(path)
            asked.append(len(seen))
    assert asked[:3] == asked[3:]
    assert max(asked) <= 16
