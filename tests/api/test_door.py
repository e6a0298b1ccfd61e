"""The door of other systems: a key and nothing else, so often in a minute, each call counted; two keys while one changes."""

import json
from datetime import UTC, timedelta

import jsonschema_rs
import pytest
from django.test import Client

from huiyin.api.actions import end_key, end_system, give_key
from huiyin.api.models import Call, DayOfCalls, Key
from huiyin.audit.scope import county_scope
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official
from tests.api.conftest import ROOT, Platform, platform
from tests.house.conftest import close_the_wall, signed_in
from tests.world import AT, World


def test_nobody_is_let_in_without_a_key(world: World, hotline: Platform) -> None:
    for header in ("", "Bearer", "Bearer wrong", f"Basic {hotline.words}", f"Bearer {hotline.words}x"):
        refused = hotline.call("GET", "lists/", **{"Authorization": header})
        assert (refused.status_code, refused.json()["error"]) == (401, "no_key")
        assert refused["WWW-Authenticate"] == "Bearer"
        assert refused["Cache-Control"] == "no-store"


def test_a_login_is_no_key(world: World, hotline: Platform) -> None:
    for who in (world.sun, world.qian):
        refused = signed_in(who).post(f"{ROOT}matters/", json.dumps({}), content_type="application/json")
        assert refused.status_code == 401


def test_a_key_of_another_county_opens_nothing(world: World, hotline: Platform) -> None:
    assert hotline.call("GET", "/c/other/api/v1/lists/").status_code == 401
    assert hotline.call("GET", "/c/nowhere/api/v1/lists/").json()["error"] == "not_found"


def test_wrong_keys_are_slowed_down(world: World, hotline: Platform) -> None:
    codes = [hotline.call("GET", "lists/", Authorization=f"Bearer wrong{n}").status_code for n in range(8)]
    assert (codes[0], codes[-1]) == (401, 429)
    assert hotline.get("lists/").status_code == 200, "who has a key is not slowed down"


def test_wrong_keys_slow_down_no_resident_behind_the_same_address(world: World, hotline: Platform) -> None:
    given = hotline.lodge().json()
    codes = [hotline.call("GET", "lists/", Authorization=f"Bearer wrong{n}").status_code for n in range(20)]
    assert codes[-1] == 429
    pair = {"reference": given["reference"], "code": given["code"]}
    assert Client().post("/c/heyang/ask/", pair).status_code == 302


def test_too_many_calls_wait(
    world: World, administered: dict[str, Official], hotline: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = platform(administered["security"], "slow", per_minute=2)
    assert [slow.get("lists/").status_code for _n in range(3)] == [200, 200, 429]
    refused = slow.get("lists/")
    assert refused["Retry-After"] == "60"
    assert "60" in refused.json()["sentence"]
    assert hotline.get("lists/").status_code == 200, "others wait for nobody"
    later = AT + timedelta(seconds=61)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later.astimezone(UTC))
    assert slow.get("lists/").status_code == 200


def test_calls_are_counted_by_day_and_kept_for_a_day_without_what_stood_in_them(
    world: World, hotline: Platform
) -> None:
    hotline.lodge(body="村里的井水发黄，不能喝。")
    hotline.lodge(body="短")
    with county_scope(world.county.pk):
        (day,) = DayOfCalls.objects.filter(system=hotline.system)
        assert (day.day, day.calls, day.refused) == (AT.date(), 2, 1)
        assert [(one.operation, one.status) for one in Call.objects.order_by("pk")] == [
            ("lodge", 201),
            ("lodge", 422),
        ]
        kept = str(list(Call.objects.values()))
        assert "井水" not in kept
        assert hotline.words not in kept
        before = Call.objects.older_than(AT + timedelta(hours=23) - timedelta(days=1)).count()
        assert before == 0
        assert Call.objects.older_than(AT + timedelta(days=2) - timedelta(days=1)).count() == 2


def test_two_keys_are_valid_while_one_takes_the_place_of_the_other(
    world: World, administered: dict[str, Official], hotline: Platform
) -> None:
    by = administered["security"]
    with county_scope(world.county.pk):
        new = give_key(system=hotline.system, by=by, at=AT)
        with pytest.raises(Refused, match="Two keys are valid"):
            give_key(system=hotline.system, by=by, at=AT)
    later = Platform(hotline.system, new.words)
    assert (hotline.get("lists/").status_code, later.get("lists/").status_code) == (200, 200)
    with county_scope(world.county.pk):
        end_key(key=Key.objects.exclude(pk=new.key.pk).get(), by=by, at=AT)
    assert (hotline.get("lists/").status_code, later.get("lists/").status_code) == (401, 200)
    with county_scope(world.county.pk):
        end_system(system=hotline.system, by=by, at=AT)
    assert later.get("lists/").status_code == 401


def test_a_key_is_kept_as_a_digest(world: World, hotline: Platform) -> None:
    with county_scope(world.county.pk):
        assert hotline.words not in str(list(Key.objects.values()))


def test_the_document_needs_no_key_and_names_every_operation(world: World) -> None:
    close_the_wall()
    said = Client().get(f"{ROOT}openapi.json").json()
    assert set(said["paths"]) >= {
        f"{ROOT}{one}" for one in ("matters/", "matters/{reference}/", "by-number/", "lists/")
    }
    assert said["components"]["securitySchemes"]["ByKey"] == {"type": "http", "scheme": "bearer"}


@pytest.mark.parametrize("form", ["json", "xml"])
def test_what_comes_to_no_door_of_open311_is_said_in_its_shape_too(
    world: World, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    def fails(*_given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("huiyin.api.open311.shapes.services", fails)
    asked = {"nowhere": 404, "services": 500, "requests": 400}
    for path, status in asked.items():
        close_the_wall()
        there = f"/c/heyang/open311/v2/{path}.{form}?service_code={'%00' * (status == 400)}"
        told = Client(raise_request_exception=False).get(there)
        said = told.content.decode()
        assert told.status_code == status
        if form == "json":
            assert [one["code"] for one in told.json()] == [status]
        else:
            assert f"<errors><error><code>{status}</code><description>" in said


def test_the_document_says_how_a_system_is_called(world: World) -> None:
    said = Client().get(f"{ROOT}openapi.json").json()
    assert set(said["webhooks"]) == {"changes", "ping"}
    at = AT.isoformat()
    told = {"sequence": 1, "reference": "HY-2026-000001-A", "what": "route", "at": at}
    bodies = {"changes": {"upto": 1, "changes": [told]}, "ping": {}}
    for kind, data in bodies.items():
        shape = said["webhooks"][kind]["post"]["requestBody"]["content"]["application/json"]["schema"]
        checked = jsonschema_rs.validator_for({**shape, "components": said["components"]})
        assert checked.is_valid({"type": kind, "timestamp": at, "data": data})
        assert not checked.is_valid({"type": "other", "timestamp": at, "data": data})
