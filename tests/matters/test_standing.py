"""Figures that follow the deed: what is kept ready says the same as looking at every matter, at any moment, after anything."""

from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.audit.models import Event
from huiyin.audit.scope import county_scope
from huiyin.matters import actions, adding_up, figure_clock
from huiyin.matters.figures import Extent
from huiyin.matters.models import FigureChange, FigureFolding, FigureSum, Matter
from tests import make
from tests.matters.standing import check, let_the_clock, ready
from tests.roles import as_role
from tests.sealed.keys import entered
from tests.world import AT, World, moment

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
YEAR = (date(2026, 1, 1), date(2027, 1, 1))


@pytest.fixture(autouse=True)
def as_the_clock(request: pytest.FixtureRequest) -> None:
    if "world" in request.fixturenames:
        request.getfixturevalue("world")
        let_the_clock()


def moments_of(first: datetime, last: datetime) -> list[datetime]:
    """Some moments between the two, the ends of months among them, and now."""
    ends = [moment(date(2026, month, 1), 0) for month in range(2, 13)]
    between = [first + (last - first) * n / 7 for n in range(8)]
    return sorted(one for one in (*ends, *between) if first - DAY <= one <= last + DAY)


def lives(world: World) -> datetime:
    """What a half-year brings: matters of several months at every step, reopened, withdrawn, sealed, put right."""
    at = AT
    for n in range(6):
        at = AT + n * timedelta(days=29)
        make.routed(world, at=at)
        make.replied(world, at=at + DAY)
        gone = make.matter(world, at=at + 2 * DAY)
        actions.withdraw(matter=gone, words="已经解决了", at=at + 3 * DAY)
    return at + 20 * DAY


def test_what_is_kept_ready_says_what_looking_at_every_matter_says(world: World) -> None:
    last = lives(world)
    spans = (YEAR, (date(2026, 3, 9), date(2026, 5, 20)), (date(2026, 4, 3), date(2026, 4, 20)))
    for folded in (None, last - 60 * DAY, last):
        if folded is not None:
            adding_up.fold(at=folded)
        for as_of in moments_of(AT, last):
            for span in spans:
                check(Extent(world.root, *span, as_of), world.county)
        assert adding_up.count_again(at=last) == []
    assert FigureSum.objects.exists()
    assert not FigureChange.objects.filter(at__lte=last - HOUR).exists()


def by_topic(world: World, as_of: datetime) -> dict[str, int]:
    told = ready(Extent(world.root, *YEAR, as_of), world.county)
    return {topic: n for topic, n in told.topics.items() if n}


def test_a_topic_that_was_put_right_in_the_record_stood_otherwise_before(world: World) -> None:
    found = make.started(world, raised_by=world.xia)
    before, later = found.topic, AT + 2 * DAY
    other = next(one.code for one in found.charter.charter.topics if one.code != before)
    asked = {"topic": other, "why": "登记时听错了"}
    actions.ask_record(matter=found, version=found.version, by=world.he, at=AT + DAY, **asked)
    actions.correct_record(matter=found, version=found.version + 1, by=world.gao, at=later)
    for folded in (AT, later + DAY):
        adding_up.fold(at=folded)
        assert by_topic(world, later + 2 * DAY) == {other: 1}
        assert by_topic(world, AT + DAY) == {before: 1}
    check(Extent(world.root, *YEAR, AT + DAY), world.county)
    assert adding_up.drift()[1] == []


def test_what_was_sealed_stands_in_no_figure_of_any_moment(world: World) -> None:
    entered(world)
    found = make.matter(world)
    adding_up.fold(at=AT + 40 * DAY)
    assert FigureSum.objects.filter(of="stands", n=1).exists()
    actions.seal(matter=found, version=found.version, by=world.liu, at=AT + 41 * DAY)
    for as_of in (AT, moment(date(2026, 4, 1), 0), AT + 42 * DAY):
        assert ready(Extent(world.root, *YEAR, as_of), world.county).counted()["matters"] == 0
    adding_up.fold(at=AT + 50 * DAY)
    assert not FigureSum.objects.exclude(n=0).exists()
    assert adding_up.drift()[1] == []


