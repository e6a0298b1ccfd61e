"""Merging (T07): one work and one answer, two persons with their own number, page and answer; and how it is undone."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, figures
from huiyin.matters.models import Deadline, Matter, Merge, State
from huiyin.matters.rules import life
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from huiyin.privacy.actions import withdraw as withdraw_consent
from huiyin.privacy.clock import erase_withdrawn
from tests import make, make_states
from tests.world import AT, World

WHY = "同一处路灯，诉求相同，没有新情况"
LATER = AT + timedelta(days=1)


def merged(world: World, row: Matter, primary: Matter, **fields: object) -> Matter:
    """Liu joins the one to the other."""
    given = {"why": WHY, "version": row.version, "by": world.liu, "at": LATER, **fields}
    actions.merge(matter=row, primary=primary, **given)  # type: ignore[arg-type]
    return Matter.objects.get(pk=row.pk)


def clocks(row: Matter) -> list[tuple[str, date, bool]]:
    """Each clock: its kind, its day, whether it runs."""
    return sorted((c.kind, c.due_on, c.stopped_at is None) for c in Deadline.objects.filter(matter=row))


@pytest.fixture
def two(world: World) -> tuple[Matter, Matter]:
    """One that He is working on, and one that has just come in."""
    return make.started(world), make.matter(world, at=AT + timedelta(hours=2))


def test_a_merged_matter_stands_still_and_names_its_primary(world: World, two: tuple[Matter, Matter]) -> None:
    primary, row = two
    row = merged(world, row, primary)
    assert (row.state, row.primary) == (State.MERGED, primary)
    assert not Deadline.objects.running().filter(matter=row).exists()
    assert Merge.objects.get().why == WHY
    assert list(primary.merged.all()) == [row]
    step, joined = row.steps.last(), primary.steps.last()
    assert step is not None
    assert joined is not None
    assert step.facts == {"into": primary.reference}
    assert (joined.deed, joined.facts, joined.state_after) == (
        "join",
        {"with": row.reference},
        State.IN_PROGRESS,
    )


def test_both_persons_and_who_works_on_it_hear_of_it(world: World, two: tuple[Matter, Matter]) -> None:
    primary, row = two
    merged(world, row, primary)
    pages = Notice.objects.filter(to=None, at=LATER).values_list("page", flat=True)
    assert set(pages) >= {primary.reference, row.reference}
    told = Notice.objects.filter(kind="joined").values_list("to__username", flat=True)
    assert set(told) == {"he", "gao"}


def test_who_had_taken_the_merged_one_over_hears_that_it_is_gone(world: World) -> None:
    primary, row = make.started(world), make.accepted(world)
    merged(world, row, primary)
    told = Notice.objects.filter(kind="merged", about=row.reference).values_list("to__username", flat=True)
    assert set(told) == {"he", "gao"}


@pytest.mark.parametrize("state", [State.CLOSED, State.REDIRECTED, State.WITHDRAWN])
def test_nothing_is_merged_into_what_has_ended(world: World, state: str) -> None:
    primary, row = make_states.MAKERS[state](world), make.matter(world)
    with pytest.raises(Refused, match="ended"):
        merged(world, row, primary)


def test_nothing_is_merged_into_itself(world: World) -> None:
    row = make.matter(world)
    with pytest.raises(Refused, match="same matter"):
        merged(world, row, row)


def test_there_are_no_chains(world: World, two: tuple[Matter, Matter]) -> None:
    primary, row = two
    third = make.matter(world)
    row = merged(world, row, primary)
    with pytest.raises(Refused, match="merged with another itself"):
        merged(world, third, row)
    taken = make.matter(world)
    merged(world, third, taken)
    taken.refresh_from_db()
    assert "merged into this one" in (life.objection("merge", taken, world.liu, LATER) or "")


def test_the_database_refuses_a_chain_and_a_merged_matter_without_its_primary(
    world: World, two: tuple[Matter, Matter]
) -> None:
    primary, row = two
    third = make.matter(world)
    row = merged(world, row, primary)
    with pytest.raises(IntegrityError, match="chain"), transaction.atomic():
        Matter.objects.filter(pk=primary.pk).update(state="merged", primary=third)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS merged_once IMMEDIATE")
    with pytest.raises(IntegrityError, match="merged_matter_has_its_primary"), transaction.atomic():
        Matter.objects.filter(pk=row.pk).update(primary=None)
    with pytest.raises(IntegrityError, match="merged_into_one_at_a_time"), transaction.atomic():
        Merge.objects.create(matter=row, primary=third, why=WHY, by=world.liu, at=LATER)


@pytest.mark.parametrize("after", [1, 40])
def test_undone_it_has_the_dates_it_had(world: World, two: tuple[Matter, Matter], after: int) -> None:
    primary, row = two
    before, due, promised = clocks(row), row.due_on, row.promised_on
    row = merged(world, row, primary)
    at = LATER + timedelta(days=after)
    actions.unmerge(matter=row, why="不是同一盏灯", version=row.version, by=world.liu, at=at)
    row.refresh_from_db()
    assert (row.state, row.primary, row.due_on, row.promised_on) == (State.RECEIVED, None, due, promised)
    assert clocks(row) == before
    assert not primary.merged.exists()
    undone = Merge.objects.get()
    assert (undone.undone_by, undone.undone_why) == (world.liu, "不是同一盏灯")
    merged(world, row, primary, at=at)
    assert Merge.objects.count() == 2, "what was undone stays on record"


def test_undone_after_it_had_been_taken_over_it_is_at_its_desk_again(world: World) -> None:
    primary, row = make.started(world), make.accepted(world)
    due = row.due_on
    row = merged(world, row, primary)
    actions.unmerge(matter=row, why="不是同一盏灯", version=row.version, by=world.liu, at=LATER)
    row.refresh_from_db()
    assert (row.state, row.holding_unit, row.lead_unit, row.handler) == ("received", world.town, None, None)
    assert row.due_on == due
    assert Deadline.objects.running().get(matter=row, kind="handle").due_on == due


def test_who_withdraws_the_primary_does_not_withdraw_what_others_said(
    world: World, two: tuple[Matter, Matter]
) -> None:
    primary, row = two
    merged(world, row, primary)
    actions.withdraw(matter=primary, words="", at=LATER)
    row.refresh_from_db()
    assert (row.state, row.primary) == (State.RECEIVED, None)


def test_it_is_counted_once_from_the_moment_on_and_not_before(
    world: World, two: tuple[Matter, Matter]
) -> None:
    primary, row = two
    merged(world, row, primary)

    def counted(at: object) -> tuple[int, int, int]:
        extent = figures.Extent(world.town, date(2026, 3, 1), date(2026, 4, 1), at)  # type: ignore[arg-type]
        found = figures.count(extent, world.county)
        return found["matters"], found["merged"], found["unrouted"]

    assert counted(LATER - timedelta(hours=1)) == (2, 0, 1)
    assert counted(LATER) == (1, 1, 0)


def test_each_person_reads_the_answer_on_their_own_page(world: World, client: Client) -> None:
    primary = make.drafted(world)
    mine = make.lodged(world, at=AT + timedelta(hours=2), body="石桥头的路灯不亮，我家老人摔了一跤。")
    merged(world, mine.matter, primary)
    page = client.get(f"/c/heyang/r/{mine.link}/", follow=True).content.decode()
    assert "石桥头的路灯不亮" in page
    assert "三盏，晚上看不见路" not in page, "their own words only"
    assert "三盏路灯已经换新" not in page
    primary.refresh_from_db()
    actions.approve(matter=primary, version=primary.version, by=world.gao, at=LATER)
    page = client.get(f"/c/heyang/r/{mine.link}/", follow=True).content.decode()
    assert "三盏路灯已经换新" in page
    assert make.REPLY["request"] not in page, "what the other one asked for is theirs"


def test_the_desk_merges_by_the_page_and_undoes_it(
    world: World, two: tuple[Matter, Matter], enter: Callable[[Official], Client]
) -> None:
    primary, row = two
    client = enter(world.liu)
    url = f"/matters/{row.reference}/merging/"
    page = client.get(url).content.decode()
    assert primary.reference in page
    refused = client.post(url, {"version": row.version, "number": "QQ-1", "why": WHY})
    assert refused.status_code == 422
    sent = {"version": row.version, "number": primary.reference, "why": WHY, "next": "triage"}
    assert client.post(url, sent)["Location"] == f"/triage/?after={row.pk}"
    page = client.get(f"/triage/?after={row.pk}").content.decode()
    assert f"/matters/{row.reference}/parting/?next=triage" in page
    assert primary.reference in client.get(f"/matters/{row.reference}/").content.decode()
    assert row.reference in client.get(f"/matters/{primary.reference}/").content.decode()
    row.refresh_from_db()
    undo = {"version": row.version, "why": "看错了，不是一处", "next": "triage"}
    back = client.post(f"/matters/{row.reference}/parting/", undo)["Location"]
    assert client.get(back).context["matter"] == row, "back in triage, at this message"


def test_who_withdrew_consent_is_erased_only_once_the_primary_has_ended(world: World) -> None:
    """Until then the answer is still to reach them."""
    primary = make.started(world)
    merged(world, make.matter(world, resident=world.wang), primary)
    withdraw_consent(person=world.wang, by=world.chen, at=LATER)
    assert erase_withdrawn(at=AT + timedelta(days=400)) == 0
    actions.withdraw(matter=primary, words="", at=AT + timedelta(days=401))
    row = Matter.objects.get(resident=world.wang)
    assert row.state == State.RECEIVED, "nor now, as it stands by itself again"
    assert erase_withdrawn(at=AT + timedelta(days=402)) == 0
    other = make.closed(world)
    merged(world, row, make.replied(world), at=AT + timedelta(days=402))
    Matter.objects.filter(pk=row.pk).update(primary=other)
    assert erase_withdrawn(at=AT + timedelta(days=403)) == 1
