"""Leaving a post: nothing that is open stays with nobody."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from huiyin.contacts import actions as contacts
from huiyin.contacts.models import Promise
from huiyin.lib.refusal import Refused
from huiyin.matters.models import Matter, Recusal
from huiyin.notices.models import Notice
from huiyin.orgs.actions import end_appointment
from huiyin.orgs.models import Appointment, Official
from huiyin.recording.leaving import leave_post
from huiyin.register import actions as register_actions
from huiyin.register.models import Assignment
from tests import make
from tests.duties import made
from tests.world import AT, LONG_AGO, World

TODAY = AT.date()


def post_of(official: Official) -> Appointment:
    return official.appointments.get()


def vow(world: World) -> Promise:
    return contacts.promise(
        text="月底前回话", due_on=date(2026, 3, 31), made_on=TODAY, by=world.chen, unit=world.branch, at=AT
    )


def test_households_and_promises_go_to_the_successor_in_the_same_deed(world: World) -> None:
    promise = vow(world)
    leave_post(appointment=post_of(world.chen), on=TODAY, heir=world.he, note="老人耳背", by=world.liu, at=AT)
    line = Assignment.objects.live_on(TODAY).get()
    promise.refresh_from_db()
    assert (line.official, line.handover_note, promise.official) == (world.he, "老人耳背", world.he)
    assert post_of(world.chen).to_on == TODAY
    assert not world.chen.standing(AT).hats
    assert Notice.objects.filter(kind="handed_over").count() == 2


def test_it_is_refused_while_something_would_stay_with_nobody(world: World) -> None:
    vow(world)
    with pytest.raises(Refused, match="who takes over"):
        leave_post(appointment=post_of(world.chen), on=TODAY, heir=None, note="", by=world.liu, at=AT)
    assert post_of(world.chen).to_on is None
    make.started(world)
    with pytest.raises(Refused, match="still in hand"):
        leave_post(appointment=post_of(world.he), on=TODAY, heir=world.chen, note="", by=world.liu, at=AT)


def test_what_is_about_the_successor_or_touches_them_goes_to_the_next_head(world: World) -> None:
    due = TODAY + timedelta(days=20)
    found = [make.replied(world, reply={"outcome": "promised", "promise_due_on": due}) for _ in range(3)]
    about, touching, plain = (one.reference for one in found)
    contacts.keep_promises_from(about=about, unit=None, official=world.xia)
    Recusal.objects.create(matter=found[1], official=world.xia, at=AT)
    leave_post(appointment=post_of(world.he), on=TODAY, heir=world.xia, note="", by=world.liu, at=AT)
    now = {one.about: one.official for one in Promise.objects.all()}
    assert now == {about: world.gao, touching: world.gao, plain: world.xia}
    with pytest.raises(Refused, match="Somebody else"):
        given = {"by": world.liu, "at": AT}
        contacts.pass_on(promise=Promise.objects.get(about=about), to=world.xia, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("by", ["chen", "he", "qian", "liu"])
def test_somebody_over_the_unit_notes_it_and_never_oneself(world: World, by: str) -> None:
    who = world.liu if by == "liu" else world.chen
    with pytest.raises(Refused):
        leave_post(appointment=post_of(who), on=TODAY, heir=world.he, note="", by=getattr(world, by), at=AT)


def test_a_day_to_come_or_before_the_beginning_is_refused(world: World) -> None:
    for on in (TODAY + timedelta(days=1), LONG_AGO):
        with pytest.raises(Refused):
            leave_post(appointment=post_of(world.he), on=on, heir=None, note="", by=world.liu, at=AT)


def test_an_appointment_ends_once(world: World) -> None:
    post = post_of(world.he)
    end_appointment(appointment=post, on=TODAY, by="test", at=AT)
    with pytest.raises(Refused, match="ended already"):
        end_appointment(appointment=post, on=TODAY, by="test", at=AT)


def test_where_the_successor_keeps_the_household_already_one_line_is_enough(world: World) -> None:
    register_actions.take_on(official=world.he, who=world.wang, started_on=TODAY, by=world.liu, at=AT)
    leave_post(appointment=post_of(world.chen), on=TODAY, heir=world.he, note="", by=world.liu, at=AT)
    assert Assignment.objects.live_on(TODAY).get().official == world.he


def test_the_page_lists_what_is_open_and_does_it(world: World, enter: Callable[..., Client]) -> None:
    vow(world)
    url = f"/posts/{post_of(world.chen).pk}/leaving/"
    client = enter(world.liu)
    assert url in client.get("/register/load/").content.decode()
    page = client.get(url).content.decode()
    assert "SH-001" in page
    assert "月底前回话" in page
    assert client.post(url, {"on": "2026-03-02", "heir": ""}).status_code == 422
    assert client.post(url, {"on": "2026-03-02", "heir": "he"}).status_code == 302
    assert client.get(url).status_code == 404
    assert enter(world.he).get(f"/posts/{post_of(world.he).pk}/leaving/").status_code == 404


def test_the_page_names_no_matter_that_is_about_who_opens_it(
    world: World, enter: Callable[[Official], Client]
) -> None:
    seen, about_gao = make.started(world), make.started(world)
    Matter.objects.filter(pk=about_gao.pk).update(complained_official=world.gao)
    page = enter(world.gao).get(f"/posts/{post_of(world.he).pk}/leaving/")
    text = page.content.decode()
    assert seen.reference in text
    assert about_gao.reference not in text
    assert "still in hand" in text or "请先" in text


def test_of_many_households_each_is_told_in_one_line(world: World) -> None:
    for n in range(4):
        made.line(world, f"SH-8{n}", world.chen, TODAY)
    leave_post(appointment=post_of(world.chen), on=TODAY, heir=world.he, note="", by=world.liu, at=AT)
    assert Assignment.objects.live_on(TODAY).filter(official=world.he).count() == 5
    told = Notice.objects.filter(kind__startswith="handed_over")
    assert {(one.to, one.kind, one.where) for one in told} == {
        (world.chen, "handed_over_many", "/register/"),
        (world.he, "handed_over_many", "/register/"),
    }
    assert all(one.about.endswith("…") for one in told)
