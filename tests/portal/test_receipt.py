"""The receipt: number, code, date, who has it; open for a day, kept nowhere, of use to its holder only."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.formats import date_format
from django.utils.translation import override

from huiyin.matters.doors import MATTERS
from huiyin.matters.models import Deadline
from huiyin.orgs.keys import ring
from huiyin.orgs.models import Official
from huiyin.ui.qr import drawn
from huiyin.ui.templatetags.ui import day
from tests import make
from tests.world import World


@pytest.fixture
def there(world: World) -> str:
    return MATTERS.receipt_url(make.lodged(world, place=world.village).matter.reference, county="heyang")


def read(client: Client, there: str) -> str:
    return client.get(there, headers={"accept-language": "en"}).content.decode()


def test_a_telephone_opens_the_page_by_its_camera(world: World, client: Client) -> None:
    lodged = make.lodged(world)
    html = read(client, MATTERS.receipt_url(lodged.matter.reference, county="heyang"))
    link = f"http://testserver/c/heyang/r/{lodged.link}/"
    assert drawn(link, "QR code of your own page") in html
    assert drawn(link + "x", "QR code of your own page") not in html
    assert "style=" not in drawn(link, "<x>"), "the policy of the pages lets none through"
    assert "&lt;x&gt;" in drawn(link, "<x>")


def test_it_shows_what_one_needs(world: World, client: Client) -> None:
    lodged = make.lodged(world)
    html = read(client, MATTERS.receipt_url(lodged.matter.reference, county="heyang"))
    due = lodged.matter.due_on
    assert due is not None
    for words in (
        lodged.matter.reference,
        lodged.code,
        f"/c/heyang/r/{lodged.link}/",
        world.town.name,
        world.town.phone,
    ):
        assert words in html
    with override("en"):
        assert f"<strong>{day(due)}</strong>" in html, "the day itself, not only how many days (S45)"
        assert day(due) != day(due + timedelta(days=1))
    with override("en"):
        working = Deadline.objects.get(matter=lodged.matter, kind="handle").working_words
    assert working[0] in html or working[0].replace("'", "&#x27;") in html


def test_the_receipt_that_a_clerk_prints_shows_the_same_day(
    world: World, enter: Callable[[Official], Client]
) -> None:
    found = make.lodged(world, raised_by=world.xia).matter
    assert found.due_on is not None
    html = read(enter(world.xia), f"/matters/{found.reference}/receipt/")
    with override("en"):
        assert f"<strong>{date_format(found.due_on, 'DATE_FORMAT')}</strong>" in html


def test_what_can_be_typed_from_paper_stands_on_it_and_the_long_link_on_the_screen_only(
    world: World, client: Client, there: str
) -> None:
    world.county.phone = "0312-5550000"
    world.county.save()
    html = read(client, there)
    assert "<strong>http://testserver/c/heyang/ask/</strong>" in html
    assert "ring 0312-5550000" in html
    assert re.search(r'<p class="[^"]*no-print">Your own page:', html)


def test_a_date_that_may_move_says_so(client: Client, there: str) -> None:
    assert "(provisional" not in read(client, there)
    Deadline.objects.filter(kind="handle").update(is_provisional=True)
    assert "(provisional: it may move once the days off are announced)" in read(client, there)


def test_it_is_kept_and_indexed_nowhere(client: Client, there: str) -> None:
    answer = client.get(there)
    assert answer["Cache-Control"] == "no-store"
    assert "noindex" in answer["X-Robots-Tag"]


def test_it_closes_after_a_day(client: Client, there: str, later: Callable[..., None]) -> None:
    later(hours=23)
    assert client.get(there).status_code == 200
    later(hours=25)
    assert client.get(there)["Location"] == "/c/heyang/ask/"


@pytest.mark.parametrize("token", ["k1:nothing", "x", "k1:" + "A" * 80])
def test_an_altered_one_is_no_page(world: World, client: Client, token: str) -> None:
    assert client.get(f"/c/heyang/receipt/{token}/").status_code == 404


def test_a_seal_of_another_purpose_is_no_receipt(world: World, client: Client) -> None:
    other = ring().seal('["HY", "code", "link", 1]', "people_resident.name")
    assert client.get(f"/c/heyang/receipt/{other}/").status_code == 404


def test_it_is_none_of_another_countys(world: World, client: Client, there: str) -> None:
    assert client.get(there.replace("heyang", "other")).status_code == 302


def test_without_the_code_one_is_sent_to_ask(world: World) -> None:
    found = make.replied(world)  # the receipt is wiped with the answer
    assert MATTERS.receipt_url(found.reference, county="heyang") == "/c/heyang/ask/"


def test_it_tells_the_browser_that_the_draft_is_done(client: Client, there: str) -> None:
    assert '<meta name="draft-done" content="say-heyang">' in read(client, there + "?done=say-heyang")
