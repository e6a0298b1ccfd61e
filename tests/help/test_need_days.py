"""Until which day a need holds, whose household it may be of, and which day a receipt may bear: before, on and after."""

from datetime import date, timedelta
from typing import Any

import pytest

from huiyin.help import actions, clock, need_rules
from huiyin.help.models import NeedAssessment
from huiyin.lib.refusal import Refused
from huiyin.people.models import ConsentRecord
from huiyin.register.models import Assignment
from tests.house.parts import around
from tests.world import AT, World

TODAY = AT.date()
DAY = timedelta(days=1)


def assess(world: World, **fields: Any) -> NeedAssessment:
    given: dict[str, Any] = {
        "line": Assignment.objects.get(pk=world.line.pk),
        "help_needed": "轮椅",
        "needed_by": TODAY,
        "method": "face",
        "is_adult": True,
        "by": world.chen,
        "at": AT,
        **fields,
    }
    return actions.assess_need(**given)


def test_help_may_be_needed_today_but_not_yesterday(world: World) -> None:
    assert assess(world).needed_by == TODAY
    with pytest.raises(Refused, match="passed already"):
        assess(world, needed_by=TODAY - DAY)
    with pytest.raises(Refused, match="what help"):
        assess(world, help_needed="  ")


@pytest.mark.parametrize(
    ("started", "ended", "allowed"),
    [
        (TODAY, None, True),
        (TODAY - DAY, TODAY + DAY, True),
        (TODAY - DAY, TODAY, False),
        (TODAY + DAY, None, False),
    ],
)
def test_a_need_is_recorded_on_the_days_of_the_line_only(
    world: World, started: date, ended: date | None, allowed: bool
) -> None:
    world.line.started_on, world.line.ended_on = started, ended
    said = need_rules.objection_to_assessing(world.line, world.chen, TODAY)
    assert (said is None) is allowed
    assert need_rules.objection_to_assessing(world.line, world.he, TODAY), "never for a colleague's household"


def test_no_need_is_recorded_once_the_register_s_consent_is_gone(world: World) -> None:
    ConsentRecord.objects.filter(pk=world.line.consent_id).update(withdrawn_at=AT)
    with pytest.raises(Refused, match="not in your part"):
        assess(world)


def test_a_need_is_read_through_its_last_day_and_erased_on_the_next(world: World) -> None:
    need, later = assess(world), assess(world)
    NeedAssessment.objects.filter(pk=later.pk).update(valid_until=need.valid_until + DAY)
    last = need.valid_until
    on_the_day = AT + (last - TODAY)
    assert need_rules.is_readable(need, last)
    assert not need_rules.is_readable(need, last + DAY)
    assert NeedAssessment.objects.readable_on(last).count() == 2
    assert clock.erase_needs(at=on_the_day) == 0
    assert clock.erase_needs(at=on_the_day + DAY) == 1, "and not the one that holds a day longer"
    assert NeedAssessment.objects.readable_on(last).get() == later
    assert NeedAssessment.objects.readable_on(last + DAY).get() == later
    assert not NeedAssessment.objects.readable_on(last + 2 * DAY).exists()
    assert clock.erase_needs(at=on_the_day + 2 * DAY) == 1


def test_the_clock_erases_what_was_said_when_the_consent_was_taken_back_elsewhere(world: World) -> None:
    need, other = assess(world), assess(world)
    ConsentRecord.objects.filter(pk=need.consent_id).update(withdrawn_at=AT)
    need = NeedAssessment.objects.get(pk=need.pk)
    assert not need_rules.is_readable(need, TODAY)
    assert NeedAssessment.objects.readable_on(TODAY).get() == other
    assert clock.erase_needs(at=AT) == 1
    need.refresh_from_db()
    assert (need.help_needed, need.erased_at) == ("", AT)
    assert clock.erase_needs(at=AT + DAY) == 0, "once"


def test_a_consent_is_taken_back_once_and_leaves_the_other_need(world: World) -> None:
    need, other = assess(world), assess(world, help_needed="拐杖")
    actions.withdraw_need(need=need, by=world.chen, at=AT)
    with pytest.raises(Refused, match="withdrawn already"):
        actions.withdraw_need(need=need, by=world.chen, at=AT)
    other.refresh_from_db()
    assert (other.help_needed, other.erased_at, other.consent.withdrawn_at) == ("拐杖", None, None)


def test_a_need_is_passed_on_to_a_named_organ_and_not_in_the_future(world: World) -> None:
    need = assess(world)
    with pytest.raises(Refused, match="to which organ"):
        actions.refer(need=need, organ=" ", referred_on=TODAY, by=world.chen, at=AT)
    with pytest.raises(Refused, match="future"):
        actions.refer(need=need, organ="县残联", referred_on=TODAY + DAY, by=world.chen, at=AT)
    sent = actions.refer(need=need, organ="", to=world.traffic, referred_on=TODAY - DAY, by=world.chen, at=AT)
    assert (sent.organ, sent.to_unit) == (world.traffic.name, world.traffic)


@pytest.mark.parametrize(("days", "allowed"), [(-1, False), (0, True), (1, True), (2, True), (3, False)])
def test_a_receipt_bears_a_day_from_the_referral_to_today(world: World, days: int, allowed: bool) -> None:
    sent = actions.refer(need=assess(world), organ="县残联", referred_on=TODAY, by=world.chen, at=AT)
    on, today = TODAY + days * DAY, TODAY + 2 * DAY
    assert (need_rules.objection_to_receipt(sent, "CL-7", on, today) is None) is allowed


def test_a_receipt_is_kept_once_and_for_its_own_referral(world: World) -> None:
    need = around.need(world)
    first, second = (
        actions.refer(need=need, organ=organ, referred_on=TODAY, by=world.chen, at=AT)
        for organ in ("县残联", "县民政局")
    )
    actions.keep_receipt(referral=first, number=" CL-7 ", received_on=TODAY, by=world.chen, at=AT)
    with pytest.raises(Refused, match="on record already"):
        actions.keep_receipt(referral=first, number="CL-8", received_on=TODAY, by=world.chen, at=AT)
    first.refresh_from_db()
    second.refresh_from_db()
    with pytest.raises(Refused, match="on record already"):
        actions.keep_receipt(referral=first, number="CL-8", received_on=TODAY, by=world.chen, at=AT)
    assert (first.receipt_number, second.receipt_number, second.received_on) == ("CL-7", "", None)
