"""Units in the browser: entered under another, renamed, and ended with a successor who answers for what was open."""

from datetime import date, timedelta

import pytest
from django.test import Client

from huiyin.audit.models import Event
from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.orgs import line
from huiyin.orgs.models import Official, Post, Succession, Unit
from huiyin.orgs.standing import step
from huiyin.register.models import Assignment
from tests import make
from tests.administration.conftest import Enter
from tests.world import AT, World, official, unit

LIST = "/administration/units/"
TODAY = AT.date()


def entered(client: Client, world: World, **words: str) -> int:
    """Send the form of a new unit."""
    page = LIST + "new/"
    given = {
        "kind": "office", "parent": world.town.code, "code": "990100101-NY", "name": "柳林镇农业办公室",
        "valid_from": TODAY.isoformat(), "once": str(client.get(page).context["form"].initial["once"]),
    }  # fmt: skip
    return int(client.post(page, given | words).status_code)


def test_a_unit_is_entered_under_another(world: World, enter_as: Enter) -> None:
    system = enter_as("system")
    assert entered(system, world) == 302
    new = Unit.objects.get(code="990100101-NY")
    assert (new.parent, new.short_name, new.path) == (
        world.town,
        "柳林镇农业办公室",
        world.town.path + step(new.pk),
    )
    assert "柳林镇农业办公室" in system.get(f"{LIST}?unit={world.town.code}").content.decode()


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("code", {"code": "990100101-CJ"}),
        ("code", {"kind": "village", "code": "990100101"}),
        ("code", {"kind": "village", "code": "990100102203"}),
        ("parent", {"kind": "department"}),
        ("valid_from", {"valid_from": "2019-01-01"}),
        ("valid_from", {"valid_from": "2062-01-01"}),
    ],
)
def test_what_does_not_fit_into_the_tree_is_said_beside_its_field(
    world: World, enter_as: Enter, field: str, words: dict[str, str]
) -> None:
    system = enter_as("system")
    before = Unit.objects.count()
    assert entered(system, world, **words) == 422
    assert Unit.objects.count() == before
    given = {
        "kind": "office", "parent": world.town.code, "code": "990100101-NY", "name": "农业办", "valid_from": TODAY.isoformat(),
        "once": str(system.get(LIST + "new/").context["form"].initial["once"]),
    }  # fmt: skip
    answer = system.post(LIST + "new/", given | words)
    assert list(answer.context["form"].errors) == [field]


def test_a_unit_that_will_be_there_is_listed_and_opens(world: World, enter_as: Enter) -> None:
    system = enter_as("system")
    assert entered(system, world, valid_from=(TODAY + timedelta(days=30)).isoformat()) == 302
    new = Unit.objects.get(code="990100101-NY")
    assert new.name in system.get(LIST).content.decode()
    assert system.get(f"{LIST}{new.pk}/").status_code == 200


def test_a_unit_is_renamed_and_the_trail_keeps_what_it_was_called(world: World, enter_as: Enter) -> None:
    page = f"{LIST}{world.office.pk}/details/"
    words = {"name": "柳林镇建设管理办公室", "short_name": "镇建管办", "phone": "0990-2000001", "address": ""}
    assert enter_as("system").post(page, words).status_code == 302
    world.office.refresh_from_db()
    assert (world.office.name, world.office.phone) == ("柳林镇建设管理办公室", "0990-2000001")
    event = Event.objects.get(deed="unit.revised")
    assert event.facts == {"before": "柳林镇村镇建设办公室", "after": "柳林镇建设管理办公室"}
    ring = {"name": "镇党委", "reports_to": world.branch.code}  # which reports to this committee
    assert enter_as("system").post(f"{LIST}{world.committee.pk}/details/", ring).status_code == 422


def merged(enter_as: Enter, world: World, into: Unit, on: date = TODAY, **more: str) -> int:
    """End the building office."""
    page = f"{LIST}{world.office.pk}/end/"
    words = {"on": on.isoformat(), "into": into.code, **more}
    return int(enter_as("system").post(page, words).status_code)


