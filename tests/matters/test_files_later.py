"""Files that come later than the words, who may see and add them, and taking one back."""

from collections.abc import Callable

import pytest
from django.test import Client

from huiyin.audit.models import Event
from huiyin.files.checking import checked
from huiyin.files.models import Attachment
from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from tests import make
from tests.files.samples import PDF, photo, upload
from tests.matters.reading import told
from tests.world import AT, World

Enter = Callable[[Official], Client]


def audiences(found: Matter) -> list[tuple[str, str]]:
    """Kind and for whom, in order."""
    return list(Attachment.objects.of(found.reference).values_list("kind", "audience"))


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


def test_the_person_sends_more_on_their_page_and_who_works_on_it_is_told(
    world: World, client: Client
) -> None:
    lodged = make.lodged(world)
    page_of(client, lodged)
    here = f"/c/heyang/matters/{lodged.matter.reference}/files/"
    once = client.get(here).content.decode().split('name="once" value="')[1].split('"')[0]
    sent = {"once": once, "words": "今天拍的", "files": [upload(photo())]}
    assert client.post(here, sent).status_code == 302
    assert audiences(lodged.matter) == [("jpeg", "person")]
    step = lodged.matter.steps.get(deed="attach")
    assert (step.by, step.note, step.facts) == (None, "今天拍的", {"files": 1})
    assert told(lodged.matter, "files_sent") == sorted(set(told(lodged.matter, "files_sent")))
    assert Notice.objects.filter(kind="files_sent", about=lodged.matter.reference).exists()
    assert "您补充了照片或材料" in page_of(client, lodged)
    assert client.post(here, {"once": "t2", "words": "", "files": []}).status_code == 422


@pytest.mark.parametrize("state", ["replied", "closed", "withdrawn", "redirected"])
def test_nothing_is_added_to_what_is_answered_or_has_ended(world: World, enter: Enter, state: str) -> None:
    found = make.MAKERS[state](world)
    with pytest.raises(Refused, match="Nothing can be added any more"):
        actions.send_files(matter=found, files=[checked(upload(PDF))], words="", at=AT)
    assert not Attachment.objects.exists()


def test_only_who_has_to_do_with_it_adds(world: World, enter: Enter) -> None:
    found = make.started(world)
    here = f"/matters/{found.reference}/files/new/"
    assert {
        who: enter(getattr(world, who)).get(here).status_code for who in ("he", "gao", "liu", "qian", "zhao")
    } == {
        "he": 200,
        "gao": 200,
        "liu": 200,
        "qian": 404,
        "zhao": 404,
    }
    sent = {"version": found.version, "words": "", "files": [upload(PDF, "图纸.pdf")]}
    assert enter(world.gao).post(here, sent).status_code == 302
    assert audiences(found) == [("pdf", "staff")]


def test_a_file_is_seen_by_who_sees_the_matter_and_by_nobody_else(world: World, enter: Enter) -> None:
    found = make.started(world, files=[checked(upload(photo(), "家门口.jpg"))])
    row = Attachment.objects.get()
    here = f"/matters/{found.reference}/files/{row.digest}/whole/"
    answer = enter(world.he).get(here)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    for who in (world.qian, world.zhao):
        assert enter(who).get(here).status_code == 404
    assert Client().get(here).status_code == 302, "to the login"
    assert Client().get(f"/c/heyang/matters/{found.reference}/files/{row.digest}/whole/").status_code == 302
    other = make.started(world)
    assert enter(world.he).get(f"/matters/{other.reference}/files/{row.digest}/whole/").status_code == 404


def test_what_is_taken_back_is_hidden_and_stays_on_record(world: World, enter: Enter) -> None:
    found = make.started(world, files=[checked(upload(photo(), "传错了.jpg"))])
    row = Attachment.objects.get()
    here = f"/matters/{found.reference}/files/{row.digest}/"
    assert enter(world.qian).get(f"{here}withdrawal/").status_code == 404
    he = enter(world.he)
    assert "传错了.jpg" in he.get(f"{here}withdrawal/").content.decode()
    assert he.post(f"{here}withdrawal/", {"version": found.version}).status_code == 302
    assert he.get(f"{here}whole/").status_code == 404
    assert "传错了.jpg" not in he.get(f"/matters/{found.reference}/").content.decode()
    row.refresh_from_db()
    assert (row.withdrawn_by, row.withdrawn_at) == (world.he, AT)
    assert Event.objects.filter(deed="files.withdrawn", on=found.reference, by=world.he.key).exists()
