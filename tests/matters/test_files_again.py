"""The same file put to a matter again, files of a draft that came back, and what is said of a file that is not taken."""

from collections.abc import Callable

import pytest
from django.test import Client

from huiyin.files.checking import checked
from huiyin.files.models import Attachment
from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from tests import make
from tests.files.samples import PDF, office, photo, upload
from tests.world import AT, World

Enter = Callable[[Official], Client]


def shown(found: Matter) -> list[tuple[str, str]]:
    """Kind and for whom, of what is not taken back."""
    return list(Attachment.objects.of(found.reference).values_list("kind", "audience"))


def test_a_photo_for_the_units_becomes_the_persons_when_it_is_put_to_the_answer(world: World) -> None:
    row = make.started(world)
    repaired = checked(upload(photo(), "修好了.jpg"))
    actions.note(matter=row, words="修好了", files=[repaired], version=row.version, by=world.he, at=AT)
    row.refresh_from_db()
    assert shown(row) == [("jpeg", "staff")]
    actions.draft_reply(matter=row, version=row.version, by=world.he, at=AT, files=[repaired], **make.REPLY)
    assert shown(row) == [("jpeg", "answer")]
    row.refresh_from_db()
    actions.approve(matter=row, version=row.version, by=world.gao, at=AT)
    assert shown(row) == [("jpeg", "person")]


def test_what_was_taken_back_is_there_again_when_the_person_sends_it_and_nobody_else_takes_it_back(
    world: World,
) -> None:
    row = make.started(world)
    file = checked(upload(PDF))
    actions.attach(matter=row, files=[file], version=row.version, by=world.he, at=AT)
    row.refresh_from_db()
    (there,) = Attachment.objects.all()
    back = {"attachment": there, "matter": row, "words": "传错了", "by": world.he, "at": AT}
    actions.withdraw_file(version=row.version, **back)
    assert shown(row) == []
    row.refresh_from_db()
    actions.send_files(matter=row, files=[file], words="", at=AT)
    assert shown(row) == [("pdf", "person")]
    assert row.steps.filter(deed="attach").last().facts == {"files": 1}
    row.refresh_from_db()
    with pytest.raises(Refused):
        actions.withdraw_file(version=row.version, **back)


def test_a_file_of_the_units_that_the_person_sends_too_is_theirs(world: World) -> None:
    row = make.started(world)
    file = checked(upload(PDF))
    actions.attach(matter=row, files=[file], version=row.version, by=world.he, at=AT)
    actions.send_files(matter=row, files=[file], words="", at=AT)
    (there,) = Attachment.objects.all()
    assert (there.audience, there.by) == ("person", None)
    row.refresh_from_db()
    with pytest.raises(Refused):
        actions.withdraw_file(
            attachment=there, matter=row, words="传错了", version=row.version, by=world.he, at=AT
        )


def returned(world: World) -> Matter:
    """A draft with a statement and a photo came back."""
    row = make.started(world)
    files = [checked(upload(office(), "邻居证词.docx")), checked(upload(photo(), "修好了.jpg"))]
    actions.draft_reply(matter=row, version=row.version, by=world.he, at=AT, files=files, **make.REPLY)
    row.refresh_from_db()
    return actions.return_draft(matter=row, reason="证词不要给出去", version=row.version, by=world.gao, at=AT)


def test_a_file_of_a_returned_draft_goes_to_the_person_only_if_it_is_kept(world: World, enter: Enter) -> None:
    row = returned(world)
    he, here = enter(world.he), f"/matters/{row.reference}/reply/"
    page = he.get(here)
    form = page.context["form"]
    kept = dict((name, digest) for digest, name in form.fields["kept"].choices)
    assert set(kept) == {"邻居证词.docx", "修好了.jpg"}
    assert set(form["kept"].initial) == set(kept.values()), "unless one is taken out, they go along"
    sent = {**make.REPLY, "promise_due_on": "", "version": row.version, "kept": [kept["修好了.jpg"]]}
    assert he.post(here, sent).status_code == 302
    row.refresh_from_db()
    actions.approve(matter=row, version=row.version, by=world.gao, at=AT)
    assert dict(shown(row)) == {"docx": "staff", "jpeg": "person"}


def test_without_a_former_file_nothing_is_asked(world: World, enter: Enter) -> None:
    row = make.started(world)
    page = enter(world.he).get(f"/matters/{row.reference}/reply/")
    assert "kept" not in page.context["form"].fields


def test_who_sends_one_photo_that_is_not_taken_reads_why(world: World, enter: Enter, client: Client) -> None:
    lodged = make.lodged(world)
    heic = b"\x00\x00\x00\x18ftypheic" + b"\0" * 64
    client.get(f"/c/heyang/r/{lodged.link}/")
    own = f"/c/heyang/matters/{lodged.matter.reference}/files/"
    answer = client.post(own, {"once": "t1", "words": "", "files": [upload(heic, "IMG.HEIC")]})
    assert answer.status_code == 422
    assert "HEIC" in answer.content.decode()
    row = make.started(world)
    sent = {"version": row.version, "words": "", "files": [upload(heic, "IMG.HEIC")]}
    answer = enter(world.he).post(f"/matters/{row.reference}/files/new/", sent)
    assert answer.status_code == 422
    assert "HEIC" in answer.content.decode()


def test_another_photo_under_the_same_button_is_not_swallowed(world: World, client: Client) -> None:
    lodged = make.lodged(world)
    client.get(f"/c/heyang/r/{lodged.link}/")
    own = f"/c/heyang/matters/{lodged.matter.reference}/files/"
    sent = {"once": "t1", "words": ""}
    assert client.post(own, {**sent, "files": [upload(PDF)]}).status_code == 302
    assert client.post(own, {**sent, "files": [upload(PDF)]}).status_code == 302, "the same again"
    answer = client.post(own, {**sent, "files": [upload(photo())]})
    assert answer.status_code == 422
    assert shown(lodged.matter) == [("pdf", "person")]
