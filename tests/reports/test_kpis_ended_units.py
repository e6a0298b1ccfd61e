"""What a unit took in before it ended goes on counting for whoever stood above it (rules §4.1)."""

from dataclasses import replace
from datetime import timedelta

from huiyin.matters.figures import Extent
from huiyin.matters.models import Matter
from huiyin.orgs.actions import end_unit
from huiyin.reports.kpis import counting
from huiyin.reports.kpis.declared import KPIS
from tests import make
from tests.world import AT, World


def test_a_clock_that_runs_out_after_the_end_of_the_unit_is_counted(world: World) -> None:
    row = make.started(world)
    Matter.objects.filter(pk=row.pk).update(intake_unit=world.village)
    row.refresh_from_db()
    assert row.due_on is not None
    ended = AT.date() + timedelta(days=10)
    end_unit(unit=world.village, successors=[world.hamlet], on=ended, by="test", at=AT)
    first = ended + timedelta(days=5)
    late = AT + timedelta(days=200)
    period = Extent(world.town, first, first + timedelta(days=120), late)
    assert first < row.due_on < period.end
    found = counting.readings(KPIS.values(), period, world.county)
    assert (found["on_time"].numerator, found["on_time"].denominator) == (0, 1)
    assert found["conclusion_flow"].denominator == 1
    elsewhere = counting.readings(KPIS.values(), replace(period, unit=world.traffic), world.county)
    assert elsewhere["on_time"].denominator == 0
