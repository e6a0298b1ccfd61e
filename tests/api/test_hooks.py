"""A system is called when something changed: signed, in order, once if nothing breaks, again if something does."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.api import hook_rules as rules
from huiyin.api import hooking, telling
from huiyin.api.models import Hook
from huiyin.audit.scope import county_scope
from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from tests import make
from tests.api.conftest import Platform
from tests.api.hooks import MINUTE, Called, called
from tests.api.hooks import other as other
from tests.api.hooks import reference as reference
from tests.peers import HERE, dripping
from tests.world import AT, World


def test_it_is_told_which_matters_changed_and_not_a_word_of_them(other: Called, reference: str) -> None:
    assert other.call() == 0, "nothing has changed"
    other.change(reference, reference)
    assert other.call() == 1
    assert other.call() == 0, "once"
    asked = other.there.asked[0]
    assert (asked.method, asked.path) == ("POST", "/hook")
    assert asked.headers["content-type"] == "application/json; charset=utf-8"
    assert other.is_signed(asked)
    assert other.bodies == [
        {
            "type": "changes",
            "timestamp": other.bodies[0]["timestamp"],
            "data": {
                "upto": 2,
                "changes": [
                    {
                        "sequence": n,
                        "reference": reference,
                        "what": "route",
                        "at": other.bodies[0]["timestamp"],
                    }
                    for n in (1, 2)
                ],
            },
        }
    ]
    assert (other.hook.told, other.hook.taken_at, other.hook.reason) == (2, AT, "")


def test_what_was_numbered_before_it_is_called_is_not_told(
    world: World, administered: dict[str, Official], hotline: Platform, settings: Any
) -> None:
    settings.HUIYIN_MAY_CALL = HERE
    reference = hotline.lodge().json()["reference"]
    hotline.system.last_change = 5
    with county_scope(world.county.pk):
        hotline.system.save()
    with called(world, hotline, administered["security"]) as other:
        assert other.call() == 0
        other.change(reference)
        other.call()
        assert other.told() == [6]


def test_many_are_told_in_calls_of_a_hundred_one_after_another(other: Called, reference: str) -> None:
    other.change(*[reference] * 250)
    assert other.call() == 3
    assert other.told() == list(range(1, 251))
    assert [body["data"]["upto"] for body in other.bodies] == [100, 200, 250]


def test_a_call_asks_the_database_as_much_whatever_it_tells(other: Called, reference: str) -> None:
    asked: list[int] = []
    for many in (1, rules.MOST_TOLD):
        other.change(*[reference] * many)
        with CaptureQueriesContext(connection) as found:
            assert other.call() == 1
        asked.append(len(found))
    assert asked[0] == asked[1]


def test_what_became_a_report_does_not_leave(world: World, other: Called, hotline: Platform) -> None:
    with county_scope(world.county.pk):
        make.entered(world)
    found = hotline.lodge(place=world.village.code).json()["reference"]
    other.status = 500
    other.change(found)
    other.call()
    with county_scope(world.county.pk):
        row = Matter.objects.get(reference=found)
        actions.seal(matter=row, version=row.version, by=world.liu, at=AT)
    other.status = 200
    other.call(AT + MINUTE)
    first, second = other.there.asked
    assert found in first.body.decode()
    assert found not in second.body.decode()
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert other.hook.told == 1


@pytest.mark.parametrize(
    ("status", "headers"), [(500, {}), (404, {}), (429, {}), (302, {"Location": "http://127.0.0.1:9/"})]
)
def test_what_is_not_taken_is_told_again_later_and_later_under_one_number(
    other: Called, reference: str, status: int, headers: dict[str, str]
) -> None:
    other.there.answers = lambda _asked: (status, headers, b"")
    other.change(reference)
    at, pauses = AT, []
    for _ in range(9):
        assert other.call(at) == 0
        assert (other.hook.reason, other.hook.status) == ("answered", status)
        assert other.call(other.hook.next_at - MINUTE / 2) == 0
        pauses.append(other.hook.next_at - at)
        at = other.hook.next_at
    assert pauses == [*rules.WAITS, rules.WAITS[-1], rules.WAITS[-1]]
    other.change(reference)
    other.there.answers = lambda _asked: (204, {}, b"")
    assert other.call(at) == 2
    assert len({one.headers["webhook-id"] for one in other.there.asked[:10]}) == 1
    assert len({one.body for one in other.there.asked[:9]}) == 1
    assert other.told() == [*[1] * 10, 2]
    assert (other.hook.tries, other.hook.failing_since) == (0, None)


def test_where_nothing_is_taken_for_days_it_is_paused_and_the_administrator_hears_once(
    world: World, other: Called, reference: str
) -> None:
    other.status = 503
    other.change(reference)
    at = AT
    while not other.hook.off:
        other.call(at)
        at = other.hook.next_at
    assert other.hook.off == Hook.Off.PAUSED
    assert rules.PAUSED_AFTER <= at - AT <= rules.PAUSED_AFTER + 2 * rules.WAITS[-1]
    assert other.call(at + timedelta(days=9)) == 0
    with county_scope(world.county.pk):
        told = Notice.objects.get(kind="hook_off")
        assert told.where == f"/administration/systems/{other.system.pk}/"
        by = told.to
        hooking.call_now(system=other.system, by=by, at=at)
    other.status = 200
    assert other.call(at) == 1
    assert (other.hook.off, other.hook.told) == ("", 1)


def test_an_address_that_is_no_more_is_called_no_more(world: World, other: Called, reference: str) -> None:
    other.status = 410
    other.change(reference)
    other.call()
    assert other.hook.off == Hook.Off.GONE
    assert other.call(AT + timedelta(days=9)) == 0
    assert len(other.there.asked) == 1
    with county_scope(world.county.pk):
        assert Notice.objects.filter(kind="hook_off").count() == 1


def test_killed_between_the_call_and_the_note_it_is_called_again_under_the_same_number(
    other: Called, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = telling.posting.call

    def killed(*given: Any, **named: Any) -> Any:
        real(*given, **named)
        raise KeyboardInterrupt

    other.change(reference)
    monkeypatch.setattr(telling.posting, "call", killed)
    with pytest.raises(KeyboardInterrupt):
        other.call()
    monkeypatch.setattr(telling.posting, "call", real)
    assert other.hook.begun_at == AT
    other.change(reference)
    assert other.call(AT + MINUTE) == 0, "perhaps it still runs"
    assert other.call(AT + rules.BEGUN) == 2
    numbers = [one.headers["webhook-id"] for one in other.there.asked]
    assert numbers[0] == numbers[1] != numbers[2]
    assert other.told() == [1, 1, 2]
    assert (other.hook.broken_off, other.hook.broken_at) == (1, AT)


def test_a_second_clock_does_not_call_beside_the_first(
    other: Called, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other.change(reference)
    seen: list[int] = []

    real = telling.posting.call

    def meanwhile(*given: Any, **named: Any) -> Any:
        monkeypatch.setattr(telling.posting, "call", real)
        other.change(reference)
        seen.append(other.call(AT))
        return real(*given, **named)

    monkeypatch.setattr(telling.posting, "call", meanwhile)
    assert other.call() == 2
    assert seen == [0]
    assert other.told() == [1, 2]


def test_a_slow_system_holds_the_clock_for_no_longer_than_a_call(
    world: World, other: Called, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "SECONDS", 0.3)
    with dripping(b"HTTP/1.1 200 OK\r\n", b"A: b\r\n") as address, county_scope(world.county.pk):
        Hook.objects.update(address=address)
        other.change(reference)
        assert other.call() == 0
    assert (other.hook.reason, other.hook.told) == ("too_slow", 0)
