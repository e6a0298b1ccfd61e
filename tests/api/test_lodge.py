"""A system hands a matter in: the same deed as at every other door, once per number of its own."""

import pytest
from django.db import OperationalError

from huiyin.api.models import Received
from huiyin.audit.models import Event
from huiyin.audit.scope import county_scope
from huiyin.matters.models import Matter
from huiyin.notices.models import Notice
from huiyin.orgs.models import Unit
from huiyin.people.models import Resident
from tests.api.conftest import DEMAND, Platform
from tests.world import AT, World


def matters(world: World) -> list[Matter]:
    with county_scope(world.county.pk):
        return list(
            Matter.objects.filter(source="api:hotline").select_related("resident", "place", "intake_unit")
        )


def test_it_goes_to_the_desk_of_its_village_with_number_date_and_code(
    world: World, hotline: Platform
) -> None:
    told = hotline.lodge(
        place=world.village.code, place_words="桥头", name="王某", phone="19900005555", topic="streetlight"
    )
    assert told.status_code == 201
    said = told.json()
    (made,) = matters(world)
    assert (said["reference"], said["number"], said["state"]) == (made.reference, "GD-1", "received")
    assert said["unit"] == made.intake_unit.name == "柳林镇"
    assert said["due_on"] == str(made.due_on)
    assert (made.channel, made.place_words, made.topic) == ("api", "桥头", "streetlight")
    assert made.resident is not None
    assert made.resident.phone == "19900005555"
    assert "/c/heyang/r/" in said["link"]
    with county_scope(world.county.pk):
        assert Event.objects.filter(by="system:hotline", deed="matter.lodged", on=made.reference).exists()
        assert Notice.objects.filter(to=world.liu, kind="routed").exists()


def test_the_same_number_makes_one_matter_and_gives_code_and_link_once(
    world: World, hotline: Platform
) -> None:
    first, second = hotline.lodge(), hotline.lodge()
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["code"]
    assert (second.json()["code"], second.json()["link"]) == ("", "")
    assert second.json()["reference"] == first.json()["reference"]
    assert len(matters(world)) == 1


def test_other_words_under_a_number_are_refused_and_nothing_is_lost(world: World, hotline: Platform) -> None:
    hotline.lodge()
    refused = hotline.lodge(body="另一件事：河边的垃圾没有人收。")
    assert refused.status_code == 409
    assert refused.json()["error"] == "conflict"
    assert "GD-1" in refused.json()["sentence"]
    assert [one.body for one in matters(world)] == [DEMAND["body"]]


def test_a_village_of_the_same_name_is_another_under_a_number(world: World, hotline: Platform) -> None:
    with county_scope(world.county.pk):
        other = Unit.objects.places().exclude(pk=world.village.pk)[0]
        Unit.objects.filter(pk=other.pk).update(short_name=world.village.short_name)
    hotline.lodge(place=world.village.code)
    assert hotline.lodge(place=other.code).status_code == 409


def test_a_matter_without_a_person_enters_nobody(world: World, hotline: Platform) -> None:
    before = Resident.objects.count()
    hotline.lodge()
    with county_scope(world.county.pk):
        assert Resident.objects.count() == before


def test_an_order_brings_its_latest_day(world: World, hotline: Platform) -> None:
    hotline.lodge(due_on="2026-03-09", received_at="2026-03-02T08:00:00+08:00")
    (made,) = matters(world)
    assert (made.profile, str(made.printed_on)) == ("hotline_order", "2026-03-09")
    assert made.received_at is not None
    assert made.received_at < AT


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"topic": "no-such-topic"}, "topic"),
        ({"kind": "no-such-kind"}, "kind"),
        ({"place": "0000"}, "place"),
        ({"body": "短"}, "body.demand.body"),
        ({"body": "我的身份证号是11010519491231002X，请尽快办理。"}, "body.demand.body"),
        ({"number": ""}, "body.demand.number"),
        ({"number": "a\x00b"}, "body.demand.number"),
        ({"received_at": "2026-03-02T08:00:00"}, "body.demand.received_at"),
        ({"rank": 1}, "body.demand.rank"),
        ({"received_at": "0635-01-01T00:00:00Z"}, "received_at"),
        ({"received_at": "0001-01-01T00:00:00+14:00"}, "received_at"),
    ],
)
def test_what_is_wrong_is_said_where_it_is_and_nothing_is_kept(
    world: World, hotline: Platform, wrong: dict[str, object], field: str
) -> None:
    refused = hotline.lodge(**wrong)
    assert refused.status_code == 422
    assert refused.json()["error"] == "invalid"
    assert list(refused.json()["fields"]) == [field]
    assert matters(world) == []
    with county_scope(world.county.pk):
        assert not Received.objects.exists()


def test_a_refusal_of_the_deed_has_its_sentence_and_takes_the_number_back(
    world: World, hotline: Platform
) -> None:
    refused = hotline.lodge(received_at="2027-01-01T08:00:00+08:00")
    assert refused.status_code == 422
    assert refused.json() == {
        "error": "refused",
        "sentence": "The day of receipt lies in the future.",
        "fields": {},
    }
    assert hotline.lodge().status_code == 201


def test_what_is_no_json_or_too_large_is_said_in_the_same_shape(world: World, hotline: Platform) -> None:
    assert hotline.call("POST", "matters/", b"{").json()["error"] == "unreadable"
    assert hotline.call("POST", "matters/", b"\xff\xfe").json()["error"] == "unreadable"
    large = hotline.lodge(body="路" * 6_000_000)
    assert (large.status_code, large.json()["error"]) == (413, "too_large")
    assert hotline.call("PUT", "matters/", {}).json()["error"] == "method"
    assert hotline.get("no-such-thing/").json()["error"] == "not_found"


@pytest.mark.parametrize(
    ("error", "status", "said"), [(RuntimeError, 500, "failed"), (OperationalError, 503, "away")]
)
def test_a_fault_of_ours_keeps_nothing_and_shows_nothing_of_itself(
    world: World,
    hotline: Platform,
    monkeypatch: pytest.MonkeyPatch,
    error: type[Exception],
    status: int,
    said: str,
) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise error("the inner working")

    monkeypatch.setattr("huiyin.api.lodging.take_in", broken)
    failed = hotline.lodge()
    assert (failed.status_code, failed.json()["error"]) == (status, said)
    assert "inner working" not in failed.content.decode()
    monkeypatch.undo()
    with county_scope(world.county.pk):
        assert not Received.objects.exists()
