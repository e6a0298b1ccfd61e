"""Files at a matter: from the form, the desk, the work, the answer, the person; who sees which; taken back; sealed."""

import tempfile
from collections.abc import Callable
from datetime import UTC, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from huiyin.audit.models import Event
from huiyin.files.checking import MOST, checked
from huiyin.files.models import Attachment
from huiyin.files.receiving import EACH
from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from tests import make
from tests.files.samples import PDF, PLACE_IN_PHOTO, office, photo, upload
from tests.intake.test_web_say import SAY, opened, send
from tests.lying import readable
from tests.world import AT, World

Enter = Callable[[Official], Client]


def audiences(found: Matter) -> list[tuple[str, str]]:
    """Kind and for whom, in order."""
    return list(Attachment.objects.of(found.reference).values_list("kind", "audience"))


def say(monkeypatch: pytest.MonkeyPatch, client: Client, **fields: Any) -> Any:
    """The public form, filled in like a person does, some seconds later."""
    stamp = opened(client)
    later = (AT + timedelta(seconds=30)).astimezone(UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    return send(client, stamp, **fields)


def page_of(client: Client, lodged: actions.Lodged) -> str:
    """The person's own page, by the link."""
    answer = client.get(f"/c/heyang/r/{lodged.link}/", follow=True)
    return str(answer.content.decode())


def addresses(html: str, part: str) -> list[str]:
    """What a page links to or shows from under `/files/`."""
    return [
        bit.split('"')[0]
        for bit in html.split('="')[1:]
        if "/files/" in bit.split('"')[0] and part in bit.split('"')[0]
    ]


def test_photos_from_a_telephone_come_in_with_the_words(
    world: World, client: Client, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = [upload(photo("JPEG"), "现场1.jpg"), upload(photo("PNG"), "现场2.png"), upload(PDF, "收据.pdf")]
    answer = say(monkeypatch, client, files=sent)
    assert answer.status_code == 302
    found = Matter.objects.get()
    assert audiences(found) == [("jpeg", "person"), ("png", "person"), ("pdf", "person")]
    html = enter(world.sun).get(f"/matters/{found.reference}/").content.decode()
    assert [name in html for name in ("现场1.jpg", "现场2.png", "收据.pdf")] == [True] * 3
    assert len(addresses(html, "/small/")) == 2, "a paper has no small picture"


def test_the_field_offers_a_telephone_several_kinds_and_is_never_needed(world: World, client: Client) -> None:
    html = client.get(SAY).content.decode()
    field = next(tag for tag in html.split("<input") if 'name="files"' in tag).split(">")[0]
    assert "multiple" in field
    assert 'accept="image/jpeg,image/png,image/webp,application/pdf' in field
    assert "required" not in field
    assert "capture" not in field
    assert 'enctype="multipart/form-data"' in html


def test_a_bad_file_stops_nothing_and_the_next_page_says_why(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = [upload(b"MZ program", "病毒.exe"), upload(photo(), "现场.jpg")]
    answer = say(monkeypatch, client, files=sent)
    html = client.get(answer["Location"]).content.decode()
    assert "病毒.exe" in html
    assert "未接收" in html or "Not taken" in html
    assert audiences(Matter.objects.get()) == [("jpeg", "person")]


def test_words_that_do_not_do_keep_their_place_and_the_files_are_asked_for_again(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = say(monkeypatch, client, body="坏", place_words="桥头", files=[upload(photo())])
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "桥头" in html
    assert "choose the files once more" in html
    assert not Attachment.objects.exists()


def test_more_than_can_be_sent_at_once_are_counted(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    colours = [f"#{n * 20:02x}0000" for n in range(MOST + 2)]
    say(monkeypatch, client, files=[upload(photo(color=one)) for one in colours])
    assert len(audiences(Matter.objects.get())) == MOST


def test_a_file_too_large_to_hold_is_told_by_its_size(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = say(
        monkeypatch, client, files=[upload(b"\xff\xd8\xff" + b"\0" * EACH, "录像.jpg"), upload(photo())]
    )
    html = client.get(answer["Location"]).content.decode()
    assert "录像.jpg" in html
    assert "10 MB" in html
    assert audiences(Matter.objects.get()) == [("jpeg", "person")]


def test_nothing_of_ours_is_put_on_a_disk_before_it_is_sealed(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def written(*_given: Any, **_named: Any) -> None:
        raise AssertionError("a file on a disk")

    for name in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, written)
    monkeypatch.setattr("django.core.files.temp.NamedTemporaryFile", written)
    long = b"%PDF-1.7\n" + b"0" * (settings.FILE_UPLOAD_MAX_MEMORY_SIZE + 1) + b"\n%%EOF"
    answer = say(monkeypatch, client, files=[upload(long, "证明.pdf")])
    assert answer.status_code == 302
    assert audiences(Matter.objects.get()) == [("pdf", "person")]


def test_bytes_and_name_lie_sealed_and_open_only_as_that_file_of_that_matter(world: World) -> None:
    file = checked(upload(photo(), "张三家门口.jpg"))
    found = make.matter(world, files=[file])
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, content, small FROM files_attachment")
        ((name, content, small),) = cursor.fetchall()
    assert "张三" not in readable(name)
    assert all(
        start not in bytes(lying) for lying in (content, small) for start in (b"\xff\xd8\xff", b"JFIF")
    )
    assert PLACE_IN_PHOTO not in bytes(content)
    assert not Event.objects.filter(on=found.reference, facts__contains={"name": file.name}).exists()


def test_the_same_file_twice_is_kept_once(world: World) -> None:
    file = checked(upload(PDF))
    found = make.started(world, files=[file])
    actions.note(matter=found, words="又收到一次", files=[file], version=found.version, by=world.he, at=AT)
    assert audiences(found) == [("pdf", "person")]
    other = make.matter(world, files=[file])
    digests = Attachment.objects.values_list("digest", flat=True)
    assert len(set(digests)) == 2, "in another matter it cannot even be told that it is the same"
    assert audiences(other) == [("pdf", "person")]


def test_what_the_handler_puts_there_is_for_the_units_unless_the_person_is_to_see_it(
    world: World, client: Client, enter: Enter
) -> None:
    lodged = make.lodged(world)
    row = lodged.matter
    row = actions.route(matter=row, to=world.office, topic="road", version=row.version, by=world.liu, at=AT)
    row = actions.accept(matter=row, handler=world.he, version=row.version, by=world.gao, at=AT)
    he = enter(world.he)
    once = {"version": row.version, "words": "到现场看了线路", "files": [upload(PDF, "内部.pdf")]}
    assert he.post(f"/matters/{row.reference}/start/", once).status_code == 302
    row.refresh_from_db()
    written = office()
    shown = {
        "version": row.version,
        "words": "又去看了",
        "files": [upload(written, "记录.docx")],
        "show_files": "on",
    }
    assert he.post(f"/matters/{row.reference}/action/", shown).status_code == 302
    assert audiences(row) == [("pdf", "staff"), ("docx", "person")]
    html = page_of(client, lodged)
    assert "记录.docx" in html
    assert "内部.pdf" not in html
    inner = Attachment.objects.get(kind="pdf")
    own = f"/c/heyang/matters/{row.reference}/files/"
    assert client.get(f"{own}{inner.digest}/whole/").status_code == 404, "not by its address either"
    (address,) = addresses(html, "/whole/")
    taken = client.get(address)
    assert taken.content == written
    assert "attachment" in taken["Content-Disposition"]


def test_files_of_an_answer_are_the_persons_with_the_answer(world: World, client: Client) -> None:
    lodged = make.lodged(world)
    row = lodged.matter
    row = actions.route(matter=row, to=world.office, topic="road", version=row.version, by=world.liu, at=AT)
    row = actions.accept(matter=row, handler=world.he, version=row.version, by=world.gao, at=AT)
    row = actions.start(matter=row, words="到现场看了", version=row.version, by=world.he, at=AT)
    file = checked(upload(photo(), "修好了.jpg"))
    actions.draft_reply(matter=row, version=row.version, by=world.he, at=AT, files=[file], **make.REPLY)
    assert "修好了.jpg" not in page_of(client, lodged)
    row.refresh_from_db()
    actions.approve(matter=row, version=row.version, by=world.gao, at=AT)
    html = page_of(client, lodged)
    assert "修好了.jpg" in html
    (small,) = addresses(html, "/small/")
    assert client.get(small)["Content-Type"] == "image/jpeg"
