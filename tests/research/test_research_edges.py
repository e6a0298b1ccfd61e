"""Field research at its edges: the half-year of a plan, what a report and a measure are asked, and who sees them."""

from datetime import date, timedelta
from typing import Any

import pytest

from huiyin.contacts import actions as contacts_actions
from huiyin.contacts.models import Contact
from huiyin.lib.refusal import Refused
from huiyin.research import actions, rules
from huiyin.research.actions import Question
from huiyin.research.models import Finding, Measure, ResearchPlan
from tests.house.parts import around
from tests.research.test_research import trip
from tests.world import AT, World

TODAY = AT.date()
DAY = timedelta(days=1)
ASKED = Question(" 农田灌溉 ", "为什么总缺水", "上河村", "入户")


def plan(world: World, asked: Question = ASKED, **fields: Any) -> ResearchPlan:
    given: dict[str, Any] = {"year": 2026, "half": 1, "due_on": date(2026, 5, 1), **fields}
    return actions.plan_research(asked=asked, by=world.chen, at=AT, **given)


def measure(world: World) -> Measure:
    finding = actions.find(plan=around.research(world), text="渗漏", is_problem=True, by=world.chen, at=AT)
    return actions.resolve(
        finding=finding, text=" 维修 ", who=" 镇农业办 ", due_on=TODAY, by=world.chen, at=AT
    )


@pytest.mark.parametrize(
    ("due_on", "half"),
    [
        (date(2026, 1, 1), 1),
        (date(2026, 6, 30), 1),
        (date(2026, 7, 1), 2),
        (date(2026, 12, 31), 2),
    ],
)
def test_a_plan_is_due_within_its_half_year(world: World, due_on: date, half: int) -> None:
    assert rules.half_of(due_on) == (2026, half)
    assert plan(world, half=half, due_on=due_on).topic == "农田灌溉"
    with pytest.raises(Refused, match="half-year of the plan"):
        plan(world, half=3 - half, due_on=due_on)
    with pytest.raises(Refused, match="half-year of the plan"):
        plan(world, year=2027, half=half, due_on=due_on)


def test_a_plan_says_what_is_looked_into_and_what_is_asked(world: World) -> None:
    for asked in (Question(" ", "为什么", "", ""), Question("灌溉", " ", "", "")):
        with pytest.raises(Refused, match="looked into"):
            plan(world, asked)


def test_a_half_year_has_ended_on_the_day_after_its_last(world: World) -> None:
    first, second = plan(world), plan(world, half=2, due_on=date(2026, 12, 1))
    ended = {
        day: set(ResearchPlan.objects.ended_before(day))
        for day in (
            date(2025, 12, 31),
            date(2026, 6, 30),
            date(2026, 7, 1),
            date(2026, 12, 31),
            date(2027, 1, 1),
        )
    }
    assert list(ended.values()) == [set(), set(), {first}, {first}, {first, second}]


def test_one_trip_carries_out_its_own_plan_and_not_the_next(world: World) -> None:
    done, left = plan(world), plan(world)
    trip(world, done)
    assert list(ResearchPlan.objects.not_carried_out()) == [left]


def test_only_a_standing_trip_of_one_s_own_carries_out_a_plan(world: World) -> None:
    first, second = plan(world), plan(world)
    contact = trip(world, first)
    theirs = Contact.objects.get(pk=contact.pk)
    theirs.official = world.he
    assert "of your own" in (rules.objection_to_linking(second, theirs, world.chen) or "")
    contacts_actions.void(contact=contact, reason="记错了", by=world.chen, at=AT)
    contact.refresh_from_db()
    assert "of your own" in (rules.objection_to_linking(second, contact, world.chen) or "")


def test_what_a_report_is_asked_depends_on_all_findings_of_its_own_plan(world: World) -> None:
    found, other = plan(world), plan(world)
    actions.find(plan=other, text="渗漏", is_problem=True, by=world.chen, at=AT)
    assert "no finding" in (rules.asks_whether_nothing(found) or "")
    with pytest.raises(Refused, match="what was found"):
        actions.find(plan=found, text=" ", is_problem=True, by=world.chen, at=AT)
    actions.find(plan=found, text="制度良好", is_problem=False, by=world.chen, at=AT)
    assert "no problem" in (rules.asks_whether_nothing(found) or "")
    actions.find(plan=found, text="水费高", is_problem=True, by=world.chen, at=AT)
    actions.find(plan=found, text="账目清楚", is_problem=False, by=world.chen, at=AT)
    assert rules.asks_whether_nothing(found) is None


