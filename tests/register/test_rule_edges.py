"""The register at its edges: the first and last day of a line, a stand-in, an exemption; the second line, the other hand."""

from datetime import date, timedelta

import pytest

from huiyin.contacts.actions import record
from huiyin.lib.refusal import Refused
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from huiyin.people import actions as people
from huiyin.people.models import Resident
from huiyin.register import actions, rules
from huiyin.register.actions import NewPerson
from huiyin.register.models import Assignment, Exemption, StandIn
from tests.world import AT, World, official

DAY = timedelta(days=1)
TODAY = AT.date()
FIRST, LAST = TODAY + 10 * DAY, TODAY + 20 * DAY


def stand_in(world: World, first: date = FIRST, last: date = LAST, **who: Official) -> StandIn:
    given = {"official": world.chen, "stand_in": world.he, "by": world.liu, **who}
    return actions.name_stand_in(from_on=first, until_on=last, at=AT, **given)


def exemption(world: World, first: date = FIRST, last: date = LAST, **who: Official) -> Exemption:
    given = {"official": world.he, "by": world.he, **who}
    return actions.ask_exemption(reason="外出学习", from_on=first, until_on=last, at=AT, **given)


@pytest.mark.parametrize(
    ("first", "last", "free"),
    [(-5, -1, True), (-5, 0, False), (3, 4, False), (10, 12, False), (11, 12, True)],
)
def test_stand_ins_of_one_official_may_touch_and_not_share_a_day(
    world: World, first: int, last: int, free: bool
) -> None:
    stand_in(world)
    days = (FIRST + first * DAY, FIRST + last * DAY)
    if free:
        assert stand_in(world, *days)
        return
    with pytest.raises(Refused, match="already"):
        stand_in(world, *days)
    other = official("bai", "白露", world.branch, "干事", "officer")
    assert stand_in(world, *days, official=other), "another official's absence is another matter"


def test_a_stand_in_and_an_exemption_last_a_day_at_least(world: World) -> None:
    for make in (stand_in, exemption):
        with pytest.raises(Refused, match="before the first"):
            make(world, FIRST, FIRST - DAY)
        assert make(world, FIRST, FIRST).until_on == FIRST


def test_a_household_is_in_the_care_of_who_stands_in_on_those_days_only(world: World) -> None:
    stand_in(world)
    cared = [
        Assignment.objects.kept_by(world.he, day).exists() for day in (FIRST - DAY, FIRST, LAST, LAST + DAY)
    ]
    assert cared == [False, True, True, False]
    assert Assignment.objects.kept_by(world.chen, FIRST).get() == world.line, "and stays in the official's"


@pytest.mark.parametrize(("late", "over"), [(0, False), (1, True)])
def test_on_its_last_day_a_stand_in_can_still_be_called_back(world: World, late: int, over: bool) -> None:
    made = stand_in(world)
    moment = AT + (LAST - TODAY) + late * DAY
    if over:
        with pytest.raises(Refused, match="run out by itself"):
            actions.call_back(stand_in=made, by=world.liu, at=moment)
        return
    actions.call_back(stand_in=made, by=world.liu, at=moment)
    with pytest.raises(Refused, match="called back already"):
        actions.call_back(stand_in=made, by=world.liu, at=moment)


def test_everybody_concerned_is_told_of_a_stand_in_but_not_who_named_it(world: World) -> None:
    stand_in(world, by=world.chen)
    assert [one.to for one in Notice.objects.filter(kind="stand_in")] == [world.he]


def test_an_exemption_holds_from_its_first_to_its_last_day_once_granted(world: World) -> None:
    asked = exemption(world)
    assert Exemption.objects.undecided().get() == asked
    assert not Exemption.objects.granted_on(FIRST).exists()
    actions.decide_exemption(exemption=asked, is_granted=True, note="", by=world.liu, at=AT)
    found = [Exemption.objects.granted_on(day).exists() for day in (FIRST - DAY, FIRST, LAST, LAST + DAY)]
    assert found == [False, True, True, False]
    spans = [
        (FIRST - DAY, FIRST),
        (FIRST - DAY, FIRST + DAY),
        (LAST, LAST + DAY),
        (LAST + DAY, LAST + DAY * 9),
    ]
    assert [Exemption.objects.granted_between(*span).exists() for span in spans] == [False, True, True, False]
    assert not Exemption.objects.undecided().exists()


def test_an_exemption_is_decided_once_by_somebody_else_and_refused_with_a_word(world: World) -> None:
    for asked in (exemption(world), exemption(world, by=world.gao)):
        for by in {asked.official, asked.asked_by}:
            with pytest.raises(Refused, match="Somebody else decides"):
                actions.decide_exemption(exemption=asked, is_granted=True, note="", by=by, at=AT)
    with pytest.raises(Refused, match="Only who heads"):
        actions.decide_exemption(exemption=asked, is_granted=True, note="", by=world.qian, at=AT)
    with pytest.raises(Refused, match="why it is not granted"):
        actions.decide_exemption(exemption=asked, is_granted=False, note=" ", by=world.liu, at=AT)
    actions.decide_exemption(exemption=asked, is_granted=False, note="人手不足", by=world.liu, at=AT)
    kept = Exemption.objects.get(pk=asked.pk)
    assert (kept.is_granted, kept.decided_by, kept.decided_at) == (False, world.liu, AT)
    assert not Exemption.objects.granted_on(FIRST).exists()
    with pytest.raises(Refused, match="decided already"):
        actions.decide_exemption(exemption=kept, is_granted=True, note="", by=world.liu, at=AT)


