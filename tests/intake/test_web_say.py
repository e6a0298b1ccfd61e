"""The public form: words are enough, nothing is lost, one form makes one matter."""

import re
from collections.abc import Callable
from datetime import UTC, timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.audit.actions import RESIDENT
from huiyin.audit.models import Event
from huiyin.matters.models import Matter
from huiyin.orgs.keys import phone_index
from huiyin.orgs.models import OnceToken
from huiyin.people.models import Resident
from tests.world import AT, World

SAY = "/c/heyang/say/"
WORDS = "村口的路灯坏了三盏，晚上看不见路。"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def turn(**gone: float) -> None:
        moment = (AT + timedelta(**gone)).astimezone(UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return turn


def stamp_of(answer: Any) -> str:
    found = re.search(r'name="once" value="([^"]+)"', answer.content.decode())
    assert found
    return found[1]


def opened(client: Client, path: str = SAY) -> str:
    return stamp_of(client.get(path))


def send(client: Client, stamp: str, path: str = SAY, **fields: str) -> Any:
    fields = {"body": WORDS, "once": stamp, **fields}
    return client.post(path, fields, headers={"accept-language": "en"})


def test_words_alone_are_enough(world: World, client: Client, later: Callable[..., None]) -> None:
    stamp = opened(client)
    later(seconds=20)
    answer = send(client, stamp)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/c/heyang/receipt/")
    found = Matter.objects.get()
    assert (found.body, found.channel, found.resident, found.intake_unit) == (WORDS, "web", None, world.root)
    assert found.is_anonymous


def test_what_it_is_may_be_said_and_decides_nothing(
    world: World, client: Client, later: Callable[..., None]
) -> None:
    stamp = opened(client)
    later(seconds=20)
    assert send(client, stamp, kind="consultation").status_code == 302
    found = Matter.objects.get()
    assert (found.kind, found.profile) == ("consultation", "contact_matter"), "the desk decides the procedure"


def test_a_village_goes_to_its_township_and_a_name_is_kept_sealed(
    world: World, client: Client, later: Callable[..., None]
) -> None:
    stamp = opened(client)
    later(seconds=20)
    send(client, stamp, place=world.village.code, place_words="桥头", name="王大姐", phone="19900005678")
    found = Matter.objects.get()
    assert (found.intake_unit, found.place, found.place_words) == (world.town, world.village, "桥头")
    assert found.resident is not None
    assert found.resident.phone == "19900005678"
    entered = Event.objects.get(deed="resident.entered", on=f"resident:{found.resident.key}")
    assert (entered.by, entered.facts) == (RESIDENT, {}), "on their own word"


def test_the_form_says_that_one_may_stay_unnamed_and_keeps_name_and_number_out_of_the_draft(
    world: World, client: Client
) -> None:
    html = client.get(SAY, headers={"accept-language": "en"}).content.decode()
    assert "nobody knows who you are" in html
    assert 'data-draft="say-heyang" data-owner="public"' in html
    for name in ("name", "phone"):
        field = re.search(rf'<input[^>]*name="{name}"[^>]*>', html)
        assert field
        assert "data-private" in field[0]
        assert "required" not in field[0]
    assert world.village.short_name in html
    assert world.far_village.short_name in html


def test_a_form_sent_twice_makes_one_matter(world: World, client: Client, later: Callable[..., None]) -> None:
    stamp = opened(client)
    later(seconds=20)
    first, second = send(client, stamp), send(client, stamp)
    assert Matter.objects.count() == 1
    assert first.status_code == second.status_code == 302
    receipt = client.get(second["Location"], headers={"accept-language": "en"}).content.decode()
    assert "nothing was entered twice" in receipt
    assert Matter.objects.get().reference in receipt


def test_the_code_is_not_kept_beside_the_token(
    world: World, client: Client, later: Callable[..., None]
) -> None:
    stamp = opened(client)
    later(seconds=20)
    send(client, stamp)
    assert OnceToken.objects.get().result == Matter.objects.get().reference


def test_whoever_is_too_fast_sends_again_and_loses_nothing(
    world: World, client: Client, later: Callable[..., None]
) -> None:
    stamp = opened(client)
    later(seconds=1)
    answer = send(client, stamp, name="王大姐")
    assert answer.status_code == 422
    html = answer.content.decode()
    assert WORDS in html
    assert "王大姐" in html
    assert "faster than people write" in html
    later(seconds=6)
    assert send(client, stamp_of(answer), name="王大姐").status_code == 302


@pytest.mark.parametrize("stamp", ["", "made-up", "eyJ4IjoxfQ:1abc:zzz"])
def test_a_form_of_nobodys_is_not_taken(world: World, client: Client, stamp: str) -> None:
    answer = send(client, stamp)
    assert answer.status_code == 422
    assert not Matter.objects.exists()
    assert stamp_of(answer) != stamp


def test_after_a_day_one_sends_again_and_loses_nothing(
    world: World, client: Client, later: Callable[..., None]
) -> None:
    stamp = opened(client)
    later(hours=25)
    answer = send(client, stamp)
    assert answer.status_code == 422
    assert WORDS in answer.content.decode()
    fresh = stamp_of(answer)
    later(hours=25, seconds=5)
    assert send(client, fresh).status_code == 302


def test_what_only_machines_fill_in_is_emptied_and_asked_again(
    world: World, client: Client, later: Callable[..., None]
) -> None:
    stamp = opened(client)
    later(seconds=20)
    answer = send(client, stamp, leave_empty="http://spam.example")
    assert answer.status_code == 422
    assert not Matter.objects.exists()
    html = answer.content.decode()
    assert WORDS in html
    assert "spam.example" not in html
    assert send(client, stamp_of(answer)).status_code == 302


@pytest.mark.parametrize("phone", ["13800009004/13800009005", "13800009004、(0990)2000001 转 8"])
def test_two_telephones_have_room_and_the_first_is_the_one_that_is_known_again(
    world: World, client: Client, later: Callable[..., None], phone: str
) -> None:
    stamp = opened(client)
    later(seconds=20)
    assert send(client, stamp, phone=phone).status_code == 302
    person = Matter.objects.get().resident
    assert person is not None
    assert (person.phone, person.phone_index) == (phone, phone_index("13800009004"))


def test_a_third_telephone_is_too_much_and_is_said_in_plain_words(
    world: World, client: Client, later: Callable[..., None]
) -> None:
    stamp = opened(client)
    later(seconds=20)
    answer = send(client, stamp, phone="/".join(["13800009004"] * 4))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "at most 40 characters" in html
    assert WORDS in html


def test_a_telephone_in_the_words_is_kept_only_when_it_is_meant_to_be_there(
    world: World, client: Client, later: Callable[..., None]
) -> None:
    stamp = opened(client)
    later(seconds=20)
    words = "村口的路灯坏了，请打19912345678找我。"
    answer = send(client, stamp, body=words)
    assert answer.status_code == 422
    assert "telephone or bank number" in answer.content.decode()
    assert not Matter.objects.exists()
    assert send(client, stamp_of(answer), body=words, keep_numbers="on").status_code == 302
    assert "19912345678" not in Matter.objects.get().title


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"body": " "}, "required"),
        ({"body": "灯"}, "in a few words"),
        ({"body": "我的身份证是11010519491231002X请查"}, "identity number"),
        ({"phone": "12345"}, "too short"),
        ({"place": "nowhere"}, "valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays(
    world: World, client: Client, later: Callable[..., None], fields: dict[str, str], sentence: str
) -> None:
    stamp = opened(client)
    later(seconds=20)
    answer = send(client, stamp, **{"name": "王大姐", **fields})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "王大姐" in answer.content.decode()
    assert not Matter.objects.exists()
    assert not Resident.objects.filter(phone_index="x").exists()


@pytest.mark.parametrize("key", ["system", "handling"])
def test_a_complaint_goes_to_the_county(
    world: World, client: Client, later: Callable[..., None], key: str
) -> None:
    path = f"{SAY}?about={key}"
    stamp = opened(client, path)
    later(seconds=20)
    assert send(client, stamp, path, place=world.village.code).status_code == 302
    found = Matter.objects.get()
    assert (found.source, found.intake_unit, found.place) == (key, world.root, None)


def test_an_unknown_subject_is_an_ordinary_matter(world: World, client: Client) -> None:
    assert (
        "Tell us of a problem"
        in client.get(SAY + "?about=x", headers={"accept-language": "en"}).content.decode()
    )
