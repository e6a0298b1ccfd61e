"""The letterbox against a real mail server: every letter once, nothing changed there, whatever breaks in between."""

import imaplib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from huiyin.intake.mail import polling, rules, taking
from huiyin.intake.models import Arrival, Letterbox
from huiyin.matters.models import Matter
from huiyin.outbox.clock import send_due
from tests.intake import dovecot
from tests.intake.test_letters_taken import letter
from tests.outbox.conftest import box as box
from tests.outbox.conftest import post as post
from tests.outbox.postbox import Postbox
from tests.world import AT, World


@pytest.fixture(scope="module")
def _served() -> Iterator[dovecot.Letters]:
    assert dovecot.is_there(), "apt install dovecot-imapd"
    with dovecot.running() as found:
        yield found


@pytest.fixture
def letters(_served: dovecot.Letters, box: Any) -> dovecot.Letters:
    """An empty folder, which the county's letterbox leads to."""
    for part in ("new", "cur"):
        for path in (_served.home / "mail" / part).iterdir():
            path.unlink()
    Letterbox.objects.create(
        host="127.0.0.1",
        port=_served.port,
        security="none",
        username=dovecot.ACCOUNT,
        password=dovecot.PASSWORD,
        is_on=True,
    )
    assert polling.look(at=AT) == 0
    return _served


def lay(letters: dovecot.Letters, n: int) -> None:
    letters.lay(letter(f"第{n}件事：路灯坏了。", number=f"<{n}@example.org>").as_bytes())


def test_what_lay_there_before_it_was_switched_on_is_somebodys_already(
    world: World, letters: dovecot.Letters
) -> None:
    lay(letters, 12)
    Letterbox.objects.update(epoch=0, last_uid=0)
    assert (polling.look(at=AT), polling.look(at=AT)) == (0, 0)
    lay(letters, 13)
    assert polling.look(at=AT) == 1
    assert [one.body for one in Matter.objects.all()] == ["第13件事：路灯坏了。"]


def test_what_arrives_is_taken_in_once_and_stays_there_unread(world: World, letters: dovecot.Letters) -> None:
    lay(letters, 1)
    lay(letters, 2)
    assert polling.look(at=AT) == 2
    assert polling.look(at=AT) == 0
    lay(letters, 3)
    assert polling.look(at=AT) == 1
    assert Matter.objects.count() == 3
    there = [*(letters.home / "mail" / "new").iterdir(), *(letters.home / "mail" / "cur").iterdir()]
    assert len(there) == 3
    assert not [path.name for path in there if "S" in path.name.partition(":2,")[2]], (
        "nothing is marked as seen"
    )
    found = Letterbox.objects.get()
    assert (found.looked_at, found.trouble) == (AT, "")


def test_read_from_the_beginning_again_it_makes_nothing_twice(world: World, letters: dovecot.Letters) -> None:
    lay(letters, 4)
    polling.look(at=AT)
    Letterbox.objects.update(last_uid=0)
    assert polling.look(at=AT) == 1
    Letterbox.objects.update(epoch=1, last_uid=99)
    assert polling.look(at=AT) == 1, "a server that counts anew"
    assert Matter.objects.count() == 1


def test_killed_over_a_letter_it_is_taken_in_the_next_time(
    world: World, letters: dovecot.Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(letters, 5)
    lay(letters, 6)
    whole = taking.take

    def killed(raw: bytes, *, at: Any) -> Arrival:
        row = whole(raw, at=at)
        if Arrival.objects.count() == 2:
            raise SystemExit
        return row

    monkeypatch.setattr(taking, "take", killed)
    with pytest.raises(SystemExit):
        polling.look(at=AT)
    assert Matter.objects.count() == 1, "the half of it is undone"
    monkeypatch.setattr(taking, "take", whole)
    assert polling.look(at=AT) == 1
    assert Matter.objects.count() == 2


def test_one_that_the_program_fails_over_is_kept_whole_and_stops_no_other(
    world: World, letters: dovecot.Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(letters, 7)
    lay(letters, 8)
    whole = taking.take

    def fails(raw: bytes, *, at: Any) -> Arrival:
        if b"<7@" in raw:
            raise ZeroDivisionError
        return whole(raw, at=at)

    monkeypatch.setattr(taking, "take", fails)
    assert polling.look(at=AT) == 2
    assert Matter.objects.count() == 1
    kept = Arrival.objects.get(state="waits")
    assert kept.reason == rules.UNREAD
    assert kept.raw


def test_one_that_is_too_large_is_not_fetched_and_says_where_it_lies(
    world: World, letters: dovecot.Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "LARGEST", 50)
    lay(letters, 9)
    assert polling.look(at=AT) == 1
    row = Arrival.objects.get()
    assert (row.state, row.reason, row.raw) == ("waits", rules.LARGE, "")


@pytest.mark.parametrize(
    ("spoilt", "trouble"),
    [
        ({"username": "xinxi", "password": "wrong"}, rules.SIGN_IN),
        ({"folder": "nowhere"}, rules.NO_FOLDER),
        ({"port": 9}, rules.NO_SERVER),
        ({"host": "imap..example.gov.cn"}, rules.NO_SERVER),
        ({"username": "xinxi", "password": "密码"}, rules.SIGN_IN),
        ({"security": "tls"}, rules.NO_SERVER),
    ],
)
def test_what_goes_wrong_is_said_and_mends_itself(
    world: World, letters: dovecot.Letters, spoilt: dict[str, Any], trouble: str
) -> None:
    lay(letters, 10)
    box = Letterbox.objects.get()
    before = {name: getattr(box, name) for name in spoilt}
    for name, value in spoilt.items():
        setattr(box, name, value)
    box.save()
    assert polling.look(at=AT) == 0
    assert Letterbox.objects.get().trouble == trouble
    for name, value in before.items():
        setattr(box, name, value)
    box.save()
    assert polling.look(at=AT) == 1
    assert Letterbox.objects.get().trouble == ""


@pytest.mark.parametrize("asked", ["SEARCH", "(RFC822.SIZE)", "(BODY.PEEK[])"])
def test_what_the_server_would_rather_not_give_now_is_fetched_later(
    world: World, letters: dovecot.Letters, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    lay(letters, 14)
    whole = imaplib.IMAP4.uid

    def busy(server: imaplib.IMAP4, *words: str) -> Any:
        return ("NO", [b"[UNAVAILABLE] later"]) if asked in words else whole(server, *words)

    monkeypatch.setattr(imaplib.IMAP4, "uid", busy)
    assert polling.look(at=AT) == 0
    assert Letterbox.objects.get().trouble == rules.NO_SERVER
    monkeypatch.setattr(imaplib.IMAP4, "uid", whole)
    assert polling.look(at=AT) == 1
    assert Matter.objects.count() == 1


def test_after_days_without_the_server_one_that_counts_anew_is_read_from_the_last_look(
    world: World, letters: dovecot.Letters
) -> None:
    now = datetime.now(UTC)
    Letterbox.objects.update(looked_at=now, port=9)
    polling.look(at=now + timedelta(days=9))
    lay(letters, 15)
    Letterbox.objects.update(port=letters.port, epoch=1, last_uid=99)
    assert polling.look(at=now + timedelta(days=9)) == 1


def test_from_a_letter_to_the_receipt_by_mail(world: World, letters: dovecot.Letters, post: Postbox) -> None:
    lay(letters, 11)
    polling.look(at=AT)
    assert send_due(at=AT) == 1
    (receipt,) = post.came
    assert receipt["To"] == "wang@example.org"
    assert Matter.objects.get().reference in receipt.get_content()
