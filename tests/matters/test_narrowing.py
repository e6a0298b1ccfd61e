"""A list of matters narrowed by its address, shown as a table, and taken along."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from huiyin.audit.models import Event
from huiyin.matters import export
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official, Unit
from tests import make
from tests.world import AT, World

Enter = Callable[[Official], Client]
HERE = "/matters/"


def found(client: Client, **asked: Any) -> set[str]:
    """The references that the list shows for what is asked."""
    page = client.get(HERE, {"list": "open", **asked})
    assert page.status_code == 200
    return {row.matter.reference for row in page.context["rows"]}


def test_each_choice_narrows_the_list_and_stands_in_its_address(world: World, enter: Enter) -> None:
    started = make.started(world)
    waiting = make.matter(world, at=AT + timedelta(days=3))
    Matter.objects.filter(pk=started.pk).update(topic="road", place=world.village)
    client = enter(world.liu)
    both = {started.reference, waiting.reference}
    assert found(client) == both
    assert found(client, unit=world.office.code) == {started.reference}
    assert found(client, unit=world.town.code) == both, "with the units below it"
    assert found(client, place=world.village.code) == {started.reference}
    assert found(client, topic="road") == {started.reference}
    assert found(client, state="received") == {waiting.reference}
    assert found(client, handler="何平") == {started.reference}
    assert found(client, handler="没有此人") == set()
    assert found(client, since=(AT + timedelta(days=1)).date()) == {waiting.reference}
    assert found(client, until=AT.date()) == {started.reference}
    assert found(client, since=AT.date(), until=(AT + timedelta(days=3)).date()) == both, "both days included"
    assert found(client, topic="road", state="received") == set(), "all that is asked for holds together"


def test_a_topic_holds_those_below_it(world: World, enter: Enter) -> None:
    below = make.started(world)
    charter = below.charter.charter
    child = next(one for one in charter.topics if one.parent)
    Matter.objects.filter(pk=below.pk).update(topic=child.code)
    assert found(enter(world.liu), topic=child.parent) == {below.reference}


def test_a_clock_that_is_over_is_found_by_its_name(world: World, enter: Enter) -> None:
    late = make.routed(world, at=AT - timedelta(days=14))
    make.routed(world)
    client = enter(world.liu)
    assert found(client, late="sign") == {late.reference}
    assert found(client, late="callback") == set()


def test_nonsense_in_the_address_finds_nothing_and_says_what_is_wrong(world: World, enter: Enter) -> None:
    make.started(world)
    client = enter(world.liu)
    page = client.get(HERE, {"list": "open", "since": "gestern", "unit": "nowhere"})
    assert page.status_code == 200
    assert page.context["rows"] == []
    assert set(page.context["narrow"].errors) == {"since", "unit"}
    turned = client.get(HERE, {"list": "open", "since": "2026-03-09", "until": "2026-03-01"})
    assert "until" in turned.context["narrow"].errors


def test_the_order_is_asked_for_and_the_pages_follow_it(world: World, enter: Enter) -> None:
    made = [make.started(world, at=AT + timedelta(hours=n)).reference for n in range(3)]
    client = enter(world.liu)

    def order(sort: str) -> list[str]:
        page = client.get(HERE, {"list": "open", "sort": sort})
        return [row.matter.reference for row in page.context["rows"]]

    assert order("received") == made[::-1]
    assert order("first") == made
    assert order("still") == made


def test_nobody_finds_what_they_may_not_see(world: World, enter: Enter) -> None:
    started = make.started(world)
    he = enter(world.he)
    assert "unit" not in he.get(HERE, {"narrow": "1"}).context["narrow"].fields, "he leads none"
    assert found(he, state="in_progress") == {started.reference}
    assert found(enter(world.zhao), state="in_progress") == set()


def test_the_list_says_how_many_and_of_what_and_is_a_table_if_one_likes(world: World, enter: Enter) -> None:
    started = make.started(world)
    client = enter(world.liu)
    page = client.get(HERE, {"list": "open", "state": "in_progress", "view": "table"})
    html = page.content.decode()
    assert page.context["count"] == 1
    assert "<table" in html
    assert started.reference in html
    assert "state=in_progress" in page.context["export_url"]
    plain = client.get(HERE, {"list": "open"})
    assert plain.context["narrow"] is None
    assert plain.context["count"] is None


def test_the_list_is_taken_along_as_it_was_asked_for_and_that_is_on_record(
    world: World, enter: Enter
) -> None:
    started = make.started(world)
    make.matter(world)
    client = enter(world.liu)
    page = client.get(HERE, {"list": "open", "unit": world.office.code})
    answer = client.get(page.context["export_url"])
    assert "attachment" in answer["Content-Disposition"]
    book: Any = load_workbook(BytesIO(answer.content))
    rows, about = (list(book.worksheets[n].values) for n in range(2))
    assert [row[0] for row in rows[1:]] == [started.reference]
    assert len(rows[0]) == len(rows[1])
    said = "\n".join(str(line[0]) for line in about)
    assert world.office.short_name in said
    assert world.liu.name in said
    assert {line[1] for line in about if line[1]}, "what each column means"
    event = Event.objects.get(deed="matters.taken")
    assert (event.by, event.facts["rows"]) == (world.liu.key, 1)
    assert event.facts["asked"] == {"list": "open", "unit": world.office.code}


def test_too_many_or_none_are_told_and_nothing_is_taken(
    world: World, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.started(world)
    make.started(world)
    client = enter(world.liu)
    monkeypatch.setattr(export, "MOST", 1)
    answer = client.get("/matters/export/xlsx/", {"list": "open"}, follow=True)
    assert "事项超过1件" in answer.content.decode()
    assert answer.redirect_chain[-1][0] == "/matters/?list=open"
    client.get("/matters/export/xlsx/", {"list": "answered"})
    assert not Event.objects.filter(deed="matters.taken").exists()


def test_a_code_that_two_units_bore_is_offered_once_and_finds_what_lay_with_either(
    world: World, enter: Enter
) -> None:
    started = make.started(world)
    ended = {"valid_from": AT.date() - timedelta(days=9000), "valid_to": AT.date()}
    Unit.objects.filter(pk=world.traffic.pk).update(code=world.office.code, **ended)
    client = enter(world.sun)
    page = client.get(HERE, {"list": "open", "unit": world.office.code})
    codes = [code for code, _name in page.context["narrow"].fields["unit"].choices]
    assert codes.count(world.office.code) == 1
    assert {row.matter.reference for row in page.context["rows"]} == {started.reference}
    Matter.objects.filter(pk=started.pk).update(lead_unit=world.traffic)
    assert found(client, unit=world.office.code) == {started.reference}


def test_days_at_the_end_of_time_are_told_to_be_none(world: World, enter: Enter) -> None:
    make.started(world)
    client = enter(world.liu)
    page = client.get(HERE, {"list": "open", "since": "0001-01-01", "until": "9999-12-31"})
    assert set(page.context["narrow"].errors) == {"since", "until"}
    assert client.get("/matters/export/xlsx/", {"list": "open", "until": "9999-12-31"}).status_code == 302


def test_the_trail_of_a_taking_holds_what_was_asked_and_nobodys_name(world: World, enter: Enter) -> None:
    make.started(world)
    client = enter(world.liu)
    asked = {"list": "open", "handler": world.he.name, "since": "2026-01-01", "x": "王秀英", "view": "table"}
    client.get("/matters/export/xlsx/", asked)
    kept = Event.objects.get(deed="matters.taken").facts["asked"]
    assert kept == {"list": "open", "handler": [world.he.key], "since": "2026-01-01"}


def test_no_name_in_an_address_holds_a_character_that_the_database_lacks(world: World, enter: Enter) -> None:
    assert enter(world.liu).get(HERE + "?%00=1").status_code == 400


def test_taking_along_many_asks_the_database_no_more_than_taking_one(world: World, enter: Enter) -> None:
    client = enter(world.liu)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/matters/export/xlsx/", {"list": "open"}).status_code == 200
        return len(seen)

    make.started(world)
    queries()
    one = queries()
    for n in range(3):
        make.started(world, at=AT + timedelta(hours=n))
    assert queries() == one
