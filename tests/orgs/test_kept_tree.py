"""The units that a process keeps: no page is told of a tree that stands no more."""

from huiyin.administration.units import REVISED, revise_unit
from huiyin.orgs import actions, kept_tree
from tests.world import AT, World, unit

TODAY = AT.date()


def test_a_process_that_knows_the_tree_hears_of_a_unit_that_ends_is_revised_or_is_new(world: World) -> None:
    def names() -> list[str]:
        return [one.short_name for one in kept_tree.places_on(TODAY)]

    before = names()
    assert "下河村" in before
    actions.end_unit(unit=world.hamlet, successors=[world.village], on=TODAY, by="test", at=AT)
    assert names() == [name for name in before if name != "下河村"]
    added = unit("village", "990100101209", "坝上村", world.town)
    assert "坝上村" in names()
    fields = {name: getattr(added, name) for name in REVISED} | {"short_name": "坝上"}
    revise_unit(unit=added, by=world.sun, at=AT, **fields)
    assert set(names()) == set(before) - {"下河村"} | {"坝上"}


def test_what_a_process_keeps_is_handed_out_as_a_copy(world: World) -> None:
    (got,) = kept_tree.standing([world.town.pk, 0], TODAY).values()
    got.short_name = "改了"
    assert kept_tree.standing([world.town.pk], TODAY)[world.town.pk].short_name == world.town.short_name
