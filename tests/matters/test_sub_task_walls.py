"""What is not asked of another unit, and what the database refuses of a part."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.models import Matter, SubTask
from tests import make
from tests.world import AT, World, moment

DUE = date(2026, 4, 14)  # the matter's own


def ask(world: World, found: Matter, **said: Any) -> SubTask:
    given = {"unit": world.traffic, "asked": make.PART, "due_on": AT.date(), "by": world.he, "at": AT, **said}
    return actions.ask_unit(matter=found, version=found.version, **given)


def again(found: Matter) -> Matter:
    return Matter.objects.get(pk=found.pk)


@pytest.mark.parametrize(
    ("said", "match"),
    [
        ({"due_on": AT.date() - timedelta(days=1)}, "in the past"),
        ({"due_on": DUE + timedelta(days=1)}, "does not move"),
        ({"asked": " 请 "}, "what is asked for"),
        ({"unit": "office"}, "another unit than the one that leads"),
        ({"unit": "branch"}, "routed to a department"),
        ({"by": "gao"}, "somebody else's post"),
    ],
)
def test_what_is_not_asked(world: World, said: dict[str, Any], match: str) -> None:
    found = make.started(world)
    given = {name: getattr(world, value) if name in ("unit", "by") else value for name, value in said.items()}
    with pytest.raises(Refused, match=match):
        ask(world, found, **given)
    assert not SubTask.objects.exists()


def test_the_last_day_is_the_matters_own_and_today_where_that_has_passed(world: World) -> None:
    found = make.started(world)
    assert ask(world, found, due_on=DUE).due_on == DUE
    late = moment(DUE + timedelta(days=3))
    with pytest.raises(Refused, match="does not move"):
        ask(world, again(found), unit=world.village, at=late, due_on=late.date() + timedelta(days=1))
    assert ask(world, again(found), unit=world.village, at=late, due_on=late.date()).due_on == late.date()


def test_a_unit_is_asked_once_at_a_time(world: World) -> None:
    found = make.part_asked(world).matter
    with pytest.raises(Refused, match="asked already"):
        ask(world, again(found))
    with pytest.raises(DatabaseError), transaction.atomic():
        part = SubTask.objects.get()
        part.pk = None
        part.save(force_insert=True)


@pytest.mark.parametrize(
    "broken",
    [
        {"result": "answered", "closed_at": AT, "words": "好"},
        {"handler": "he"},
        {"unit": None},
        {"asked": ""},
        {"result": "taken_over", "closed_at": AT, "closed_by": "he", "words": "好"},
        {"closed_at": AT},
        {"result": "overtaken", "closed_at": AT},
    ],
)
def test_the_database_keeps_a_part_whole(world: World, broken: dict[str, Any]) -> None:
    part = make.part_asked(world)
    given = {name: world.he if value == "he" else value for name, value in broken.items()}
    for name, value in given.items():
        setattr(part, name, value)
    with pytest.raises(DatabaseError), transaction.atomic():
        part.save()
