"""Thirty messages wait at the desk; they are passed on, left for later, merged and taken back without a mouse."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from huiyin.audit.scope import county_scope
from huiyin.matters.models import Matter, Step
from tests import make
from tests.stories.conftest import PHONE, Visitor
from tests.world import World

pytestmark = pytest.mark.story
MESSAGES = 30
LEFT = (3, 8)  # by place: the one from the page itself, the other from inside a field
MERGED = 5  # told of before: by the first
TAKEN_BACK = 7  # passed on, taken back, and passed on again
SUGGESTED = range(10, MESSAGES + 1, 2)  # as the ones like it went


def test_messages_are_triaged_by_keyboard_alone(town: World, someone: Callable[..., Visitor]) -> None:
    with county_scope(town.county.pk):
        waiting = [make.matter(town, body=f"第{n}件：村口的路灯坏了。") for n in range(1, MESSAGES + 1)]
    first = waiting[0].pk
    liu = someone("triage-liu").sign_in("liu")
    liu.look("desk").open("/triage/")
    for n in range(1, MESSAGES + 1):
        stands(liu.page, f"第{n}件：")
        deal_with(liu.page, n)
    expect(liu.page.get_by_text("下面是先前放下的")).to_be_visible()
    expect(liu.page.get_by_text("第 1 件，共 2 件")).to_be_visible()
    liu.look("left")
    for n in LEFT:
        stands(liu.page, f"第{n}件：")
        pass_on(liu.page, n)
    expect(liu.page.get_by_text("都交办完了")).to_be_visible()
    with county_scope(town.county.pk):
        same = waiting.pop(MERGED - 1)
        same.refresh_from_db()
        assert same.primary is not None, "merged with one of those before"
        assert same.primary.pk < same.pk
        found = Matter.objects.filter(pk__in=[one.pk for one in waiting])
        assert set(found.values_list("state", "lead_unit", "topic")) == {
            ("routed", town.office.pk, "streetlight")
        }
        steps = Step.objects.filter(matter__in=found, deed="route").select_related("matter")
        noted = {step.matter_id for step in steps if step.note == "请今晚去看。"}
        typed = [n for n in range(1, MESSAGES + 1) if n % 3 == 1 and n not in SUGGESTED]
        assert {first + n - 1 for n in typed} == noted, "the words typed stayed words"
    on_a_phone(someone("triage-phone", PHONE), town)


def stands(page: Page, words: str) -> None:
    """The message is before her, and the keys are at the form."""
    expect(page.locator(".words").first).to_contain_text(words)
    expect(page.locator("[data-keys-start]")).to_be_focused()


def deal_with(page: Page, n: int) -> None:
    """Each in its own way."""
    if n in LEFT:
        leave(page, n)
    elif n == MERGED:
        merge(page, n)
    elif n in SUGGESTED:
        page.keyboard.press("t")
        expect(page.locator("[name=to] option:checked")).to_contain_text("柳林镇村镇建设办公室")
        expect(page.locator("[name=topic] option:checked")).to_contain_text("路灯")
        page.keyboard.press("Enter")
    else:
        pass_on(page, n)
    if n == TAKEN_BACK:
        take_back(page, n)
        stands(page, f"第{n}件：")
        pass_on(page, n)


def merge(page: Page, n: int) -> None:
    """M, the likest, why, and on to the next."""
    page.keyboard.press("m")
    expect(page.locator("[data-keys-start]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("[name=primary]").first).to_be_checked()
    page.keyboard.press("Tab")  # past the number of another one
    page.keyboard.press("Tab")
    expect(page.locator("[name=why]")).to_be_focused()
    page.keyboard.type("同一处路灯，没有新情况。")
    page.keyboard.press("Alt+Enter")
    expect(page.get_by_role("status").filter(has_text=f"第{n}件：")).to_be_visible()


def take_back(page: Page, n: int) -> None:
    """U, why, and the same message stands there again."""
    page.keyboard.press("u")
    expect(page.locator("[data-keys-start]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("交错了单位，重新交办。")
    page.keyboard.press("Alt+Enter")


def pass_on(page: Page, n: int) -> None:
    """From the first field, from the second, or from the last: the key works in each."""
    keys = page.keyboard
    keys.press("Tab")
    expect(page.locator("[name=to]")).to_be_focused()
    choose(page, "to", "柳林镇村镇建设办公室")
    keys.press("Tab")
    expect(page.locator("[name=topic]")).to_be_focused()
    choose(page, "topic", "路灯")
    if n % 3 == 1:
        keys.press("Tab")
        keys.type("请今晚去看。")
        keys.press("Alt+Enter")
    elif n % 3 == 2:
        keys.press("Shift+Tab")
        keys.press("Enter")
    else:
        keys.press("Enter")
    expect(page.get_by_role("status").filter(has_text="镇建设办")).to_contain_text(f"第{n}件：")


def choose(page: Page, name: str, words: str) -> None:
    """Down the list until it says so."""
    field = page.locator(f"[name={name}]")
    said = "field => field.selectedOptions[0].label"
    for _ in range(field.locator("option").count()):
        if words in field.evaluate(said):
            return
        page.keyboard.press("ArrowDown")
    pytest.fail(f"{words} is not to be had by keyboard")


def leave(page: Page, n: int) -> None:
    """N; with Alt while in a field, where N alone is a letter."""
    if n == LEFT[0]:
        page.keyboard.press("n")
        return
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.type("nn")
    expect(page.locator("[name=note]")).to_have_value("nn")
    page.keyboard.press("Alt+n")


def on_a_phone(liu: Visitor, town: World) -> None:
    """Without a keyboard the message stands first, and no keys are named."""
    with county_scope(town.county.pk):
        make.matter(town)
    page = liu.sign_in("liu").look("desk").open("/triage/").page
    expect(page.locator(".words").first).to_be_in_viewport()
    for key in page.locator("kbd").all():
        expect(key).to_be_hidden()
    liu.look("message")
