"""Open311 GeoReport v2 as public clients speak it: what they are shown, what they hand in, and how they are refused."""

import json
from typing import Any

import pytest
import xmltodict
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huiyin.audit.scope import county_scope
from huiyin.files.models import Attachment
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official, Unit
from tests import make
from tests.api.clients import clients as clients
from tests.api.clients import three_of
from tests.api.conftest import Platform, platform
from tests.api.test_follow import answered
from tests.files.samples import photo
from tests.house.conftest import close_the_wall
from tests.world import World

HOME = "/c/heyang/open311/v2/"
SENT = {
    "service_code": "streetlight",
    "description": "村口的路灯坏了三盏，晚上看不见路。",
    "address_string": "村口桥头",
}
FIELDS = {
    "service_request_id", "status", "status_notes", "service_name", "service_code", "description", "agency_responsible",
    "service_notice", "requested_datetime", "updated_datetime", "expected_datetime", "address", "address_id", "zipcode",
    "lat", "long", "media_url",
}  # fmt: skip


@pytest.fixture
def app(hotline: Platform, administered: dict[str, Official]) -> Platform:
    """A client that speaks Open311."""
    return platform(administered["security"], "app", "open311")


def ask(path: str, **query: str) -> Any:
    close_the_wall()
    return Client(raise_request_exception=False).get(HOME + path, query, headers={"Accept-Language": "en"})


def post(app: Platform | None, form: str = "json", **fields: Any) -> Any:
    close_the_wall()
    sent = {**SENT, **fields} | ({"api_key": app.words} if app else {})
    return Client(raise_request_exception=False).post(
        f"{HOME}requests.{form}", sent, headers={"Accept-Language": "en"}
    )


def made(world: World) -> list[Matter]:
    with county_scope(world.county.pk):
        return list(Matter.objects.filter(source="api:app").select_related("resident", "place"))


def test_services_are_the_topics_and_read_the_same_in_both_formats(world: World, clients: Any) -> None:
    in_json, in_xml = (clients(form).get_service_list() for form in ("json", "xml"))
    assert [one["service_code"] for one in in_json] == [one["service_code"] for one in in_xml]
    (light,) = [one for one in in_json if one["service_code"] == "streetlight"]
    assert (light["type"], light["metadata"]) == ("realtime", True)
    assert light["group"] != light["service_name"]
    assert "mobility" not in {one["service_code"] for one in in_json}, "a topic with narrower ones is a group"


def test_the_definition_lists_the_villages(world: World, clients: Any) -> None:
    in_json, in_xml = (clients(form).get_service_definition("streetlight") for form in ("json", "xml"))
    (attribute,) = in_json["attributes"]
    named = {one["key"]: one["name"] for one in attribute["values"]}
    assert named[world.village.code] == "柳林镇上河村"
    values = in_xml["attributes"]["attribute"]["values"]["value"]
    assert [one["key"] for one in values] == list(named)
    assert ask("services/no-such.json").json()[0]["code"] == 404


def test_three_posts_and_georeport_reads_it_back_to_the_answer(
    world: World, app: Platform, clients: Any
) -> None:
    three = three_of(app.words)
    told = three.post(
        "streetlight",
        description=SENT["description"],
        address="村口桥头",
        name="Li Wang",
        phone="19900005555",
    )
    (row,) = made(world)
    assert told[0]["service_request_id"] == row.reference
    assert (row.channel, row.topic, row.place_words) == ("open311", "streetlight", "村口桥头")
    assert row.resident is not None
    assert (row.resident.name, row.resident.phone) == ("Wang Li", "19900005555")
    assert three.token(row.reference)[0]["service_request_id"] == row.reference
    with county_scope(world.county.pk):
        answered(world, Matter.objects.get(pk=row.pk), desk=world.sun)
    for form in ("json", "xml"):
        client = clients(form, app.words)
        (listed,) = _as_list(client.get_service_requests(status="closed", service_code="streetlight"))
        seen = client.get_service_request(row.reference)
        assert set(seen) == FIELDS
        assert (seen["status"], seen["status_notes"]) == ("closed", make.REPLY["opinion"])
        assert dict(listed) == dict(seen)
        assert seen["requested_datetime"] == "2026-03-02T10:00:00+08:00"


def _as_list(found: Any) -> Any:
    return found if isinstance(found, list) else [found]


def test_without_a_key_nobody_reads_a_matter(world: World, app: Platform, clients: Any) -> None:
    post(app)
    (row,) = made(world)
    assert clients("json").get_service_requests() == []
    assert ask("requests.json", service_request_id=row.reference).json() == []
    assert ask(f"requests/{row.reference}.json").status_code == 404
    assert "路灯坏" not in ask(f"requests/{row.reference}.xml").content.decode()


