"""Several lists in one question give the rows that each would give by itself."""

from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Q, QuerySet
from django.test.utils import CaptureQueriesContext
from psycopg import _queries

from huiyin.matters.models import Deadline, Matter
from huiyin.orgs.counts import Statement, together
from huiyin.orgs.models import Unit
from huiyin.rounds.models import Site
from tests import make
from tests.world import AT, World


def test_rows_come_as_by_themselves_with_decimals_and_json_as_they_are(world: World) -> None:
    exact = Decimal("112.345678")
    Site.objects.create(
        place=world.village, east=exact, north=Decimal("0.100000"), source="test", entered_at=AT
    )
    make.started(world)
    sets = {
        "sites": Site.objects.order_by("pk"),
        "matters": Matter.objects.select_related("lead_unit").order_by("pk"),
        "clocks": Deadline.objects.order_by("pk"),
    }
    with CaptureQueriesContext(connection) as asked:
        found, counted = together(dict(sets), clocks=Deadline.objects.all(), none=Matter.objects.none())
        assert [one.lead_unit for one in found["matters"]] == [world.office]
    assert len(asked) == 1
    for name, rows in sets.items():
        assert [_plain(one) for one in found[name]] == [_plain(one) for one in rows]
    (site,) = found["sites"]
    assert (site.east, site.north) == (Site.objects.get().east, Decimal("0.100000"))
    assert counted == {"clocks": Deadline.objects.count(), "none": 0}


def test_a_set_that_was_put_into_words_never_asks_without_its_conditions(world: World) -> None:
    make.started(world)
    nobodys = Matter.objects.filter(reference="of nobody")
    statement = Statement({"rows": nobodys}, {})
    with CaptureQueriesContext(connection) as asked:
        for again in (list, QuerySet.count, QuerySet.exists):
            with pytest.raises(LookupError, match="asked by itself"):
                again(statement._lists["rows"].rows.all())
    assert len(asked) == 0
    assert list(nobodys) == [], "the set that was given keeps its own"


def _plain(row: object) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


def test_a_long_question_is_taken_apart_by_the_driver_once(world: World) -> None:
    units = Unit.objects.filter(Q(*(Q(name=f"{n}" * 40) for n in range(200)), _connector=Q.OR)).values_list(
        "pk"
    )
    question = Statement({"units": units}, {})
    assert len(question.sql) > _queries.MAX_CACHED_STATEMENT_LENGTH
    question.ask()
    before = _queries._query2pg.cache_info().hits
    assert question.ask() == ({"units": []}, {})
    assert _queries._query2pg.cache_info().hits == before + 1
    assert len(question.sql) > _queries.MAX_CACHED_STATEMENT_LENGTH, "of others it keeps what it kept before"