def test_what_is_open_goes_to_the_successor_and_keeps_its_number(world: World, enter_as: Enter) -> None:
    found = make.drafted(world)
    heir = unit("office", "990100101-ZH", "柳林镇综合办公室", world.town, valid_from=date(2026, 1, 1))
    wei = official("wei", "魏来", heir, "主任", "unit_head")
    page = enter_as("system").get(f"{LIST}{world.office.pk}/end/").content.decode()
    assert "高峰" in page
    assert found.reference not in page
    assert merged(enter_as, world, heir) == 302
    office = Unit.objects.get(pk=world.office.pk)
    assert (office.valid_to, Succession.objects.get(before=office).after) == (TODAY, heir)
    assert line.heads(office, TODAY) == [wei]
    later = AT + timedelta(minutes=1)
    found = Matter.objects.visible_to(wei, later).get(reference=found.reference)
    assert actions.approve(matter=found, version=found.version, by=wei, at=later).reference == found.reference
    assert set(Official.objects.seated_in(office, TODAY)) == {world.he, world.gao, wei}
    assert Matter.objects.get(reference=found.reference).state in ("replied", "awaiting_delivery", "answered")


def test_posts_go_along_but_not_what_is_over_others(world: World, enter_as: Enter) -> None:
    heir = unit("office", "990100101-ZH", "柳林镇综合办公室", world.town)
    assert merged(enter_as, world, heir) == 302
    seats = dict(Post.objects.filter(unit=heir).values_list("title", "capacities"))
    assert seats == {"干事": ["officer"], "主任": []}
    for who in (world.he, world.gao):
        assert [one.to_on for one in who.appointments.order_by("pk")] == [TODAY, None]
    assert "高峰" in enter_as("security").get("/administration/officials/?show=bare").content.decode()


def test_a_unit_may_be_split_and_the_first_successor_takes_over(world: World, enter_as: Enter) -> None:
    one = unit("office", "990100101-A", "一办", world.town)
    two = unit("office", "990100101-B", "二办", world.town)
    assert merged(enter_as, world, one, second=two.code) == 302
    came = Succession.objects.filter(before=world.office).order_by("-is_primary")
    assert [(each.after, each.is_primary) for each in came] == [(one, True), (two, False)]


def test_it_is_refused_where_something_would_hang_in_the_air(world: World, enter_as: Enter) -> None:
    assert merged(enter_as, world, world.traffic, on=TODAY + timedelta(days=1)) == 422
    assert merged(enter_as, world, world.traffic, on=date(2020, 1, 1)) == 422
    assert merged(enter_as, world, world.village) == 422  # no place where people live
    like = unit("office", "990100101-LK", "二办", world.town)
    assert merged(enter_as, world, like, second=world.village.code) == 422, "nor as a second successor"
    young = unit("office", "990100101-ZH", "新办", world.town, valid_from=TODAY)
    assert merged(enter_as, world, young, on=TODAY - timedelta(days=3)) == 422
    town = enter_as("system").post(
        f"{LIST}{world.town.pk}/end/", {"on": TODAY.isoformat(), "into": world.sibling.code}
    )
    assert town.status_code == 422  # its villages would stand under nothing
    root = enter_as("system").post(
        f"{LIST}{world.root.pk}/end/", {"on": TODAY.isoformat(), "into": world.traffic.code}
    )
    assert root.status_code == 422
    assert not Succession.objects.exists()
    assert not Unit.objects.exclude(valid_to=None).exists()


def test_households_of_a_branch_stay_with_their_official_in_the_new_one(
    world: World, enter_as: Enter
) -> None:
    new = unit("branch", "990100101-ZC", "柳林镇机关第二党支部", world.town, reports_to=world.committee)
    page = f"{LIST}{world.branch.pk}/end/"
    assert enter_as("system").post(page, {"on": TODAY.isoformat(), "into": new.code}).status_code == 302
    assert Assignment.objects.live_on(TODAY).get().official == world.chen
    assert [hat.unit_id for hat in Official.objects.get(pk=world.chen.pk).standing(AT).hats] == [new.pk]


@pytest.mark.parametrize("page", ["", "new/", "{pk}/", "{pk}/details/", "{pk}/end/"])
def test_units_are_for_the_system_administrator(world: World, enter_as: Enter, page: str) -> None:
    there = LIST + page.format(pk=world.office.pk)
    assert [enter_as(duty).get(there).status_code for duty in ("system", "security", "audit")] == [
        200,
        404,
        404,
    ]


def test_the_list_of_units_costs_the_same_however_long(
    world: World, enter_as: Enter, django_assert_max_num_queries: object
) -> None:
    system = enter_as("system")
    system.get(LIST)
    for n in range(60):
        unit("office", f"990100101-{n:02}", f"{n}办", world.town)
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        first = system.get(LIST)
    second = system.get(LIST + first.context["next_url"])
    assert not {one.pk for one in first.context["units"]} & {one.pk for one in second.context["units"]}
