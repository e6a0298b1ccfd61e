"""Whatever the order of rows and however often one stands there, the same tables come of it; bad rows touch nothing."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.people.models import ConsentRecord, Household, Resident
from huiyin.register.models import Assignment
from tests.sheets.books import REGISTER, book, line, taken
from tests.world import World

GOOD = [line(code=f"SH-{n}", name=f"群众{n}", phone="", place=("上河村", "下河村")[n % 2]) for n in range(5)]
GOOD.append(line(login="qian", code="SH-0", name="群众0", phone="", place="上河村"))
BAD = [
    line(code="SH-0", method=""),
    line(code="SH-9", on="不记得"),
    line(login="nobody", code="SH-8"),
    line(code="SH-1", adult="否"),
]
orders = st.permutations([*GOOD, *GOOD[:2], *BAD])
many = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def tables() -> list[Any]:
    """What stands there, without keys and numbers of ours."""
    lines = Assignment.objects.order_by("household__code", "official__username").select_related(
        "person", "household"
    )
    return [
        *[
            (a.household.code, a.official_id, a.unit_id, a.started_on, a.person.name, a.consent.method)
            for a in lines.select_related("consent")
        ],
        sorted((home.code, home.place_id, home.address) for home in Household.objects.all()),
        Resident.objects.count(),
        ConsentRecord.objects.count(),
    ]


class _BackError(Exception):
    """Takes an import back."""


def result(world: World, rows: list[list[Any]], *, twice: bool = False) -> list[Any]:
    found: list[Any] = []
    with pytest.raises(_BackError), transaction.atomic():
        outcome = taken(world, "register", book(REGISTER, rows), keep_good=True)
        if twice:
            again = taken(world, "register", book(REGISTER, rows), keep_good=True)
            assert (again.new, again.changed, again.same) == (0, 0, outcome.good)
        found = tables()
        raise _BackError
    return found


@many
@given(order=orders)
def test_any_order_and_any_repetition_gives_the_same_tables(world: World, order: list[list[Any]]) -> None:
    assert result(world, order, twice=True) == result(world, GOOD)


@many
@given(bad=st.lists(st.sampled_from(BAD), max_size=6), at=st.integers(0, len(GOOD)))
def test_bad_rows_never_change_good_ones(world: World, bad: list[list[Any]], at: int) -> None:
    assert result(world, [*GOOD[:at], *bad, *GOOD[at:]]) == result(world, GOOD)


def test_the_number_of_queries_does_not_grow_with_the_rows(world: World) -> None:
    counts = []
    for start, n in ((1000, 10), (2000, 200)):
        rows = [line(code=f"SH-{start + k}", name=f"群众{start + k}", phone="") for k in range(n)]
        content = book(REGISTER, rows)
        with CaptureQueriesContext(connection) as queries:
            taken(world, "register", content)
        with CaptureQueriesContext(connection) as again:
            assert taken(world, "register", content).same == n
        counts.append((len(queries), len(again)))
    assert counts[1][0] <= counts[0][0] + 2, counts
    assert counts[1][1] <= counts[0][1] + 2, counts
