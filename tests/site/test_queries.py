"""How much the ordinary pages ask of the database: a number of questions each that is not to grow again."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.orgs.counts import counts
from huiyin.orgs.models import Official, Unit
from tests import make
from tests.duties import made
from tests.world import World

Enter = Callable[[Official], Client]
MOST = {
    ("he", "/signals/"): 11,
    ("he", "/matters/"): 10,
    ("liu", "/desk/"): 40,
    ("chen", "/desk/"): 41,
    ("liu", "/reports/work-summary/"): 20,
    ("liu", "/reports/classes/"): 24,
    ("chen", "/contacts/new/"): 18,
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
