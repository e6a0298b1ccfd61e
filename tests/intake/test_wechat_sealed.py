"""Photos that came by WeChat and are still on their way: when their matter is sealed, and while no scanner answers."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from huiyin.files.models import Attachment
from huiyin.intake.models import Picture
from huiyin.intake.wechat import clock
from huiyin.lib.posting import networks
from huiyin.matters import actions
from huiyin.matters.models import Matter, State
from huiyin.notices.models import Notice
from huiyin.sealed.letter import Letter
from tests.files.samples import photo
from tests.intake import wechat
from tests.intake.wechat import Interface, later, says
from tests.sealed.keys import entered
from tests.sealed.test_door import shut_ones as shut_ones
from tests.world import AT, World

WORDS = "建设办何平收了施工队两万元红包，请查。"


@pytest.fixture
def interface(world: World, settings: Any) -> Iterator[Interface]:
    settings.HUIYIN_ADDRESS = "https://huiyin.example.gov.cn"
    settings.HUIYIN_MAY_CALL = networks("127.0.0.0/8")
    with wechat.interface() as found:
        wechat.account(api=found.address)
        yield found


def lodged(*media: str) -> Matter:
    says(WORDS)
    for one in media:
        says(wechat.picture(one))
    says("1")
    return Matter.objects.get()


def sealed(world: World, found: Matter, shut: list[bytes]) -> Letter:
    reader, _made = entered(world)
    actions.seal(matter=found, version=found.version, by=world.sun, at=AT)
    _number, letter = reader.read(shut[0])
    return letter


def test_what_is_on_its_way_to_a_report_comes_into_the_envelope_or_is_named(
    world: World, interface: Interface, shut_ones: list[bytes]
) -> None:
    found = lodged("media-1", "media-2", "media-3")
    fetched = {"media-1": photo(), "media-2": b"no picture at all"}
    for row, content in zip(Picture.objects.order_by("pk"), fetched.values(), strict=False):
        row.content, row.next_at = base64.b64encode(content).decode(), None
        row.save()
    letter = sealed(world, found, shut_ones)
    assert [one.name for one in letter.files] == ["微信图片.jpg"]
    assert letter.files[0].content.startswith(b"\xff\xd8\xff")
    assert sum("微信图片没有放入" in line for line in letter.trail) == 1
    assert sum("尚未从微信取回" in line for line in letter.trail) == 1
    assert not Picture.objects.exists(), "nothing leads to it any more"
    interface.media = {"media-3": photo()}
    clock.fetch(at=AT)
    assert interface.asked == []
    assert Matter.objects.get().state == State.SEALED
    assert not Attachment.objects.exists()


def test_it_comes_into_the_envelope_though_no_scanner_answers(
    world: World, interface: Interface, shut_ones: list[bytes], settings: Any, tmp_path: Path
) -> None:
    found = lodged("media-1")
    Picture.objects.update(content=base64.b64encode(photo()).decode(), next_at=None)
    settings.HUIYIN_CLAMD = str(tmp_path / "nobody")
    letter = sealed(world, found, shut_ones)
    assert [one.content for one in letter.files] == [photo()]
    assert any("未经查毒" in line for line in letter.trail)


def test_a_picture_that_is_being_fetched_while_its_matter_is_sealed_is_kept_nowhere(
    world: World, interface: Interface, shut_ones: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = lodged("media-1")

    def fetched(*_args: Any, **_more: Any) -> bytes:
        sealed(world, found, shut_ones)
        return photo()

    monkeypatch.setattr("huiyin.outbox.wechat.api.media", fetched)
    assert clock.fetch(at=AT) == 0
    assert not Picture.objects.exists()


def test_a_picture_waits_until_the_scanner_answers_again(
    world: World, interface: Interface, settings: Any, tmp_path: Path
) -> None:
    interface.media = {"media-1": photo(), "media-2": photo(color="blue")}
    found = lodged("media-1", "media-2")
    settings.HUIYIN_CLAMD = str(tmp_path / "nobody")
    assert clock.fetch(at=AT) == 2
    assert clock.fetch(at=later(days=9)) == 0
    assert not Attachment.objects.exists()
    assert not Notice.objects.filter(kind="picture_missing").exists()
    asked = len(interface.asked)
    settings.HUIYIN_CLAMD = ""
    assert clock.fetch(at=later(days=9, seconds=59)) == 0
    clock.fetch(at=later(days=9, minutes=1))
    assert Attachment.objects.filter(about=found.reference).count() == 2
    assert {(row.media, row.content, row.next_at) for row in Picture.objects.all()} == {("", "", None)}
    assert len(interface.asked) == asked, "what was fetched is not fetched again"


def test_a_look_through_that_was_broken_off_is_made_again(
    interface: Interface, monkeypatch: pytest.MonkeyPatch
) -> None:
    interface.media = {"media-1": photo()}
    found = lodged("media-1")

    class Killed(BaseException):
        pass

    def killed(*_args: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr("huiyin.files.clamd.look_through", killed)
        clock.fetch(at=AT)
    clock.fetch(at=later(minutes=4))
    assert not Attachment.objects.exists()
    clock.fetch(at=later(minutes=5))
    assert Attachment.objects.filter(about=found.reference).count() == 1
