"""A forum at its edges: hours, counts, who may run it, what is told when it changes, the last point that fits."""

from datetime import time, timedelta
from typing import Any

import pytest

from huiyin.contacts.models import Contact, Point
from huiyin.forums import actions, rules
from huiyin.forums.counting import Tally, held_in, tallies
from huiyin.forums.models import Forum
from huiyin.lib.periods import Span
from huiyin.lib.refusal import Refused
from huiyin.notices.models import Notice
from huiyin.orgs.charter import charter_at
from tests.forums.test_forum import TODAY, a_plan, held, planned
from tests.world import AT, World

DAY = timedelta(days=1)


def change(world: World, forum: Forum, version: int = 1, **fields: Any) -> Forum:
    plan = a_plan(world, **fields)
    return actions.change_forum(forum=forum, plan=plan, version=version, by=world.chen, at=AT)


def told(world: World, forum: Forum) -> list[str]:
    found = Notice.objects.filter(to=world.ma, about=forum.reference).order_by("pk")
    return [notice.kind for notice in found]


def test_those_taking_part_are_told_of_another_day_hour_or_place_and_of_nothing_else(world: World) -> None:
    forum = planned(world)
    change(world, forum, subject="夏灌用水", ends=time(10))
    assert told(world, forum) == ["invited"]
    assert Forum.objects.get().subject == "夏灌用水"
    change(world, forum, 2, begins=time(8, 30))
    assert told(world, forum) == ["invited", "called_off"]
    moved = change(world, forum, 3, begins=time(8, 30), place=world.hamlet)
    assert told(world, forum) == ["invited", "called_off", "called_off"]
    assert moved.version == 4
    assert not Notice.objects.filter(to=world.chen, about=forum.reference).exists(), (
        "nobody is told of their own"
    )


def test_the_chair_is_told_when_somebody_else_calls_it_off(world: World) -> None:
    forum = planned(world, chair=world.he, officials=[world.he, world.ma])
    assert [row.official for row in forum.participants.filter(dropped=False)] == [world.ma]
    assert Notice.objects.filter(to=world.he, about=forum.reference, kind="invited").count() == 1
    with pytest.raises(Refused, match="why"):
        actions.cancel_forum(forum=forum, reason=" ", version=1, by=world.chen, at=AT)
    actions.cancel_forum(forum=forum, reason=" 下雨 ", version=1, by=world.chen, at=AT)
    assert Notice.objects.filter(to=world.he, about=forum.reference, kind="called_off").count() == 1
    assert (Forum.objects.get().cancel_reason, Forum.objects.get().state) == ("下雨", "cancelled")


def test_an_end_is_after_the_beginning_and_may_be_left_open(world: World) -> None:
    with pytest.raises(Refused, match="hour of the end"):
        planned(world, ends=time(8))
    assert planned(world, ends=time(8, 1)).ends == time(8, 1)
    assert planned(world, ends=None).ends is None


def test_who_enters_a_forum_for_its_chair_is_named_and_the_chair_is_not(world: World) -> None:
    by_others = planned(world)
    found = actions.hold(
        forum=by_others, held_on=TODAY, present={"farmer": 3}, version=1, by=world.liu, at=AT, begins=time(8)
    )
    assert found.contact is not None
    assert (found.contact.official, found.contact.entered_by) == (world.chen, world.liu)
    assert (found.contact.begins, found.contact.ends) == (None, None), "an hour alone is no span"
    own = held(world)
    assert own.contact is not None
    assert own.contact.entered_by is None
    assert (own.contact.begins, own.contact.ends, own.version) == (time(8), time(9, 30), 2)


def test_groups_are_counted_that_were_asked_for_and_never_below_none(world: World) -> None:
    forum = planned(world)
    for counts in ({"worker": 1}, {"farmer": -1}, {"farmer": 2, "worker": 3}):
        with pytest.raises(Refused, match="count the groups"):
            actions.invite(forum=forum, invited=counts, version=1, by=world.chen, at=AT)
    actions.invite(forum=forum, invited={"farmer": 0}, version=1, by=world.chen, at=AT)
    assert [(g.code, g.invited) for g in actions.groups_of(forum)] == [("farmer", 0), ("women", 0)]
    assert [(g.code, g.is_organisation) for g in actions.groups_of(forum)] == [
        ("farmer", False),
        ("women", True),
    ]
    again = actions.invite(forum=forum, invited={"women": 4}, version=2, by=world.chen, at=AT)
    assert [g.invited for g in actions.groups_of(forum)] == [0, 4]
    assert (again.state, again.version) == ("invited", 3)


def test_twenty_groups_are_asked_and_not_one_more(world: World) -> None:
    charter = charter_at(AT).charter

    def said(codes: list[str]) -> str | None:
        return rules.objection_to_planning(
            unit=world.branch,
            place=world.village,
            planned_on=TODAY,
            today=TODAY,
            codes=codes,
            charter=charter,
        )

    assert said(["farmer", "women"]) is None
    assert "once" in (said(["farmer", "women", "farmer"]) or "")
    codes = [f"g{n}" for n in range(rules.MOST_GROUPS + 1)]
    assert "lists of the institution" in (said(codes[:-1]) or "")
    assert "once" in (said(codes) or "")
    assert "lists of the institution" in (said(["farmer", "nobles"]) or "")


