"""Recusal: whom a matter touches accepts, answers and approves nothing in it, by whatever way (I-20)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.asked import asked_of
from huiyin.matters.fetching import fetched
from huiyin.matters.forms import AcceptanceForm
from huiyin.matters.models import Matter
from huiyin.matters.rules import care, life, line_of, recusal
from huiyin.notices.models import Notice
from huiyin.orgs import many
from huiyin.orgs.models import Official
from huiyin.people import actions as people
from tests import make, make_states
from tests.matters import plausible
from tests.matters.invariants_of_people import DECIDES
from tests.world import AT, World

TOUCHED, NAMED = "touches you", "keeps out"


def again(found: Matter) -> Matter:
    return Matter.objects.get(pk=found.pk)


def recused(found: Matter, by: Official) -> Matter:
    """They say that it touches them."""
    actions.recuse(matter=found, version=found.version, by=by, at=AT)
    return again(found)


STATES = [state for state in make_states.MAKERS if "recuse" in life.TRANSITIONS[state]]


@pytest.mark.parametrize("who", ["he", "gao", "ma", "sun", "liu"])
@pytest.mark.parametrize("state", STATES)
def test_no_step_that_decides_is_theirs_in_any_state(world: World, state: str, who: str) -> None:
    found, by = make_states.MAKERS[state](world), getattr(world, who)
    before = {str(deed): life.objection(deed, found, by, AT) for deed in life.TRANSITIONS[state]}
    if life.objection("recuse", found, by, AT) is not None:
        assert not life.may("recuse", found, by, AT) or state == "reviewed"
        return
    found = recused(found, by)
    for deed, said in before.items():
        now = life.objection(deed, found, by, AT)
        if deed not in DECIDES or not life.may(deed, found, by, AT):
            assert deed == "recuse" or now == said, (state, deed)
            continue
        assert TOUCHED in (now or ""), (state, deed)
        with pytest.raises(Refused, match=TOUCHED):
            plausible.act(deed, found, plausible.anything(deed, found, by, AT), by=by, at=AT)


def test_nobody_is_offered_or_named_whom_it_touches(world: World) -> None:
    found = recused(make.routed(world, raised_by=world.he), world.he)
    form = AcceptanceForm(None, matter=found, by=world.gao, at=AT)
    assert world.he not in form.fields["handler"].queryset  # type: ignore[attr-defined]
    with pytest.raises(Refused, match=NAMED):
        actions.accept(matter=found, handler=world.he, version=found.version, by=world.gao, at=AT)


def test_where_the_only_head_keeps_out_the_next_above_decides(world: World) -> None:
    found = recused(make.drafted(world), world.gao)
    assert line_of.heads(found, world.office, AT) == [world.ma]
    assert found.accountable_head == world.ma
    assert Notice.objects.filter(to=world.ma, kind="recused", about=found.reference).exists()
    with pytest.raises(Refused, match=TOUCHED):
        actions.approve(matter=found, version=found.version, by=world.gao, at=AT)
    assert actions.approve(matter=found, version=found.version, by=world.ma, at=AT).state == "replied"


def test_a_handler_who_keeps_out_is_replaced_and_asked_for_nothing(world: World) -> None:
    found = recused(make.started(world), world.he)
    seen = Matter.objects.visible_to(world.he, AT)
    assert not seen.waiting_for(world.he, AT).filter(pk=found.pk).exists()
    row = Matter.objects.waiting_for(world.gao, AT).for_lists().get(pk=found.pk)
    asked = asked_of(row, world.gao, AT)
    assert asked is not None
    assert asked.noun == "handler"
    assert asked_of(row, world.he, AT) is None
    found = actions.reassign(matter=found, handler=world.xia, version=found.version, by=world.gao, at=AT)
    assert found.handler == world.xia
    with pytest.raises(Refused, match=NAMED):
        actions.reassign(matter=found, handler=world.he, version=found.version, by=world.gao, at=AT)


def test_a_mobile_number_of_their_own_behind_it_is_a_match_and_one_of_an_office_is_not(world: World) -> None:
    found = make.routed(world, resident=world.wang, household=world.home)
    assert not recusal.keeps_out(found, world.gao)
    world.gao.phone = "199 0000 1234"  # Wang's
    world.gao.save(update_fields=["phone"])
    assert TOUCHED in (life.objection("accept", again(found), world.gao, AT) or "")
    assert recusal.keeps_out(again(make.routed(world, household=world.home)), world.gao), "of their household"
    assert not recusal.keeps_out(make.routed(world), world.gao), "nobody is on record behind it"
    person = people.enter_resident(name="高某", phone="0990-2000000", place=None, by="test", at=AT)
    world.gao.phone = "0990-2000000"
    assert not recusal.keeps_out(make.routed(world, resident=person), world.gao), "an office's is of many"


def own_mobile(who: Official, phone: str = "199 0000 1234") -> Official:
    """Their own number is that of Wang."""
    who.phone = phone
    who.save(update_fields=["phone"])
    return Official.objects.get(pk=who.pk)


@pytest.mark.parametrize("behind", ["resident", "household"])
def test_whose_number_is_behind_it_is_asked_for_nothing_and_the_next_is(world: World, behind: str) -> None:
    on_record = {"resident": world.wang} if behind == "resident" else {"household": world.home}
    found, other = make.started(world, **on_record), make.started(world)
    he = own_mobile(world.he)
    assert set(Matter.objects.waiting_for(he, AT)) == {other}
    assert asked_of(Matter.objects.for_lists().get(pk=found.pk), he, AT) is None
    assert set(Matter.objects.waiting_for(world.gao, AT)) == {found}, "who names somebody else"
    asked = asked_of(Matter.objects.for_lists().get(pk=found.pk), world.gao, AT)
    assert asked is not None
    assert asked.noun == "handler"


@pytest.mark.parametrize("behind", ["resident", "household"])
def test_a_number_that_stands_second_in_the_telephone_is_known_too(world: World, behind: str) -> None:
    people.correct_details(
        resident=world.wang, name=world.wang.name, phone="0990-2111111 / 19900004321", by=world.liu, at=AT
    )
    on_record = {"resident": world.wang} if behind == "resident" else {"household": world.home}
    found, other = make.started(world, **on_record), make.started(world)
    he = own_mobile(world.he, "199 0000 4321")
    assert recusal.keeps_out(again(found), he)
    assert set(Matter.objects.waiting_for(he, AT)) == {other}
    assert set(Matter.objects.waiting_for(world.gao, AT)) == {found}, "who names somebody else"
    (listed,) = fetched([found.pk])
    assert asked_of(listed, he, AT) is None
    assert asked_of(Matter.objects.for_lists().get(pk=found.pk), he, AT) is None


def test_of_many_officials_at_once_a_mobile_is_known_too(world: World) -> None:
    one = Official(username="xin", name="新同志", phone="0990-2000000")
    many.enrol_many(officials=[one], by="test", at=AT)
    assert not Official.objects.get(pk=one.pk).own_number, "an office's"
    one.phone = "19900001234"
    many.revise_officials(officials=[one], by="test", at=AT)
    assert recusal.keeps_out(make.matter(world, resident=world.wang), one)


def test_a_part_is_asked_of_nobody_whose_number_is_behind_the_matter(world: World) -> None:
    part = make.part_taken(world, resident=world.wang)
    yu, tu = (Official.objects.get(username=name) for name in ("yu", "tu"))
    tu = own_mobile(tu)
    listed = Matter.objects.for_lists().get(pk=part.matter_id)
    assert not Matter.objects.waiting_for(tu, AT).exists()
    assert asked_of(listed, tu, AT) is None
    assert set(Matter.objects.waiting_for(yu, AT)) == {listed}
    asked = asked_of(listed, yu, AT)
    assert asked is not None
    assert asked.noun == f"parts/{part.pk}/acceptance"
    yu = own_mobile(yu)
    assert not Matter.objects.waiting_for(yu, AT).exists()
    assert asked_of(Matter.objects.for_lists().get(pk=part.matter_id), yu, AT) is None


def test_in_many_at_once_each_is_asked_for_itself(world: World, enter: Callable[[Official], Client]) -> None:
    touched, free = recused(make.accepted(world), world.gao), make.accepted(world)
    keys = [f"{one.reference}:{one.version}" for one in (touched, free)]
    sent = {"step": "handler", "ref": keys, "handler": world.xia.pk, "back": "", "version": 1}
    page = enter(world.gao).get("/matters/together/", sent, headers={"accept-language": "en"})
    assert TOUCHED in page.content.decode()
    touched = again(touched)
    assert touched.handler == world.he


def test_a_part_is_not_taken_on_by_or_for_whom_it_touches(world: World) -> None:
    part = make.part_asked(world)
    yu, tu = (Official.objects.get(username=name) for name in ("yu", "tu"))
    part.matter.recusals.create(official=tu, at=AT)
    part.refresh_from_db()
    with pytest.raises(Refused, match=NAMED):
        actions.take_part(part=part, handler=tu, by=yu, at=AT)
    part.matter.recusals.create(official=yu, at=AT)
    with pytest.raises(Refused, match=TOUCHED):
        actions.take_part(part=part, handler=world.he, by=yu, at=AT)


def test_who_is_asked_for_a_part_can_keep_out_of_it_and_another_is_named(world: World) -> None:
    part = make.part_taken(world)
    yu, tu = (Official.objects.get(username=name) for name in ("yu", "tu"))
    found = recused(again(part.matter), tu)
    part.refresh_from_db()
    part.matter = found
    assert Notice.objects.filter(to=yu, kind="recused", about=found.reference).exists()
    row = Matter.objects.waiting_for(yu, AT).for_lists().get(pk=found.pk)
    asked = asked_of(row, yu, AT)
    assert asked is not None
    assert asked.noun == f"parts/{part.pk}/acceptance"
    assert not Matter.objects.waiting_for(tu, AT).filter(pk=found.pk).exists()
    with pytest.raises(Refused, match=TOUCHED):
        actions.answer_part(part=part, words="已核实", by=tu, at=AT)
    assert actions.take_part(part=part, handler=yu, by=yu, at=AT).handler == yu


def test_a_leading_official_whom_it_touches_sees_nothing_through(world: World) -> None:
    assert world.ma in care.candidates(make.started(world), AT)
    assert world.ma not in care.candidates(recused(make.started(world), world.ma), AT)


def test_only_who_leads_the_work_reads_that_somebody_keeps_out(
    world: World, enter: Callable[[Official], Client]
) -> None:
    found = recused(make.started(world, raised_by=world.xia), world.liu)
    url, words = f"/matters/{found.reference}/", "keeps out of it (recusal)"
    shown = {
        who.username: words in enter(who).get(url, headers={"accept-language": "en"}).content.decode()
        for who in (world.gao, world.liu, world.xia)
    }
    assert shown == {"gao": True, "liu": True, "xia": False}


def test_it_is_said_once_and_of_what_has_ended_too(world: World) -> None:
    found = recused(make.started(world), world.he)
    assert "already" in (life.objection("recuse", found, world.he, AT) or "")
    later = AT + timedelta(days=1)
    assert life.objection("recuse", make.withdrawn(world), world.he, later) is None, (
        "its record may be put right"
    )


def test_where_the_handler_keeps_out_the_head_corrects_and_brings_the_answer(world: World) -> None:
    found = recused(make.to_be_told(world), world.he)
    assert life.objection("correct_answer", found, world.gao, AT) is None
    listed = Matter.objects.waiting_for(world.gao, AT)
    assert found in listed
    assert found not in Matter.objects.waiting_for(world.he, AT)
    assert asked_of(listed.for_lists().get(pk=found.pk), world.gao, AT) is not None
