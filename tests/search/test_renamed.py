"""Units are read once in a process; one that has another name is found by it at once, and offered under it."""

from collections.abc import Callable

from django.test import Client

from huiyin.administration.units import REVISED, revise_unit
from huiyin.orgs.models import Official
from huiyin.search import finding
from huiyin.search.asked import Asked
from tests.world import AT, World

Enter = Callable[[Official], Client]


def test_a_village_is_found_and_offered_by_the_name_it_has_now(world: World, enter: Enter) -> None:
    client, village = enter(world.liu), world.village
    for name in (village.name, "上游村"):
        if name != village.name:
            words = {one: getattr(village, one) for one in REVISED} | {"name": name, "short_name": name}
            revise_unit(unit=village, by=world.sun, at=AT, **words)
            world.county.refresh_from_db()
        meant = finding.meant(Asked(name), world.liu, AT)
        assert meant.villages == {name: [village.pk]}
        html = client.get("/matters/?narrow=1").content.decode()
        assert f">{name}</option>" in html
    assert finding.meant(Asked("上河村"), world.liu, AT).villages == {"上河村": []}
    assert ">上河村</option>" not in html
