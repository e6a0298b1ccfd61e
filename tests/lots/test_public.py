"""What everybody reads of a draw, how a household finds itself, and that nothing of a single lot is told."""

from datetime import timedelta

import pytest
from django.test import Client

from huiyin.lib.sortition import checking
from huiyin.lots import actions as draws
from huiyin.orgs.models.attempt import Attempt
from huiyin.people import actions as people
from tests.lots import draw_world as make
from tests.world import AT, World

pytestmark = pytest.mark.django_db
BASE = "/c/heyang/draws/"


def test_everybody_reads_how_and_when_it_is_drawn(world: World, client: Client) -> None:
    make.register(world)
    draw = make.published(world)
    assert "春季用水议事代表" in client.get(BASE).content.decode()
    page = client.get(f"{BASE}{draw.reference}/").content.decode()
    for words in (
        "镇政府一楼大厅",
        "十面骰子",
        draw.pool_sha256,
        draw.worked_out.sha256,
        "抽中机会在",
        "00",
        "19",
    ):
        assert words in page


def test_nothing_is_public_before_it_is_published_nor_a_draw_of_visits(world: World, client: Client) -> None:
    make.register(world)
    draw = make.computed(world)
    visits = draws.plan_visits(visitor=world.chen, unit=world.town, size=1, by=world.liu, at=AT)
    for one in (draw, visits):
        for there in ("", "proof.json", "yours/"):
            assert client.get(f"{BASE}{one.reference}/{there}").status_code == 404
    assert "春季用水议事代表" not in client.get(BASE).content.decode()


def test_small_counts_are_withheld_with_those_that_would_tell(world: World, client: Client) -> None:
    """Of 13 households 7 live in one village and 6 in the other; four large farmers are too few to be counted in public."""
    make.register(world)
    draw = make.published(world)
    rows = {row.label: have for row, have in client.get(f"{BASE}{draw.reference}/").context["rows"]}
    assert rows == {"上河村": 7, "下河村": 6, "农民": None if 13 - 9 < 5 else 9, "专业大户": None}
    far = people.enter_household(place=world.hamlet, code="D-1", address="", groups=[], by="test", at=AT)
    assert far.code not in client.get(f"{BASE}{draw.reference}/").content.decode()


def test_few_who_rest_or_came_to_watch_are_told_as_few(world: World, client: Client) -> None:
    make.register(world)
    draw = make.drawn(world)
    for few, words in ((4, "Fewer than 5"), (5, "5")):
        type(draw).objects.filter(pk=draw.pk).update(resting=few, witnesses=few)
        page = client.get(f"{BASE}{draw.reference}/", headers={"accept-language": "en"}).content.decode()
        said = " ".join(page.split())
        assert f"{words} people were present" in said
        assert f"{words} households that were invited within" in said


def test_a_household_finds_itself_with_number_and_code(world: World, client: Client) -> None:
    make.register(world)
    draw = make.drawn(world)
    chosen = draw.entries.filter(is_chosen=True).first()
    other = draw.entries.filter(is_chosen=False).first()
    assert chosen is not None
    assert other is not None
    url = f"{BASE}{draw.reference}/yours/"
    typed = chosen.code.lower().replace("-", "")
    mine = client.post(url, {"lot": chosen.lot_words, "code": typed})
    assert mine.context["mine"].is_chosen
    assert "您家抽中了" in mine.content.decode()
    assert mine["Cache-Control"] == "no-store"
    assert "您家这次没有抽中" in client.post(url, {"lot": other.lot, "code": other.code}).content.decode()
    wrong = client.post(url, {"lot": other.lot, "code": chosen.code})
    nobody = client.post(url, {"lot": 999, "code": chosen.code})
    assert wrong.status_code == nobody.status_code == 422
    assert wrong.context["form"].errors == nobody.context["form"].errors


def test_guessing_is_slowed_down(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make.register(world)
    draw = make.drawn(world)
    entry = draw.entries.get(lot=0)
    url = f"{BASE}{draw.reference}/yours/"
    for n in range(5):
        assert client.post(url, {"lot": n, "code": "AAAA-AAAA-AAAA"}).status_code == 422
    slowed = client.post(url, {"lot": 0, "code": entry.code})
    assert (slowed.status_code, slowed["Retry-After"]) == (429, "5")
    assert Attempt.objects.count() == 5
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(seconds=6))
    assert client.post(url, {"lot": 0, "code": entry.code}).status_code == 200


def test_the_file_is_checked_and_tells_of_a_cancelled_draw_as_well(world: World, client: Client) -> None:
    homes = make.register(world)
    draw = make.published(world)
    answer = client.get(f"{BASE}{draw.reference}/proof.json")
    assert answer["Content-Disposition"] == f'attachment; filename="draw-{draw.reference}-public.json"'
    text = answer.content.decode()
    assert checking.verify(checking.read(text)) == []
    assert not any(home.code in text for home in homes)
    draws.cancel(draw=draw, reason="大厅停电", version=draw.version, by=world.liu, at=AT)
    assert "大厅停电" in client.get(f"{BASE}{draw.reference}/").content.decode()
