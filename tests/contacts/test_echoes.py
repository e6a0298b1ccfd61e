"""Whoever raised what was kept as a suggestion, or noted, hears what became of it (S43)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.contacts import actions
from huiyin.contacts.actions import Raised
from huiyin.contacts.echo_clock import chase_echoes, remind_echoes
from huiyin.contacts.models import Contact, Echo, Point
from huiyin.forums import actions as forums
from huiyin.forums.points import note_point
from huiyin.lib.refusal import Refused
from huiyin.notices.models import Notice
from huiyin.orgs.calendar import calendar
from huiyin.orgs.models import Official
from huiyin.recording.leaving import leave_post
from tests.forums.test_forum import held
from tests.world import AT, World

TODAY = AT.date()


def met(world: World, *dispositions: str, kind: str = "visit") -> Contact:
    """Chen was at the Wangs'; one point for each disposition."""
    points = [Raised("路灯太暗", one, "", "已当面答复" if one == "answered" else "") for one in dispositions]
    who: dict[str, Any] = {"household": world.home, "person": world.wang, "kind": kind}
    return actions.record(
        place=world.village, held_on=TODAY, points=points, promises=[], by=world.chen, at=AT, **who
    )


def tell(echo: Echo, by: Official, **given: Any) -> None:
    """What became of it."""
    said = {"words": "已转镇建设办列入明年计划", "told_on": TODAY, "told_how": "phone", **given}
    actions.tell_echo(echo=echo, version=echo.version, by=by, at=AT, **said)


@pytest.mark.parametrize(
    ("dispositions", "owed"),
    [(["suggestion"], 1), (["noted", "suggestion"], 1), (["answered"], 0), (["matter"], 0)],
)
def test_what_is_kept_owes_an_echo_and_what_is_answered_or_a_matter_none(
    world: World, dispositions: list[str], owed: int
) -> None:
    met(world, *dispositions)
    assert Echo.objects.open().count() == owed


def test_it_is_due_in_the_time_of_a_suggestion_by_the_charter_of_the_contact(world: World) -> None:
    contact = met(world, "noted")
    assert contact.charter.charter.clock("handle", "suggestion").n == 30
    assert contact.echo.due_on == calendar().add_working_days(TODAY, 30).due_legal
    assert (contact.echo.official, contact.echo.unit) == (world.chen, world.branch)


def test_it_is_told_once_by_who_heard_it(world: World) -> None:
    echo = met(world, "noted").echo
    with pytest.raises(Refused, match="Only the official"):
        tell(echo, world.liu)
    tell(echo, world.chen)
    echo.refresh_from_db()
    assert (echo.told_how, echo.told_by, echo.told_on, echo.told_at) == ("phone", world.chen, TODAY, AT)
    with pytest.raises(Refused, match="already"):
        tell(echo, world.chen)
    assert not Echo.objects.open().exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"words": "好"}, "what became"),
        ({"told_how": "shout"}, "how you told"),
        ({"told_on": TODAY + timedelta(days=1)}, "between"),
        ({"told_on": TODAY - timedelta(days=1)}, "between"),
    ],
)
def test_what_it_takes(world: World, given: dict[str, Any], words: str) -> None:
    echo = met(world, "noted").echo
    with pytest.raises(Refused, match=words):
        tell(echo, world.chen, **given)


def test_nothing_is_owed_of_what_was_struck_out_or_became_something_else(world: World) -> None:
    contact = met(world, "noted")
    Point.objects.filter(contact=contact).update(disposition="answered", answer="已答复")
    assert not Echo.objects.open().exists()
    other = met(world, "suggestion", kind="visit")
    actions.void(contact=other, reason="重复登记", by=world.chen, at=AT)
    assert not Echo.objects.open().exists()


def test_time_reminds_once_and_points_out_what_is_late_to_the_head_once(world: World) -> None:
    echo = met(world, "noted").echo
    days = calendar()
    soon = AT + (days.before(echo.due_on, 1) - TODAY)
    assert (remind_echoes(at=soon), remind_echoes(at=soon)) == (1, 0)
    late = AT + (days.add_working_days(echo.due_on, 1).due_legal - TODAY)
    assert (chase_echoes(at=late), chase_echoes(at=late)) == (1, 0)
    told = list(
        Notice.objects.filter(kind__startswith="echo").order_by("pk").values_list("kind", "to__username")
    )
    assert told[0] == ("echo_due", "chen")
    assert ("echo_overdue", "chen") in told
    assert len({who for kind, who in told if kind == "echo_overdue"}) >= 2, "and a head"
    tell(Echo.objects.get(), world.chen)
    assert chase_echoes(at=late + timedelta(days=30)) == 0


