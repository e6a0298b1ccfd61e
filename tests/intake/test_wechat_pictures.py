"""Photos that came by WeChat are fetched when time comes, and lie with their matter; what cannot be had is said."""

from collections.abc import Iterator
from typing import Any

import pytest

from huiyin.files.models import Attachment
from huiyin.intake.models import Picture
from huiyin.intake.wechat import clock
from huiyin.lib.posting import networks
from huiyin.matters.models import Matter
from huiyin.notices.models import Notice
from huiyin.outbox.models import WeChat
from huiyin.outbox.wechat import api
from tests.files.samples import photo
from tests.intake import wechat
from tests.intake.wechat import Interface, later, says
from tests.world import AT, World

WORDS = "村口的路灯坏了三盏，晚上看不见路。"


@pytest.fixture
def interface(world: World, settings: Any) -> Iterator[Interface]:
    """WeChat's interface, which the county's account leads to."""
    settings.HUIYIN_ADDRESS = "https://huiyin.example.gov.cn"
    settings.HUIYIN_MAY_CALL = networks("127.0.0.0/8")
    with wechat.interface() as found:
        wechat.account(api=found.address)
        found.media = {"media-1": photo(), "media-2": photo(color="blue"), "media-3": b"no picture at all"}
        yield found


def lodged(*media: str) -> Matter:
    says(WORDS)
    for one in media:
        says(wechat.picture(one))
    says("1")
    return Matter.objects.get()


def kept(matter: Matter) -> int:
    return Attachment.objects.filter(about=matter.reference, withdrawn_at=None).count()


def test_they_lie_with_their_matter_a_moment_later(world: World, interface: Interface, enter: Any) -> None:
    matter = lodged("media-1", "media-2")
    assert clock.fetch(at=AT) == 2
    assert kept(matter) == 2
    assert interface.tokens == 1, "one token for all"
    assert Notice.objects.filter(kind="files_sent", to=world.sun).exists()
    assert {(row.media, row.content) for row in Picture.objects.all()} == {("", "")}
    assert clock.fetch(at=later(minutes=1)) == 0
    page = enter(world.sun).get(f"/matters/{matter.reference}/").content.decode()
    assert "微信" in page
    assert "微信图片.jpg" in page
    assert "通过微信写来，没有留姓名" in page
    assert "查看姓名电话" not in page, "there is neither to look at"


def test_what_is_not_registered_yet_is_fetched_all_the_same(interface: Interface) -> None:
    says(wechat.picture("media-1"))
    clock.fetch(at=AT)
    interface.media.clear()  # three days later WeChat has it no more
    says(WORDS)
    says("1")
    assert clock.fetch(at=later(minutes=1)) == 0
    assert kept(Matter.objects.get()) == 1


def test_a_token_that_no_longer_counts_is_renewed_once(interface: Interface) -> None:
    matter = lodged("media-1")
    account = WeChat.objects.get()
    account.access, account.access_until = "of-somebody-else", later(hours=1)
    account.save()
    assert clock.fetch(at=AT) == 1
    assert kept(matter) == 1
    assert WeChat.objects.get().access == interface.valid
    assert interface.named("stable_token")[0]["force_refresh"] is True


def test_whoever_finds_it_stale_second_has_the_fresh_one(interface: Interface) -> None:
    account = WeChat.objects.get()
    old = api.token(account, at=AT)
    fresh = api.token(account, at=AT, stale=old)
    assert api.token(account, at=AT, stale=old) == fresh
    assert interface.tokens == 2


def test_a_token_is_fetched_anew_before_it_ends(interface: Interface) -> None:
    lodged("media-1", "media-2")
    clock.fetch(at=AT)
    says("另一件事", at=AT)
    says(wechat.picture("media-1"))
    clock.fetch(at=later(hours=1, minutes=54))
    assert interface.tokens == 1
    says(wechat.picture("media-2"))
    clock.fetch(at=later(hours=1, minutes=56))
    assert interface.tokens == 2


def test_a_gateway_without_stable_tokens_gives_the_older_kind(interface: Interface) -> None:
    interface.has_stable = False
    matter = lodged("media-1")
    assert clock.fetch(at=AT) == 1
    assert kept(matter) == 1
    assert interface.named("token")[0]["grant_type"] == "client_credential"


@pytest.mark.parametrize("trouble", ["busy", "gone", "no token"])
def test_what_is_not_to_be_had_now_is_fetched_later(interface: Interface, trouble: str) -> None:
    matter = lodged("media-1")
    interface.gone = trouble == "gone"
    interface.errors = {
        "media/get": [-1] if trouble == "busy" else [],
        "stable_token": [40164] * (trouble == "no token"),
    }
    assert clock.fetch(at=AT) == 0
    assert kept(matter) == 0
    interface.gone = False
    assert clock.fetch(at=later(seconds=59)) == 0
    assert clock.fetch(at=later(seconds=61)) == 1
    assert kept(matter) == 1


