"""What changed is pulled by number: nothing twice, nothing left out, whoever was slower with a deed that began before."""

import threading
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from huiyin.api.changing import note_changes, number
from huiyin.api.clock import forget_changes
from huiyin.api.lodging import hand_in
from huiyin.api.models import Change, Noted, System
from huiyin.audit.clock import seal_settled
from huiyin.audit.models import Event
from huiyin.audit.scope import county_scope
from huiyin.intake.inbound import Inbound
from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from tests import make
from tests.api.conftest import Platform, platform
from tests.api.test_follow import own_answered
from tests.house.conftest import close_the_wall
from tests.roles import as_role, server_admin
from tests.world import AT, World

KEPT = timedelta(days=400)


def told(world: World, system: System) -> None:
    """Number all there is, as the clock does once it is sealed."""
    with county_scope(world.county.pk):
        number(System.objects.get(pk=system.pk), list(Event.objects.order_by("pk")))


def test_what_it_follows_is_pulled_in_order_and_once(world: World, hotline: Platform) -> None:
    row = own_answered(world, hotline)
    make.routed(world)
    told(world, hotline.system)
    first = hotline.get("changes/?limit=2").json()
    rest = hotline.get(f"changes/?after={first['next']}").json()
    rows = [*first["changes"], *rest["changes"]]
    assert [one["sequence"] for one in rows] == list(range(1, len(rows) + 1))
    assert [one["what"] for one in rows] == ["lodge", "route", "accept", "start", "approve"]
    assert {one["reference"] for one in rows} == {row.reference}
    assert {one["number"] for one in rows} == {"GD-1"}
    assert {one["state"] for one in rows} == {"replied"}, "how it stands now"
    assert (first["more"], rest["more"]) == (True, False)
    last = hotline.get(f"changes/?after={rest['next']}").json()
    assert last == {"changes": [], "next": rest["next"], "more": False}


def test_a_unit_learns_what_happened_and_not_whose_number_it_was(
    world: World, administered: dict[str, Official], hotline: Platform
) -> None:
    portal = platform(administered["security"], "portal", "unit", unit=world.town)
    own_answered(world, hotline)
    told(world, portal.system)
    rows = portal.get("changes/").json()["changes"]
    assert rows[-1]["what"] == "approve"
    assert {one["number"] for one in rows} == {""}


def test_a_change_of_what_became_a_report_is_told_no_more(world: World, hotline: Platform) -> None:
    make.entered(world)
    reference = hotline.lodge(place=world.village.code).json()["reference"]
    told(world, hotline.system)
    assert len(hotline.get("changes/").json()["changes"]) == 1
    with county_scope(world.county.pk):
        row = Matter.objects.get(reference=reference)
        actions.seal(matter=row, version=row.version, by=world.liu, at=AT)
    said = hotline.get("changes/").json()
    assert (said["changes"], said["next"]) == ([], 1)


@pytest.mark.django_db(transaction=True)
def test_what_changed_long_ago_is_forgotten_and_what_is_kept_has_no_gap(cast: World) -> None:
    with county_scope(cast.county.pk):
        system = platform(cast.sun).system
        for n, days in enumerate((0, 0, 1), start=1):
            at = AT + timedelta(days=days)
            Change.objects.create(
                system=system, sequence=n, reference="HY-2026-000001-A", what="route", at=at
            )
        System.objects.update(last_change=3)
    with pytest.raises(ProgrammingError), county_scope(cast.county.pk), transaction.atomic():
        forget_changes(at=AT + KEPT)
    with as_role("clock"), county_scope(cast.county.pk):
        assert forget_changes(at=AT + KEPT - timedelta(seconds=1)) == 0
        assert forget_changes(at=AT + KEPT) == 2
        assert [row.sequence for row in Change.objects.all()] == [3]


def test_who_asks_for_what_was_forgotten_hears_from_where_to_go_on(world: World, hotline: Platform) -> None:
    reference = hotline.lodge().json()["reference"]
    close_the_wall()
    with county_scope(world.county.pk):
        for n in (3, 4):
            Change.objects.create(system=hotline.system, sequence=n, reference=reference, what="route", at=AT)
        System.objects.update(last_change=4)
    for after in (0, 1):
        refused = hotline.get(f"changes/?after={after}")
        said = refused.json()
        assert (refused.status_code, said["error"], said["fields"]) == (410, "forgotten", {"after": "2"})
    assert [one["sequence"] for one in hotline.get("changes/?after=2").json()["changes"]] == [3, 4]
    assert hotline.get("changes/?after=4").json() == {"changes": [], "next": 4, "more": False}
    assert hotline.get("changes/?after=9").status_code == 200
    with county_scope(world.county.pk):
        System.objects.update(last_change=6)
    assert hotline.get("changes/?after=5").json()["fields"] == {"after": "6"}, "all of them are forgotten"


@pytest.mark.parametrize(
    "query", ["after=-1", "limit=0", "limit=1000", "after=x", "after=99999999999999999999"]
)
def test_what_is_no_number_is_refused(world: World, hotline: Platform, query: str) -> None:
    assert hotline.get(f"changes/?{query}").status_code == 422


def sealed() -> None:
    """All there is, as the clock seals it once nothing older runs: elsewhere on the server something may run for long."""
    with server_admin() as cursor:
        seal = cursor.execute(
            "INSERT INTO audit_seal (at, count, root, previous, digest)"
            " VALUES (now(), 0, '', '', decode(md5(random()::text), 'hex')) RETURNING id"
        ).fetchone()
        cursor.execute("UPDATE audit_event SET seal_id = %s WHERE seal_id IS NULL", seal)


@pytest.mark.django_db(transaction=True)
def test_a_deed_that_began_before_and_ended_later_is_not_left_out(cast: World) -> None:
    with county_scope(cast.county.pk):
        system = platform(cast.sun).system
    holds, go_on = threading.Event(), threading.Event()

    def hands_in(name: str, wait: bool = False) -> None:
        with county_scope(cast.county.pk):
            hand_in(Inbound(body=f"{name}：路灯坏了三盏。", channel="api"), system=system, number=name, at=AT)
            holds.set()
            assert not wait or go_on.wait(60)

    def beside() -> None:
        try:
            hands_in("slow", wait=True)
        finally:
            connection.close()

    def noted() -> list[str]:
        with as_role("clock"), county_scope(cast.county.pk):
            note_changes(at=AT)
            rows = Change.objects.order_by("sequence").values_list("sequence", "reference")
            numbers = dict(Matter.objects.values_list("reference", "external_id"))
            return [f"{sequence} {numbers[reference]}" for sequence, reference in rows]

    sealed()
    assert noted() == [], "what was there before is nobody's change"
    slow = threading.Thread(target=beside)
    slow.start()
    try:
        assert holds.wait(60)
        hands_in("fast")
        with as_role("clock"):
            seal_settled(at=AT)
        assert noted() == [], "it waits for what began before it"
    finally:
        go_on.set()
        slow.join()
    sealed()
    assert sorted(one.partition(" ")[2] for one in noted()) == ["fast", "slow"]
    assert [one.partition(" ")[0] for one in noted()] == ["1", "2"], "and a second turn adds nothing"
    assert Noted.objects.count() == 0, "behind the wall"
