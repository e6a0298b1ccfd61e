"""A clerk takes down a call, a letter or a visit: channel and true day kept, the right desk, one matter, a receipt."""

import re
from collections.abc import Callable
from datetime import datetime, time
from typing import Any

import pytest
from django.test import Client

from huiyin.audit.models import Event
from huiyin.matters.models import Deadline, Matter, Step
from huiyin.orgs.models import Official
from huiyin.people.models import Resident
from tests.world import AT, SHANGHAI, World, unit

Enter = Callable[[Official], Client]
HERE = "/calls/new/"
WORDS = "村口的路灯坏了三盏，晚上看不见路。"
EN = {"accept-language": "en"}


def send(client: Client, once: str = "t1", **fields: str) -> Any:
    asked = {"once": once, "channel": "phone", "body": WORDS, "place": "", "name": "", "phone": "", **fields}
    return client.post(HERE, asked, headers=EN)


def chosen(client: Client) -> list[str]:
    """The channels that are chosen when the page is opened."""
    html = client.get(HERE).content.decode()
    return [
        tag.split('value="')[1].split('"')[0]
        for tag in re.findall(r"<input[^>]*>", html)
        if " checked" in tag and 'name="channel"' in tag
    ]


def refused(client: Client, **fields: str) -> str:
    """What the page says to what it does not take."""
    answer = send(client, **fields)
    assert answer.status_code == 422
    assert not Matter.objects.exists()
    assert not Resident.objects.filter(name="王大姐").exists()
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("channel", "words"),
    [("phone", "telephone call"), ("letter", "letter"), ("counter", "visit to the counter")],
)
def test_it_says_how_it_came_and_who_took_it_down(
    world: World, xia: Client, channel: str, words: str
) -> None:
    assert send(xia, channel=channel).status_code == 302
    found = Matter.objects.get()
    assert (found.channel, str(found.channel_words)) == (channel, words)
    assert (found.body, found.raised_by, found.received_at) == (WORDS, world.xia, AT)
    step = found.steps.get()
    assert (step.deed, step.by, step.facts) == (Step.Deed.LODGE, world.xia, {"channel": channel})
    assert Event.objects.get(deed="matter.lodged").by == world.xia.key


def test_a_name_and_a_number_are_kept_on_the_persons_word_as_the_clerk_took_them_down(
    world: World, xia: Client
) -> None:
    send(xia, name="王大姐", phone="+86 199-0000 5678")
    person = Matter.objects.get().resident
    assert person is not None
    assert (person.name, person.phone) == ("王大姐", "19900005678")
    entered = Event.objects.get(deed="resident.entered", on=f"resident:{person.key}")
    assert (entered.by, entered.facts) == (world.xia.key, {})


def test_without_a_name_nobody_is_on_record(world: World, xia: Client) -> None:
    before = Resident.objects.count()
    send(xia)
    assert Matter.objects.get().is_anonymous
    assert Resident.objects.count() == before


@pytest.mark.parametrize(
    ("typed", "place", "words", "desk"),
    [
        ("上河村", "village", "", "town"),
        ("上河村桥头", "village", "桥头", "town"),
        ("下河村 老井边", "hamlet", "老井边", "town"),
        ("石门村", "far_village", "", "sibling"),
        ("集市门口", None, "集市门口", "town"),
        ("", None, "", "town"),
    ],
)
def test_it_goes_to_the_desk_over_the_village_and_to_ones_own_without_one(
    world: World, xia: Client, typed: str, place: str | None, words: str, desk: str
) -> None:
    send(xia, place=typed)
    found = Matter.objects.get()
    assert found.place == (getattr(world, place) if place else None)
    assert (found.place_words, found.intake_unit) == (words, getattr(world, desk))


def test_a_name_that_two_villages_bear_is_chosen_with_its_township(world: World, xia: Client) -> None:
    there = unit("village", "990100102202", "上河村", world.sibling)
    assert "柳林镇上河村 · 石门镇上河村" in refused(xia, place="上河村桥头")
    html = xia.get(HERE).content.decode()
    assert html.index('value="柳林镇上河村"') < html.index('value="石门镇上河村"')
    assert 'value="上河村"' not in html
    send(xia, place="石门镇上河村桥头")
    found = Matter.objects.get()
    assert (found.place, found.place_words, found.intake_unit) == (there, "桥头", world.sibling)


