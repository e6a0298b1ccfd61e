"""The demo's inspections: one to its end but for one line of the ledger, one on the plan."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import transaction

from huiyin.audit.scope import county_scope
from huiyin.duties.models import Finding, Inspection, Rectification
from huiyin.lib.sampling import disagreements
from huiyin.orgs.models import County
from huiyin.site import demo
from tests.world import SHANGHAI

SMALL = demo.Size(visits=110, raised=4, messages=4, households=0.3)


@pytest.fixture(params=[(2026, 11, 20), (2027, 1, 8)], ids=["autumn", "new year"])
def county(db: None, request: pytest.FixtureRequest) -> Iterator[County]:
    with transaction.atomic():
        demo.load(at=datetime(*request.param, 15, tzinfo=SHANGHAI), size=SMALL)
        with county_scope((made := County.objects.get(is_demo=True)).pk):
            yield made
        transaction.set_rollback(True)


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