def test_the_chair_the_caller_and_who_leads_the_unit_run_it(world: World) -> None:
    forum = planned(world, chair=world.he, officials=[world.sun])
    may = {
        name: rules.may_run(forum, getattr(world, name), AT) for name in ("chen", "he", "liu", "ma", "sun")
    }
    assert may == {"chen": True, "he": True, "liu": True, "ma": True, "sun": True}
    refused = {name for name in ("gao", "xia", "qian") if not rules.may_run(forum, getattr(world, name), AT)}
    assert refused == {"gao", "xia", "qian"}
    with pytest.raises(Refused, match="no post in that unit"):
        actions.plan_forum(plan=a_plan(world), by=world.qian, at=AT)


def test_a_point_is_numbered_after_the_last_and_the_ninety_ninth_is_the_last(world: World) -> None:
    forum = held(world)
    assert forum.contact is not None
    assert [actions.add_point(forum=forum, text=t, by=world.chen, at=AT).number for t in "甲乙"] == [1, 2]
    Point.objects.filter(contact=forum.contact, number=2).update(number=rules.MOST_POINTS - 1)
    assert actions.add_point(forum=forum, text="丙", by=world.chen, at=AT).number == rules.MOST_POINTS
    with pytest.raises(Refused, match="At most 99"):
        actions.add_point(forum=forum, text="丁", by=world.chen, at=AT)


def test_what_becomes_of_a_point_is_said_again_until_it_is_a_matter(world: World) -> None:
    forum = held(world)
    actions.add_point(forum=forum, text="渠道", topic="water", by=world.chen, at=AT)
    actions.add_point(forum=forum, text="路灯", by=world.chen, at=AT)

    def dispose(what: str, number: int = 1, **fields: str) -> Point:
        return actions.dispose(forum=forum, number=number, disposition=what, by=world.chen, at=AT, **fields)

    with pytest.raises(Refused, match="no point with this number"):
        dispose("noted", 3)
    with pytest.raises(Refused, match="what is to become"):
        dispose("")
    assert dispose("answered", answer=" 本周清淤 ").answer == "本周清淤"
    assert dispose("noted").topic == "water", "a topic stays until another is chosen"
    assert dispose("matter", topic="road").topic == "road"
    with pytest.raises(Refused, match="registered as a matter"):
        dispose("noted")
    assert dispose("noted", 2).disposition == "noted"


def test_the_sentence_quotes_twenty_characters_of_the_first_point_that_hangs() -> None:
    def said(*texts: str) -> str:
        points = [Point(number=n, text=text) for n, text in enumerate(texts, 1)]
        return rules.objection_to_closing(points) or ""

    assert said() == ""
    assert f"“{'水' * 20}”" in said("水" * 20)
    assert f"“{'水' * 20}…”" in said("水" * 21)
    assert "point 1, 2 has" in said("渠道", "路灯")


def test_the_forums_of_a_half_year_are_those_of_its_days(world: World) -> None:
    forum = held(world)
    second = held_again(world)
    charter = charter_at(AT).charter
    (tally,) = tallies([(world.branch.pk, "b")], TODAY, charter)
    assert (tally.held, tally.key) == (2, str(world.branch.pk))
    assert held_in([world.branch.pk], Span(TODAY, TODAY + DAY)).count() == 2
    assert not held_in([world.branch.pk], Span(TODAY - DAY, TODAY)).exists()
    assert not held_in([world.branch.pk], Span(TODAY + DAY, TODAY + 2 * DAY)).exists()
    assert set(Contact.objects.all()) == {forum.contact, second.contact}
    assert [Tally(1, "b", held, 2, 3).is_short for held in (1, 2, 3)] == [True, False, False]


def held_again(world: World) -> Forum:
    again = planned(world)
    return actions.hold(
        forum=again, held_on=TODAY, present={"farmer": 1}, begins=time(9, 40), ends=time(9, 50), version=1,
        by=world.chen, at=AT,
    )  # fmt: skip


def test_forums_are_listed_by_state_and_day_to_those_concerned(world: World) -> None:
    coming, done = planned(world, officials=[world.xia]), held(world)
    assert list(Forum.objects.coming()) == [coming]
    assert list(Forum.objects.to_close()) == [done]
    assert Forum.objects.planned_between(TODAY, TODAY + DAY).count() == 2
    assert not Forum.objects.planned_between(TODAY - DAY, TODAY).exists()
    assert not Forum.objects.planned_between(TODAY + DAY, TODAY + 2 * DAY).exists()
    seen = {
        name: set(Forum.objects.visible_to(getattr(world, name), AT)) for name in ("xia", "liu", "qian", "he")
    }
    assert seen == {"xia": {coming}, "liu": {coming, done}, "qian": set(), "he": set()}
    Forum.objects.filter(pk=done.pk).update(place=world.far_village)
    assert set(Forum.objects.visible_to(world.qian, AT)) == {done}, "at whose place it is, sees it"
    assert set(Forum.objects.visible_to(world.liu, AT)) == {coming, done}, "and whose unit holds it"
