"""A person's request about their own data (T30): who sees it, the check, the day, what is told, changed and erased."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from huiyin.audit.models import Event
from huiyin.contacts import actions as contacts
from huiyin.contacts.actions import Raised
from huiyin.lib.refusal import Refused
from huiyin.matters.models import Matter
from huiyin.notices.models import Notice
from huiyin.orgs.models import Appointment, Official
from huiyin.people.models import ConsentRecord, Reveal
from huiyin.privacy import deciding, requesting, rules
from huiyin.privacy.deciding import Anew
from huiyin.privacy.models import DataRequest
from huiyin.privacy.requesting import Asked
from tests import make
from tests.privacy.asking import asked, checked, officer
from tests.world import AT, World, official

SAID = "您的信息如下，请核对。"


def answered(world: World, found: DataRequest, result: str = "granted", **more: Any) -> DataRequest:
    return deciding.answer(
        found=found, result=result, answer=SAID * 2, version=found.version, by=officer(world), at=AT, **more
    )


def told(found: DataRequest, language: str = "en") -> str:
    return json.dumps(json.loads(found.statement)[language], ensure_ascii=False)


def seen_by(reader: Official) -> bool:
    return DataRequest.objects.visible_to(Official.objects.get(pk=reader.pk), AT).exists()


def test_only_who_is_responsible_for_personal_data_sees_it_and_is_told(world: World) -> None:
    ding = officer(world)
    found = asked(world)
    assert seen_by(ding)
    others = [world.chen, world.liu, world.he, world.gao, world.ma, world.sun, world.qian, world.xia]
    assert not any(map(seen_by, others))
    assert [one.to for one in Notice.objects.filter(kind="data_request")] == [ding]
    assert found.reference.startswith("HYG-")


def test_whom_it_is_about_sees_nothing_and_the_head_of_the_county_stands_in(world: World) -> None:
    ding, found = officer(world), asked(world)

    head = official("lu", "卢山", world.root, "县长", "unit_head")
    assert not seen_by(head), "somebody is responsible"
    requesting.keep_from(found=found, about_official=ding, version=found.version, by=ding, at=AT)
    assert not seen_by(ding)
    assert seen_by(head)
    assert Notice.objects.filter(kind="data_request", to=head).exists()
    with pytest.raises(Refused, match="responsible for personal data"):
        requesting.prove(found=found, proof="paper", version=found.version + 1, by=ding, at=AT)


def test_a_head_stands_in_where_nobody_has_the_post(world: World) -> None:

    head = official("lu", "卢山", world.root, "县长", "unit_head")
    asked(world)
    assert seen_by(head)
    assert not seen_by(world.ma), "the head of a township is not the county's"


def test_it_is_answered_within_fifteen_working_days_of_its_receipt_and_says_how_that_was_reached(
    world: World,
) -> None:
    officer(world)
    found = asked(world)
    assert (found.n, found.n_unit, found.started_on, found.due_on) == (15, "wd", AT.date(), date(2026, 3, 23))
    assert "个人信息保护法" in found.source
    assert found.working["zh-hans"]
    assert found.working["en"]


def test_the_true_time_of_receipt_counts_when_a_clerk_takes_it_down(world: World) -> None:
    form = Asked(kind="access", words="想看", name="王秀兰", phone="19900001234")
    came = AT - timedelta(days=3)
    found = requesting.take_down(
        asked=form, channel="letter", received_at=came, late_reason="", unit=world.root, by=world.xia, at=AT
    )
    assert found.started_on == came.date()
    assert found.taken_by == world.xia
    assert not seen_by(world.xia)
    with pytest.raises(Refused, match="future"):
        requesting.take_down(
            asked=form, channel="letter", received_at=AT + timedelta(1), late_reason="", unit=world.root,
            by=world.xia, at=AT,
        )  # fmt: skip


def test_nothing_is_shown_or_changed_before_who_asks_has_been_checked(world: World) -> None:
    found = asked(world)
    with pytest.raises(Refused, match="not been checked"):
        answered(world, found)
    with pytest.raises(Refused, match="tell the person first"):
        answered(world, found, "refused")
    assert not Reveal.objects.exists()
    with pytest.raises(IntegrityError, match="nothing_is_shown_without_a_check"), transaction.atomic():
        DataRequest.objects.filter(pk=found.pk).update(
            result="granted", answer="x", answered_at=AT, answered_by=world.sun
        )


def test_what_is_missing_is_told_and_the_day_stays(world: World) -> None:
    found, ding = asked(world), officer(world)
    told_of = requesting.say_missing(
        found=found, missing="请带身份证到县政务大厅窗口核对", version=found.version, by=ding, at=AT
    )
    assert told_of.due_on == found.due_on
    refused = answered(world, told_of, "refused")
    assert (refused.result, refused.statement) == ("refused", "")


def test_a_number_that_is_not_on_record_shows_nothing_when_it_is_rung(world: World) -> None:
    found = asked(world, phone="19999999999")
    with pytest.raises(Refused, match="not one on record"):
        requesting.prove(found=found, proof="rung", version=found.version, by=officer(world), at=AT)
    done = requesting.prove(found=found, proof="paper", version=found.version, by=officer(world), at=AT)
    assert (done.proof, done.proven_by) == ("paper", officer(world))
    assert "王秀兰" not in told(answered(world, done)), "the name alone leads to nobody"


def test_who_asks_for_another_says_whose_and_why_and_comes_with_a_paper(world: World) -> None:
    with pytest.raises(Refused, match="whose data"):
        asked(world, speaks="relative")
    with pytest.raises(Refused, match="ground"):
        asked(world, speaks="relative", whose="王秀兰")
    found = asked(world, name="王强", speaks="relative", whose="王秀兰", ground="母亲已去世，办理继承")
    with pytest.raises(Refused, match="counter"):
        requesting.prove(found=found, proof="rung", version=found.version, by=officer(world), at=AT)
    done = requesting.prove(found=found, proof="paper", version=found.version, by=officer(world), at=AT)
    assert "王秀兰" in told(answered(world, done))


def test_what_is_held_is_told_with_its_purpose_and_others_stay_out(world: World) -> None:
    contacts.record(
        place=world.village, held_on=AT.date(), household=world.home, person=world.wang,
        points=[Raised("路灯坏了，找老李13900002222", "noted")], promises=[], note="此人爱较真", by=world.chen, at=AT,
    )  # fmt: skip
    mine = make.matter(world)
    Matter.objects.filter(pk=mine.pk).update(resident=world.wang)
    other = make.matter(world, body="王秀兰家的狗半夜总叫，请管一管")
    statement = told(answered(world, checked(world)), "zh-hans")
    for held in ("王秀兰", "19900001234", world.home.code, "路灯坏了", mine.reference, "陈立"):
        assert held in statement
    for kept_out in ("此人爱较真", "13900002222", other.reference, "半夜总叫"):
        assert kept_out not in statement
    assert "作为联系户" in statement
    assert "联系关系结束后365天" in statement, "for how long, by the charter"
    look = Reveal.objects.get()
    assert (look.purpose, look.by, look.resident) == ("request", officer(world), world.wang)


def test_one_number_may_be_a_whole_familys_so_the_name_agrees_too(world: World) -> None:
    found = checked(world, name="王强")
    assert told(answered(world, found)) == "[]"


def test_a_code_opens_its_own_matter_and_nothing_that_was_typed_beside_it(world: World) -> None:
    mine, other = make.matter(world), make.matter(world)
    Matter.objects.filter(pk__in=[mine.pk, other.pk]).update(resident=world.wang)
    found = asked(world, matter=mine)
    assert (found.proof, found.proven_by) == ("code", None)
    statement = told(answered(world, found))
    assert mine.reference in statement
    for kept_out in ("19900001234", world.home.code, other.reference, "作为联系户"):
        assert kept_out not in statement, "who took the matter down holds its code too"


@pytest.mark.parametrize("kind", ["correct", "erase", "withdraw"])
def test_a_code_changes_nothing_before_a_paper_or_a_ring(world: World, kind: str) -> None:
    mine = make.matter(world)
    with pytest.raises(Refused, match="check who asks"):
        asked(world, kind=kind, matter=mine, name="", phone="")
    found = asked(world, kind=kind, matter=mine)
    assert found.proof == ""
    with pytest.raises(Refused, match="not been checked"):
        answered(world, found)


def test_name_and_number_are_put_right_with_a_trace_that_says_neither(world: World) -> None:
    answered(world, checked(world, kind="correct"), anew=Anew(name="王秀蓝"))
    world.wang.refresh_from_db()
    assert (world.wang.name, world.wang.phone) == ("王秀蓝", "19900001234")
    event = Event.objects.get(deed="resident.corrected")
    assert event.facts == {"fields": ["name"]}


def test_a_withdrawal_ends_lines_the_same_day(world: World) -> None:
    answered(world, checked(world, kind="withdraw"))
    assert ConsentRecord.objects.get().withdrawn_at == AT
    world.line.refresh_from_db()
    assert world.line.ended_on == AT.date()


def test_erasing_empties_the_details_and_tells_what_is_kept_and_why(world: World) -> None:
    done = answered(world, checked(world, kind="erase"))
    world.wang.refresh_from_db()
    assert (world.wang.name, done.result) == ("", "granted")
    assert "What was erased" in told(done)


def test_an_open_matter_keeps_its_person_and_the_request_is_done_in_part(world: World) -> None:
    mine = make.matter(world)
    Matter.objects.filter(pk=mine.pk).update(resident=world.wang)
    done = answered(world, checked(world, kind="erase"))
    world.wang.refresh_from_db()
    assert (world.wang.name, done.result) == ("王秀兰", "partly")
    assert mine.reference in told(done)
    assert "still open" in told(done)
    assert ConsentRecord.objects.get().withdrawn_at == AT, "the register ends with the request all the same"


def test_one_connection_sends_only_so_many_a_day(world: World) -> None:
    for _turn in range(rules.FROM_ONE_CONNECTION.times):
        asked(world, address="203.0.113.7")
    with pytest.raises(Refused, match="this connection"):
        asked(world, address="203.0.113.7")
    asked(world, address="203.0.113.8")


def test_who_has_left_the_post_sees_it_no_longer(world: World) -> None:
    ding = officer(world)
    asked(world)
    Appointment.objects.filter(official=ding).update(to_on=AT.date())
    assert not seen_by(ding)
