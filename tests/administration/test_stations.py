"""A contact station and its members by page: entered, added by name, lacking places said, ended and still read."""

from datetime import timedelta
from typing import Any

import pytest

from huiyin.administration.guide import steps_for
from huiyin.matters.figures import Extent
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import Appointment, Official, Post, Unit
from huiyin.reports.work_summary import build
from tests.administration.conftest import Enter
from tests.reports.test_work_summary import LATE, MARCH
from tests.world import AT, PASSWORD, World, unit

TODAY = AT.date()


@pytest.fixture
def station(world: World) -> Unit:
    Unit.objects.filter(kind="station").update(valid_to=TODAY - timedelta(days=1))
    return unit("station", "990327100-GZ", "柳林镇联系群众工作站", world.town)


def add(enter_as: Enter, station: Unit, who: str, role: str = "member", **words: str) -> Any:
    client = enter_as("system")
    there = f"/administration/units/{station.pk}/members/new/"
    first = client.get(there).context["form"].initial
    given = {**first, "from_on": str(TODAY), "who": who, "role": role, "title": "", **words}
    return client.post(there, given)


def test_members_are_added_by_name_and_stand_on_the_page(
    world: World, enter_as: Enter, station: Unit, administered: dict[str, Official]
) -> None:
    there = f"/administration/units/{station.pk}/"
    page = enter_as("system").get(there)
    assert any("“组长”" in one and "至少" in one for one in page.context["lacking"])
    assert add(enter_as, station, world.ma.name, "head")["Location"] == there
    assert add(enter_as, station, world.he.username, "member", title="民政办代表").status_code == 302
    page = enter_as("system").get(there)
    found = [(one.official, one.post.role, one.post.title) for one in page.context["members"]]
    assert found == [(world.ma, "head", "组长"), (world.he, "member", "民政办代表")]
    rows = page.content.decode().partition('id="members"')[2].partition("<ul")[2].partition("</ul>")[0]
    assert (rows.count("组长"), rows.count("民政办代表")) == (1, 1), "a post called as its place is said once"
    assert not any("“组长”" in one for one in page.context["lacking"])
    assert Post.objects.get(unit=station, role="head").capacities == []
    assert world.ma.name in build(Extent(world.town, *MARCH, LATE), world.county).heads
    (step,) = [one for one in steps_for(administered["system"], AT) if one.url == there]
    assert step.is_done


def test_who_ends_stands_among_the_earlier_ones(world: World, enter_as: Enter, station: Unit) -> None:
    add(enter_as, station, world.he.username)
    seat = Appointment.objects.get(post__unit=station)
    page = enter_as("system").get(f"/administration/units/{station.pk}/")
    assert f"/administration/posts/{seat.pk}/leaving/" in page.content.decode()
    Appointment.objects.filter(pk=seat.pk).update(from_on=TODAY - timedelta(days=9), to_on=TODAY)
    page = enter_as("system").get(f"/administration/units/{station.pk}/")
    assert (page.context["members"], page.context["past"]) == ([], [seat])
    assert add(enter_as, station, world.he.username).status_code == 302


def test_who_is_not_known_or_not_meant_is_said_beside_the_name(
    world: World, enter_as: Enter, station: Unit
) -> None:
    orgs.enrol(username="heer", name=world.he.name, password=PASSWORD, by="test", at=AT)
    add(enter_as, station, world.ma.username)
    for who in ("没有此人", world.he.name, world.ma.username, "xi"):
        refused = add(enter_as, station, who)
        assert refused.status_code == 422, who
        assert list(refused.context["form"].errors) == ["who"]
    assert Appointment.objects.filter(post__unit=station).count() == 1


def test_only_a_station_has_members(
    world: World, enter_as: Enter, station: Unit, administered: dict[str, Official]
) -> None:
    assert enter_as("system").get(f"/administration/units/{world.town.pk}/members/new/").status_code == 404
    assert enter_as("security").get(f"/administration/units/{station.pk}/members/new/").status_code == 404
    assert "members" not in enter_as("system").get(f"/administration/units/{world.town.pk}/").context
    Unit.objects.filter(pk=station.pk).update(valid_to=TODAY)
    (step,) = [one for one in steps_for(administered["system"], AT) if "station" in one.url]
    form = enter_as("system").get(step.url).context["form"]
    assert form.initial["kind"] == "station"