@pytest.mark.parametrize("when", ["merged before the answer", "merged behind it"])
def test_who_is_answered_by_another_matter_and_parts_from_it_months_later_has_left_no_drift(
    world: World, when: str
) -> None:
    """The answer writes into the merged one whose it is, with no step of its own."""
    primary, row = make.drafted(world), make.matter(world, resident=world.wang, raised_by=world.xia)
    answered, parted = AT + 2 * DAY, AT + 40 * DAY
    joined = AT + DAY if when == "merged before the answer" else AT + 3 * DAY

    def merge() -> None:
        now = Matter.objects.get(pk=primary.pk)
        actions.merge(matter=row, primary=now, why="同一处路灯", version=row.version, by=world.liu, at=joined)

    if joined < answered:
        merge()
    now = Matter.objects.get(pk=primary.pk)
    actions.approve(matter=now, version=now.version, by=world.gao, at=answered)
    if joined > answered:
        merge()
    row = Matter.objects.get(pk=row.pk)
    assert (row.state, row.level) == ("merged", "town"), "theirs who answered"
    assert adding_up.drift()[1] == []
    actions.unmerge(matter=row, why="不是同一盏灯", version=row.version, by=world.liu, at=parted)
    assert adding_up.drift()[1] == []
    for as_of in (joined, parted - DAY, parted):
        check(Extent(world.root, *YEAR, as_of), world.county)


def test_what_came_in_late_changes_no_figure_of_a_month_that_had_ended(world: World) -> None:
    make.matter(world)
    end, entered_at = moment(date(2026, 4, 1), 0), AT + 50 * DAY
    make.matter(world, at=entered_at, received_at=AT + DAY)
    adding_up.fold(at=entered_at + 2 * DAY)
    march = (date(2026, 3, 1), date(2026, 4, 1))
    with CaptureQueriesContext(connection) as asked:
        then = ready(Extent(world.root, *march, end), world.county).counted()["matters"]
    now = ready(Extent(world.root, *march, entered_at + DAY), world.county).counted()["matters"]
    assert (then, now) == (1, 2)
    assert not [one for one in asked if 'FROM "matters_matter"' in one["sql"]], "no matter is looked at"


def test_a_moment_within_the_last_hour_is_kept_ready_and_one_before_it_is_looked_at(world: World) -> None:
    make.matter(world)
    adding_up.fold(at=AT + DAY)
    make.matter(world, at=AT + DAY)
    for as_of, looks, n in ((AT + DAY - HOUR / 2, False, 1), (AT + DAY, False, 2), (AT + HOUR, True, 1)):
        with CaptureQueriesContext(connection) as asked:
            told = ready(Extent(world.root, *YEAR, as_of), world.county)
        assert told.counted()["matters"] == n
        assert any('FROM "matters_matter"' in one["sql"] for one in asked) is looks, as_of


def test_a_sum_that_has_drifted_is_named_and_put_right(world: World) -> None:
    make.routed(world)
    make.matter(world)
    adding_up.fold(at=AT + DAY)
    assert figure_clock.check_one(world.county, at=AT + DAY) == 0
    one = FigureSum.objects.filter(of="topic").latest("pk")
    FigureSum.objects.filter(pk=one.pk).update(n=7)
    make.matter(world, at=AT + DAY)
    assert figure_clock.check_one(world.county, at=AT + DAY) == 0, "once a day"
    assert figure_clock.check_one(world.county, at=AT + 2 * DAY) == 1
    assert FigureFolding.objects.get().drifted == 1
    assert Event.objects.filter(deed="figures.drift_repaired").count() == 1
    check(Extent(world.root, *YEAR, AT + 2 * DAY), world.county)
    assert figure_clock.check_one(world.county, at=AT + 3 * DAY) == 0


@pytest.mark.django_db(transaction=True)
def test_the_command_counts_from_nothing_and_says_what_had_drifted(cast: World) -> None:
    with county_scope(cast.county.pk):
        make.matter(cast)
    with as_role("clock"):
        said = StringIO()
        with county_scope(cast.county.pk):
            FigureChange.objects.filter(n=1).delete()
        call_command("count_figures", stdout=said)
        assert "1 of 1 matters counted" in said.getvalue()
        assert "received" in said.getvalue()
        again = StringIO()
        call_command("count_figures", stdout=again)
        assert "received" not in again.getvalue()
        with county_scope(cast.county.pk):
            check(Extent(cast.root, *YEAR, AT + HOUR), cast.county)
