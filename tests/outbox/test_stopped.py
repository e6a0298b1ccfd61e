"""Whoever ended SMS has none, whoever gives the number for whatever; and no number has many in a day."""

from collections.abc import Iterator
from datetime import UTC, timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.outbox.actions import choose, write_to
from huiyin.outbox.carrying import CARRIAGES, way_to
from huiyin.outbox.clock import send_due
from huiyin.outbox.gateway import keep_gateway, take_stop
from huiyin.outbox.models import Gateway, Outgoing, StoppedNumber
from huiyin.outbox.rules import is_start_word, is_stop_word
from huiyin.outbox.transports import Parcel, sms
from huiyin.people.actions import enter_resident, stop_word
from huiyin.people.models import Resident
from tests.outbox.gate import REPLIES, Gate, post
from tests.world import AT, World, moment

MOBILE = "13800000077"
NIGHT = moment(AT.date(), 3)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT.astimezone(UTC))


def somebody(phone: str = MOBILE) -> Resident:
    """As a public form enters them: nobody knows whose number it is."""
    return enter_resident(name="", phone=phone, place=None, by="resident", at=AT, told_by="sms")


def told(kind: str, n: int, **more: Any) -> Outgoing | None:
    return write_to(
        resident=somebody(), kind=kind, about=f"HY-2026-00000{n}-A", cause="1", **{"at": AT, **more}
    )


def states() -> Iterator[tuple[str, str]]:
    return iter(Outgoing.objects.order_by("pk").values_list("state", "reason"))


def test_a_number_that_ended_them_has_none_for_a_matter_that_comes_later(
    world: World, client: Client, gateway: Gateway, gate: Gate
) -> None:
    waits = told("answered", 1)
    said = {"from": f"+86{MOBILE}", "text": "退订"}
    assert post(client, REPLIES, said, gateway.secret, AT) == (200, {"taken": True})
    assert post(client, REPLIES, said, gateway.secret, AT, number="msg-2") == (200, {"taken": True})
    assert (told("received", 2), told("answered", 3), way_to(somebody())) == (None, None, "")
    assert waits is not None
    Resident.objects.filter(pk=waits.resident_id).update(told_by="sms")
    assert (send_due(at=AT), gate.came) == (0, [])
    with pytest.raises(Refused, match="KT"):
        choose(told_by="sms", mobile=MOBILE, by=world.liu, at=AT)
    kept = StoppedNumber.objects.get()
    assert MOBILE not in kept.number_index, "by its index alone"
    assert way_to(somebody("13800000078")) == "sms", "of another number nothing was said"


def test_only_the_number_itself_lifts_it(world: World, client: Client, gateway: Gateway, gate: Gate) -> None:
    take_stop(phone=MOBILE, at=AT)
    for number, (phone, text, taken) in enumerate(
        [("13800000078", "KT", False), (MOBILE, "好的", False), (MOBILE, "开通", True), (MOBILE, "kt", False)]
    ):
        said = {"from": phone, "text": text}
        assert post(client, REPLIES, said, gateway.secret, AT, number=f"m{number}") == (200, {"taken": taken})
        assert way_to(somebody()) == ("sms" if number > 1 else "")
    assert StoppedNumber.objects.get().number_index == "", "nothing is kept of a number that has lifted it"
    assert take_stop(phone=MOBILE, at=AT) > 0
    assert way_to(somebody()) == "", "and it may end them again"
    assert not any(map(is_start_word, ("", "TD", "不要开通", "好")))
    assert not any(map(is_stop_word, ("KT", "开通")))


def test_of_many_that_somebody_has_sent_to_one_number_few_arrive_in_a_day_and_answers_come_the_next(
    world: World, gate: Gate
) -> None:
    for n in range(5):
        told("received", n)
    told("answered", 6)
    assert send_due(at=AT) == 3
    assert list(states()) == [("handed", "")] * 3 + [("given_up", "enough")] * 2 + [("waiting", "")]
    assert send_due(at=AT + timedelta(hours=1)) == 0
    assert send_due(at=moment((AT + DAY).date(), 8)) == 1, "an answer is put off, never lost"
    assert len(gate.came) == 4


def test_what_came_in_at_night_rings_nowhere_at_night(world: World, gate: Gate) -> None:
    told("received", 1, at=NIGHT)
    assert (send_due(at=NIGHT), gate.came) == (0, [])
    assert send_due(at=moment(AT.date(), 8)) == 1


def test_no_more_messages_ends_wechat_too(world: World) -> None:
    wang = world.wang
    wang.wechat, wang.told_by = "o-wang", "wechat"
    wang.save(update_fields=["wechat", "told_by"])
    assert CARRIAGES["wechat"].of_person(wang) == "o-wang"
    assert stop_word(resident=wang, at=AT)
    wang.refresh_from_db()
    assert CARRIAGES["wechat"].of_person(wang) == "", "what waits goes to no address any more"


def test_nothing_leaves_in_the_clear_but_into_the_house(
    world: World, gateway: Gateway, settings: Any
) -> None:
    settings.HUIYIN_MAY_CALL = ()
    kept = {"sign": "禾阳县", "trial_to": "", "is_on": False, "by": world.sun, "at": AT}
    with pytest.raises(Refused, match="https"):
        keep_gateway(address="http://sms.example.com/send", **kept)
    keep_gateway(address="https://sms.example.com/send", **kept)


def test_an_address_in_the_clear_is_not_called_where_it_leads_out_of_the_house(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def judged(_target: object, _may: object, may_public: bool, _until: float) -> list[Any]:
        asked.append(may_public)
        raise OSError

    monkeypatch.setattr("huiyin.lib.posting._judged", judged)
    for scheme in ("http", "https"):
        gateway.address = f"{scheme}://sms.example.com/send"
        with sms.line(gateway, "") as hand:
            assert hand(Parcel(to=MOBILE, subject="", text="", number="1.0.a")).reason == "no_server"
    assert asked == [False, True]
