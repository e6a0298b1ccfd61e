"""Naming whom a matter is about when it lies with a unit already: it leaves them at once (I-19)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.contacts.models import Promise
from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.models import HandBack, Matter, SubTask
from huiyin.matters.rules import life
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official, Unit
from tests import make
from tests.matters.reading import told
from tests.world import AT, World

MAKERS: dict[str, Callable[..., Matter]] = {
    "routed": make.routed,
    "return_disputed": make.disputed,
    "accepted": make.accepted,
    "in_progress": make.started,
    "pending_approval": make.drafted,
}


def named(
    world: World, found: Matter, *, unit: Unit | None = None, who: Official | None = None, by: str = "liu"
) -> Matter:
    """Whom it is about is noted by the desk."""
    given: dict[str, Any] = {
        "unit": unit,
        "official": who,
        "version": found.version,
        "by": getattr(world, by),
        "at": AT,
    }
    actions.name_complained(matter=found, **given)
    return Matter.objects.get(pk=found.pk)


@pytest.mark.parametrize("state", MAKERS)
def test_it_leaves_the_unit_at_once_and_is_to_be_passed_on_anew(
    world: World, enter: Callable[[Official], Client], state: str
) -> None:
    found = MAKERS[state](world)
    due = found.due_on
    found = named(world, found, unit=world.office)
    assert (found.state, found.lead_unit, found.handler, found.accountable_head) == ("received", *[None] * 3)
    assert (found.holding_unit, found.due_on, found.level) == (world.town, due, "")
    assert found.deadlines.running().filter(kind="route").exists()
    assert not found.replies.filter(approved_at=None, returned_at=None).exists()
    with pytest.raises(Refused, match="about that unit"):
        actions.route(matter=found, to=world.office, topic="", version=found.version, by=world.liu, at=AT)
    for who in (world.gao, world.he):
        assert enter(who).get(f"/matters/{found.reference}/").status_code == 404
        assert not Notice.objects.filter(to=who, about=found.reference).exists()
    row: dict[str, Any] = {"topic": "", "version": found.version, "by": world.liu, "at": AT}
    assert actions.route(matter=found, to=world.traffic, **row).state == "routed"


@pytest.mark.parametrize("state", MAKERS)
def test_it_stays_where_nobody_there_is_meant(world: World, state: str) -> None:
    found = MAKERS[state](world)
    before = (found.state, found.lead_unit, found.holding_unit, found.handler)
    found = named(world, found, unit=world.far_village)
    assert (found.state, found.lead_unit, found.holding_unit, found.handler) == before


def test_about_its_handler_it_leaves_the_unit_in_which_they_sit(world: World) -> None:
    found = named(world, make.started(world), who=world.he)
    assert (found.state, found.holding_unit) == ("received", world.town)
    assert not Matter.objects.visible_to(world.he, AT).filter(pk=found.pk).exists()


def test_about_the_township_it_goes_to_the_desk_of_the_county(world: World) -> None:
    found = named(world, make.started(world), unit=world.town)
    assert (found.state, found.holding_unit) == ("received", world.root)
    assert Notice.objects.filter(to=world.sun, kind="routed", about=found.reference).exists()
    assert not Matter.objects.visible_to(world.liu, AT).filter(pk=found.pk).exists()


def test_open_parts_end_with_it(world: World) -> None:
    part = make.part_asked(world)
    named(world, Matter.objects.get(pk=part.matter_id), unit=world.office)
    part.refresh_from_db()
    assert part.result == SubTask.Result.OVERTAKEN


def test_what_was_handed_back_and_not_decided_lapses_so_the_next_unit_may_object(world: World) -> None:
    found = named(world, make.disputed(world), unit=world.office)
    lapsed = HandBack.objects.get(matter=found)
    assert (lapsed.decided_at, lapsed.lapsed_at) == (None, AT)
    given: dict[str, Any] = {"to": world.traffic, "topic": "", "by": world.liu, "at": AT}
    actions.route(matter=found, version=found.version, **given)
    yu = Official.objects.get(username="yu")
    found = Matter.objects.get(pk=found.pk)
    assert life.objection("hand_back", found, yu, AT) is None
    given = {"reason": "不属于本局", "proposed": world.village, "by": yu, "at": AT}
    assert actions.hand_back(matter=found, version=found.version, **given).lapsed_at is None
    actions.designate(matter=found, words="职责清单第三条", version=found.version + 1, by=world.liu, at=AT)
    assert list(HandBack.objects.order_by("pk").values_list("upheld", flat=True)) == [None, False]


def test_a_part_that_lies_with_them_holds_nothing_back_any_more(world: World) -> None:
    part = make.part_asked(world)
    assert part.unit is not None
    other = make.part_asked(world)
    found = named(world, Matter.objects.get(pk=part.matter_id), unit=part.unit)
    part.refresh_from_db()
    assert (part.result, found.state, found.open_parts) == (SubTask.Result.OVERTAKEN, "in_progress", [])
    assert told(found, "part_taken_away") == ["he"], "who handles it asks somebody else"
    assert not Notice.objects.filter(to__username="yu", about=found.reference).exists()
    other.refresh_from_db()
    assert other.closed_at is None, "that of another matter stays"


def test_a_part_that_they_do_for_a_unit_ends_and_one_of_others_stays(world: World) -> None:
    part = make.part_taken(world)
    assert part.handler is not None
    found = Matter.objects.get(pk=part.matter_id)
    found = named(world, found, unit=world.far_village)
    part.refresh_from_db()
    assert part.closed_at is None
    named(world, found, who=part.handler)
    part.refresh_from_db()
    assert part.result == SubTask.Result.OVERTAKEN


def test_what_whom_it_is_about_has_promised_goes_to_a_head_and_is_kept_from_them(world: World) -> None:
    due = AT.date() + timedelta(days=20)
    found = make.replied(world, reply={"outcome": "promised", "promise_due_on": due})
    actions.reopen(matter=found, words="还没解决", at=AT)
    found = named(world, Matter.objects.get(pk=found.pk), who=world.he)
    promise = Promise.objects.get(about=found.reference)
    assert (promise.official, promise.about_official) == (world.ma, world.he)
    assert not Promise.objects.visible_to(world.he, AT).exists()
