"""How much the ordinary pages ask of the database: a number of questions each that is not to grow again."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.orgs.counts import counts, lists
from huiyin.orgs.models import Appointment, Official, Unit
from tests import make
from tests.duties import made
from tests.world import World

Enter = Callable[[Official], Client]
MOST = {
    ("he", "/signals/"): 9,
    ("he", "/matters/"): 8,
    ("liu", "/desk/"): 25,
    ("chen", "/desk/"): 26,
    ("liu", "/reports/work-summary/"): 18,
    ("liu", "/reports/classes/"): 22,
    ("chen", "/contacts/new/"): 16,
    ("chen", "/reach/"): 22,
}


@pytest.mark.parametrize(("who", "page"), MOST)
def test_a_page_asks_no_more_than_this(world: World, enter: Enter, who: str, page: str) -> None:
    made.contact(world, date(2026, 2, 10))
    make.matter(world)
    client = enter(getattr(world, who))
    assert client.get(page).status_code == 200  # the session is new, the charter read
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    trees = [one["sql"] for one in asked if 'FROM "orgs_unit"' in one["sql"] and "WHERE" not in one["sql"]]
    assert len(trees) <= 1, "the tree is read once"
    assert len(asked) <= MOST[who, page], "\n".join(one["sql"][:200] for one in asked)


def test_counts_are_asked_together_and_an_empty_set_has_none(world: World) -> None:
    with CaptureQueriesContext(connection) as asked:
        found = counts(
            world.county,
            places=Unit.objects.places(),
            none=Unit.objects.filter(pk__in=[]),
            below=Unit.objects.within(world.town).in_tree_order(),
        )
    assert len(asked) == 1
    assert found == {
        "places": Unit.objects.places().count(),
        "none": 0,
        "below": Unit.objects.within(world.town).count(),
    }


def test_lists_are_asked_together_and_come_as_values_list_gives_them(world: World) -> None:
    seats = Appointment.objects.order_by("-pk").values_list(
        "pk", "from_on", "to_on", "post__capacities", "ended_at"
    )
    units = Unit.objects.order_by("path").values_list("name", "valid_from", "parent__ended_at")[:3]
    with CaptureQueriesContext(connection) as asked:
        found = lists(world.county, seats=seats, units=units, none=Unit.objects.none().values_list("pk"))
    assert len(asked) == 1
    assert found == {"seats": list(seats), "units": list(units), "none": []}
