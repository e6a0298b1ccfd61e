"""Figures that follow the deed, two at once: a count from nothing keeps no clock waiting, and no moment is told too much."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from huiyin.audit.scope import county_scope
from huiyin.matters import adding_up, figure_clock
from huiyin.matters.figures import Extent
from huiyin.matters.models import FigureChange, FigureSum
from huiyin.orgs.models import County
from tests import make
from tests.matters.standing import check, let_the_clock
from tests.roles import as_role
from tests.world import AT, World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
YEAR = (date(2026, 1, 1), date(2027, 1, 1))


@pytest.mark.django_db(transaction=True)
def test_adding_up_waits_for_no_count_from_nothing_and_does_it_the_next_time(cast: World) -> None:
    with county_scope(cast.county.pk):
        make.matter(cast)
    with as_role("clock"):
        with county_scope(cast.county.pk):
            adding_up.fold(at=AT)  # nothing yet: it is younger than an hour
        holds, over = threading.Event(), threading.Event()

        def count() -> None:
            try:
                with county_scope(cast.county.pk):
                    adding_up.count_again(at=AT + DAY, said=lambda _done, _of: (holds.set(), over.wait(20)))
            finally:
                connection.close()

        beside = threading.Thread(target=count)
        beside.start()
        try:
            assert holds.wait(20)
            with county_scope(cast.county.pk), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '2s'")
                assert adding_up.fold(at=AT + DAY) == 0
        finally:
            over.set()
            beside.join()
        with county_scope(cast.county.pk):
            assert adding_up.fold(at=AT + DAY) == FigureSum.objects.count() > 0
            assert not FigureChange.objects.exists()


def test_sums_that_were_made_anew_answer_for_no_moment_before_the_last_deed_in_them(world: World) -> None:
    let_the_clock()
    make.matter(world)
    adding_up.fold(at=AT + DAY)
    FigureSum.objects.filter(of="stands").update(n=7)
    counted = AT + 2 * DAY
    make.matter(world, at=counted + HOUR / 2)  # while the counties before this one are counted
    assert figure_clock.check_one(world.county, at=counted) == 1
    for as_of in (counted + HOUR / 4, counted + HOUR):
        check(Extent(world.root, *YEAR, as_of), world.county)


def test_the_trouble_of_one_county_keeps_no_other_from_its_count(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []

    def trouble(of: County, **_at: object) -> int:
        begun.append(of.slug)
        raise LookupError("of one county")

    monkeypatch.setattr(figure_clock, "check_one", trouble)
    with pytest.raises(LookupError, match="of one county"):  # so the line is shown as failed
        figure_clock.check(at=AT)
    assert len(begun) > 1
    assert set(begun) == set(County.objects.values_list("slug", flat=True))
