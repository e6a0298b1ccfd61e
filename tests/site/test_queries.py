"""How much the ordinary pages ask of the database: a number of questions each that is not to grow again."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Window
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.contacts.models import Contact
from huiyin.matters.models import Matter
from huiyin.notices.models import Notice
from huiyin.orgs.counts import counts, lists
from huiyin.orgs.models import Appointment, Official, Unit
from tests import make
from tests.duties import made
from tests.world import AT, World

Enter = Callable[[Official], Client]
MOST = {
    ("he", "/signals/"): 9,
    ("he", "/matters/"): 8,
    ("he", "/desk/"): 14,
    ("liu", "/desk/"): 14,
    ("ma", "/desk/"): 14,
    ("sun", "/desk/"): 14,
    ("chen", "/desk/"): 15,
    ("liu", "/search/?q=路灯"): 11,
    ("liu", "/reports/work-summary/"): 13,
    ("liu", "/reports/classes/"): 11,
    ("chen", "/contacts/new/"): 11,
    ("chen", "/reach/"): 12,
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


def test_lists_of_objects_come_as_the_set_itself_builds_them(world: World) -> None:
    made.contact(world, date(2026, 2, 10))
    make.matter(world)
    told = Notice.objects.create(
        to=world.liu, kind="x", about="1", facts={"days": [1, 2.5], "on": None}, at=AT, read_at=None
    )
    contacts = Contact.objects.select_related("place__parent", "household", "person", "official")
    contacts = contacts.annotate(in_all=Window(Count("pk"))).prefetch_related("points")
    matters = Matter.objects.for_lists().soonest_first()[:5]
    with CaptureQueriesContext(connection) as asked:
        found = lists(contacts=contacts, matters=matters, told=Notice.objects.filter(pk=told.pk))
    assert len(asked) == 2, "and the points beside the contacts"
    for name, rows in (
        ("contacts", contacts),
        ("matters", matters),
        ("told", Notice.objects.filter(pk=told.pk)),
    ):
        assert [_columns(one) for one in found[name]] == [_columns(one) for one in rows] != []
    met = found["contacts"][0]
    with CaptureQueriesContext(connection) as asked:
        assert (met.in_all, met.place.parent, met.official) == (1, world.town, world.chen)
        assert met.person is None or met.person.name
        list(met.points.all())
    assert not asked


def _columns(row: Any) -> dict[str, Any]:
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


def test_lists_are_asked_together_and_come_as_values_list_gives_them(world: World) -> None:
    seats = Appointment.objects.order_by("-pk").values_list(
        "pk", "from_on", "to_on", "post__capacities", "ended_at"
    )
    units = Unit.objects.order_by("path").values_list("name", "valid_from", "parent__ended_at")[:3]
    with CaptureQueriesContext(connection) as asked:
        found = lists(seats=seats, units=units, none=Unit.objects.none().values_list("pk"))
    assert len(asked) == 1
    assert found == {"seats": list(seats), "units": list(units), "none": []}