def test_who_leaves_passes_on_what_is_still_to_be_told(world: World) -> None:
    echo = met(world, "noted").echo
    post = world.chen.appointments.get()
    leave_post(appointment=post, on=TODAY, heir=world.he, note="", by=world.liu, at=AT)
    echo.refresh_from_db()
    assert echo.official == world.he


def test_the_pages(world: World, enter: Callable[[Official], Client]) -> None:
    contact = met(world, "suggestion")
    client, url = enter(world.chen), f"/contacts/{contact.reference}/echo/"
    assert contact.reference in client.get("/echoes/").content.decode()
    assert url in client.get(f"/contacts/{contact.reference}/").content.decode()
    page = client.get(url)
    assert "路灯太暗" in page.content.decode()
    sent = {"version": 1, "words": "已转镇建设办", "told_on": TODAY.isoformat(), "told_how": "face"}
    assert client.post(url, sent).status_code == 302
    assert contact.reference not in client.get("/echoes/").content.decode()
    assert contact.reference in client.get("/echoes/?list=told").content.decode()
    assert enter(world.qian).get(url).status_code == 404
    assert date.fromisoformat(sent["told_on"]) == Echo.objects.get().told_on  # type: ignore[arg-type]


def test_what_is_about_somebody_is_neither_passed_to_them_nor_shown_them_nor_told_them(
    world: World, enter: Callable[[Official], Client]
) -> None:
    contact = met(world, "noted")
    contact.points.update(about_official=world.liu)
    echo = Echo.objects.get()
    assert not Echo.objects.visible_to(world.liu, AT).exists()
    assert Echo.objects.visible_to(world.chen, AT).exists()
    with pytest.raises(Refused, match="about that official"):
        actions.pass_echo(echo=echo, to=world.liu, by=world.chen, at=AT)
    late = AT + (calendar().add_working_days(echo.due_on, 1).due_legal - TODAY)
    chase_echoes(at=late)
    assert "liu" not in Notice.objects.filter(kind="echo_overdue").values_list("to__username", flat=True)


def test_told_twice_is_said_and_what_is_empty_says_so_of_itself(
    world: World, enter: Callable[[Official], Client]
) -> None:
    echo = met(world, "noted").echo
    tell(echo, world.chen)
    desk = enter(world.chen)
    page = f"/contacts/{echo.contact.reference}/echo/"
    answer = desk.post(
        page, {"version": 1, "words": "又说一遍", "told_on": TODAY, "told_how": "phone"}, follow=True
    )
    assert "已告知过" in answer.content.decode()
    assert "没有逾期" in desk.get("/echoes/?list=overdue").content.decode()


def test_of_a_forum_it_is_told_of_everything_that_was_kept_once_the_minutes_are_closed(world: World) -> None:
    forum = held(world)
    note_point(
        forum=forum, text="渠道下游来水太少", disposition="noted", root=world.root, by=world.chen, at=AT
    )
    echo = Echo.objects.get()
    with pytest.raises(Refused, match="minutes are still open"):
        tell(echo, world.chen)
    note_point(
        forum=forum, text="路灯坏了三盏", disposition="suggestion", root=world.root, by=world.chen, at=AT
    )
    forums.close_minutes(forum=forum, version=2, by=world.chen, at=AT)
    echo.refresh_from_db()
    tell(echo, world.chen)
    assert not Echo.objects.open().exists()


def test_the_desk_leads_to_as_many_as_it_counts(world: World, enter: Callable[[Official], Client]) -> None:
    met(world, "noted")
    Echo.objects.update(official=world.liu)
    met(world, "suggestion")
    client = enter(world.liu)
    desk = client.get("/desk/")
    assert desk.context["echoes_count"] == 1
    assert 'href="/echoes/?list=mine"' in desk.content.decode()
    assert len(client.get("/echoes/?list=mine").context["rows"]) == 1
    assert len(client.get("/echoes/").context["rows"]) == 2, "with those of the unit"
