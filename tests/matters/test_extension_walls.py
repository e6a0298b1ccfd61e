"""What only the database can refuse about more time: a decision by who asked, one that moves nothing, a second one."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from huiyin.matters.models import Extension, Matter
from tests import make
from tests.world import AT, World

DUE, MOVED = date(2026, 4, 14), date(2026, 4, 28)


def granted(world: World) -> dict[str, Any]:
    """As Gao's consent stands in its row."""
    return {"granted": True, "decided_by": world.gao, "decided_at": AT, "due_now": MOVED}


@pytest.mark.parametrize(
    ("wrong", "wall"),
    [
        ({"decided_by": "he"}, "decided_by_somebody_else"),
        ({"due_now": DUE}, "granted_moves_the_date_on"),
        ({"due_now": None}, "granted_moves_the_date_on"),
        ({"decided_at": None}, "extension_decided_whole"),
        ({"decided_by": None}, "extension_decided_whole"),
        ({"asked_on": DUE + timedelta(days=1)}, "asked_before_it_was_due"),
    ],
)
def test_the_database_refuses_what_goes_around_the_rules(
    world: World, wrong: dict[str, Any], wall: str
) -> None:
    found = make.more_time_asked(world)
    if wrong.get("decided_by"):
        wrong = {"decided_by": world.he}
    with pytest.raises(IntegrityError, match=wall), transaction.atomic():
        Extension.objects.filter(matter=found).update(**{**granted(world), **wrong})


def test_the_database_refuses_a_second_request_that_waits_and_a_second_one_granted(world: World) -> None:
    found = make.more_time_asked(world)
    one = Extension.objects.get(matter=found)
    one.pk = None
    with pytest.raises(IntegrityError, match="one_open_request_a_round"), transaction.atomic():
        one.save()
    Extension.objects.filter(matter=found).update(**granted(world))
    one = Extension.objects.get(matter=found)
    one.pk = None
    with pytest.raises(IntegrityError, match="extended_once_a_round"), transaction.atomic():
        one.save()


def test_what_has_lapsed_is_not_decided_and_nothing_waits_once_the_matter_has_gone_on(world: World) -> None:
    found = make.more_time_asked(world)
    with pytest.raises(IntegrityError, match="more_time_only_while_handled"), transaction.atomic():
        Matter.objects.filter(pk=found.pk).update(state="pending_approval")
    Extension.objects.update(lapsed_at=AT)
    with pytest.raises(IntegrityError, match="extension_decided_whole"), transaction.atomic():
        Extension.objects.update(granted=True, decided_by=world.gao, decided_at=AT, due_now=MOVED)


def test_a_refusal_without_words_is_refused_by_the_database(world: World) -> None:
    make.more_time_asked(world)
    with pytest.raises(IntegrityError, match="refused_with_a_reason"), transaction.atomic():
        Extension.objects.update(granted=False, decided_by=world.gao, decided_at=AT)
