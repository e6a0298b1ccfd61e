"""What the database refuses of a delivery, whoever asks."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from huiyin.matters.models import Delivery
from tests import make
from tests.world import AT, World

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "change",
    [
        {"done_at": AT, "way": "phone"},  # by nobody
        {"done_at": AT, "way": "page", "done_by": "he"},
        {"done_at": AT, "way": "post", "done_by": "he", "how": ""},
        {"done_at": AT, "way": "page", "overtaken_at": AT},
        {"done_at": AT - DAY, "way": "page"},
    ],
)
def test_the_database_refuses_a_delivery_that_says_too_little(world: World, change: dict[str, Any]) -> None:
    found = make.to_be_told(world)
    if "done_by" in change:
        change["done_by"] = getattr(world, change["done_by"])
    with pytest.raises(IntegrityError), transaction.atomic():
        found.deliveries.update(**change)


def test_the_database_keeps_one_delivery_of_an_answer(world: World) -> None:
    found = make.to_be_told(world)
    reply = found.replies.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(matter=found, reply=reply, way="page", began_at=AT)
