"""A unit among many is typed, not scrolled for: by keyboard, by finger, and never one that the matter is about."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from huiyin.audit.scope import county_scope
from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.orgs.models import Unit
from huiyin.orgs.standing import step
from tests import make
from tests.stories.conftest import PHONE, Visitor
from tests.world import AT, LONG_AGO, World

pytestmark = pytest.mark.story
DEPARTMENTS = ("民政局", "教育局", "水务局", "林业局", "司法局", "财政局", "医保局", "住建局")


def many(world: World) -> None:
    """As many departments as a county has."""
    for number, name in enumerate(DEPARTMENTS):
        one = Unit(county=world.county, code=f"D{number}", name=f"禾阳县{name}", short_name=f"县{name}")
        one.kind, one.parent, one.valid_from, one.path = Unit.Kind.DEPARTMENT, world.root, LONG_AGO, "/"
        one.save()
        Unit.objects.filter(pk=one.pk).update(path=world.root.path + step(one.pk))


def listed(page: Page) -> Locator:
    """What can be chosen at present."""
    return page.locator(".seek").first.get_by_role("option").filter(visible=True)


def test_a_unit_is_found_by_what_one_types(town: World, someone: Callable[..., Visitor]) -> None:
    with county_scope(town.county.pk):
        many(town)
        first, second = make.matter(town), make.matter(town)
        about = Unit.objects.get(short_name="县司法局")
        actions.name_complained(matter=second, unit=about, official=None, version=1, by=town.liu, at=AT)
    liu = someone("seek-liu").sign_in("liu").open("/triage/")
    page, field = liu.page, liu.page.get_by_role("combobox", name="交给谁办")
    page.keyboard.press("Tab")
    expect(field).to_be_focused()
    page.keyboard.type("xmzj")
    expect(listed(page)).to_have_text(["禾阳县民政局"])
    expect(page.locator(".seek").first.get_by_role("status").filter(has_text="共1项")).to_be_attached()
    liu.look("open")
    page.keyboard.press("Escape")
    expect(field).to_have_value("")
    page.keyboard.type("民政 D0")
    page.keyboard.press("Enter")
    expect(field).to_have_value("禾阳县民政局")
    expect(page.locator("[name=to] option:checked")).to_have_text("禾阳县民政局")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".seek [aria-selected=true]")).to_have_text("禾阳县民政局")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(field).to_have_value("禾阳县教育局")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("没有这个单位")
    expect(page.get_by_text("没有这个名称")).to_be_visible()
    page.keyboard.press("Enter")
    expect(field).to_have_value("禾阳县教育局")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="县教育局")).to_be_visible()
    with county_scope(town.county.pk):
        assert Matter.objects.get(pk=first.pk).lead_unit.short_name == "县教育局"
    of_one_it_is_about(someone("seek-sun", PHONE), second)


def of_one_it_is_about(sun: Visitor, matter: Matter) -> None:
    """On a phone, by finger; the unit it is about is not to be found by any of its names."""
    page = sun.sign_in("sun").open(f"/matters/{matter.reference}/routing/").page
    field = page.get_by_role("combobox", name="交给谁办")
    field.click()
    expect(listed(page).filter(has_text="禾阳县水务局")).to_be_visible()
    for words in ("司法", "xsfj", "D4"):
        field.fill(words)
        expect(listed(page)).to_have_count(0)
    field.fill("水务")
    sun.look("phone")
    page.get_by_role("option", name="禾阳县水务局").click()
    expect(field).to_have_value("禾阳县水务局")
