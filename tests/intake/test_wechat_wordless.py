"""Photos alone, by WeChat: the desk looks at them, and takes them in with a line of its own."""

import base64
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from huiyin.files.models import Attachment
from huiyin.intake.models import Arrival, Picture
from huiyin.intake.wechat import clock
from huiyin.matters.models import Matter
from huiyin.outbox.models import WeChat
from tests.files.samples import photo
from tests.intake import wechat
from tests.intake.wechat import later, says
from tests.world import World

ZH = {"accept-language": "zh-hans"}
LINE = "照片上是塌了一段的河堤"


@pytest.fixture
def there(world: World, account: WeChat) -> str:
    """The page of a letter of two photos, one of which is here."""
    says(wechat.picture("media-1"))
    says(wechat.picture("media-2"))
    clock.hand_over(at=later(hours=1))
    row = Picture.objects.order_by("pk")[0]
    row.content, row.next_at = base64.b64encode(photo()).decode(), None
    row.save()
    return f"/letters/{Arrival.objects.get().pk}/"


@pytest.fixture
def sun(world: World, enter: Any) -> Client:
    client: Client = enter(world.sun)
    return client


def opened() -> tuple[str, str]:
    """Addresses of the photo that is here, and of the one that is not."""
    first, second = Picture.objects.order_by("pk")
    letter = Arrival.objects.get().pk
    return f"/letters/{letter}/photos/{first.pk}/", f"/letters/{letter}/photos/{second.pk}/"


def test_the_desk_opens_them_and_nobody_else(world: World, there: str, sun: Client, enter: Any) -> None:
    here, away = opened()
    page = sun.get(there, headers=ZH).content.decode()
    assert here in page
    assert away not in page
    answer = sun.get(here)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.content.startswith(b"\xff\xd8\xff")
    assert answer.content != photo(), "drawn anew, as every photo is"
    assert sun.get(away).status_code == 404
    assert enter(world.liu).get(here).status_code == 404, "not of the county's own desk"
    assert Client().get(here).status_code == 302
    sun.post(there, {"outcome": "nothing"})
    assert sun.get(here).status_code == 404, "settled"


def test_what_no_scanner_has_looked_through_is_not_shown(
    there: str, sun: Client, settings: Any, tmp_path: Path
) -> None:
    settings.HUIYIN_CLAMD = str(tmp_path / "nobody")
    answer = sun.get(opened()[0], headers=ZH)
    assert answer.status_code == 503
    assert "请稍后再试" in answer.content.decode()


def test_the_desk_takes_them_in_with_a_line(there: str, sun: Client, world: World) -> None:
    assert 'name="words"' in sun.get(there).content.decode()
    refused = sun.post(there, {"outcome": "begin"}, headers=ZH)
    assert refused.status_code == 422
    assert not Matter.objects.exists()
    assert sun.post(there, {"outcome": "begin", "words": LINE}).status_code == 302
    found = Matter.objects.get()
    assert LINE in found.body
    assert "工作人员注明" in found.body
    assert found.resident is not None
    clock.fetch(at=later(hours=1))
    assert Attachment.objects.filter(about=found.reference).count() == 1


def test_what_has_words_is_asked_for_none(world: World, account: WeChat, sun: Client) -> None:
    says("村口的路灯坏了三盏，晚上看不见路。")
    clock.hand_over(at=later(hours=1))
    there = f"/letters/{Arrival.objects.get().pk}/"
    assert 'name="words"' not in sun.get(there).content.decode()
    sun.post(there, {"outcome": "begin", "words": LINE})
    assert LINE not in Matter.objects.get().body
