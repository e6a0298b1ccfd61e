"""The county whose wall is open need not be asked for again, whatever row asks; another one's is."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.orgs.models import Official, Unit
from huiyin.orgs.models.county import county_has_changed
from tests.world import World


def test_rows_share_the_county_in_hand(world: World) -> None:
    unit, official = Unit.objects.get(pk=world.town.pk), Official.objects.get(pk=world.liu.pk)
    assert unit.county == world.county
    with CaptureQueriesContext(connection) as asked:
        assert official.county is unit.county
    assert len(asked) == 0


def test_what_has_changed_is_read_anew(world: World) -> None:
    unit = Unit.objects.get(pk=world.town.pk)
    assert unit.county.phone == "0990-1000000"
    type(world.county).objects.filter(pk=world.county.pk).update(phone="0990-7")
    county_has_changed()
    assert unit.county.phone == "0990-7", "no row has kept it"


def test_a_county_that_is_not_served_here_is_looked_up(world: World) -> None:
    stranger = Unit(county_id=world.other.pk)
    assert stranger.county == world.other
