"""The rules of a matter at their edges: one character, one day, one second before, on and after."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.contacts.models import Contact
from huiyin.lib.headings import short_title
from huiyin.lib.refusal import Refused
from huiyin.matters import dates
from huiyin.matters.models import Matter, Reply, State, Step
from huiyin.matters.models.matter import OPEN
from huiyin.matters.rules import hearing, replying, revealing, routing, trips
from huiyin.matters.rules.reopening import objection_to_reopening
from huiyin.notices.models import Notice
from huiyin.orgs.models import AdoptedCharter, Official, Unit
from huiyin.orgs.models.unit import tree_has_changed
from tests import make, make_states
from tests.world import AT, SHANGHAI, World, charter_text

DAY = timedelta(days=1)
TODAY = AT.date()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("  路灯坏了。请来修  ", "路灯坏了"),
        ("路灯坏。请来修理一下", "路灯坏。请来修理一下"),  # three characters say too little
        ("第一行写着事情\n第二行", "第一行写着事情"),
        ("路灯坏了！谁来修？", "路灯坏了"),
        ("您好！我是上河村三组的村民，村口的路灯坏了三盏。晚上看不见路。", "村口的路灯坏了三盏"),
        ("尊敬的领导：你好，我们住在桥头，河堤塌了一段", "河堤塌了一段"),
        ("我是上河村的，灯坏", "我是上河村的，灯坏"),  # too little is left
        ("我是上河村的村民。", "我是上河村的村民"),
        ("您好。", "您好。"),
        ("灯" * 30, "灯" * 30),
        ("灯" * 31, "灯" * 29 + "…"),
    ],
)
def test_a_heading_is_the_first_sentence_or_thirty_characters(text: str, title: str) -> None:
    assert short_title(text) == title


def test_two_characters_are_words_enough_and_twenty_thousand_not_too_many(world: World) -> None:
    for body in ("灯", " 灯\x00 ", "灯" * (hearing.MAX_BODY + 1)):
        with pytest.raises(Refused):
            make.lodged(world, body=body)
    assert make.lodged(world, body="灯坏").matter.body == "灯坏"
    assert len(make.lodged(world, body="灯" * hearing.MAX_BODY).matter.body) == hearing.MAX_BODY


def test_a_matter_may_be_received_now_and_not_a_second_later(world: World) -> None:
    with pytest.raises(Refused, match="future"):
        make.lodged(world, received_at=AT + timedelta(seconds=1))
    assert make.lodged(world, received_at=AT).matter.received_at == AT


def test_who_raised_it_is_not_told_of_it_and_the_other_coordinator_is(world: World) -> None:
    make.lodged(world, raised_by=world.liu)
    assert not Notice.objects.visible_to(world.liu).exists()
    make.lodged(world, raised_by=world.chen)
    assert Notice.objects.visible_to(world.liu).count() == 1


def test_a_place_is_taken_in_by_its_township_and_a_township_by_itself(world: World) -> None:
    def desk(place: Unit | None) -> Unit:
        return hearing.intake_unit_for(place, world.root, TODAY)

    assert desk(None) == world.root
    assert [desk(place) for place in (world.village, world.office, world.town)] == [world.town] * 3
    assert desk(world.traffic) == world.root
    Unit.objects.filter(pk=world.town.pk).update(valid_to=TODAY)
    tree_has_changed()
    world.town.refresh_from_db()
    assert desk(world.town) == world.root, "a township that has ended takes nothing in"
    assert desk(world.village) == world.root


def answer(**change: Any) -> str | None:
    matter = Matter(charter=AdoptedCharter(text=charter_text(), sha256="as shipped"))
    return replying.objection_to_reply(
        Reply(matter=matter, **{**make.REPLY, "outcome": "answered", **change})
    )


@pytest.mark.parametrize(("length", "enough"), [(39, False), (40, True), (41, True)])
def test_an_explanation_of_policy_takes_forty_characters(length: int, enough: bool) -> None:
    explained = {"outcome": "explained_policy", "basis": "《条例》第三条"}
    assert (answer(opinion="因" * length, **explained) is None) is enough
    assert answer(opinion=" " + "因" * 39 + " ", **explained) is not None, "blanks explain nothing"


def test_only_a_promise_needs_a_day_and_only_a_refusal_a_basis() -> None:
    assert answer(outcome="promised") is not None
    assert answer(outcome="promised", promise_due_on=TODAY) is None
    for outcome in ("explained_policy", "not_supported"):
        assert "policy" in (answer(outcome=outcome, opinion="因" * 40) or "")
        assert "policy" in (answer(outcome=outcome, opinion="因" * 40, basis="  ") or "")


def test_a_second_means_or_field_of_help_outside_the_list_is_refused(world: World) -> None:
    matter = make.matter(world)
    charter = matter.charter.charter
    means = [one.code for one in charter.listed("means")]
    fields = [one.code for one in charter.listed("help_field")]
    assert replying.objection_to_classes(matter, means, fields) is None
    assert replying.objection_to_classes(matter, [], []) is None
    assert replying.objection_to_classes(matter, [means[0], "x"], fields) is not None
    assert replying.objection_to_classes(matter, means, [fields[0], "x"]) is not None


@pytest.mark.parametrize(
    ("begins", "ends", "open_"),
    [(0, None, True), (1, None, False), (-9, 0, False), (-9, 1, True), (-9, -1, False)],
)
def test_a_unit_takes_matters_from_its_first_day_to_the_one_before_its_end(
    world: World, begins: int, ends: int | None, open_: bool
) -> None:
    to = world.office
    to.valid_from, to.valid_to = TODAY + begins * DAY, None if ends is None else TODAY + ends * DAY
    found = routing.objection_to_routing(make.matter(world), to, world.liu, AT)
    assert (found is None) is open_


def test_a_duty_of_the_county_may_go_to_a_township_and_a_topic_of_no_level_to_a_village(world: World) -> None:
    def no(topic: str, to: Unit) -> str | None:
        return routing.objection_to_routing(make.matter(world, topic=topic), to, world.liu, AT)

    topics = make.matter(world).charter.charter.topics
    countys = next(t.code for t in topics if t.duty == "county")
    others = next(t.code for t in topics if t.duty != "county")
    assert "why the village" in (no(countys, world.village) or "")
    assert no(countys, world.office) is None
    assert no(others, world.village) is None
    assert "why the village" in (no("", world.village) or ""), "nor what has no topic yet"
    assert "department" in (no(others, world.branch) or "")


def test_a_handler_is_of_the_unit_or_below_the_county_of_the_same_township(world: World) -> None:
    def may(who: Any, lead: Unit | None) -> bool:
        return routing.objection_to_handler(who, Matter(lead_unit=lead), AT) is None

    assert may(world.he, world.office)
    assert may(world.liu, world.office), "of the township"
    assert may(world.chen, world.village)
    assert not may(world.qian, world.office), "of another township"
    assert not may(world.he, world.traffic), "a department's matters stay in the department"
    assert may(world.he, world.root), "everybody is of the county"
    assert not may(world.he, None)


@pytest.mark.parametrize(("late", "allowed"), [(-1, True), (0, True), (1, False)])
def test_the_last_day_on_which_a_matter_can_be_taken_up_again(world: World, late: int, allowed: bool) -> None:
    matter = make.replied(world)
    days = matter.charter.charter.clock("reopen").n
    last = dates.calendar().add_days(TODAY, days).due_legal
    moment = datetime(last.year, last.month, last.day, 23, 59, tzinfo=SHANGHAI) + late * DAY
    assert (objection_to_reopening(matter, moment) is None) is allowed
    matter.replied_at = None
    assert objection_to_reopening(matter, AT) is not None


def test_a_trip_takes_along_open_matters_of_the_place_or_of_none(world: World) -> None:
    there = Contact(place=world.village)

    def no(**fields: Any) -> str:
        return trips.objection_to_trip(Matter(reference="HY-1", **fields), there) or ""

    assert no(place=world.village) == no(place=None) == ""
    assert "another village" in no(place=world.hamlet)
    assert "answered already" in no(place=world.village, state=State.REPLIED)
    assert "answered already" in no(place=world.village, state=State.CLOSED)
    assert "history" in no(place=world.village, origin="history")


@pytest.mark.parametrize(
    ("state", "by_handler"),
    [(State.ACCEPTED, Step.Deed.START), (State.IN_PROGRESS, Step.Deed.NOTE), (State.ROUTED, Step.Deed.TRIP)],
)
def test_a_handlers_trip_moves_the_matter_and_anybody_elses_does_not(
    world: World, state: str, by_handler: str
) -> None:
    matter = Matter(state=state, handler=world.he)
    assert trips.deed_of_trip(matter, world.he) == by_handler
    assert trips.deed_of_trip(matter, world.chen) == Step.Deed.TRIP


def test_who_may_open_name_and_number(world: World) -> None:
    matter = make.accepted(world, raised_by=world.chen)  # held by the building office
    allowed = [
        one
        for one in (world.he, world.gao, world.chen, world.liu, world.xia)
        if revealing.may_reveal(matter, one, AT)
    ]
    assert allowed == [world.he, world.gao, world.liu, world.xia]
    assert not any(revealing.may_reveal(matter, one, AT) for one in (world.ma, world.qian))


@pytest.mark.parametrize("state", State)
def test_who_brought_it_in_opens_name_and_number_while_it_is_open_and_they_keep_the_household(
    world: World, state: str, enter: Callable[[Official], Client]
) -> None:
    matter = make_states.MAKERS[state](world, raised_by=world.chen, resident=world.wang, household=world.home)
    assert revealing.may_reveal(matter, world.chen, AT) is (state in OPEN)
    there = f"/matters/{matter.reference}/"
    page = enter(world.chen).get(there).content.decode()
    assert (there + "person/" in page) is (state in OPEN)
    world.line.ended_on, world.line.ended_at = TODAY, AT
    world.line.save()
    assert not revealing.may_reveal(matter, world.chen, AT)


def test_who_took_it_down_opens_name_and_number_only_from_a_post_at_that_desk(world: World) -> None:
    far = {"holding_unit": world.traffic, "lead_unit": world.traffic, "level": "county"}
    matter = make.matter(world, raised_by=world.xia, resident=world.wang)
    Matter.objects.filter(pk=matter.pk).update(**far)
    matter.refresh_from_db()
    assert revealing.may_reveal(matter, world.xia, AT)
    assert not revealing.may_reveal(matter, world.liu, AT), "of the same desk, but did not take it down"
    Matter.objects.filter(pk=matter.pk).update(intake_unit=world.sibling)
    matter.refresh_from_db()
    assert not revealing.may_reveal(matter, world.xia, AT)


def test_overdue_begins_the_day_after_and_soon_ends_with_its_last_day(world: World) -> None:
    matter = make.matter(world)
    due = matter.due_on
    assert due is not None
    assert not Matter.objects.overdue(due).exists()
    assert Matter.objects.overdue(due + DAY).get() == matter
    spans = [(due, due), (due - DAY, due), (due - DAY * 2, due - DAY), (due + DAY, due + DAY * 2)]
    assert [Matter.objects.due_soon(*span).exists() for span in spans] == [True, True, False, False]