@pytest.mark.parametrize("media", ["media-3", "media-that-is-gone"], ids=["no picture", "gone"])
def test_whoever_holds_the_matter_hears_of_one_that_is_missing(
    world: World, interface: Interface, media: str
) -> None:
    matter = lodged(media)
    clock.fetch(at=AT)
    assert kept(matter) == 0
    assert Notice.objects.get(kind="picture_missing").to == world.sun
    assert Picture.objects.of_nothing().count() == 1


def test_after_a_day_of_tries_it_is_missing(world: World, interface: Interface) -> None:
    lodged("media-1")
    interface.gone = True
    for hours in range(0, 100, 2):
        clock.fetch(at=later(hours=hours))
    assert Notice.objects.filter(kind="picture_missing").count() == 1
    assert Picture.objects.get().tries == len(clock.WAITS) + 1


def test_a_try_that_was_broken_off_is_made_again(
    interface: Interface, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter = lodged("media-1")

    class Killed(BaseException):
        pass

    def killed(*_args: Any, **_more: Any) -> bytes:
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr("huiyin.outbox.wechat.api.media", killed)
        clock.fetch(at=AT)
    assert clock.fetch(at=later(minutes=4)) == 0
    assert clock.fetch(at=later(minutes=5)) == 1
    assert kept(matter) == 1


def test_nothing_is_called_where_the_installation_may_not_call(interface: Interface, settings: Any) -> None:
    settings.HUIYIN_MAY_CALL = ()
    lodged("media-1")
    assert clock.fetch(at=AT) == 0
    assert interface.asked == []


def test_while_wechat_is_away_one_try_a_turn_is_made(interface: Interface) -> None:
    lodged("media-1", "media-2", "media-1")
    interface.gone = True
    clock.fetch(at=AT)
    assert sorted(Picture.objects.values_list("tries", flat=True)) == [0, 0, 1]
    interface.gone = False
    assert clock.fetch(at=AT) == 2, "the others need not wait"
    assert clock.fetch(at=later(minutes=1)) == 1


def test_a_turn_ends_in_time(interface: Interface, monkeypatch: pytest.MonkeyPatch) -> None:
    lodged("media-1", "media-2", "media-1")
    wall = iter(range(0, 10_000, 50))
    monkeypatch.setattr("huiyin.intake.wechat.clock.monotonic", lambda: next(wall))
    assert clock.fetch(at=AT) == 1
    assert clock.fetch(at=AT) == 1


def test_one_that_is_too_large_stops_no_other(interface: Interface, monkeypatch: pytest.MonkeyPatch) -> None:
    matter = lodged("media-1", "media-2")
    small = photo(color="blue")
    interface.media = {"media-1": photo() + b"x" * 500_000, "media-2": small}
    monkeypatch.setattr("huiyin.outbox.wechat.api.LARGEST", 400_000)
    assert clock.fetch(at=AT) == 1
    assert kept(matter) == 1
    assert Notice.objects.filter(kind="picture_missing").count() == 1


def test_what_was_dropped_is_not_fetched(interface: Interface) -> None:
    says(wechat.picture("media-1"))
    says("0")
    assert clock.fetch(at=AT) == 0
    assert interface.asked == []


@pytest.mark.parametrize("content", [b"no picture at all", b"%PDF-1.4 %%EOF", photo() + b"x" * 500_000])
def test_of_what_is_no_picture_or_too_large_for_one_nothing_is_kept(
    interface: Interface, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setattr("huiyin.intake.wechat.clock.LIMIT", 400_000)
    interface.media = {"media-1": content}
    says(wechat.picture("media-1"))
    assert clock.fetch(at=AT) == 0
    row = Picture.objects.get()
    assert (row.content, row.next_at) == ("", None)


def test_a_writer_sends_so_many_photos_a_day(interface: Interface, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huiyin.intake.wechat.rules.PICTURES_A_DAY", 3)
    for _n in range(3):
        says(wechat.picture("media-1"))
        says("0")
    assert "今天发来的图片已很多" in says(wechat.picture("media-1"))
    assert Picture.objects.wanted().count() == 0
    assert "已收图片 1 张" in says(wechat.picture("media-1", who="somebody-else"))
    tomorrow = later(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
    assert "已收图片 1 张" in says(wechat.picture("media-1", at=tomorrow), at=tomorrow)