@pytest.mark.parametrize(
    ("day", "hour", "received"),
    [
        ("", "", AT),
        ("2026-03-02", "", AT),
        ("", "08:15", datetime(2026, 3, 2, 8, 15, tzinfo=SHANGHAI)),
        ("2026-03-01", "22:40", datetime(2026, 3, 1, 22, 40, tzinfo=SHANGHAI)),
        ("2026-02-26", "", datetime(2026, 2, 26, tzinfo=SHANGHAI)),
    ],
)
def test_the_clocks_run_from_the_true_receipt(
    world: World, xia: Client, day: str, hour: str, received: datetime
) -> None:
    send(xia, channel="letter", received_on=day, received_hour=hour)
    found = Matter.objects.get()
    assert (found.received_at, found.registered_at) == (received, AT)
    handle = found.deadlines.get(kind=Deadline.Kind.HANDLE)
    assert handle.started_on == received.date()
    assert found.due_on == handle.due_on


def test_what_is_late_is_the_coordinators_with_a_reason(world: World, enter: Enter) -> None:
    late = {"channel": "letter", "received_on": "2026-02-24"}
    assert "the coordinator takes it down" in refused(enter(world.xia), **late)
    liu = enter(world.liu)
    assert "please say why it is taken down only now" in refused(liu, **late)
    asked = send(liu, **late).context["form"]
    assert list(asked.errors) == ["late_reason"]
    assert asked.fields["late_reason"].is_sometimes_needed, "so nobody reads that it is optional"
    assert send(liu, late_reason="压在收发室", **late).status_code == 302
    found = Matter.objects.get()
    assert found.received_at == datetime.combine(datetime(2026, 2, 24), time.min, tzinfo=SHANGHAI)
    assert found.steps.get().note == "压在收发室"


@pytest.mark.parametrize(("day", "late"), [("2026-02-25", True), ("2026-02-26", False)])
def test_late_is_more_than_the_charters_working_days(world: World, xia: Client, day: str, late: bool) -> None:
    assert send(xia, received_on=day).status_code == (422 if late else 302)


@pytest.mark.parametrize(
    ("day", "words"), [("2026-03-03", "lies in the future"), ("0026-03-02", "look at the year")]
)
def test_no_day_to_come_and_no_slip_of_the_year(world: World, enter: Enter, day: str, words: str) -> None:
    assert words in refused(enter(world.liu), received_on=day, late_reason="压在收发室")


def test_an_hour_to_come_is_refused(world: World, xia: Client) -> None:
    assert "lies in the future" in refused(xia, received_hour="10:01")


@pytest.mark.parametrize("phone", ["3000123", "1990000567", "019", "12345", "王大姐"])
def test_a_number_that_nobody_can_ring_is_refused_and_nothing_is_lost(
    world: World, xia: Client, phone: str
) -> None:
    html = refused(xia, phone=phone, name="王大姐")
    assert "area code" in html
    assert WORDS in html
    assert "王大姐" in html


@pytest.mark.parametrize("phone", ["19900005678", "199 0000 5678", "０９９０－３００００１２"])
def test_a_mobile_and_a_landline_with_its_area_code_are_taken(world: World, xia: Client, phone: str) -> None:
    assert send(xia, phone=phone).status_code == 302


def test_a_telephone_number_among_the_words_stays_only_if_that_is_meant(world: World, xia: Client) -> None:
    words = "请打我侄子的手机19900005678"
    html = refused(xia, body=words)
    assert 'name="keep"' in html
    assert words in html
    assert 'name="keep"' not in xia.get(HERE).content.decode()
    assert send(xia, body=words, keep="on").status_code == 302
    assert Matter.objects.get().body == words


def test_an_identity_number_is_never_taken_down(world: World, xia: Client) -> None:
    assert "identity number" in refused(xia, body="我的身份证是11010519491231002X，请查", keep="on")


@pytest.mark.parametrize("body", ["", "灯", "  \x00灯  "])
def test_words_are_needed(world: World, xia: Client, body: str) -> None:
    refused(xia, body=body)
