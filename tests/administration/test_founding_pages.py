"""Founding a county in the browser: by an address of the console, which opens for a day and for one county."""

import re
from argparse import Namespace
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.administration import founding
from huiyin.audit.scope import county_scope
from huiyin.orgs import founding_door
from huiyin.orgs.found_command import show_door
from huiyin.orgs.models import County, Official, Post
from huiyin.site import run
from tests.orgs import lists
from tests.world import AT, World

WORDS = {
    "name": "白沙县", "division_code": "990327", "slug": "baisha", "prefix": "BS", "started_on": "2026-01-01",
    "official": "江文", "post": "联系群众工作办公室主任", "system_name": "席同", "security_name": "安泉",
    "audit_name": "江闻",
}  # fmt: skip


@pytest.fixture
def door(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    lists.stand({row[0]: row[1] for _head, rows in lists.LISTS.values() for row in rows})
    return founding_door.address(AT)


def sent(door: str, **words: str) -> Any:
    return Client().post(door + "county/", WORDS | words)


def test_one_chooses_province_city_and_county_or_looks_for_it(door: str) -> None:
    client = Client()
    assert 'at=99"' in client.get(door).content.decode()
    assert "泽州市" in client.get(door + "?at=99").content.decode()
    assert "division=990327" in client.get(door + "?at=9903").content.decode()
    for q in ("白沙", "990327"):
        found = client.get(door, {"q": q}).content.decode()
        assert "division=990327" in found
        assert "江源省 › 泽州市 › 白沙县" in re.sub(r"\s+", " ", found)
    form = client.get(door + "county/?division=990327").context["form"]
    assert {name: form.initial[name] for name in ("name", "division_code", "slug", "prefix")} == {
        "name": "白沙县", "division_code": "990327", "slug": "baisha", "prefix": "BS",
    }  # fmt: skip


def test_the_county_stands_and_everybody_comes_in_with_a_slip(door: str) -> None:
    answer = sent(door)
    text = answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    codes = dict(re.findall(r"<dd>([a-z0-9]+)</dd>.*?<strong>([-0-9A-Z]+)</strong>", text, re.S))
    assert list(codes) == ["jiangwen", "xitong", "anquan", "jiangwen2"]
    county = County.objects.get(slug="baisha")
    with county_scope(county.pk):
        assert Post.objects.get().capacities == ["coordinator"]
        assert Official.objects.get(username="anquan").administers == ["security"]
    client = Client()
    asked = client.post("/c/baisha/come-in/", {"login": "jiangwen", "code": codes["jiangwen"]})
    assert asked["Location"] == "/c/baisha/come-in/password/"


def test_the_address_opens_once_for_a_day_and_for_nobody_who_made_it_up(
    door: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    assert client.get(door).status_code == 200
    assert client.get("/found/made-up/").status_code == 404
    assert client.get(door[:-3] + "xx/").status_code == 404
    later = AT + founding_door.HOLDS + timedelta(minutes=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert client.get(door).status_code == 404
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    before = County.objects.count()
    assert sent(door).status_code == 200
    assert client.get(door).status_code == 404
    assert sent(door, slug="second", prefix="SE", division_code="990328").status_code == 404
    assert County.objects.count() == before + 1


def test_one_name_twice_has_to_say_whether_it_is_one_person(door: str) -> None:
    refused = sent(door, audit_name=WORDS["official"])
    assert refused.status_code == 422
    assert "三名管理员须由三个不同的人担任" in str(refused.context["form"].errors["audit_login"])
    assert sent(door, audit_name=WORDS["official"], audit_login="jiang2").status_code == 200


@pytest.mark.parametrize(
    ("name", "slug", "prefix"),
    [
        ("白沙县", "baisha", "BS"),
        ("和县", "hexian", "HX"),
        ("长安区", "changan", "CA"),
        ("达尔罕茂明安联合旗", "daerhanmaominganlianhe", "DEHM"),
    ],
)
def test_letters_that_follow_from_a_name_can_be_kept(name: str, slug: str, prefix: str) -> None:
    assert founding.from_name(name) == {"slug": slug, "prefix": prefix}


def test_what_is_left_empty_follows_from_the_name(door: str) -> None:
    assert sent(door, slug="", prefix="", started_on="").status_code == 200
    county = County.objects.get(division_code="990327")
    assert (county.slug, county.prefix, county.started_on) == ("baisha", "BS", AT.date())


def test_of_two_who_send_at_once_the_second_founds_nothing(
    door: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = iter([True, False])
    monkeypatch.setattr("huiyin.administration.founding_views.is_open", lambda _token, _at: next(told))
    before = County.objects.count()
    assert sent(door).status_code == 422
    assert County.objects.count() == before


@pytest.mark.parametrize(
    ("field", "word"),
    [
        ("prefix", "bs"),
        ("slug", "heyang"),
        ("division_code", "99"),
        ("login", "chen"),
        ("system_login", "席"),
        ("name", ""),
    ],
)
def test_what_cannot_stand_is_said_beside_its_field(door: str, field: str, word: str) -> None:
    answer = sent(door, **{field: word})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_the_console_says_the_address(
    world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert show_door(Namespace()) == 0
    (there,) = re.findall(r"/found/\S+/", capsys.readouterr().out)
    assert Client().get(there).status_code == 200


def test_an_empty_trial_loads_no_demo_and_says_where_to_begin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Company:
        def __init__(self, *_given: object) -> None:
            pass

        def tables(self) -> dict[str, Any]:
            return {"empty": True, "logins": [], "door": "/found/x/"}

        def start(self) -> None:
            pass

        def stop(self) -> None:
            pass

        def wait(self) -> None:
            raise run.Ended

    monkeypatch.setattr(run, "Company", Company)
    monkeypatch.setattr(run, "_check_port", lambda *_given: None)
    monkeypatch.setattr(run.signal, "signal", lambda *_given: None)
    assert run.run(empty=True) == 0
    assert re.search(r"http://\S+/found/x/", capsys.readouterr().out)
