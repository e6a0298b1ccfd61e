"""Talks on policy and open courses: questions that are answered or registered, and nobody's name (S28, S79)."""

from typing import Any

from huiyin.contacts.models import Contact
from huiyin.matters.models import Matter
from huiyin.orgs.charter import charter_at
from huiyin.people.models import Resident
from tests.house import pages
from tests.world import AT, World

TALK, COURSE = "/contacts/new/?form=policy_talk", "/contacts/new/?form=public_course"


def form(world: World, questions: list[tuple[str, str]], **own: Any) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for n, (text, answer) in enumerate(questions):
        said |= {f"points-{n}-text": text, f"points-{n}-answer": answer}
    return {
        "once": "x",
        "place": world.village.pk,
        "held_on": AT.date(),
        "subject": "医保新政策",
        "headcount": 40,
        "points-TOTAL_FORMS": len(questions),
        "points-INITIAL_FORMS": 0,
        **said,
        **own,
    }


def test_s28_an_unanswered_question_becomes_a_matter(world: World, enter: Any) -> None:
    client = enter(world.chen)
    asked = [("门诊费用怎么报销？", "凭发票到村卫生室即时报销。"), ("异地就医备案在哪里办？", "")]
    answer = client.post(TALK, form(world, asked))
    assert answer.status_code == 302
    contact = Contact.objects.get()
    assert [(p.disposition, bool(p.answer)) for p in contact.points.all()] == [
        ("answered", True),
        ("matter", False),
    ]
    matter = Matter.objects.get()
    assert (matter.body, matter.channel, matter.place) == ("异地就医备案在哪里办？", "contact", world.village)
    assert matter.resident is None
    page = client.get(answer["Location"]).content.decode()
    for shown in ("医保新政策", "40", matter.reference, "凭发票到村卫生室即时报销。"):
        assert shown in page


def test_a_talk_may_be_held_at_the_seat_of_the_township(world: World, enter: Any) -> None:
    assert enter(world.chen).post(TALK, form(world, [], place=world.town.pk)).status_code == 302
    assert Contact.objects.get().place == world.town
    assert enter(world.chen).post(TALK, form(world, [], place=world.sibling.pk)).status_code == 422


def test_s79_a_course_is_held_with_zero_personal_data(world: World, enter: Any) -> None:
    client = enter(world.chen)
    before = Resident.objects.count()
    page = pages.read(client.get(COURSE).content.decode())
    assert page.names.isdisjoint({"name", "phone", "home", "person"}), "no field asks for anybody"
    answer = client.post(COURSE, form(world, [], theme="science", subject="科学施肥", headcount=0))
    assert answer.status_code == 302
    contact = Contact.objects.get()
    assert (contact.course.theme, contact.headcount) == ("science", 0)
    assert (contact.person, contact.household, contact.points.count()) == (None, None, 0)
    assert Resident.objects.count() == before
    assert "科学文化知识" in client.get(answer["Location"]).content.decode()


def test_s79_the_themes_are_the_charters(world: World, enter: Any) -> None:
    assert [theme.code for theme in charter_at(AT).charter.listed("theme")] == [
        "policy",
        "law",
        "science",
        "skills",
    ]
    assert enter(world.chen).post(COURSE, form(world, [], theme="gossip")).status_code == 422
    assert not Contact.objects.exists()
