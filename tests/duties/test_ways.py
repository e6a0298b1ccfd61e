"""One tap from a duty to doing it: every way leads to a page, with the form, the household or the village filled in."""

from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from huiyin.duties.doing import WAYS, Tap, tap
from huiyin.duties.owed import owed
from huiyin.duties.rules import Item, Owed
from huiyin.lib import periods
from huiyin.lib.charter_shape import MEASURES
from huiyin.orgs.charter import charter_at
from huiyin.orgs.models import Official
from tests.duties import made
from tests.world import AT, World, official

Enter = Callable[[Official], Client]
# By duty: who of the cast owes it, and the address and form that its button opens.
OPENS = {
    "households_kept": ("chen", "/contacts/new/", ""),
    "quota_town": ("new", "/register/", ""),
    "paired_aid": ("chen", "/contacts/new/", "paired_aid"),
    "promises_kept": ("chen", "/promises/", ""),
    "reception_day": ("ma", "/receptions/", ""),
    "village_meeting": ("ma", "/contacts/new/", "village_meeting"),
    "forum": ("ma", "/forums/new/", ""),
    "research_days": ("ma", "/contacts/new/", "research"),
}
NOT_IN_THE_CAST = {"quota_county", "quota_village"}  # the same way as quota_town, for other levels


def of(world: World, who: Official, code: str) -> Owed:
    found = owed([who.pk], periods.now(date(2026, 3, 2)), county=world.county, at=AT)[who.pk]
    return next(one for one in found if one.duty.code == code)


def way_of(found: Owed, item: Item, home: str) -> Tap:
    way = tap(found, item if item.key else None, home=home)
    assert way is not None
    return way


def test_every_duty_of_the_charter_has_a_way_that_is_tried_here() -> None:
    for way in WAYS.values():
        assert reverse(way.url)
    assert set(MEASURES) <= {*WAYS, "promise"}


def test_no_duty_is_forgotten(world: World) -> None:
    duties = {duty.code for duty in charter_at(AT).charter.duties}
    assert duties == {*OPENS, *NOT_IN_THE_CAST}


@pytest.mark.parametrize("code", OPENS)
def test_the_button_of_a_duty_opens_its_page_filled_in(world: World, enter: Enter, code: str) -> None:
    name, where, form = OPENS[code]
    who = official("new", "新来", world.branch, "干事", "officer") if name == "new" else getattr(world, name)
    made.aid(world, world.home, world.chen, date(2026, 1, 1))
    made.contact(
        world,
        date(2026, 3, 1),
        promises=[made.promised(date(2026, 3, 20))],
        at=made.moment(date(2026, 3, 2), 9),
    )
    found = of(world, who, code)
    item = next(one for one in found.items if one.left or code == "households_kept")
    home = str(world.home.key) if found.duty.each in ("household", "paired_household") else ""
    way = way_of(found, item, home)
    parts = urlsplit(way.url)
    query = dict(parse_qsl(parts.query))
    assert parts.path.startswith(where)
    assert (query.get("form", ""), query.get("home", "")) == (form, home)
    page = enter(who).get(way.url)
    assert page.status_code == 200
    if "/contacts/new/" in way.url:
        shown = page.context["form"]
        assert shown.kind == (form or "visit")
        assert not home or shown["home"].value() == home
        if found.duty.each == "village":
            assert shown["place"].value() == str(item.key)
            assert f'value="{item.key}" selected' in page.content.decode()


def test_a_filled_in_address_chooses_nothing_that_is_not_offered(world: World, enter: Enter) -> None:
    page = enter(world.chen).get(f"/contacts/new/?place={world.far_village.pk}&home=nobody")
    assert page.status_code == 200
    assert f'value="{world.far_village.pk}" selected' not in page.content.decode()
