"""A county's or township's page: from what is kept ready, small counts withheld, no order but the tree's."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from huiyin.orgs.models import Official
from huiyin.reach import area_pages, clock, measures
from huiyin.reach.mirror import Around
from huiyin.reach.models import Tally
from huiyin.reach.stepped import Stepped
from huiyin.reach.told import OTHERS
from huiyin.reach.windows import rolling
from huiyin.ui.few import Few
from tests.reach import made
from tests.reach.test_mirror import page
from tests.world import AT, World, unit

pytestmark = pytest.mark.django_db
Enter = Callable[[Official], Client]
YEAR = rolling(AT.date())


def _many(world: World) -> None:
    """In one village 9 farmers and 6 workers, in the other 7 farmers and 2 workers."""
    made.figures([world.village, world.hamlet])
    for place, farmers, workers in ((world.village, 9, 6), (world.hamlet, 7, 2)):
        for number in range(farmers):
            made.visit(world.chen, made.home(place, number, "farmer"), 3)
        for number in range(workers):
            made.visit(world.chen, made.home(place, 50 + number, "worker"), 3)
    clock.follow(at=AT)


def test_readers_are_those_who_lead_that_area(world: World, enter: Enter) -> None:
    made.peopled(world)
    for who, code, answer in (
        (world.ma, world.town.code, 200),
        (world.ma, world.village.code, 200),
        (world.sun, world.root.code, 200),
        (world.ma, world.root.code, 404),
        (world.ma, world.sibling.code, 404),
        (world.qian, world.town.code, 404),
        (world.chen, world.town.code, 404),
        (world.zhao, world.town.code, 404),
    ):
        client = enter(who)
        for path in ("/reach/area/", "/reach/area/statistics/", "/reach/area/depth/"):
            assert client.get(f"{path}?unit={code}").status_code == answer, (who.name, path)
    assert "本页供" in page(enter, world.chen, "/reach/area/")


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts are cut to whole steps, none of them moved before."""
    monkeypatch.setattr(Stepped, "_moved", lambda _self, _pk, _what: 0)


@pytest.mark.usefixtures("cut")
def test_counts_go_in_steps_at_every_level(world: World) -> None:
    _many(world)
    table = area_pages.of_area(world.town, YEAR, world.ma, AT)["table"]
    rows = {part.unit.code: part for part in table.parts}
    assert [code for code, _name in table.groups] == ["worker", "farmer"]
    assert (rows[world.village.code].met, rows[world.village.code].groups) == (15, [5, 5])
    assert (rows[world.hamlet.code].met, rows[world.hamlet.code].groups) == (5, [Few(5), 5])
    assert table.columns == [5, 15]
    own = area_pages.of_area(world.hamlet, YEAR, world.ma, AT)
    assert (own["breadth"].reached.households, own["table"].parts[0].groups) == (5, [5]), (
        "a village's own page says what the township's says of it"
    )


@pytest.mark.usefixtures("cut")
def test_nobody_is_said_where_nobody_was_and_few_where_somebody_may_have_been(world: World) -> None:
    more = made.peopled(world)
    table = area_pages.of_area(world.town, YEAR, world.ma, AT)["table"]
    met = {part.unit.pk: part.met for part in table.parts}
    assert met[more[3].pk] == 0
    assert met[more[1].pk] == Few(5)


@pytest.mark.usefixtures("cut")
def test_an_area_that_met_few_does_not_even_tell_how_many(world: World, enter: Enter) -> None:
    made.figures([world.village])
    made.visit(world.chen, world.home)
    clock.follow(at=AT)
    html = page(enter, world.ma, "/reach/area/")
    assert "柳林镇联系到的不到5户" in html
    assert "1户" not in html.split("<main")[1].split('id="parts"')[0]


@pytest.mark.usefixtures("cut")
def test_the_bars_say_what_the_table_says(world: World, enter: Enter) -> None:
    _many(world)
    context = area_pages.of_area(world.town, YEAR, world.ma, AT)
    met = {bar.code: bar.met for bar in context["breadth"].bars}
    assert (met["worker"], met["farmer"], met["student"]) == (5, 15, Few(5))
    made.visit(world.chen, made.home(world.village, 90, "mobile"), 3)
    clock.follow(at=AT)
    context = area_pages.of_area(world.town, YEAR, world.ma, AT)
    met = {bar.code: bar.met for bar in context["breadth"].bars}
    assert met["mobile"] == Few(5)
    assert (met["worker"], met["farmer"]) == (5, 15), "the others stay as they were told"
    html = page(enter, world.ma, "/reach/area/")
    bar = (
        html.split("流动人员</p>")[1].split("</li>")[0]
        if "流动人员</p>" in html
        else html.split("流动人员")[1].split("</li>")[0]
    )
    assert "少于5" in bar or "不到5" in bar
    assert "bar-ours" not in bar, "its length would tell as well"


