"""What cannot be solved here is put to the level above, and stays owned here until it is taken over there (S47)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, figures
from huiyin.matters.asked import asked_of
from huiyin.matters.models import Matter, SubTask
from huiyin.matters.rules import life
from huiyin.matters.story import story
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from tests import make
from tests.matters.reading import told, words_of
from tests.world import AT, World

Enter = Callable[[Official], Client]
DUE = date(2026, 4, 14)


@pytest.fixture
def yu(world: World) -> Official:
    return Official.objects.get(username="yu")  # heads the traffic department


@pytest.fixture
def tu(world: World) -> Official:
    return Official.objects.get(username="tu")


def again(found: Matter) -> Matter:
    return Matter.objects.get(pk=found.pk)


def take(found: Matter, by: Official, handler: Official, **said: Any) -> Matter:
    given = {"receipt": "JT-2026-17", "at": AT, **said}
    return actions.take_over(matter=found, handler=handler, version=found.version, by=by, **given)


def noun(found: Matter, who: Official) -> str | None:
    row = asked_of(Matter.objects.for_lists().get(pk=found.pk), who, AT)
    return row.noun if row else None


def test_until_it_is_taken_over_it_is_owned_here_and_the_person_knows(world: World, yu: Official) -> None:
    found = again(make.put_above(world).matter)
    assert (found.state, found.holding_unit, found.lead_unit, found.handler) == (
        "in_progress", world.office, world.office, world.he,
    )  # fmt: skip
    assert (found.due_on, found.level) == (DUE, "town")
    assert told(found, "put_above") == ["yu"]
    assert noun(found, yu) == "takeover"
    assert found in Matter.objects.visible_to(yu, AT).waiting_for(yu, AT)
    assert any("禾阳县交通运输局" in words for _at, words in story(found))
    assert Notice.objects.filter(about=found.reference, kind="told", facts__deed="ask_up").exists()
    assert life.objection("draft", found, world.he, AT) is None, "it does not hold the work back"


def test_taken_over_it_is_owned_and_led_there_and_the_dates_stay(
    world: World, yu: Official, tu: Official
) -> None:
    part = make.put_above(world)
    before = again(part.matter)
    found = take(before, yu, tu)
    assert (found.state, found.holding_unit, found.lead_unit) == ("accepted", world.traffic, world.traffic)
    assert (found.handler, found.accountable_head, found.level) == (tu, yu, "county")
    assert (found.due_on, found.promised_on) == (before.due_on, before.promised_on)
    part.refresh_from_db()
    assert (part.result, part.receipt_number, part.accepted_at) == ("taken_over", "JT-2026-17", AT)
    assert found.steps.get(deed="take_over").facts == {
        "to": world.traffic.code, "handler": tu.pk, "head": yu.pk, "part": part.pk, "receipt": "JT-2026-17",
    }  # fmt: skip
    assert told(found, "taken_over") == ["gao", "he"]
    assert told(found, "assigned") == ["he", "tu"]
    assert any("JT-2026-17" in words for _at, words in story(found))
    assert found.deadlines.running().filter(kind="first_contact").exists(), "a first action is due there"
    assert life.objection("start", found, tu, AT) is None
    assert found not in Matter.objects.visible_to(world.he, AT)
    assert found in Matter.objects.visible_to(world.liu, AT), "the desk that took it in goes on seeing it"


def test_turned_down_it_comes_back_with_words_and_the_person_knows(world: World, yu: Official) -> None:
    part = make.put_above(world)
    actions.turn_down(part=part, words="该路段已移交镇里", by=yu, at=AT)
    found = again(part.matter)
    assert (found.state, found.lead_unit, found.open_parts) == ("in_progress", world.office, [])
    assert told(found, "part_turned_down") == ["he"]
    assert sum("does not take it over" in words for _at, words in story(found)) == 1
    assert not any("移交镇里" in words for _at, words in story(found)), "the words are among units"
    with pytest.raises(Refused, match="somebody else's post"):
        take(found, yu, yu)
    actions.ask_up(matter=found, unit=world.town, asked="请镇里协调县局", due_on=AT.date(), version=found.version,
                   by=world.he, at=AT)  # fmt: skip


def test_the_way_up_leads_upward_or_to_a_department_and_to_one_at_a_time(world: World) -> None:
    found = make.started(world)

    def put(unit: Any) -> SubTask:
        row = again(found)
        given = {"asked": "镇里无权维修国道照明", "due_on": AT.date(), "version": row.version}
        return actions.ask_up(matter=row, unit=unit, by=world.he, at=AT, **given)

    for unit in (world.village, world.sibling):
        with pytest.raises(Refused, match="leads to a county department"):
            put(unit)
    with pytest.raises(Refused, match="another unit than the one that leads"):
        put(world.office)
    assert put(world.town).unit == world.town
    with pytest.raises(Refused, match="has been asked already"):
        put(world.traffic)


@pytest.mark.parametrize(
    ("who", "handler", "receipt", "match"),
    [
        ("gao", "he", "1", "somebody else's post"),
        ("tu", "tu", "1", "somebody else's post"),
        ("yu", "he", "1", "of the unit that was asked"),
        ("yu", "tu", " ", "number under which"),
    ],
)
def test_it_is_taken_over_by_a_head_of_that_unit_with_a_person_and_a_number(
    world: World, who: str, handler: str, receipt: str, match: str
) -> None:
    found = again(make.put_above(world).matter)
    people = {one.username: one for one in Official.objects.all()}
    with pytest.raises(Refused, match=match):
        take(found, people[who], people[handler], receipt=receipt)
    assert again(found).lead_unit == world.office


def test_an_answer_that_is_given_here_ends_it(world: World, yu: Official) -> None:
    part = make.put_above(world)
    found = again(part.matter)
    actions.draft_reply(matter=found, version=found.version, by=world.he, at=AT, **make.REPLY)
    assert noun(found, yu) is None, "while an answer waits it is not taken over"
    assert found not in Matter.objects.waiting_for(yu, AT)
    found = again(found)
    actions.approve(matter=found, version=found.version, by=world.gao, at=AT)
    part.refresh_from_db()
    assert part.result == "overtaken"
    assert found not in Matter.objects.visible_to(yu, AT)
    told_yu = Notice.objects.get(to=yu, kind="part_overtaken", about=found.reference)
    assert told_yu.where == "/matters/", "not to a page that is not there for them any more"


def test_figures_as_of_before_and_after_say_where_it_stood(world: World, yu: Official, tu: Official) -> None:
    found = again(make.put_above(world).matter)
    later = AT + timedelta(days=2)
    take(found, yu, tu, at=later)
    for moment, town, county in ((later - timedelta(hours=1), 1, 0), (later, 0, 1)):
        period = figures.Extent(world.root, date(2026, 1, 1), date(2027, 1, 1), moment)
        n = figures.count(period, world.county)
        assert (n["routed_town"], n["routed_county"], n["matters"]) == (town, county, 1), moment


def test_on_its_pages(world: World, enter: Enter, yu: Official, tu: Official) -> None:
    found = make.started(world)
    client = enter(world.he)
    url = f"/matters/{found.reference}/upward/"
    offered = words_of(client.get(url))
    assert "禾阳县交通运输局" in offered
    assert "石门镇" not in offered
    given = {
        "version": found.version,
        "unit": world.traffic.pk,
        "asked": "镇里无权维修",
        "due_on": "2026-03-09",
    }
    assert client.post(url, given).status_code == 302
    client = enter(yu)
    assert f'href="/matters/{found.reference}/takeover/"' in words_of(client.get("/desk/"))
    page = client.get(f"/matters/{found.reference}/takeover/")
    assert "镇里无权维修" in words_of(page)
    form = page.context["form"]
    assert form.initial["receipt"] == found.reference
    given = {"version": form.initial["version"], "handler": tu.pk, "receipt": "JT-1"}
    assert client.post(f"/matters/{found.reference}/takeover/", given).status_code == 302
    assert again(found).lead_unit == world.traffic
    assert enter(tu).get(f"/matters/{found.reference}/").status_code == 200
