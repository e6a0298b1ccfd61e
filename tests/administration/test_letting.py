"""A slip is never silent: its official and the head of their unit hear of it, and who opens it reads who gave it."""

import io
import re
import zipfile

from django.test import Client

from huiyin.audit.models import Event
from huiyin.notices.models import Notice
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import Official, Post, Slip
from tests.administration.conftest import Enter
from tests.administration.test_officials import LIST, once
from tests.world import AT, LONG_AGO, World

NEW = "kite-over-the-weir-3"


def test_the_official_and_the_head_hear_who_gave_a_slip_and_that_it_was_used(
    world: World, enter_as: Enter, administered: dict[str, Official]
) -> None:
    security = enter_as("security")
    shown = security.post(f"/administration/officials/{world.he.pk}/slip/")["Location"]
    told = Notice.objects.filter(kind="slip_given")
    assert {one.to for one in told} == {world.he}
    assert Notice.objects.get(kind="slip_given_here").to == world.gao
    assert {one.about for one in told} == {f"{world.he.name} · 安洁"}
    code = re.search(r"[2-9A-Y]{4}-[2-9A-Y]{4}-[2-9A-Y]{4}", security.get(shown).content.decode())
    assert code is not None
    client = Client()
    client.post("/c/heyang/come-in/", {"login": "he", "code": code[0]})
    assert "安洁" in client.get("/c/heyang/come-in/password/").content.decode()
    client.post("/c/heyang/come-in/password/", {"password": NEW, "again": NEW})
    assert Notice.objects.get(kind="slip_used").to == world.he
    assert Notice.objects.get(kind="slip_used_here").to == world.gao
    by = administered["security"].key
    assert Event.objects.get(deed="slip.used").facts == {"given_by": by}


def test_many_get_their_slips_in_one_document_and_each_opens(world: World, enter_as: Enter) -> None:
    page, security = LIST + "slips/", enter_as("security")
    assert "Nobody waits" in security.get(page, headers={"accept-language": "en"}).content.decode()
    many_new = [
        orgs.enrol(username=f"new{n:02}", name=f"新{n}", password=None, by="test", at=AT) for n in range(53)
    ]
    orgs.enrol(
        username="idle", name="闲人", password=None, by="test", at=AT
    )  # holds no post, so comes in for nothing
    for one in many_new:
        post = Post.objects.create(
            unit=world.office, title="干事", capacities=["officer"], valid_from=LONG_AGO
        )
        orgs.appoint(official=one, post=post, from_on=LONG_AGO, by="test", at=AT)
    shown = security.get(page)
    words = dict(shown.context["form"].initial)
    assert (len(shown.context["people"]), shown.context["left"]) == (50, 3)
    assert security.get(f"{page}?unit={world.village.code}").context["people"] == []
    late = orgs.enrol(
        username="late", name="阿迟", password=None, by="test", at=AT
    )  # first by name, but not shown
    orgs.appoint(
        official=late,
        post=Post.objects.create(unit=world.office, title="干", valid_from=LONG_AGO),
        from_on=LONG_AGO,
        by="test",
        at=AT,
    )
    sent = security.post(page, words)
    assert sent.content.startswith(b"PK")
    assert not Slip.objects.filter(official=late).exists()
    assert security.post(page, words).status_code == 302, "sent twice, given once"
    assert "这次联系" not in security.get(page).content.decode(), "no contact was recorded here"
    again = security.post(page, words | {"once": once(security, page)})
    assert again.status_code == 422, "nobody of those waits any more"
    with zipfile.ZipFile(io.BytesIO(sent.content)) as package:
        words = package.read("word/document.xml").decode()
    codes = re.findall(r"[2-9A-Y]{4}-[2-9A-Y]{4}-[2-9A-Y]{4}", words)
    assert len(set(codes)) == 50
    first = shown.context["people"][0]
    opened = Client().post("/c/heyang/come-in/", {"login": first.username, "code": codes[0]})
    assert opened.status_code == 302
    assert len(security.get(page).context["people"]) == 4  # the others come next, nobody twice
    assert Event.objects.filter(deed="slip.given").count() == 50
    assert enter_as("system").get(page).status_code == enter_as("system").post(page).status_code == 404