def test_a_number_of_the_area_opens_the_contacts_it_stands_for(world: World, enter: Enter) -> None:
    """Who may open records may count them: the number is in steps, the list is not."""
    _many(world)
    html, client = page(enter, world.ma, "/reach/area/"), enter(world.ma)
    found = re.findall(r'<a class="figure" href="([^"]+)">(\d+)', html)
    for url, n in found:
        if "/contacts/" in url:
            text = client.get(url.replace("&amp;", "&")).content.decode()
            counted = re.search(r"共(\d+)次联系，(\d+)户", text)
            assert counted, url
            assert any(abs(int(n) - int(told)) < 5 for told in counted.groups()), (url, n)
    assert len(found) > 4


def test_villages_stand_in_tree_order_however_many_were_met(world: World) -> None:
    _many(world)
    context = area_pages.of_area(world.town, YEAR, world.ma, AT)
    codes = [part.unit.code for part in context["table"].parts]
    assert codes == sorted(codes)


def test_the_page_says_as_of_when_and_whether_it_was_checked(world: World, enter: Enter) -> None:
    made.peopled(world)
    html = page(enter, world.ma, "/reach/area/")
    assert "2026年3月2日 10:00前的记录" in html
    assert "核对无误" in html


def test_depth_stands_beside_breadth_and_no_number_adds_them_up(world: World, enter: Enter) -> None:
    made.peopled(world)
    html = page(enter, world.ma, "/reach/area/")
    assert "广度：走到多少户，见了哪些人" in html
    assert "深度：深不深" in html
    assert 'hx-get="/reach/area/depth/?unit=990100101&amp;window=year"' in html
    assert "按期兑现的承诺" in page(enter, world.ma, "/reach/area/depth/")


def test_six_hundred_villages_cost_as_many_queries_as_six(
    world: World, enter: Enter, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    made.peopled(world)
    client = enter(world.sun)
    client.get("/reach/area/")
    with django_assert_max_num_queries(40) as few:  # type: ignore[attr-defined]
        client.get("/reach/area/")
    for town in range(2):
        above = unit("township", f"99010030{town}", f"某镇{town}", world.root)
        for n in range(12):
            place = unit("village", f"99010030{town}2{n:02d}", f"某村{town}-{n}", above)
            Tally.objects.create(
                window="year", place=place, households=9, undeclared=0, is_new=0, steady=0, contacts=9, occasions=0,
                talked=0, differing=0, groups={"farmer": 9}, spread={"1": 9}, last_on=AT.date(),
            )  # fmt: skip
    with django_assert_max_num_queries(len(few)):  # type: ignore[attr-defined]
        client.get("/reach/area/")


def test_the_statisticians_page_states_every_measure_with_its_counts(
    world: World, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(900, 905):  # records reach back two years
        made.visit(world.chen, made.home(world.village, number, "farmer"), 800)
    _many(world)
    monkeypatch.setattr(Stepped, "_moved", lambda _self, _pk, _what: 1)
    found = measures.of_area(world.town, YEAR, AT)
    by_name = {one.name: one for one in found["shares"]}
    assert by_name["Reach"].value == "0.031"
    assert by_name["Reach"].of == "25 ÷ 800"
    assert not any(one.interval for one in found["shares"]), (
        "all records are counted, so there is no interval"
    )
    assert by_name["Familiar share"].value == "told from 30 households on"
    assert by_name["First-time share"].value == "1.000"
    by_group = found["mixes"][0][1][0]
    assert by_group.value == "0.654"
    assert "at random" in by_group.interval
    html = page(enter, world.ma, "/reach/area/statistics/")
    for formula in (
        "E = 1 ÷ Σ p²/π",
        "1 − JSD₂(p ‖ π)",
        "CV = S(ρ) ÷ ρ̄ = √(1/E − 1)",
        "(n₁+1)(n₂+1) ÷ (m+1) − 1",
    ):
        assert formula in html


def test_cells_in_which_few_live_are_taken_together(world: World) -> None:
    _many(world)
    made.figures([world.village], {"": 400, "farmer": 200, "worker": 4}, date(2026, 1, 31))
    around = Around.of(world.town, AT)
    tallies = list(Tally.objects.within((world.town.path,)).filter(window=YEAR.code))
    owner = area_pages.owner_of(area_pages.parts_of(world.town, around), around)
    _met, living = measures.by_cell(Stepped.of(around, YEAR, tallies, owner))
    assert (world.village.pk, "worker") not in living
    assert living[OTHERS] == 4
    assert sum(living.values()) == sum(
        n
        for here in around.lives.by_place.values()
        for group, n in here.items()
        if group not in around.lives.partial
    )
