"""What only the database can refuse about more time: a decision by who asked, one that moves nothing, a second one."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from huiyin.matters.models import Extension, Matter
from tests import make
from tests.world import AT, World

DUE, MOVED = date(2026, 4, 14), date(2026, 4, 28)


@pytest.mark.parametrize(
    "wrong",
    [
        {"decided_by": "he"},
        {"due_now": DUE},
        {"due_now": None},
        {"decided_at": None},
        {"asked_on": DUE + timedelta(days=1)},
    ],
)
def test_the_database_refuses_what_goes_around_the_rules(world: World, wrong: dict[str, Any]) -> None:
    found = make.more_time_asked(world)
    if "decided_by" in wrong:
        wrong = {"decided_by": world.he}
    right = {"granted": True, "decided_by": world.gao, "decided_at": AT, "due_now": MOVED}
    with pytest.raises(DatabaseError), transaction.atomic():
        Extension.objects.filter(matter=found).update(**{**right, **wrong})
    Extension.objects.filter(matter=found).update(**right)
    one = Extension.objects.get()
    one.pk = None
    with pytest.raises(DatabaseError), transaction.atomic():
        one.save()


def test_what_has_lapsed_is_not_decided_and_nothing_waits_once_the_matter_has_gone_on(world: World) -> None:
    found = make.more_time_asked(world)
    with pytest.raises(DatabaseError), transaction.atomic():
        Matter.objects.filter(pk=found.pk).update(state="pending_approval")
    Extension.objects.update(lapsed_at=AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        Extension.objects.update(granted=True, decided_by=world.gao, decided_at=AT, due_now=MOVED)


def test_a_refusal_without_words_is_refused_by_the_database(world: World) -> None:
    make.more_time_asked(world)
    with pytest.raises(DatabaseError), transaction.atomic():
        Extension.objects.update(granted=False, decided_by=world.gao, decided_at=AT)
