"""Somebody who stays anonymous tells the county something, reads the answer, is not content, and gets another."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from huiyin.audit.scope import county_scope
from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from tests import make
from tests.stories.conftest import PHONE, Visitor
from tests.world import World

pytestmark = pytest.mark.story
WORDS = "村里的水渠塌了一段，浇不上地，请来看看。"


def test_an_anonymous_message_to_its_answer_and_its_reopening(
    town: World, someone: Callable[..., Visitor]
) -> None:
    person = someone("message", PHONE)
    reference, code = tells_the_county(person, town)
    the_township_answers(town, reference, "水渠已列入下月维修计划。")
    reads_and_is_not_content(person, reference, code)
    with county_scope(town.county.pk):
        found = Matter.objects.get(reference=reference)
        assert (found.state, found.reopened, found.resident, found.ratings.get().handled) == (
            "in_progress",
            1,
            None,
            "no",
        )
    the_township_answers(town, reference, "水渠已修好，明天放水。")
    person.open(f"/c/heyang/matters/{reference}/")
    expect(person.page.get_by_text("水渠已修好，明天放水。")).to_be_visible()
    person.look("second-answer")
    expect(person.page.locator("form[action$='/reopening/']")).to_have_count(0)


def tells_the_county(person: Visitor, town: World) -> tuple[str, str]:
    page = person.open("/").look("front").page
    page.get_by_role("link", name="禾阳县").click()
    person.look("home")
    page.locator("a[href$='/say/']").first.click()
    person.look("say")
    page.fill("[name=body]", WORDS)
    page.wait_for_timeout(3500)  # the form does not believe that people write faster than this
    page.locator("main form button.btn-primary").first.click()
    expect(page.locator(".code").first).to_be_visible()
    person.look("receipt")
    with county_scope(town.county.pk):
        reference = Matter.objects.get().reference
    expect(page.get_by_text(reference).first).to_be_visible()
    return reference, page.locator(".code").last.inner_text().strip()


def the_township_answers(town: World, reference: str, answer: str) -> None:
    """What the first story walks through in the browser, here by the deeds themselves."""
    from django.utils import timezone

    with county_scope(town.county.pk):
        at, found = timezone.now(), Matter.objects.get(reference=reference)
        sun, tu, yu = town.sun, Official.objects.get(username="tu"), Official.objects.get(username="yu")
        if found.state == "received":
            found = actions.route(
                matter=found, to=town.traffic, topic="", version=found.version, by=sun, at=at
            )
            found = actions.accept(matter=found, handler=tu, version=found.version, by=yu, at=at)
            found = actions.start(matter=found, words="到现场看了水渠", version=found.version, by=tu, at=at)
        if found.reopened:
            found = actions.note(matter=found, words="带人去清了渠", version=found.version, by=tu, at=at)
        reply = {**make.REPLY, "opinion": answer}
        actions.draft_reply(matter=found, version=found.version, by=tu, at=at, **reply)
        found = Matter.objects.get(pk=found.pk)
        actions.approve(matter=found, version=found.version, by=yu, at=at)


def reads_and_is_not_content(person: Visitor, reference: str, code: str) -> None:
    page = person.open("/c/heyang/ask/").page
    page.fill("[name=reference]", reference)
    page.fill("[name=code]", "2222-2222")
    page.locator("main form button.btn-primary").first.click()
    person.look("wrong-code")
    page.fill("[name=code]", code)
    page.locator("main form button.btn-primary").first.click()
    expect(page.get_by_text("水渠已列入下月维修计划。")).to_be_visible()
    page.locator("[name=handled][value=no]").check(force=True)
    page.locator("[name=satisfied][value='2']").check(force=True)
    page.locator("form[action$='/rating/'] button").first.click()
    person.look("not-content")
    page.locator("form[action$='/reopening/'] textarea").fill("还是浇不上地")
    page.locator("form[action$='/reopening/'] button").first.click()
    person.look("taken-up-again")
