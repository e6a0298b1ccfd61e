"""How far a post reaches from its unit, and where a capacity finds nothing: said before, after, on the desk and in the guide."""

import pytest

from huiyin.administration.guide import steps_for
from huiyin.orgs.capacities import idle_hats
from huiyin.orgs.models import Official, Post
from huiyin.orgs.standing import Standing
from tests.administration.conftest import Enter
from tests.house.conftest import ask, signed_in
from tests.world import AT, LONG_AGO, World, official, unit


@pytest.fixture
def party_office(world: World) -> Official:
    """Who coordinates in the party office of the township, which has nothing below it."""
    office = unit("office", "990100101-DZ", "柳林镇党政办公室", world.town)
    return official("tong", "童远", office, "党政办主任", "coordinator")


def text_of(client: object, page: str) -> str:
    return str(client.get(page).content.decode())  # type: ignore[attr-defined]


def test_who_gives_capacities_reads_what_they_cover_and_where_nothing_comes_in(
    world: World, party_office: Official, enter_as: Enter
) -> None:
    held = party_office.appointments.get()
    html = text_of(enter_as("security"), f"/administration/posts/{held.pk}/capacities/")
    assert "只有柳林镇党政办公室本身" in html
    assert "岗位须直接设在柳林镇" in html
    seat = world.liu.appointments.get()
    html = text_of(enter_as("security"), f"/administration/posts/{seat.pk}/capacities/")
    assert "柳林镇及其下级（" in html
    assert "村（社区）2个" in html
    assert "党支部1个" in html
    assert "岗位须直接设在" not in html


def test_the_page_of_the_official_says_it_of_each_post(
    world: World, party_office: Official, enter_as: Enter
) -> None:
    html = text_of(enter_as("system"), f"/administration/officials/{party_office.pk}/")
    assert "只有柳林镇党政办公室本身" in html
    assert "岗位须直接设在柳林镇" in html
    html = text_of(enter_as("system"), f"/administration/officials/{world.liu.pk}/")
    assert "柳林镇及其下级（" in html
    assert "岗位须直接设在" not in html


def test_one_post_or_four_cost_the_page_the_same(
    world: World, enter_as: Enter, django_assert_max_num_queries: object
) -> None:
    for place in (world.branch, world.office, world.village):
        post = Post.objects.create(unit=place, title="兼职", capacities=["officer"], valid_from=LONG_AGO)
        world.liu.appointments.create(post=post, from_on=LONG_AGO, county=world.county)
    system = enter_as("system")
    system.get("/administration/")
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        assert "只有上河村本身" in text_of(system, f"/administration/officials/{world.liu.pk}/")


def test_the_desk_tells_who_coordinates_where_nothing_comes_in(
    world: World, party_office: Official, enter_as: Enter
) -> None:
    said = "岗位须直接设在柳林镇"
    assert said in ask(signed_in(party_office), "GET", "/desk/").content.decode()
    for one in (world.liu, world.sun, world.chen):
        assert said not in ask(signed_in(one), "GET", "/desk/").content.decode()


def test_the_guide_names_who_coordinates_elsewhere_while_a_desk_has_nobody(
    world: World, party_office: Official, administered: dict[str, Official]
) -> None:
    def step() -> str:
        return next(one.said for one in steps_for(administered["system"], AT) if "coordinator" in one.title)

    assert "童远" not in step()
    Post.objects.filter(appointments__official=world.liu).update(capacities=["desk_clerk"])
    assert "童远" in step()
    assert "needs a post at 柳林镇 itself" in step()


def test_each_capacity_is_explained_where_it_is_given(world: World, enter_as: Enter) -> None:
    held = world.liu.appointments.get()
    pages = {
        "security": f"/administration/posts/{held.pk}/capacities/",
        "system": f"/administration/officials/{world.liu.pk}/posts/",
    }
    for duty, page in pages.items():
        html = text_of(enter_as(duty), page)
        assert "交办收到的群众诉求" in html
        assert "登记来电、来信和窗口来访" in html
        assert html.count("<dd>") >= len(Post.Capacity)
    assert "不设在它的党政办" in text_of(enter_as("system"), pages["system"])


def test_a_standing_without_a_desk_costs_no_question(
    world: World, django_assert_max_num_queries: object
) -> None:
    standing: Standing = world.chen.standing(AT)
    with django_assert_max_num_queries(0):  # type: ignore[operator]
        assert idle_hats(standing, AT.date()) == ""


def test_what_a_field_of_a_unit_means_when_it_is_left_empty_is_said(world: World, enter_as: Enter) -> None:
    html = text_of(enter_as("system"), "/administration/units/new/")
    assert "不填就向上级单位汇报" in html
    assert "不填就用全称" in html
    html = text_of(enter_as("system"), f"/administration/officials/{world.liu.pk}/posts/")
    assert "岗位必须设在某个单位" in html
    assert "data-seek" in html
