"""An official reads the mirror on a phone and at a desk, opens what is behind it; the township reads its map and prints."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from huiyin.audit.scope import county_scope
from huiyin.reach.actions import give_shapes
from tests.reach import made
from tests.stories.conftest import DESK, PHONE, PICTURES, Visitor, sticking_out
from tests.world import AT, World

pytestmark = pytest.mark.story


def test_whom_have_i_missed(
    town: World, someone: Callable[..., Visitor], wall_clock: Callable[..., None]
) -> None:
    wall_clock(AT)
    with county_scope(town.county.pk):
        made.peopled(town)
        _outlines(town)
    chen = someone("mirror-chen", PHONE).sign_in("chen")
    chen.open("/reach/").look("phone")
    chen.page.set_viewport_size(DESK)  # type: ignore[arg-type]
    page = chen.open("/reach/").look("desk").page
    expect(page.get_by_text("过去12个月您走到了15户").first).to_be_visible()
    page.locator(".pair", has_text="农民").locator("a.figure").click()
    expect(page.get_by_text("10户").first).to_be_visible()
    chen.look("behind")
    _the_township(someone("mirror-ma").sign_in("ma"))


def _the_township(ma: Visitor) -> None:
    page = ma.open("/reach/area/").page
    expect(page.get_by_text("按期兑现的承诺")).to_be_visible()
    page.get_by_text("按群体和地方", exact=True).click()
    ma.look("area")
    page.emulate_media(media="print")
    page.screenshot(path=PICTURES / "mirror-ma-print.png", full_page=True)
    page.emulate_media(media="screen")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert sticking_out(page) <= 0
    ma.open("/reach/area/statistics/").look("statistics-phone")
    ma.open("/reach/branch/").look("branch-phone")


def _outlines(town: World) -> None:
    """Three villages as one would draw them by hand."""
    corners = {
        town.village: [(110.0, 30.0), (110.11, 30.01), (110.13, 30.09), (110.02, 30.12)],
        town.hamlet: [(110.11, 30.01), (110.24, 29.97), (110.25, 30.08), (110.13, 30.09)],
    }
    features = [
        {
            "type": "Feature",
            "properties": {"code": place.code},
            "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
        }
        for place, ring in corners.items()
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    give_shapes(unit=town.town, geojson=text.encode(), source="镇自然资源所", by=town.sun, at=AT)
