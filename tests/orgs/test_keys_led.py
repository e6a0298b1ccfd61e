"""The units for which somebody answers, by their keys: read once, and the same as asking for the units."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.contacts.models import Contact
from huiyin.orgs.models import Unit
from huiyin.orgs.models.unit import keys_led
from tests.world import AT, World


def test_the_keys_are_those_of_the_units_and_are_read_once(world: World) -> None:
    for who in (world.liu, world.chen, world.gao, world.sun, world.qian):
        assert keys_led(who.standing(AT)) == Unit.objects.led_by(who.standing(AT)).ids()
        with CaptureQueriesContext(connection) as asked:
            list(Contact.objects.visible_to(who, AT))
        assert not [one for one in asked if 'FROM "orgs_unit"' in one["sql"]]
