"""A report at the public door: where it goes is said, it is shut before it is stored, and a number is given."""

import logging
import re
from collections.abc import Iterator
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client

from huiyin.audit.models import Event
from huiyin.lib.charter import shipped
from huiyin.matters.models import Matter
from huiyin.orgs.actions import adopt_charter
from huiyin.people.models import Resident
from huiyin.sealed import actions
from huiyin.sealed.models import Envelope, SealedReport
from tests.files.samples import photo, upload
from tests.house import tree
from tests.sealed.keys import ORGAN, entered
from tests.world import AT, World

HERE = "/c/heyang/report/"
WORDS = "柳林镇建设办何平在修路工程中收了施工队两万元红包"
NAME, PHONE = "赵小勇", "13999990000"


@pytest.fixture
def shut_ones(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Envelopes as they are stored, which nobody here may read back."""
    kept: list[bytes] = []
    own = actions.shut

    def remembered(public: str, content: bytes) -> bytes:
        kept.append(own(public, content))
        return kept[-1]

    monkeypatch.setattr(actions, "shut", remembered)
    return kept


def hand_in(monkeypatch: pytest.MonkeyPatch, client: Client, **fields: Any) -> Any:
    """The form filled in, some seconds after it was opened."""
    once = re.search(r'name="once" value="([^"]+)"', client.get(HERE).content.decode())
    assert once
    later = (AT + timedelta(seconds=30)).astimezone(UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    return client.post(HERE, {"once": once[1], "body": WORDS, "name": "", "phone": "", **fields})


def in_the_database(*words: str) -> Iterator[str]:
    """Where any of these lies in any column that the web role can read, as text or as bytes."""
    for model in tree.models():
        if model is Envelope:
            continue
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT t::text FROM {table} t")
            lying = "\n".join(row for (row,) in cursor.fetchall())
        for word in words:
            if word in lying or word.encode().hex() in lying:
                yield f"{table}: {word}"


def in_files(*words: str) -> list[str]:
    """Where any of these lies in what this installation wrote beside the database."""
    home = Path(settings.HUIYIN_HOME)
    files = [
        path for path in home.rglob("*") if path.is_file() and "postgres" not in str(path.relative_to(home))
    ]
    return [str(path) for path in files for word in words if word.encode() in path.read_bytes()]


def test_the_ordinary_form_says_where_accusations_go(world: World, client: Client) -> None:
    assert HERE in client.get("/c/heyang/say/").content.decode()
    assert HERE not in client.get("/c/heyang/say/?about=system").content.decode()


def test_the_page_names_its_reader_and_keeps_no_draft(world: World, client: Client) -> None:
    entered(world)
    html = client.get(HERE).content.decode()
    assert ORGAN in html
    assert "data-draft" not in html, "nothing of it stays on the machine it is written on"
    assert "no-store" in client.get(HERE)["Cache-Control"]


def test_without_a_reader_it_says_where_else_one_can_go(world: World, client: Client) -> None:
    html = client.get(HERE).content.decode()
    assert "12388" in html
    assert 'name="body"' not in html
    assert client.post(HERE, {"body": WORDS}).status_code == 200
    assert not SealedReport.objects.exists()


def test_the_organ_and_its_number_are_those_of_the_charter(world: World, client: Client) -> None:
    text = shipped()["direct-contact"].read_text().replace('version = "1.0"', 'version = "1.1"', 1)
    told = 'organ_x = { rings = "0990-12399", zh_Hans = "县监察专员", en = "the ombudsman" }'
    other = re.sub(r"(?m)^discipline = .*rings.*$", told, text)
    assert other != text
    adopt_charter(text=other, effective_at=AT, by="test", at=AT)
    assert "县监察专员" in client.get("/c/heyang/say/").content.decode()
    for reader in (False, True):
        if reader:
            entered(world)
        html = client.get(HERE).content.decode()
        assert ("0990-12399" in html, "12388" in html, "纪检" in html.replace(ORGAN, "")) == (
            True,
            False,
            False,
        )


def test_it_is_shut_for_its_reader_and_lies_nowhere_else(
    world: World,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    shut_ones: list[bytes],
    caplog: pytest.LogCaptureFixture,
) -> None:
    reader, made = entered(world)
    assert made.digits in client.get(HERE).content.decode()
    with caplog.at_level(logging.DEBUG):
        sent = [upload(photo(), "转账记录.jpg")]
        answer = hand_in(monkeypatch, client, name=NAME, phone=PHONE, files=sent)
    assert answer.status_code == 302
    report = SealedReport.objects.get()
    assert (report.recipient, report.door, report.sealed_by) == (made, "web", None)
    number, letter = reader.read(shut_ones[0])
    assert (number, letter.words, letter.name, letter.phone) == (report.reference, WORDS, NAME, PHONE)
    assert [(one.name, one.kind) for one in letter.files] == [("转账记录.jpg", "jpeg")]
    words = (WORDS, "收了施工队", "何平在修路", NAME, PHONE, "转账记录")
    assert list(in_the_database(*words)) == []
    assert in_files(*words) == []
    assert [word for word in words if word in caplog.text] == []
    assert [word for word in words if word.encode() in shut_ones[0]] == []
    assert not Matter.objects.exists()
    assert not Resident.objects.filter(phone__gt="").exclude(pk__in=[world.wang.pk, world.zhu.pk]).exists()


def test_a_file_that_is_not_taken_is_said_at_once_and_its_name_is_kept_nowhere(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(world)
    sent = [upload(photo(), "转账记录.jpg"), upload(b"\x00\x00\x00\x18ftypheic", "何平收钱.heic")]
    answer = hand_in(monkeypatch, client, files=sent)
    assert answer.status_code == 422, "nothing can be added to a report later"
    html = answer.content.decode()
    assert "何平收钱.heic" in html
    assert WORDS in html
    assert not SealedReport.objects.exists()
    named = [*answer.headers.values(), answer.cookies.output()]
    assert [one for one in named if "heic" in one or "messages" in one] == []
    assert list(in_the_database("何平收钱")) == []


def test_the_number_is_told_and_nothing_of_the_words(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(world)
    answer = hand_in(monkeypatch, client)
    html = client.get(answer["Location"]).content.decode()
    report = SealedReport.objects.get()
    assert report.reference in html
    assert ORGAN in html
    assert report.recipient.digits in html
    assert report.digest in html
    assert WORDS not in html
    assert report.reference not in answer["Location"], "the address names nothing"
    assert client.get("/c/heyang/report/none/").status_code == 404
    asked = client.post("/c/heyang/ask/", {"ref": report.reference, "code": "ABCDEF"})
    assert asked.status_code != 302, "it does not stand among the matters"


def test_a_form_sent_twice_makes_one(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    entered(world)
    once = re.search(r'name="once" value="([^"]+)"', client.get(HERE).content.decode())
    assert once
    monkeypatch.setattr("django.utils.timezone.now", lambda: (AT + timedelta(seconds=30)).astimezone(UTC))
    for _turn in range(2):
        assert client.post(HERE, {"once": once[1], "body": WORDS}).status_code == 302
    assert SealedReport.objects.count() == 1


def test_other_words_or_files_on_the_page_that_was_sent_already_are_not_swallowed(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch, shut_ones: list[bytes]
) -> None:
    reader, _made = entered(world)
    once = re.search(r'name="once" value="([^"]+)"', client.get(HERE).content.decode())
    assert once
    monkeypatch.setattr("django.utils.timezone.now", lambda: (AT + timedelta(seconds=30)).astimezone(UTC))
    same: dict[str, Any] = {"once": once[1], "body": WORDS}
    assert client.post(HERE, same).status_code == 302
    for other in ({**same, "body": WORDS + "还有一人"}, {**same, "files": [upload(photo(), "转账记录.jpg")]}):
        answer = client.post(HERE, other)
        assert answer.status_code == 422
    assert SealedReport.objects.count() == 1
    again = re.search(r'name="once" value="([^"]+)"', answer.content.decode())
    assert again
    monkeypatch.setattr("django.utils.timezone.now", lambda: (AT + timedelta(seconds=60)).astimezone(UTC))
    assert client.post(HERE, {"once": again[1], "body": WORDS + "还有一人"}).status_code == 302
    assert [reader.read(one)[1].words for one in shut_ones] == [WORDS, WORDS + "还有一人"]


def refused(asked: str) -> None:
    """The database does not let the web role ask this."""
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(asked)


def test_the_web_role_can_never_read_an_envelope(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(world)
    hand_in(monkeypatch, client)
    for asked in ("SELECT content FROM sealed_envelope", "SELECT count(*) FROM sealed_envelope"):
        refused(asked)
    refused("INSERT INTO sealed_recipient SELECT * FROM sealed_recipient")
    for change in ("UPDATE sealed_envelope SET content = ''", "DELETE FROM sealed_envelope"):
        refused(change)


def test_the_audit_says_that_there_is_one_and_nothing_of_it(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(world)
    hand_in(monkeypatch, client, name=NAME)
    event = Event.objects.get(deed="sealed.kept")
    assert (event.by, event.facts) == ("resident", {})
