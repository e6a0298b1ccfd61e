"""Townships that stand here under another code than in the list, or have ended: their villages are named, none is lost."""

from typing import Any

from django.test import Client

from huiyin.administration import divisions
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import Unit
from tests.administration.conftest import Enter
from tests.orgs import lists
from tests.world import AT, World, unit

LIST = "/administration/units/divisions/"


def offered(world: World) -> dict[str, divisions.Offer]:
    return {one.name: one for one in divisions.offered(world.county)}


def sent(client: Client, town: str, *codes: str) -> Any:
    there = f"{LIST}villages/?town={town}"
    form = client.get(there).context["form"]
    given = {"codes": list(codes), "valid_from": AT.date().isoformat(), "once": form.initial["once"]}
    return client.post(there, given)


def test_the_villages_of_a_township_under_another_code_are_found_there_and_new_ones_say_why_not(
    world: World, enter_as: Enter
) -> None:
    lists.stand(
        {"990100104": "石门镇", "990100104201": "石门村村委会", "990100104202": "水口村村委会"}
    )  # here it stands under 990100102
    town = offered(world)["石门镇"]
    there, new = town.places
    assert "990100102201" in there.there
    assert "990100102" in new.against
    assert (there.against, new.there, town.left) == ("", "", [])
    system = enter_as("system")
    why = "石门镇在本系统的代码为990100102"
    assert why in system.get(LIST).content.decode()
    assert why in system.get(f"{LIST}villages/?town=990100104").content.decode()
    before = Unit.objects.count()
    answer = sent(system, "990100104", "990100104202")
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert Unit.objects.count() == before


def test_the_villages_of_a_township_that_was_merged_are_found_at_its_successor(
    world: World, enter_as: Enter
) -> None:
    names = {"990100105": "白水乡", "990100105201": "上河村委会", "990100105202": "青石村村委会"}
    lists.stand({**names, "990100106": "黄泥乡", "990100106201": "新塘村村委会"})
    gone, between = (
        unit("township", "990100105", "白水乡", world.root),
        unit("township", "990100107", "白河镇", world.root),
    )
    orgs.end_unit(unit=gone, successors=[between], on=AT.date(), by="test", at=AT)
    between.refresh_from_db()
    orgs.end_unit(unit=between, successors=[world.town], on=AT.date(), by="test", at=AT)
    town = offered(world)["白水乡"]
    there, new = town.places
    assert "990100101201" in there.there
    assert world.town.name in new.against
    assert "白河镇" not in new.against
    system = enter_as("system")
    assert sent(system, "990100105", "990100105202").status_code == 422
    both = f"{LIST}villages/?town=990100105&town=990100106"
    form = system.get(both).context["form"]
    assert form.initial["codes"] == ["990100106201"]
    words = {**form.initial, "valid_from": AT.date().isoformat()}
    assert system.post(both, words).status_code == 302
    assert Unit.objects.filter(code="990100106201").exists()
    assert not Unit.objects.filter(code="990100105202").exists()