def test_a_report_is_handed_in_once_from_the_page_it_was_read_on(world: World) -> None:
    found, other = plan(world), plan(world)

    def hand_in(version: int, summary: str = " 没有问题 ") -> None:
        actions.hand_in(
            plan=found, summary=summary, nothing_found=True, version=version, by=world.chen, at=AT
        )

    with pytest.raises(Refused, match="report in short"):
        hand_in(1, " ")
    with pytest.raises(Refused, match="in the meantime"):
        hand_in(2)
    hand_in(1)
    with pytest.raises(Refused, match="in the meantime"):
        hand_in(2)
    found.refresh_from_db()
    other.refresh_from_db()
    assert (found.summary, found.nothing_found, found.version) == ("没有问题", True, 2)
    assert (other.reported_at, other.version) == (None, 1)
    assert "handed in already" in (rules.objection_to_changing(found, world.chen) or "")
    assert "Only the official" in (rules.objection_to_changing(other, world.he) or "")


def test_a_report_with_a_problem_found_nothing_only_in_the_eyes_of_the_form(world: World) -> None:
    found = plan(world)
    actions.find(plan=found, text="水费高", is_problem=True, by=world.chen, at=AT)
    actions.hand_in(plan=found, summary="水费", nothing_found=True, version=1, by=world.chen, at=AT)
    found.refresh_from_db()
    assert not found.nothing_found, "a ticked box does not undo what is on record"


def test_a_measure_says_what_and_by_whom_and_is_set_by_the_plan_s_official(world: World) -> None:
    made = measure(world)
    assert (made.text, made.who) == ("维修", "镇农业办")
    finding = Finding.objects.get()
    for words in ({"text": " ", "who": "镇"}, {"text": "修", "who": " "}):
        with pytest.raises(Refused, match="by which unit"):
            actions.resolve(finding=finding, due_on=TODAY, by=world.chen, at=AT, **words)
    with pytest.raises(Refused, match="Only the official"):
        actions.resolve(finding=finding, text="修", who="镇", due_on=TODAY, by=world.he, at=AT)


def test_a_measure_is_carried_out_and_looked_at_again_once_each_and_not_tomorrow(world: World) -> None:
    made, other = measure(world), measure(world)

    def done(version: int, on: date = TODAY, how: str = " 修好了 ") -> None:
        actions.carry_out(measure=made, how_done=how, done_on=on, version=version, by=world.chen, at=AT)

    def seen(version: int, on: date = TODAY) -> None:
        actions.look_again(
            measure=made, follow_up="通水", followed_on=on, version=version, by=world.chen, at=AT
        )

    for version, on, how, sentence in (
        (1, TODAY, " ", "few words"),
        (1, TODAY + DAY, "修", "future"),
        (2, TODAY, "修", "meantime"),
    ):
        with pytest.raises(Refused, match=sentence):
            done(version, on, how)
    with pytest.raises(Refused, match="comes after"):
        seen(1)
    done(1)
    with pytest.raises(Refused, match="in the meantime"):
        done(2)
    made.refresh_from_db()
    with pytest.raises(Refused, match="carried out already"):
        done(2)
    assert (made.how_done, made.done_on, made.version) == ("修好了", TODAY, 2)
    seen(2)
    with pytest.raises(Refused, match="in the meantime"):
        seen(3)
    made.refresh_from_db()
    with pytest.raises(Refused, match="on record already"):
        seen(3)
    other.refresh_from_db()
    assert (made.follow_up, made.version, other.done_on, other.version) == ("通水", 3, None, 1)
    for objection in (rules.objection_to_doing, rules.objection_to_following):
        assert "Only the official" in (objection(other, world.he) or "")


def test_plans_and_measures_are_seen_by_their_official_and_who_leads_the_unit(world: World) -> None:
    made, plan_ = measure(world), ResearchPlan.objects.get()
    sees = {
        name: (
            plan_ in ResearchPlan.objects.visible_to(getattr(world, name), AT),
            made in Measure.objects.visible_to(getattr(world, name), AT),
        )
        for name in ("chen", "liu", "he", "qian")
    }
    yes, no = (True, True), (False, False)
    assert sees == {"chen": yes, "liu": yes, "he": no, "qian": no}
