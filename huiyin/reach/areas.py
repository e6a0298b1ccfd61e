"""Among whom an official, a branch or a unit should be known: the villages around where they serve."""

from datetime import datetime

from huiyin.contacts.rules import own_unit, own_unit_key
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.models.unit import Units
from huiyin.orgs.standing import LEADING
from huiyin.orgs.tree import Tree

HOMES = (Unit.Kind.VILLAGE, Unit.Kind.COMMUNITY, Unit.Kind.TOWNSHIP, Unit.Kind.STREET, Unit.Kind.COUNTY)


def seat_of(unit: Unit) -> Unit:
    """The unit with land of its own in which a branch, an office or a department stands; itself if it has land."""
    here: Unit | None = unit
    while here is not None and here.kind not in HOMES:
        here = here.parent
    return here or unit


def area_of(official: Official, at: datetime, tree: Tree | None = None) -> Unit:
    """Where an official serves: the village, township or county around the unit that their contacts count for."""
    own = tree.units[own_unit_key(official, at)] if tree else own_unit(official, at)
    seat = seat_of(own)
    seat.county = official.county
    return seat


def villages_of(seat: Unit, at: datetime) -> Units:
    """The villages and communities of an area today, in tree order, each with the unit it stands in."""
    day = local_day(at, seat.county)
    return Unit.objects.within(seat).places().valid_on(day).in_tree_order().select_related("parent")


def leading_unit(official: Official, at: datetime) -> Unit | None:
    """The unit for which an official leads: the first of their posts that does."""
    hats = [hat for hat in official.standing(at).hats if hat.capacity in LEADING]
    return Unit.objects.get(pk=hats[0].unit_id) if hats else None
