"""On which days a household may be planned for and helped, what a year counts, and who sees and ends a plan."""

from datetime import date, timedelta
from typing import Any

import pytest

from huiyin.contacts.models import Contact
from huiyin.help import actions, aid_rules
from huiyin.help.actions.aid import end_with_consent, erase_words, go_on_with
from huiyin.help.aid_rules import LeftToDo
from huiyin.help.models import AidAction, AidPlan
from huiyin.lib.refusal import Refused
from huiyin.orgs.charter import charter_at
from huiyin.people.actions import enter_resident
from tests.duties import made
from tests.house.parts import around
from tests.house.parts.around import MEASURE, NEED
from tests.world import AT, LONG_AGO, World

TODAY = AT.date()
DAY = timedelta(days=1)


def plan(world: World, **fields: Any) -> AidPlan:
    given: dict[str, Any] = {"line": world.line, "need": NEED, "measure": MEASURE, "due_on": TODAY}
    return actions.plan_aid(**{**given, **fields}, by=world.chen, at=AT)


def test_a_plan_is_due_today_at_the_earliest_and_says_what_and_how(world: World) -> None:
    assert plan(world).due_on == TODAY
    with pytest.raises(Refused, match="passed already"):
        plan(world, due_on=TODAY - DAY)
    for words in ({"need": " "}, {"measure": " "}):
        with pytest.raises(Refused, match="what is needed and what"):
            plan(world, **words)


@pytest.mark.parametrize(
    ("started", "ended", "allowed"),
    [
        (TODAY, None, True),
        (TODAY - DAY, TODAY + DAY, True),
        (TODAY - DAY, TODAY, False),
        (TODAY + DAY, None, False),
    ],
)
def test_a_plan_is_made_on_the_days_of_the_line_only(
    world: World, started: date, ended: date | None, allowed: bool
) -> None:
    world.line.started_on, world.line.ended_on = started, ended
    assert (aid_rules.objection_to_planning(world.line, world.chen, TODAY) is None) is allowed


def test_only_who_made_an_open_plan_notes_and_ends_it(world: World) -> None:
    found = plan(world)
    for objection in (aid_rules.objection_to_acting, aid_rules.objection_to_ending):
        assert objection(found, world.chen) is None
        assert "Only the official" in (objection(found, world.he) or "")
    with pytest.raises(Refused, match="what came of it"):
        actions.end_aid(plan=found, is_done=True, result=" ", version=1, by=world.chen, at=AT)
    with pytest.raises(Refused, match="in the meantime"):
        actions.end_aid(plan=found, is_done=True, result="成了", version=2, by=world.chen, at=AT)
    other = plan(world)
    actions.end_aid(plan=found, is_done=False, result=" 搬走了 ", version=1, by=world.chen, at=AT)
    found.refresh_from_db()
    other.refresh_from_db()
    assert (found.state, found.result, found.ended_at, found.version) == ("ended", "搬走了", AT, 2)
    assert (other.state, other.version) == ("open", 1)
    for objection in (aid_rules.objection_to_acting, aid_rules.objection_to_ending):
        assert "ended already" in (objection(found, world.chen) or "")


@pytest.mark.parametrize(("days", "allowed"), [(-1, False), (0, True), (1, True), (2, False)])
def test_help_is_noted_from_the_day_of_the_plan_to_today(world: World, days: int, allowed: bool) -> None:
    found, tomorrow = plan(world), TODAY + DAY
    said = aid_rules.objection_to_deed(found, "修屋顶", TODAY + days * DAY, tomorrow)
    assert (said is None) is allowed
    assert aid_rules.objection_to_deed(found, " ", TODAY, tomorrow)


def test_money_without_an_amount_needs_no_receipt(world: World) -> None:
    assert aid_rules.objection_to_amount(None, "", "") is None
    assert aid_rules.objection_to_amount(0, "", "S-1")
    assert aid_rules.objection_to_amount(100, "工会", "S-1") is None
    assert AidAction(amount_fen=105).yuan == "1.05"
    assert AidAction(amount_fen=None).yuan == ""


