"""After the answer somebody outside the handling unit rings: a rating tied to the call, and what is taken up again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, clock
from huiyin.matters.models import CallBack, CallTry, Deadline, Matter, Rating
from huiyin.matters.rules import life, reopening
from huiyin.notices.models import Notice
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import Official, Post
from tests import make
from tests.world import AT, LONG_AGO, World

Enter = Callable[[Any], Client]
DAY = timedelta(days=1)


def again(found: Matter) -> Matter:
    return Matter.objects.get(pk=found.pk)


def called(found: Matter, by: Official, days: int = 1, **said: Any) -> Rating:
    found = again(found)
    said = {"handled": "yes", "satisfied": 4, **said}
    return actions.call_answered(matter=found, version=found.version, by=by, at=AT + days * DAY, **said)


def in_vain(found: Matter, by: Official, days: int, outcome: str = "not_reached") -> CallTry:
    found = again(found)
    return actions.call_in_vain(
        matter=found, outcome=outcome, words="无人接听", version=found.version, by=by, at=AT + days * DAY
    )


def test_who_left_a_number_is_to_be_called_back_by_the_desk_that_took_it_in(world: World) -> None:
    found = make.to_be_called(world)
    call = found.call_backs.get()
    assert (call.kind, call.handling_unit, call.unit, call.result) == ("result", world.office, world.town, "")
    assert again(found).to_call == "result"
    due = Deadline.objects.running().get(matter=found, kind="callback").due_on
    assert (due - AT.date()).days == 14, "ten working days after the answer arrived"
    assert not make.replied(world).call_backs.exists(), "who left no number rates on the page, or not"


def test_an_answer_is_called_back_about_only_when_it_has_arrived(world: World) -> None:
    found = make.to_be_told(world)
    assert not Deadline.objects.filter(matter=found, kind="callback").exists()
    clock.note_missed(at=AT + 20 * DAY)
    clock.chase_overdue(at=AT + 20 * DAY)
    assert not Notice.objects.filter(about=found.reference, kind="chased", to=world.liu).exists()
    assert not CallBack.objects.visible_to(world.liu, AT).to_make().exists()
    with pytest.raises(Refused, match="not on record yet"):
        called(found, world.xia)
    actions.deliver(
        matter=found, way="hand", how="本人", version=found.version, by=world.he, at=AT + 21 * DAY
    )
    assert CallBack.objects.visible_to(world.liu, AT).to_make().get().matter == found
    running = Deadline.objects.running().get(matter=found, kind="callback")
    assert (running.moment, running.started_at, running.missed_at) == ("delivered", AT + 21 * DAY, None)
    called(found, world.xia, days=22)


def test_what_is_handled_is_rated_and_closed(world: World) -> None:
    found = make.to_be_called(world)
    rating = called(found, world.xia)
    call = found.call_backs.get()
    assert (rating.door, rating.call, rating.reply) == ("call", call, found.replies.get())
    assert (call.result, call.caller, call.caller_unit) == ("reached", world.xia, world.town)
    assert call.tries.get().reached
    after = again(found)
    assert (after.state, after.to_call) == ("closed", "")
    assert not Deadline.objects.running().filter(matter=found).exists()


@pytest.mark.parametrize("who", ["he", "gao", "qian"])
def test_nobody_of_the_handling_unit_calls(world: World, who: str) -> None:
    with pytest.raises(Refused):
        called(make.to_be_called(world), getattr(world, who))


def test_a_desk_whose_own_unit_handled_it_leaves_the_call_to_the_one_above(world: World) -> None:
    found = make.matter(world, resident=world.wang, raised_by=world.xia)
    found = actions.route(matter=found, to=world.town, topic="", version=found.version, by=world.liu, at=AT)
    found = actions.accept(matter=found, handler=world.he, version=found.version, by=world.ma, at=AT)
    found = actions.start(matter=found, words="到现场看了", version=found.version, by=world.he, at=AT)
    actions.draft_reply(matter=found, version=found.version, by=world.he, at=AT, **make.REPLY)
    found = again(found)
    found = actions.approve(matter=found, version=found.version, by=world.ma, at=AT)
    found = actions.deliver(matter=found, way="phone", how="本人", version=found.version, by=world.he, at=AT)
    assert found.call_backs.get().unit == world.root
    assert not CallBack.objects.visible_to(world.xia, AT).exists()
    with pytest.raises(Refused, match="somebody else's post"):
        called(found, world.xia)
    assert called(found, world.sun).call.caller_unit == world.root  # type: ignore[union-attr]


def test_who_sits_in_the_unit_that_handled_it_does_not_call_in_another_post(world: World) -> None:
    found = make.matter(world, resident=world.wang, raised_by=world.chen)
    found = actions.route(matter=found, to=world.town, topic="", version=found.version, by=world.liu, at=AT)
    found = actions.accept(matter=found, handler=world.he, version=found.version, by=world.ma, at=AT)
    found = actions.start(matter=found, words="到现场看了", version=found.version, by=world.he, at=AT)
    actions.draft_reply(matter=found, version=found.version, by=world.he, at=AT, **make.REPLY)
    found = actions.approve(matter=again(found), version=again(found).version, by=world.ma, at=AT)
    found = actions.deliver(matter=found, way="phone", how="本人", version=found.version, by=world.he, at=AT)
    post = Post.objects.create(unit=world.root, title="值班", capacities=["desk_clerk"], valid_from=LONG_AGO)
    orgs.appoint(official=world.xia, post=post, from_on=LONG_AGO, by="test", at=AT)
    xia = Official.objects.get(pk=world.xia.pk)
    assert xia.standing(AT).over(world.root, "desk_clerk")
    assert not life.may("call", found, xia, AT)
    assert not CallBack.objects.visible_to(xia, AT).exists()
    with pytest.raises(Refused, match="somebody else's post"):
        called(found, xia)


def test_an_unhappy_person_has_it_taken_up_again_for_some_reasons(world: World) -> None:
    found = make.to_be_called(world)
    with pytest.raises(Refused, match="why the person is not content"):
        called(found, world.xia, handled="no", satisfied=1)
    with pytest.raises(Refused, match="still not solved"):
        called(found, world.xia, handled="no", satisfied=1, reasons=["not_solved"])
    with pytest.raises(Refused, match="lists of the institution"):
        called(found, world.xia, handled="no", satisfied=1, reasons=["weather"])
    called(found, world.xia, handled="no", satisfied=1, reasons=["not_solved"], words="还有一盏没有亮")
    after = again(found)
    assert (after.state, after.reopened, after.right_used) == ("in_progress", 1, False)
    assert [step.deed for step in after.steps.all()][-2:] == ["call", "take_up"]
    assert after.steps.last().facts["clock"] == "handle"  # type: ignore[union-attr]
    readers = set(Notice.objects.filter(kind="taken_up").values_list("to__username", flat=True))
    assert readers == {"he", "gao", "liu"}


def test_the_persons_own_right_is_not_used_up_by_a_call(world: World) -> None:
    found = make.to_be_called(world)
    called(found, world.xia, handled="no", satisfied=1, reasons=["not_solved"], words="还有一盏没有亮")
    found = again(found)
    found = actions.note(matter=found, words="又修了", version=found.version, by=world.he, at=AT + DAY)
    assert "once within" in reopening.remedy(found, AT)
    actions.draft_reply(matter=found, version=found.version, by=world.he, at=AT + DAY, **make.REPLY)
    found = again(found)
    actions.approve(matter=found, version=found.version, by=world.gao, at=AT + DAY)
    assert actions.reopen(matter=found, words="又不亮了", at=AT + 2 * DAY).reopened == 2
    assert again(found).right_used


def test_a_reason_that_reopens_nothing_is_kept_and_leaves_it_answered(world: World) -> None:
    found = make.to_be_called(world)
    rating = called(found, world.xia, handled="no", satisfied=2, reasons=["too_slow"])
    assert rating.reasons == ["too_slow"]
    assert again(found).state == "replied"
    clock.close_unrated(at=AT + 20 * DAY)
    assert again(found).state == "closed"


def test_three_tries_on_two_days_end_it_and_only_then_time_closes(world: World) -> None:
    found = make.to_be_called(world)
    in_vain(found, world.xia, 1)
    in_vain(found, world.xia, 1)
    with pytest.raises(Refused, match="another day"):
        in_vain(found, world.xia, 1)
    assert clock.close_unrated(at=AT + 20 * DAY) == 0
    in_vain(found, world.xia, 2)
    call = found.call_backs.get()
    assert (call.result, again(found).to_call) == ("not_reached", "")
    assert clock.close_unrated(at=AT + 20 * DAY) == 1


def test_who_does_not_wish_to_be_asked_is_not_rung_again(world: World) -> None:
    found = make.to_be_called(world)
    in_vain(found, world.xia, 1, outcome="refused")
    assert found.call_backs.get().result == "refused"
    with pytest.raises(Refused, match="No call-back waits"):
        called(found, world.xia)


def test_who_has_rated_is_not_called(world: World) -> None:
    found = make.to_be_called(world)
    actions.rate(matter=found, handled="no", satisfied=2, words="", door="code", at=AT + DAY)
    assert (found.call_backs.get().result, again(found).to_call) == ("overtaken", "")


def test_somebody_above_without_a_part_in_it_takes_it_up_again(world: World) -> None:
    found = make.closed(world)
    for who in (world.he, world.gao):
        with pytest.raises(Refused):
            actions.take_up(matter=found, words="灯没有亮", version=found.version, by=who, at=AT + 2 * DAY)
    after = actions.take_up(
        matter=found, words="灯没有亮", version=found.version, by=world.sun, at=AT + 2 * DAY
    )
    assert (after.state, after.right_used, after.closed_at) == ("in_progress", False, None)


def test_the_list_leads_to_the_two_questions(world: World, enter: Enter) -> None:
    found = make.to_be_called(world)
    client = enter(world.xia)
    assert "/call-backs/" in client.get("/desk/").content.decode()
    page = client.get("/call-backs/").content.decode()
    assert f"/matters/{found.reference}/call/" in page
    assert "王秀兰" not in page
    assert client.get(f"/matters/{found.reference}/person/").status_code == 200, "one has to ring"
    sent = client.post(
        f"/matters/{found.reference}/call/",
        {"version": again(found).version, "handled": "yes", "satisfied": "5", "words": ""},
    )
    assert sent.status_code == 302
    assert again(found).state == "closed"
    assert enter(world.he).get("/call-backs/").status_code == 404


def test_the_database_ties_a_rating_by_telephone_to_a_call_that_reached(world: World) -> None:
    found = make.to_be_called(world)
    call, fields = found.call_backs.get(), {"handled": "yes", "satisfied": 5, "at": AT}
    for wrong in ({"door": "call"}, {"door": "code", "call": call}, {"door": "call", "call": call}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Rating.objects.create(matter=found, reply=found.replies.get(), **wrong, **fields)
    other = make.to_be_called(world)
    called(found, world.xia)
    with pytest.raises(DatabaseError), transaction.atomic():
        Rating.objects.create(matter=other, reply=other.replies.get(), door="call", call=call, **fields)


def test_the_database_keeps_the_caller_outside(world: World) -> None:
    found = make.to_be_called(world)
    for wrong in ({"unit": world.office}, {"caller": world.he, "caller_unit": world.office}):
        with pytest.raises(DatabaseError), transaction.atomic():
            found.call_backs.update(**wrong)
    with pytest.raises(DatabaseError), transaction.atomic():
        found.call_backs.update(result="reached", settled_at=AT)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