def test_a_line_may_begin_again_on_the_day_the_former_one_ends(world: World) -> None:
    Assignment.objects.filter(pk=world.line.pk).update(ended_on=TODAY, end_reason="迁走了")
    objections = [rules.objection_to_starting(world.chen, world.home, TODAY + n * DAY) for n in (-1, 0, 1)]
    assert [bool(one) for one in objections] == [True, False, False]
    assert rules.objection_to_starting(world.he, world.home, TODAY - DAY) is None, "another official may"
    assert rules.objection_to_starting(world.chen, world.second, TODAY - DAY) is None, "another household too"


def test_a_household_off_the_register_is_paired_with_nobody(world: World) -> None:
    facts = {"person": world.line.person, "consent": world.line.consent}
    assert rules.objection_to_pairing(household=world.home, **facts) is None
    world.home.voided_at = AT
    assert "off the register" in str(rules.objection_to_pairing(household=world.home, **facts))


def test_a_line_is_entered_on_its_day_and_not_before() -> None:
    found = [rules.objection_to_day(TODAY + n * DAY, TODAY) is None for n in (-1, 0, 1)]
    assert found == [True, True, False]


def test_a_line_ends_on_its_first_day_at_the_earliest_and_today_at_the_latest(world: World) -> None:
    world.line.started_on = TODAY - 5 * DAY
    Assignment.objects.filter(pk=world.line.pk).update(started_on=world.line.started_on)
    found = [
        rules.objection_to_ending(world.line, TODAY + n * DAY, "迁走了", TODAY) is None
        for n in (-6, -5, 0, 1)
    ]
    assert found == [False, True, True, False]
    assert rules.objection_to_ending(world.line, TODAY, "  ", TODAY) is not None


def test_a_home_is_over_from_the_day_its_last_line_has_ended(world: World) -> None:
    everybody = Resident.objects.all()
    assert not Assignment.objects.over_since(TODAY, everybody).exists(), "none ended, or never on a register"
    Assignment.objects.filter(pk=world.line.pk).update(ended_on=TODAY, end_reason="迁走了")
    over = [list(Assignment.objects.over_since(TODAY + n * DAY, everybody)) for n in (-1, 0, 1)]
    assert over == [[], [world.wang], [world.wang]]


def test_all_lines_of_a_household_go_on_with_the_new_person_each_to_its_official(world: World) -> None:
    consent = world.wang.consents.get()
    other = actions.pair(
        official=world.he, unit=world.office, household=world.home, person=world.wang, consent=consent,
        started_on=TODAY, by="test", at=AT,
    )  # fmt: skip
    heir = actions.register.go_on_with(
        line=world.line, who=NewPerson("王强", is_adult=True), on=TODAY, reason="外出", by=world.chen, at=AT
    )
    live = Assignment.objects.filter(ended_on=None).order_by("pk")
    assert [(one.official, one.handed_from) for one in live] == [(world.chen, world.line), (world.he, other)]
    assert heir.official == world.chen
    assert {one.person.name for one in live} == {"王强"}
    with pytest.raises(Refused, match="ended already"):
        actions.register.go_on_with(
            line=world.line,
            who=NewPerson("李四", is_adult=True),
            on=TODAY,
            reason="外出",
            by=world.chen,
            at=AT,
        )


def test_a_line_that_ended_before_stays_as_it_was_when_another_person_speaks(world: World) -> None:
    past = actions.pair(
        official=world.he, unit=world.office, household=world.home, person=world.wang,
        consent=world.wang.consents.get(), started_on=TODAY - 9 * DAY, by="test", at=AT,
    )  # fmt: skip
    actions.end(line=past, on=TODAY - DAY, reason="调走了", by=world.he, at=AT)
    actions.register.go_on_with(
        line=world.line, who=NewPerson("王强", is_adult=True), on=TODAY, reason="外出", by=world.chen, at=AT
    )
    assert Assignment.objects.get(pk=past.pk).ended_on == TODAY - DAY
    assert Assignment.objects.filter(official=world.he).count() == 1


def test_a_line_that_begins_tomorrow_ends_with_consent_on_its_own_first_day(world: World) -> None:
    Assignment.objects.filter(pk=world.line.pk).update(started_on=TODAY + DAY)
    actions.register.end_with_consent(person=world.wang, by=world.chen, at=AT)
    ended = Assignment.objects.get(pk=world.line.pk)
    assert (ended.ended_on, ended.ended_at) == (TODAY + DAY, AT)


def test_the_last_consent_counts_and_none_that_was_withdrawn(world: World) -> None:
    first = people.take_consent(resident=world.zhu, method="face", is_adult=True, by=world.chen, at=AT - DAY)
    last = people.take_consent(resident=world.zhu, method="paper", is_adult=True, by=world.chen, at=AT)
    line = actions.take_on(official=world.chen, who=world.zhu, started_on=TODAY, by=world.chen, at=AT)
    assert (line.consent, line.unit, line.household) == (last, world.branch, world.second)
    assert first != last
    people.withdraw_consent(resident=world.zhu, erase_by=TODAY, by=world.chen, at=AT)
    with pytest.raises(Refused, match="no consent"):
        actions.take_on(official=world.he, who=world.zhu, started_on=TODAY, by=world.liu, at=AT)


def test_a_line_ends_on_the_day_of_its_last_contact_and_not_before(world: World) -> None:
    first = TODAY - 9 * DAY
    Assignment.objects.filter(pk=world.line.pk).update(started_on=first)
    world.line.started_on = first
    record(
        place=world.village, held_on=TODAY - 4 * DAY, points=[], promises=[], household=world.home, note="走访",
        by=world.chen, at=AT,
    )  # fmt: skip
    found = [
        rules.objection_to_ending(world.line, TODAY + n * DAY, "迁走了", TODAY) is None for n in (-5, -4, -3)
    ]
    assert found == [False, True, True]
