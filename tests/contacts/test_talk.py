"""A personal talk: its words are its author's alone; only what the person agrees to becomes a matter (S15)."""

from typing import Any

import pytest
from django.db import connection

from huiyin.contacts.actions import Raised, record
from huiyin.contacts.models import Contact, Point, TalkNote
from huiyin.lib.refusal import Refused
from huiyin.matters.models import Matter
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import Post
from tests.lying import readable
from tests.world import AT, LONG_AGO, World

SECRET = "儿子在外务工，老人夜里睡不好"
ISSUE = "希望村卫生室能配常用药"


def talk(world: World, client: Any, *, issue: str = "", agreed: str = "yes") -> Any:
    """What Chen sends after a talk with Wang."""
    said = {"points-0-text": issue, "points-0-agreed": agreed} if issue else {}
    form = {
        "once": "talk",
        "home": str(world.home.key),
        "held_on": AT.date(),
        "text": SECRET,
        "points-TOTAL_FORMS": 1 if issue else 0,
        "points-INITIAL_FORMS": 0,
        **said,
    }
    return client.post("/contacts/new/?form=talk", form)


def branch_head(world: World) -> Any:
    """The secretary of Chen's branch."""
    post = Post.objects.create(
        unit=world.branch, title="支部书记", capacities=["unit_head"], valid_from=LONG_AGO
    )
    made = orgs.enrol(username="shu", name="舒文", password=None, by="test", at=AT)
    orgs.appoint(official=made, post=post, from_on=LONG_AGO, by="test", at=AT)
    return made


def test_s15_the_branch_sees_date_and_form_and_never_the_text(world: World, enter: Any) -> None:
    assert talk(world, enter(world.chen)).status_code == 302
    contact = Contact.objects.get()
    url = f"/contacts/{contact.reference}/"
    assert SECRET in enter(world.chen).get(url).content.decode()
    for official in (branch_head(world), world.ma, world.sun):
        client = enter(official)
        answer = client.get(url)
        page, listed = answer.content.decode(), client.get("/contacts/").content.decode()
        assert answer.status_code == 200
        assert "谈心" in page
        assert "2026年3月2日" in page
        for shown in (page, listed):
            assert contact.reference in shown
            assert SECRET not in shown
            assert world.wang.masked_name not in shown, "nor with whom it was"
    assert enter(world.qian).get(url).status_code == 404


def test_s15_the_database_holds_ciphertext(world: World, enter: Any) -> None:
    talk(world, enter(world.chen))
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM contacts_talknote")
        (kept,) = cursor.fetchone()
    assert kept
    assert SECRET not in readable(kept)
    assert TalkNote.objects.get().text == SECRET
    assert (Contact.objects.get().note, Point.objects.count()) == ("", 0)


def test_s15_an_issue_becomes_a_matter_only_when_the_person_agreed(world: World, enter: Any) -> None:
    client = enter(world.chen)
    html = client.get("/contacts/new/?form=talk").content.decode()
    assert "群众是否同意登记这件事" in html
    refused = talk(world, client, issue=ISSUE, agreed="no")
    assert refused.status_code == 422
    assert ISSUE in refused.content.decode(), "what was typed is still there"
    assert talk(world, client, issue=ISSUE, agreed="").status_code == 422
    assert not Matter.objects.exists()
    assert talk(world, client, issue=ISSUE).status_code == 302
    matter = Matter.objects.get()
    assert matter.point is not None
    assert (matter.body, matter.point.is_agreed, matter.resident) == (ISSUE, True, world.wang)
    assert SECRET not in matter.body


@pytest.mark.parametrize(
    "said",
    [
        {"points": [Raised("睡不好", "noted")]},
        {"points": [Raised("睡不好", "matter")]},
        {"points": [Raised("睡不好", "matter", is_agreed=False)]},
        {"points": [], "note": "老人睡不好"},
    ],
)
def test_s15_no_other_door_lets_words_of_a_talk_out(world: World, said: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        record(
            kind="talk", place=world.village, held_on=AT.date(), promises=[], by=world.chen, at=AT,
            **{"own": TalkNote(text=SECRET), **said},
        )  # fmt: skip
    assert not Contact.objects.exists()


def test_s15_the_words_are_in_no_report_export_or_draft(world: World, enter: Any) -> None:
    client = enter(world.chen)
    html = client.get("/contacts/new/?form=talk").content.decode()
    area = html[html.index('<textarea name="text"') :].partition(">")[0]
    assert "data-private" in area, "the browser keeps no draft of it"
    talk(world, client)
    for official in (world.chen, world.ma):
        client = enter(official)
        for url in (
            "/contacts/",
            "/reports/contact-forms/",
            "/reports/contact-days/",
            "/promises/",
            "/desk/",
        ):
            assert SECRET not in client.get(url).content.decode()


def test_s15_an_issue_may_be_taken_out_later_by_the_author_only(world: World, enter: Any) -> None:
    talk(world, enter(world.chen))
    contact = Contact.objects.get()
    url = f"/contacts/{contact.reference}/issue/"
    said = {
        "once": "later", "points-TOTAL_FORMS": 1, "points-INITIAL_FORMS": 0, "points-0-text": ISSUE,
    }  # fmt: skip
    client = enter(world.chen)
    assert url in client.get(f"/contacts/{contact.reference}/").content.decode()
    assert client.get(url).status_code == 200
    assert client.post(url, {**said, "points-0-agreed": "no"}).status_code == 422
    assert not Matter.objects.exists()
    for _twice in range(2):
        assert client.post(url, {**said, "points-0-agreed": "yes"}).status_code == 302
    matter = Matter.objects.get()
    assert matter.point is not None
    assert (matter.point.contact, matter.point.is_agreed, matter.raised_by) == (contact, True, world.chen)
    for official in (world.ma, branch_head(world), world.qian):
        assert enter(official).get(url).status_code == 404
