"""How much the ordinary pages ask of the database: a number of questions each that is not to grow again."""

from collections.abc import Callable
from datetime import UTC, date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Window
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.contacts import promise_clock
from huiyin.contacts.actions import Promised
from huiyin.contacts.models import Contact
from huiyin.matters import clock, sub_task_clock
from huiyin.matters.models import Matter
from huiyin.notices.models import Notice
from huiyin.orgs.counts import counts, lists
from huiyin.orgs.models import Appointment, Unit
from huiyin.supervision import clock as supervision_clock
from huiyin.supervision.actions import supervise
from tests import make
from tests.duties import made
from tests.house import tree
from tests.house.conftest import signed_in
from tests.world import AT, World

# Two of them open the wall for the request and, for the county of the test, shut it again.
MOST = {
    ("he", "/signals/"): 9,
    ("he", "/matters/"): 10,  # keys, rows, what stands beside: planned in a tenth of the time of one question
    ("he", "/desk/"): 13,
    ("liu", "/desk/"): 13,
    ("ma", "/desk/"): 14,
    ("sun", "/desk/"): 13,
    ("chen", "/desk/"): 14,
    ("liu", "/search/?q=路灯"): 12,
    ("liu", "/reports/work-summary/"): 10,  # one of them says how the long one is planned
    ("liu", "/reports/classes/"): 9,
    ("sun", "/reports/classes/"): 9,
    ("sun", "/reports/work-summary/?from=2026-01-01&to=2026-12-31"): 10,
    (
        "sun",
        "/reports/classes/?from=2026-02-10&to=2026-05-20",
    ): 9,  # days that make no months: in the same question
    ("chen", "/contacts/new/"): 13,
    ("chen", "/reach/"): 14,
    ("liu", "/triage/"): 21,
    ("liu", "/calls/new/"): 11,
    ("liu", "/matters/{ref}/"): 12,
    ("he", "/matters/{ref}/"): 12,
    ("chen", "/contacts/"): 14,
    ("sun", "/waiting/"): 10,
    ("sun", "/waiting/matters/?what=work&below=1"): 9,
    ("sun", "/supervisions/"): 10,
    ("gao", "/supervisions/"): 10,
}


def a_day(world: World, n: int) -> None:
    """What a day brings: a visit with a promise, and a matter at each step of its life, one of them asked about."""
    promise = Promised(text=f"回话{n}", due_on=AT.date())
    made.contact(world, date(2026, 2, 10) + timedelta(days=n), promises=[promise])
    for at_a_step in (make.matter, make.routed, make.disputed, make.accepted, make.drafted, make.replied):
        at_a_step(world, place=world.village)
    late = make.started(world, place=world.village)
    supervise(matter=late, trigger="overdue", words="请说明进展", by=world.sun, at=AT)


def asked_by(client: Client, page: str) -> list[str]:
    """What a page asks of the database, when the session is there and the charter read."""
    assert client.get(page).status_code == 200, page
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    return [one["sql"] for one in asked]


def test_a_page_asks_no_more_than_this_however_much_there_is(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT.astimezone(UTC))
    monkeypatch.setattr(
        "huiyin.site.idle.RENEW_AFTER", 10**6
    )  # however long this takes, no page stores its session
    clients = {who: signed_in(getattr(world, who)) for who, _page in MOST}
    counted: dict[tuple[str, str], list[int]] = {key: [] for key in MOST}
    reference = make.started(world).reference
    for days in (range(1), range(1, 12)):
        for n in days:
            a_day(world, n)
        for who, page in MOST:
            asked = asked_by(clients[who], page.format(ref=reference))
            trees = [sql for sql in asked if 'FROM "orgs_unit"' in sql and "WHERE" not in sql]
            assert len(trees) <= 1, f"{who} {page}: the tree is read once"
            counted[who, page].append(len(asked))
    tree.nothing(
        f"{who} {page}: {counted[who, page]} where {most} is the most"
        for (who, page), most in MOST.items()
        if not most == counted[who, page][0] >= counted[who, page][1]  # a full desk may ask less
    )


@pytest.mark.parametrize(
    "turn",
    [
        clock.remind_before_due, clock.chase_overdue, clock.close_unrated, sub_task_clock.chase_parts,
        promise_clock.remind_promises, promise_clock.chase_promises, supervision_clock.tell_of_late_answers,
    ],
)  # fmt: skip
def test_a_turn_of_the_clock_that_finds_nothing_reads_no_rows(world: World, turn: Callable[..., int]) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert turn(at=AT) == 0
    rows = [one["sql"] for one in asked if "orgs_" not in one["sql"]]
    assert rows
    tree.nothing(sql for sql in rows if not sql.startswith("SELECT 1 "))


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
