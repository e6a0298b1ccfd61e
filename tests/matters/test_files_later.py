"""Files that come later than the words, who may see and add them, and taking one back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from huiyin.audit.models import Event
from huiyin.files.checking import checked
from huiyin.files.models import Attachment
from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.matters.sentences import is_told
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from tests import make, make_states
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
    found = make_states.MAKERS[state](world)
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


def put_by_he(world: World, *, show_files: bool = True) -> tuple[actions.Lodged, Matter, Attachment]:
    """A matter being handled, with a file that its handler put there by mistake."""
    lodged = make.lodged(world)
    row = lodged.matter
    row = actions.route(matter=row, to=world.office, topic="road", version=row.version, by=world.liu, at=AT)
    row = actions.accept(matter=row, handler=world.he, version=row.version, by=world.gao, at=AT)
    row = actions.start(matter=row, words="到现场看了", version=row.version, by=world.he, at=AT)
    file = checked(upload(photo(), "传错了.jpg"))
    actions.attach(matter=row, files=[file], version=row.version, by=world.he, at=AT, show_files=show_files)
    return lodged, row, Attachment.objects.get()


def test_what_is_taken_back_is_hidden_and_stays_on_record_and_the_person_reads_why(
    world: World, enter: Enter, client: Client
) -> None:
    lodged, found, row = put_by_he(world)
    assert "传错了.jpg" in page_of(client, lodged)
    here = f"/matters/{found.reference}/files/{row.digest}/"
    for who in ("qian", "gao", "liu", "sun"):
        assert enter(getattr(world, who)).get(f"{here}withdrawal/").status_code == 404
    he = enter(world.he)
    assert f"{here}withdrawal/" in he.get(f"/matters/{found.reference}/").content.decode()
    assert "传错了.jpg" in he.get(f"{here}withdrawal/").content.decode()
    assert he.post(f"{here}withdrawal/", {"version": found.version, "words": ""}).status_code == 422
    said = {"version": found.version, "words": "照片里是别人家的门牌"}
    assert he.post(f"{here}withdrawal/", said).status_code == 302
    assert he.get(f"{here}whole/").status_code == 404
    assert "传错了.jpg" not in he.get(f"/matters/{found.reference}/").content.decode()
    row.refresh_from_db()
    assert (row.withdrawn_by, row.withdrawn_at) == (world.he, AT)
    assert Event.objects.filter(deed="files.withdrawn", on=found.reference, by=world.he.key).exists()
    step = found.steps.get(deed="detach")
    assert (step.by, step.note, step.facts) == (world.he, "照片里是别人家的门牌", {"shown": True})
    html = page_of(client, lodged)
    assert "传错了.jpg" not in html
    assert "照片里是别人家的门牌" in html
    with pytest.raises(Refused):
        actions.withdraw_file(
            attachment=row, matter=found, words="再收回一次", version=None, by=world.he, at=AT
        )


def test_of_what_the_person_never_saw_their_page_tells_nothing(world: World, client: Client) -> None:
    lodged, found, row = put_by_he(world, show_files=False)
    actions.withdraw_file(
        attachment=row, matter=found, words="内部材料放错了", version=None, by=world.he, at=AT
    )
    assert "内部材料放错了" not in page_of(client, lodged)
    assert not is_told(found.steps.get(deed="detach"))


def test_what_the_person_sent_nobody_takes_back(world: World, enter: Enter) -> None:
    found = make.started(world, files=[checked(upload(photo(), "家门口.jpg"))])
    row = Attachment.objects.get()
    for who in (world.he, world.gao, world.liu, world.sun):
        page = enter(who)
        assert f"{row.digest}/withdrawal/" not in page.get(f"/matters/{found.reference}/").content.decode()
        assert page.get(f"/matters/{found.reference}/files/{row.digest}/withdrawal/").status_code == 404
        with pytest.raises(Refused):
            actions.withdraw_file(
                attachment=row, matter=found, words="这张不要了", version=None, by=who, at=AT
            )


def test_what_an_answer_was_given_on_stays(world: World, enter: Enter) -> None:
    _lodged, found, row = put_by_he(world)
    later = AT + timedelta(hours=1)
    actions.draft_reply(matter=found, version=found.version, by=world.he, at=later, **make.REPLY)
    found.refresh_from_db()
    answered = actions.approve(matter=found, version=found.version, by=world.gao, at=later)
    again = actions.reopen(matter=answered, words="路灯又不亮了", at=later + timedelta(hours=1))
    for matter in (answered, again):
        with pytest.raises(Refused):
            actions.withdraw_file(
                attachment=row, matter=matter, words="收回旧照片", version=None, by=world.he, at=later
            )
    he = enter(world.he)
    assert f"{row.digest}/withdrawal/" not in he.get(f"/matters/{found.reference}/").content.decode()
