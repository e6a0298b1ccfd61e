"""The demo's inspections: one to its end but for one line of the ledger, one on the plan."""

from collections.abc import Iterator

import pytest

from huiyin.audit.scope import county_scope
from huiyin.inspection.models import Finding, Inspection, Rectification
from huiyin.lib.sampling import disagreements
from huiyin.orgs.models import County
from tests.database import TestServer
from tests.demo.demos import Loaded


@pytest.fixture(params=["demo_county", "demo_at_new_year"])
def county(db: None, server: TestServer) -> Iterator[County]:
    """The demo county before and after the turn of the year."""
    cast = server.cast()
    made: County = cast.county if isinstance(cast, Loaded) else cast
    with county_scope(made.pk):
        yield made


def test_small_checks_of_the_last_months(county: County) -> None:
    spots = Inspection.objects.filter(kind="spot")
    assert spots
    assert {one.state for one in spots} == {"checked"}
    assert all(disagreements(one.proof()) == [] for one in spots)


def test_a_concluded_inspection_and_one_to_come(county: County) -> None:
    later, past = Inspection.objects.filter(kind="full").order_by("-first_on")
    assert past.population
    assert (later.state, past.state) == ("planned", "rectifying")
    assert disagreements(past.proof()) == []
    assert past.population
    found = {one.kind: one for one in Finding.objects.all()}
    assert set(found) == {"commend", "criticise", "improve"}
    assert found["criticise"].answer
    assert sorted(Rectification.objects.values_list("state", flat=True)) == ["assigned", "verified"]
