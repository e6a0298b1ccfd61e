"""Booking on the page: few inputs, a receipt, a machine is turned away, and what changed is read on one's own page."""

from collections.abc import Callable
from datetime import UTC, date, time, timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client

from huiyin.people.actions import reveal
from huiyin.receptions.actions import sessions as receptions
from huiyin.receptions.models import Booking, ReceptionSession
from huiyin.ui.quiet import SALT
from tests import make_reception as make
from tests.world import AT, World

PLAIN = {"people": "1", "topic_words": "", "name": "", "phone": "", "access_needs": "", "leave_empty": ""}
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def send(client: Client) -> Callable[..., Any]:
    """Fill in the form a minute after it was shown, and send it."""
    stamp = signing.dumps(["a-token", (AT - timedelta(minutes=1)).timestamp()], salt=SALT)

    def send(session: ReceptionSession, **fields: str) -> Any:
        data = {**PLAIN, "once": stamp, "slot": "09:20", **fields}
        return client.post(f"/c/heyang/receptions/{session.reference}/booking/", data, headers=ENGLISH)

    return send


def test_a_time_is_booked_and_the_receipt_names_number_code_and_place(
    world: World, client: Client, send: Callable[..., Any]
) -> None:
    session = make.published(world)
    there = send(session, name="王阿姨", phone="19900007777")
    assert there.status_code == 302
    receipt = client.get(there["Location"], headers=ENGLISH)
    booking = Booking.objects.get()
    for word in (booking.reference, "柳林镇接访室", "09:20", "马成"):
        assert word in receipt.content.decode()
    assert "王阿姨" not in receipt.content.decode()
    link = receipt.context["link"]
    page = client.get(link, follow=True, headers=ENGLISH)
    assert "receives you on" in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"


def test_sent_twice_it_is_booked_once(world: World, send: Callable[..., Any]) -> None:
    session = make.published(world)
    first, second = send(session), send(session)
    assert (first.status_code, second.status_code) == (302, 302)
    assert Booking.objects.count() == 1


def test_who_comes_second_is_told_and_keeps_the_words(world: World, send: Callable[..., Any]) -> None:
    session = make.published(world)
    make.booked(session)
    answer = send(session, name="老王家的")
    assert answer.status_code == 422
    assert "just taken" in answer.content.decode()
    assert "老王家的" in answer.content.decode()


@pytest.mark.parametrize("again", ["199 0000 7777", "+8619900007777", "0086-19900007777"])
def test_that_a_number_has_booked_already_is_told_only_to_those_who_run_the_session(
    world: World, send: Callable[..., Any], enter: Callable[..., Client], again: str
) -> None:
    session = make.published(world)
    make.booked(session, phone="19900007777", slot_at=time(9, 40))
    page = f"/receptions/{session.reference}/"
    assert "重复预约" not in enter(world.liu).get(page).content.decode()
    assert send(session, phone=again).status_code == 302
    assert enter(world.liu).get(page).content.decode().count("重复预约") == 2
    assert "重复预约" not in enter(world.gao).get(page).content.decode()


def test_one_connection_does_not_book_all_the_times(world: World, client: Client) -> None:
    session, codes = make.published(world), []
    for n in range(6):
        stamp = signing.dumps([f"token-{n}", (AT - timedelta(minutes=1)).timestamp()], salt=SALT)
        data = {**PLAIN, "once": stamp, "slot": f"{9 + n // 3:02}:{n % 3 * 20:02}"}
        url = f"/c/heyang/receptions/{session.reference}/booking/"
        codes.append(client.post(url, data, headers=ENGLISH).status_code)
    assert codes == [302] * 5 + [422]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"people": "6"}, "第20条"),
        ({"slot": "09:10"}, "one of the times"),
        ({"slot": "nine"}, "valid choice"),
        ({"phone": "123"}, "too short"),
        ({"leave_empty": "x"}, "hidden field"),
        ({"topic_words": "11010519491231002X"}, "identity number"),
        ({"once": "nothing"}, "open for over a day"),
    ],
)
def test_what_is_refused_says_why_and_keeps_the_words(
    world: World, send: Callable[..., Any], fields: dict[str, str], sentence: str
) -> None:
    answer = send(make.published(world), **{"name": "老王家的", **fields})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert sentence in text
    assert "老王家的" in text
    assert not Booking.objects.exists()


