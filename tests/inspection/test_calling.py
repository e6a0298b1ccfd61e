"""Calling residents back: tries on two days, what the answers mean, every look noted, nothing for the branch to see."""

from datetime import timedelta

import pytest

from huiyin.inspection.actions import calling, inspecting
from huiyin.inspection.actions.calling import Said
from huiyin.inspection.models import CallBack, Inspection
from huiyin.inspection.results import Result, result_of
from huiyin.lib.refusal import Refused
from huiyin.people.models import Reveal
from tests.inspection import inspections as make
from tests.world import AT, World

DAY = timedelta(days=1)


def first(world: World, n: int = 1) -> CallBack:
    make.visits(world, n)
    return make.drawn(world).call_backs.order_by("number").first()


def test_s06_three_tries_on_two_days_then_unverified(world: World) -> None:
    call = first(world)
    calling.not_reached(call_back=call, by=world.sun, at=AT)
    calling.not_reached(call_back=call, by=world.sun, at=AT + timedelta(hours=3))
    with pytest.raises(Refused, match="another day"):
        calling.not_reached(call_back=call, by=world.sun, at=AT + timedelta(hours=6))
    calling.not_reached(call_back=call, by=world.sun, at=AT + DAY)
    call.refresh_from_db()
    assert (call.result, call.tries.count()) == ("unverified", 3)
    with pytest.raises(Refused, match="result already"):
        calling.answered(call_back=call, said=make.RIGHT, by=world.sun, at=AT + DAY)
    result = result_of(call.inspection)
    assert (result.verified, result.differs, result.unverified) == (0, 0, 1), "unverified is not false"


def test_on_how_many_days_is_a_figure_of_the_charter(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    call, figure = first(world), Inspection.figure
    monkeypatch.setattr(
        Inspection, "figure", lambda one, name: "1" if name == "call_days" else figure(one, name)
    )
    for _ in range(3):
        calling.not_reached(call_back=call, by=world.sun, at=AT)
    call.refresh_from_db()
    assert call.result == "unverified"


@pytest.mark.parametrize(
    ("met", "as_said", "result"),
    [
        ("yes", "yes", "confirmed"),
        ("yes", "missing", "differs"),
        ("yes", "no", "differs"),
        ("no", "yes", "differs"),
        ("no", "no", "differs"),
    ],
)
def test_the_result_follows_from_the_answers(world: World, met: str, as_said: str, result: str) -> None:
    call = first(world)
    calling.answered(call_back=call, said=Said(met, as_said), by=world.sun, at=AT)
    call.refresh_from_db()
    assert call.result == result


def test_both_questions_are_asked(world: World) -> None:
    call = first(world)
    for said in (Said("", "yes"), Said("yes", ""), Said("maybe", "yes")):
        with pytest.raises(Refused, match="both questions"):
            calling.answered(call_back=call, said=said, by=world.sun, at=AT)


def test_i18_nobody_of_the_branch_calls_and_every_look_is_kept(world: World) -> None:
    call = first(world)
    with pytest.raises(Refused, match="never by the branch itself"):
        calling.open_number(call_back=call, by=world.chen, at=AT)
    assert not Reveal.objects.exists()
    calling.open_number(call_back=call, by=world.sun, at=AT)
    look = Reveal.objects.get()
    assert (look.purpose, look.about, look.by) == ("check", call.inspection.reference, world.sun)
    assert look.resident == world.wang


def test_the_branch_sees_no_call_back(world: World) -> None:
    call = first(world)
    seen = CallBack.objects.visible_to
    assert list(seen(world.chen, AT)) == list(seen(world.qian, AT)) == list(seen(world.liu, AT)) == []
    assert list(seen(world.sun, AT)) == [call]
    assert world.ma.standing(AT).has("supervisor")
    assert list(seen(world.ma, AT)) == [call]


def test_the_result_is_a_sentence_about_the_records(world: World) -> None:
    make.visits(world, 6)
    found = make.checked(world, said=[make.WRONG])
    result = result_of(found)
    assert (result.population, result.drawn, result.confirmed, result.differs) == (6, 6, 5, 1)
    assert result.bound == "16.7", "all were looked at, so one of six it is"
    assert result.percent_sure == "95"


def test_none_among_thirty_of_two_hundred() -> None:
    assert Result(200, 30, 30, 0, 0, 0, 17, 0, 21, "0.95").bound == "8.5"
    assert Result(0, 0, 0, 0, 0, 0, 0, 0, 0, "0.95").bound == "0.0"


def test_the_calls_are_finished_only_when_all_have_a_result(world: World) -> None:
    call = first(world, 2)
    found = make.fresh(call.inspection)
    with pytest.raises(Refused, match="2 records"):
        inspecting.finish_calls(inspection=found, version=found.version, by=world.sun, at=AT)


def test_a_record_without_a_person_is_unverified_from_the_start(world: World) -> None:
    from datetime import date

    from huiyin.contacts import actions as contacts

    contacts.record(
        place=world.village,
        held_on=date(2025, 9, 1),
        points=[],
        promises=[],
        by=world.chen,
        at=AT,
        note="座谈",
    )
    found = make.drawn(world)
    assert list(found.call_backs.values_list("result", flat=True)) == ["nobody"]
    assert result_of(found).unverified == 1
