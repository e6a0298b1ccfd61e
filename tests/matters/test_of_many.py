"""What asks a step of somebody is found by indexes that hold nothing else, and of very much the desk looks at the first."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.test import Client

from huiyin.matters.models import Matter, pressing
from huiyin.matters.models.order import DATED
from huiyin.matters.models.turn import waits_for
from huiyin.orgs import worded
from huiyin.orgs.models import Official, Unit
from huiyin.site import desk
from tests import make, make_states
from tests.world import AT, World

Enter = Callable[[Official], Client]
PEOPLE = ("chen", "liu", "he", "gao", "ma", "sun", "qian", "xia")


@pytest.fixture
def looks_at_three(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(pressing, "LOOKED_AT", 3)
    monkeypatch.setattr(desk, "LOOKED_AT", 3)
    worded._worded.cache_clear()  # the number stands in the words that are kept
    yield
    worded._worded.cache_clear()


def due(found: Matter, days: int) -> Matter:
    Matter.objects.filter(pk=found.pk).update(due_on=AT.date() + timedelta(days=days))
    return found


def test_whatever_waits_for_somebody_is_among_what_asks_a_step(world: World) -> None:
    for maker in make_states.MAKERS.values():
        maker(world)
    for who in PEOPLE:
        me = getattr(world, who)
        waiting = Matter.objects.filter(origin="live").filter(waits_for(me, AT))
        assert set(waiting) == set(Matter.objects.waiting_for(me, AT))


def test_what_is_open_and_what_asks_a_step_are_met_in_turn_by_their_index(world: World) -> None:
    """Whatever the values are: the words of both conditions stand in the statement as they stand in the index."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
    in_turn = Matter.objects.visible_to(world.sun, AT).urgent_first(of_all=True).order_by(*DATED)
    for rows in (in_turn.waiting_for(world.sun, AT), in_turn.open(), in_turn.overdue(AT.date())):
        assert "using matter_asking_in_turn" in rows.explain()
    assert "matter_asking_in_turn" not in in_turn.live().explain()


def test_of_very_much_mine_stands_first_and_the_numbers_say_at_least(
    world: World, enter: Enter, looks_at_three: None
) -> None:
    theirs = [due(make.started(world), -9 + n) for n in range(4)]
    mine, other = due(make.routed(world), 1), due(make.routed(world), 2)
    shown = enter(world.gao).get("/desk/").context
    assert [row.matter.pk for row in shown["pressing"]] == [
        mine.pk,
        other.pk,
        *(one.pk for one in theirs[:3]),
    ]
    assert shown["figures"] == {"pressing": "3+", "waiting": 2, "overdue": "3+"}


def test_what_is_urgent_stands_before_what_is_mine(world: World, enter: Enter, looks_at_three: None) -> None:
    rows = [due(make.started(world), -9 + n) for n in range(4)]
    mine = due(make.routed(world), 1)
    Matter.objects.filter(pk=rows[3].pk).update(urgent_at=AT)
    shown = enter(world.gao).get("/desk/")
    assert [row.matter.pk for row in shown.context["pressing"]] == [
        rows[3].pk,
        mine.pk,
        rows[0].pk,
        rows[1].pk,
    ]
    assert "4+" not in shown.content.decode()


def test_mine_is_found_behind_very_much_that_asks_nothing_of_me(
    world: World, enter: Enter, looks_at_three: None
) -> None:
    for _n in range(3):
        due(make.started(world), 40)
    mine = due(make.routed(world), 60)
    shown = enter(world.gao).get("/desk/").context
    assert [row.matter.pk for row in shown["pressing"]] == [mine.pk]
    assert shown["figures"] == {"pressing": "1+", "waiting": 1, "overdue": 0}


def test_as_much_as_is_looked_at_is_counted_to_the_end(
    world: World, enter: Enter, looks_at_three: None
) -> None:
    due(make.started(world), -9)
    due(make.routed(world), 1)
    shown = enter(world.gao).get("/desk/").context
    assert shown["figures"] == {"pressing": 2, "waiting": 1, "overdue": 1}


def test_the_head_of_the_county_sees_all_but_what_is_about_oneself(world: World) -> None:
    """Without a condition on units, which would name every one of them."""
    ours = make.started(world)
    about = make.started(world)
    Matter.objects.filter(pk=about.pk).update(complained_official=world.sun)
    seen = Matter.objects.visible_to(world.sun, AT)
    assert ours in seen
    assert about not in seen
    assert "intake_unit_id" not in str(seen.query).split("WHERE")[1]


def test_a_county_has_one_unit_above_all(world: World) -> None:
    with pytest.raises(IntegrityError, match="one_unit_above_all"):
        Unit.objects.filter(pk=world.town.pk).update(parent=None)