def test_a_draft_has_no_public_page(world: World, client: Client) -> None:
    draft = make.draft(world)
    for tail in ("", "booking/"):
        assert client.get(f"/c/heyang/receptions/{draft.reference}/{tail}").status_code == 404
    assert draft.reference not in client.get("/c/heyang/receptions/?month=2026-03").content.decode()


def test_a_substitution_is_told_on_the_page_of_who_booked(world: World, client: Client) -> None:
    session = make.published(world)
    held = make.booked(session)
    client.get(f"/c/heyang/b/{held.link}/")
    receptions.substitute(
        session=session,
        official=world.chen,
        reason="马镇长到县里开会",
        version=session.version,
        by=world.liu,
        at=AT,
    )
    text = client.get(f"/c/heyang/bookings/{held.booking.reference}/", headers=ENGLISH).content.decode()
    assert "陈立 receives you instead of 马成" in text
    assert "马镇长到县里开会" in text


def test_after_a_cancellation_the_next_days_are_offered(world: World, client: Client) -> None:
    session, other = make.published(world), make.published(world, day=date(2026, 3, 19))
    held = make.booked(session)
    client.get(f"/c/heyang/b/{held.link}/")
    receptions.cancel_session(session=session, reason="防汛", version=session.version, by=world.liu, at=AT)
    text = client.get(f"/c/heyang/bookings/{held.booking.reference}/", headers=ENGLISH).content.decode()
    assert "does not take place" in text
    assert f"/receptions/{other.reference}/booking/" in text


def test_number_and_code_open_it_and_wrong_pairs_slow_down(world: World, client: Client) -> None:
    held = make.booked(make.published(world))

    def ask(code: str) -> Any:
        return client.post(
            "/c/heyang/ask/", {"reference": held.booking.reference, "code": code}, headers=ENGLISH
        )

    assert [ask("AAAA-AAAA").status_code for _n in range(6)] == [422] * 5 + [429]
    held = make.booked(make.published(world, day=date(2026, 3, 19)), phone="19900008888")
    fresh = Client().post(
        "/c/heyang/ask/", {"reference": held.booking.reference, "code": held.code}, REMOTE_ADDR="192.0.2.9"
    )
    assert fresh["Location"] == f"/c/heyang/bookings/{held.booking.reference}/"


def test_without_the_mark_a_booking_is_asked_for(world: World, client: Client) -> None:
    held = make.booked(make.published(world))
    for tail in ("", "cancellation/"):
        answer = client.get(f"/c/heyang/bookings/{held.booking.reference}/{tail}")
        assert answer.status_code == 302
        assert "/ask/" in answer["Location"]
    assert client.get("/c/heyang/b/no-such-link/").status_code == 404


def test_calling_off_gives_the_time_back(world: World, client: Client) -> None:
    held = make.booked(make.published(world))
    client.get(f"/c/heyang/b/{held.link}/")
    url = f"/c/heyang/bookings/{held.booking.reference}/cancellation/"
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 302
    assert Booking.objects.get().state == "cancelled"
    assert client.post(url).status_code == 422


def test_the_person_reads_who_has_looked(world: World, client: Client) -> None:
    held = make.booked(make.published(world))
    client.get(f"/c/heyang/b/{held.link}/")
    assert held.booking.person is not None
    reveal(resident=held.booking.person, purpose="call", about=held.booking.reference, by=world.liu, at=AT)
    text = client.get(f"/c/heyang/bookings/{held.booking.reference}/", headers=ENGLISH).content.decode()
    assert "柳林镇: once" in text


def test_a_receipt_closes_after_a_day(
    world: World, client: Client, send: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    there = send(make.published(world))["Location"]
    later = (AT + timedelta(hours=25)).astimezone(UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert "/ask/" in client.get(there)["Location"]


def test_a_session_that_has_begun_cannot_be_booked(world: World, client: Client) -> None:
    session = make.published(world, day=AT.date(), at=AT - timedelta(days=5), begins=time(8), ends=time(9))
    text = client.get(f"/c/heyang/receptions/{session.reference}/booking/", headers=ENGLISH).content.decode()
    assert "over" in text
