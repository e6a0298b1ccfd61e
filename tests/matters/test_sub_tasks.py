"""Another unit is asked for its part: it holds the answer back, never moves the date, and lies with who was asked (T15)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.asked import asked_of
from huiyin.matters.models import Matter, SubTask
from huiyin.matters.rules import life, revealing
from huiyin.matters.rules.part import objection_to_own_work
from huiyin.matters.story import story
from huiyin.orgs.models import Official
from tests import make
from tests.matters.reading import told, words_of
from tests.world import AT, World

Enter = Callable[[Official], Client]
DUE = date(2026, 4, 14)  # the matter's own


@pytest.fixture
def yu(world: World) -> Official:
    return Official.objects.get(username="yu")  # heads the traffic department


@pytest.fixture
def tu(world: World) -> Official:
    return Official.objects.get(username="tu")


def again(found: Matter) -> Matter:
    return Matter.objects.get(pk=found.pk)


def asked(found: Matter, who: Official) -> str | None:
    row = asked_of(Matter.objects.for_lists().get(pk=found.pk), who, AT)
    return row.noun if row else None


def test_asked_it_stands_with_the_heads_of_that_unit_and_the_matter_stays(world: World, yu: Official) -> None:
    part = make.part_asked(world)
    found = again(part.matter)
    assert (found.state, found.due_on, found.lead_unit) == ("in_progress", DUE, world.office)
    assert told(found, "part_asked") == ["yu"]
    assert found in Matter.objects.visible_to(yu, AT).waiting_for(yu, AT)
    assert asked(found, yu) == f"parts/{part.pk}/acceptance"
    step = found.steps.get(deed="ask_unit")
    assert (step.unit, step.note, step.facts["to"]) == (world.traffic, make.PART, world.traffic.code)
    assert not any(make.PART in words for _at, words in story(found)), (
        "among units, not the person's to follow"
    )


def test_its_head_names_who_does_it_and_that_person_answers(world: World, yu: Official, tu: Official) -> None:
    part = make.part_taken(world)
    found = again(part.matter)
    assert told(found, "part_assigned") == ["tu"]
    assert found not in Matter.objects.waiting_for(yu, AT)
    assert asked(found, tu) == f"parts/{part.pk}/answer"
    actions.answer_part(part=part, words="线路已更换", by=tu, at=AT)
    part.refresh_from_db()
    assert (part.result, part.words, part.closed_by) == ("answered", "线路已更换", tu)
    assert told(found, "part_answered") == ["he"]
    assert found not in Matter.objects.waiting_for(tu, AT)
    assert objection_to_own_work(found, tu, AT) is not None


def test_who_did_it_may_be_replaced_and_one_who_has_left_is(world: World, yu: Official, tu: Official) -> None:
    part = make.part_taken(world)
    Official.objects.filter(pk=tu.pk).update(is_active=False)
    assert asked(part.matter, yu) == f"parts/{part.pk}/acceptance"
    with pytest.raises(Refused, match="doing it already"):
        actions.take_part(part=part, handler=tu, by=yu, at=AT)
    actions.take_part(part=part, handler=yu, by=yu, at=AT + timedelta(hours=1))
    part.refresh_from_db()
    assert (part.handler, part.accepted_at) == (yu, AT), "it was taken on when it was"
    assert told(part.matter, "part_unassigned") == ["tu"]


def test_while_it_is_open_the_answer_is_not_approved_and_the_page_says_whose_part_is_missing(
    world: World, enter: Enter, tu: Official
) -> None:
    part = make.part_taken(world)
    found = again(part.matter)
    actions.draft_reply(matter=found, version=found.version, by=world.he, at=AT, **make.REPLY)
    found = again(found)
    said = life.objection("approve", found, world.gao, AT)
    assert said is not None
    assert "县交通局" in said
    with pytest.raises(Refused, match="县交通局"):
        actions.approve(matter=found, version=found.version, by=world.gao, at=AT)
    page = words_of(enter(world.gao).get(f"/matters/{found.reference}/"))
    assert "县交通局" in page.split('class="why-not"')[1][:200]
    actions.answer_part(part=part, words="线路已更换", by=tu, at=AT)
    assert actions.approve(matter=found, version=found.version, by=world.gao, at=AT).state == "replied"


@pytest.mark.parametrize("how", ["call_off", "turn_down"])
def test_called_off_or_turned_down_it_holds_nothing_back_and_opens_nothing(
    world: World, yu: Official, how: str
) -> None:
    part = make.part_asked(world)
    found = again(part.matter)
    by = world.he if how == "call_off" else yu
    with pytest.raises(Refused, match="few words"):
        getattr(actions, how)(part=part, words=" ", by=by, at=AT)
    getattr(actions, how)(part=part, words="线路归镇里管", by=by, at=AT)
    assert again(found).open_parts == []
    assert found not in Matter.objects.visible_to(yu, AT)
    expected = ("part_called_off", "yu") if how == "call_off" else ("part_turned_down", "he")
    assert told(found, expected[0]) == [expected[1]]
    with pytest.raises(Refused, match="not waited for any more"):
        actions.take_part(part=part, handler=yu, by=yu, at=AT)


def test_who_took_part_still_sees_the_matter_afterwards_and_can_do_nothing_to_it(
    world: World, enter: Enter, yu: Official, tu: Official
) -> None:
    part = make.part_taken(world)
    found = again(part.matter)
    actions.answer_part(part=part, words="线路已更换", by=tu, at=AT)
    for who in (yu, tu):
        assert found in Matter.objects.visible_to(who, AT)
        assert life.choices(found, who, AT) == []
        page = words_of(enter(who).get(f"/matters/{found.reference}/"))
        assert "线路已更换" in page
        assert f"/matters/{found.reference}/parts/" not in page
    assert found not in Matter.objects.visible_to(world.qian, AT)


def test_the_name_of_the_person_stays_closed_to_the_unit_that_was_asked(world: World, yu: Official) -> None:
    found = make.part_asked(world, resident=world.wang, household=world.home).matter
    assert not revealing.may_reveal(found, yu, AT)
    assert found not in revealing.to_reveal(Matter.objects.all(), yu, AT)


def test_it_is_answered_only_by_who_took_it_on_or_their_head(
    world: World, yu: Official, tu: Official
) -> None:
    part = make.part_asked(world)
    with pytest.raises(Refused, match="take it on first"):
        actions.answer_part(part=part, words="线路已更换", by=yu, at=AT)
    with pytest.raises(Refused, match="somebody else's post"):
        actions.take_part(part=part, handler=tu, by=tu, at=AT)
    with pytest.raises(Refused, match="of the unit that was asked"):
        actions.take_part(part=part, handler=world.he, by=yu, at=AT)
    actions.take_part(part=part, handler=tu, by=yu, at=AT)
    with pytest.raises(Refused, match="taken on already"):
        actions.turn_down(part=part, words="不归我们管", by=yu, at=AT)
    with pytest.raises(Refused, match="somebody else's post"):
        actions.answer_part(part=part, words="线路已更换", by=world.he, at=AT)
    assert actions.answer_part(part=part, words="线路已更换", by=yu, at=AT).closed_by == yu


def test_withdrawn_by_its_person_nobody_waits_for_the_part(world: World) -> None:
    part = make.part_taken(world)
    actions.withdraw(matter=again(part.matter), words="", at=AT)
    part.refresh_from_db()
    assert (part.result, part.closed_by, part.remind_at, part.chase_at) == ("overtaken", None, None, None)
    assert told(part.matter, "part_overtaken") == ["tu"]


def test_row_page_and_button_lead_to_the_step(world: World, enter: Enter, yu: Official, tu: Official) -> None:
    part = make.part_asked(world)
    found = part.matter
    there = f"/matters/{found.reference}/parts/{part.pk}/"
    client = enter(yu)
    for page in ("/desk/", "/matters/", f"/matters/{found.reference}/"):
        assert f'href="{there}acceptance/"' in words_of(client.get(page)), page
    form = client.get(f"{there}acceptance/").context["form"]
    given = {"once": form.initial["once"], "handler": tu.pk}
    assert client.post(f"{there}acceptance/", given).status_code == 302
    client = enter(tu)
    for page in ("/desk/", "/matters/"):
        assert f'href="{there}answer/"' in words_of(client.get(page)), page
    form = client.get(f"{there}answer/").context["form"]
    given = {"once": form.initial["once"], "words": "线路已更换"}
    assert client.post(f"{there}answer/", given).status_code == 302
    assert SubTask.objects.get().result == "answered"
    assert client.get(f"{there}answer/").status_code == 302, "somebody was quicker: back, with the reason"


def test_steps_of_a_part_are_closed_to_others(world: World, enter: Enter) -> None:
    part = make.part_asked(world)
    for who, step in ((world.he, "acceptance"), (world.gao, "calling-off"), (world.qian, "acceptance")):
        page = enter(who).get(f"/matters/{part.matter.reference}/parts/{part.pk}/{step}/")
        assert page.status_code == 404, (who, step)
    other = make.started(world)
    assert enter(world.he).get(f"/matters/{other.reference}/parts/{part.pk}/calling-off/").status_code == 404
    assert enter(world.he).get(f"/matters/{part.matter.reference}/parts/{part.pk}/none/").status_code == 404


def test_asked_on_the_page_of_the_matter(world: World, enter: Enter) -> None:
    found = make.started(world)
    client = enter(world.he)
    url = f"/matters/{found.reference}/support/"
    assert f'href="{url}"' in words_of(client.get(f"/matters/{found.reference}/"))
    page = client.get(url)
    given = {"version": found.version, "unit": world.traffic.pk, "asked": make.PART, "due_on": "2026-04-15"}
    late = client.post(url, given)
    assert late.status_code == 422
    assert "14" in words_of(page)
    assert client.post(url, {**given, "due_on": "2026-03-20"}).status_code == 302
    assert SubTask.objects.get().due_on == date(2026, 3, 20)