def test_a_key_lists_what_it_handed_in_and_nothing_else(
    world: World, app: Platform, hotline: Platform
) -> None:
    hotline.lodge()
    other = make.routed(world)
    post(app)
    (row,) = made(world)
    listed = ask("requests.json", api_key=app.words).json()
    assert [one["service_request_id"] for one in listed] == [row.reference]
    assert ask(f"requests/{other.reference}.json", api_key=app.words).status_code == 404
    assert ask("requests.json", api_key=hotline.words).status_code == 403, "its scopes do not say Open311"


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ({"status": "open"}, 1),
        ({"status": "closed"}, 0),
        ({"status": "open,closed"}, 1),
        ({"service_code": "road"}, 0),
        ({"service_code": "road,streetlight"}, 1),
        ({"start_date": "2026-03-02T01:59:59Z", "end_date": "2026-03-02T02:00:00Z"}, 1),
        ({"start_date": "2026-03-02T02:00:01Z"}, 0),
        ({"end_date": "2026-03-01T00:00:00+08:00"}, 0),
        ({"updated_after": "2026-03-02T02:00:00Z"}, 1),
        ({"updated_before": "2026-03-02T01:00:00Z"}, 0),
        ({"page": "2"}, 0),
        ({"page_size": "1"}, 1),
    ],
)
def test_a_list_is_narrowed(world: World, app: Platform, query: dict[str, str], n: int) -> None:
    post(app)
    assert len(ask("requests.json", api_key=app.words, **query).json()) == n


@pytest.mark.parametrize(
    "query",
    [
        {"status": "lost"},
        {"start_date": "yesterday"},
        {"start_date": "0001-01-01T00:00:00Z"},
        {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-12-01T00:00:00Z"},
        {"start_date": "2026-03-02T00:00:00Z", "end_date": "2026-03-01T00:00:00Z"},
        {"page": "0"},
        {"page_size": "100000"},
    ],
)
def test_what_cannot_be_asked_is_said_in_both_formats(
    world: World, app: Platform, query: dict[str, str]
) -> None:
    in_json = ask("requests.json", api_key=app.words, **query)
    in_xml = ask("requests.xml", api_key=app.words, **query)
    assert in_json.status_code == in_xml.status_code == 400
    (error,) = in_json.json()
    assert error["code"] == 400
    assert xmltodict.parse(in_xml.content)["errors"]["error"] == {
        "code": "400",
        "description": error["description"],
    }


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"service_code": ""}, 400),
        ({"service_code": "no-such"}, 404),
        ({"description": "短"}, 400),
        ({"description": "我的身份证号是11010519491231002X，请尽快办理。"}, 400),
        ({"address_string": ""}, 400),
        ({"address_string": "", "lat": "35.1"}, 400),
        ({"lat": "95", "long": "112"}, 400),
        ({"lat": "nan", "long": "112"}, 400),
        ({"address_id": "0000"}, 400),
        ({"address_string": "路" * 121}, 400),
        ({"jurisdiction_id": "elsewhere"}, 404),
        ({"api_key": "wrong"}, 403),
    ],
)
def test_what_cannot_be_handed_in_is_said_and_nothing_is_kept(
    world: World, app: Platform, fields: dict[str, str], code: int
) -> None:
    for form in ("json", "xml"):
        refused = post(app if "api_key" not in fields else None, form, **fields)
        assert refused.status_code == code
        assert str(code) in refused.content.decode()
    assert post(None).status_code == 403, "without a key"
    assert made(world) == []


def test_the_same_on_a_day_is_one_request(world: World, app: Platform) -> None:
    first, again, other = post(app), post(app, "xml"), post(app, address_string="村尾")
    assert first.json()[0]["service_request_id"] in again.content.decode()
    assert other.json()[0]["service_request_id"] != first.json()[0]["service_request_id"]
    assert len(made(world)) == 2


def test_two_villages_of_one_name_are_two(world: World, app: Platform) -> None:
    with county_scope(world.county.pk):
        other = Unit.objects.places().exclude(pk=world.village.pk)[0]
        Unit.objects.filter(pk=other.pk).update(short_name=world.village.short_name)
    for place in (world.village, other, other):
        post(app, address_id=place.code)
    assert sorted(one.place_id or 0 for one in made(world)) == sorted([world.village.pk, other.pk])


def test_place_position_and_pictures_come_with_it(world: World, app: Platform) -> None:
    media = SimpleUploadedFile("灯.jpg", photo(), "image/jpeg")
    fields = {"attribute[place]": world.village.code, "address_string": "", "lat": "35.10", "long": "112.20"}
    answer = post(app, media=media, media_url="https://example.org/a.jpg", **fields)
    assert answer.status_code == 200
    (row,) = made(world)
    assert (row.place, row.place_words) == (world.village, "35.10, 112.20")
    assert row.body.endswith("\nhttps://example.org/a.jpg")
    with county_scope(world.county.pk):
        assert Attachment.objects.count() == 1
    refused = post(app, media=SimpleUploadedFile("a.exe", b"MZ", "image/jpeg"))
    assert refused.status_code == 400


def test_clients_find_the_interface(world: World, app: Platform) -> None:
    said = ask("discovery.json").json()
    assert said["endpoints"][0]["url"].endswith("/c/heyang/open311/v2")
    assert xmltodict.parse(ask("discovery.xml").content)["discovery"]["endpoints"]["endpoint"]["formats"][
        "format"
    ]
    assert ask("services.yaml").status_code == 404
    assert json.loads(ask("requests.json", jurisdiction_id="elsewhere").content)[0]["code"] == 404
    assert Client().put(f"{HOME}services.json?api_key={app.words}").status_code == 405
    assert ask("services.json", jurisdiction_id="heyang").status_code == 200