def test_a_year_counts_from_its_first_day_to_its_last_for_this_household_and_official(world: World) -> None:
    found = plan(world)
    other = made.line(world, "SH-002", world.chen, LONG_AGO).household
    AidPlan.objects.filter(pk=found.pk).update(started_on=LONG_AGO)
    elsewhere = made.aid(world, other, world.chen, LONG_AGO)
    found.refresh_from_db()
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    for day in days:
        made.contact(world, day)
        made.contact(world, day, "paired_aid", household=other)
        for one in (found, elsewhere):
            for solves in (True, False):
                AidAction.objects.create(
                    plan=one, done_on=day, text="修渠", solves=solves, by=world.chen, at=AT
                )
    made.contact(world, TODAY, "talk")
    charter = charter_at(AT).charter
    for at, visits in ((AT, 2), (made.moment(days[0], 23), 1), (made.moment(days[1], 0), 2)):
        left = aid_rules.left_to_do(found, charter, at)
        assert (left.visits, left.problems) == (visits, visits), at
    assert Contact.objects.count() == 9


def test_more_than_asked_for_leaves_nothing_to_do() -> None:
    assert (LeftToDo(2026, 3, 2, 2, 1).visits_left, LeftToDo(2026, 3, 2, 2, 1).problems_left) == (0, 0)
    assert (LeftToDo(2026, 0, 2, 0, 1).visits_left, LeftToDo(2026, 0, 2, 0, 1).problems_left) == (2, 1)


def test_a_plan_is_seen_by_who_leads_the_place_or_the_branch(world: World) -> None:
    found = plan(world)
    away = plan(world)
    AidPlan.objects.filter(pk=away.pk).update(unit=world.far_village)
    branch = plan(world)
    type(world.home).objects.filter(pk=world.home.pk).update(place=world.far_village)
    seen = {
        who.username: set(AidPlan.objects.visible_to(who, AT)) for who in (world.ma, world.qian, world.he)
    }
    assert seen["ma"] == {found, branch}, "by the branch, which lies in his township"
    assert seen["qian"] == {found, away, branch}, "by the place, which lies in his"
    assert seen["he"] == set()
    assert set(AidPlan.objects.visible_to(world.chen, AT)) == {found, away, branch}


def test_a_consent_taken_back_ends_the_open_plans_of_that_person_alone(world: World) -> None:
    found, over = plan(world), plan(world)
    actions.end_aid(plan=over, is_done=True, result="修好了", version=1, by=world.chen, at=AT)
    other = made.aid(world, made.line(world, "SH-002", world.chen, LONG_AGO).household, world.chen, TODAY)
    end_with_consent(person=world.wang, by=world.chen, at=AT + DAY)
    for one in (found, over, other):
        one.refresh_from_db()
    assert (found.state, found.result, found.version) == ("ended", "consent withdrawn", 2)
    assert (over.state, over.result, over.ended_at, over.version) == ("done", "修好了", AT, 2)
    assert other.state == "open"
    erase_words(person=world.wang, at=AT + DAY)
    for one in (found, over, other):
        one.refresh_from_db()
    assert (found.need, found.measure, over.need, over.measure) == ("", "", "", "")
    assert other.need, "what goes on is not emptied"


def test_open_plans_go_on_with_who_speaks_for_the_household_next(world: World) -> None:
    found, over = plan(world), around.aid_plan(world)
    actions.end_aid(plan=over, is_done=True, result="修好了", version=1, by=world.chen, at=AT)
    other = made.line(world, "SH-002", world.chen, LONG_AGO)
    theirs = made.aid(world, other.household, world.chen, TODAY)
    go_on_with(former=world.wang, person=other.person, consent=other.consent)
    for one in (found, over, theirs):
        one.refresh_from_db()
    assert (found.person, found.consent) == (other.person, other.consent)
    assert (over.person, theirs.person) == (world.wang, other.person)


def test_plans_made_with_another_of_the_household_stay_theirs(world: World) -> None:
    found = plan(world)
    son = enter_resident(name="王强", phone="", place=None, household=world.home, by="test", at=AT)
    AidPlan.objects.filter(pk=found.pk).update(person=son)
    other = made.line(world, "SH-002", world.chen, LONG_AGO)
    go_on_with(former=world.wang, person=other.person, consent=other.consent)
    found.refresh_from_db()
    assert found.person == son


def test_a_plan_ends_once_also_from_a_page_of_before(world: World) -> None:
    stale, found = plan(world), AidPlan.objects.get()
    actions.end_aid(plan=found, is_done=True, result="修好了", version=1, by=world.chen, at=AT)
    for version in (1, 2):
        with pytest.raises(Refused, match="in the meantime"):
            actions.end_aid(plan=stale, is_done=False, result="不办了", version=version, by=world.chen, at=AT)
    found.refresh_from_db()
    assert (found.state, found.result, found.version) == ("done", "修好了", 2)
