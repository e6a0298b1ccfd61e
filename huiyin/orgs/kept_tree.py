"""The units of the county as a process keeps them: read once, and anew when the tree has another mark."""

from collections.abc import Iterable
from copy import copy
from datetime import date
from functools import lru_cache

from huiyin.orgs.models import Unit
from huiyin.orgs.models.county import county_in_hand


def standing(keys: Iterable[int], day: date) -> dict[int, Unit]:
    """Those of these units that exist on a day, for whoever asks to have."""
    units = _units()
    return {key: copy(units[key]) for key in keys if key in units and _stands(units[key], day)}


def places_on(day: date) -> list[Unit]:
    """Villages and communities of a day in the order of the tree, each with its parent: to be read, not to be changed."""
    return [unit for unit in _units().values() if unit.is_place and _stands(unit, day)]


def _stands(unit: Unit, day: date) -> bool:
    return unit.valid_from <= day and (unit.valid_to is None or unit.valid_to > day)


def _units() -> dict[int, Unit]:
    county = county_in_hand()
    return _read() if county is None else _kept(county.pk, county.tree)


@lru_cache(maxsize=8)
def _kept(_county: int, _tree: str) -> dict[int, Unit]:
    return _read()


def _read() -> dict[int, Unit]:
    found: dict[int, Unit] = {}
    for unit in Unit.objects.in_tree_order():
        unit.parent = found.get(unit.parent_id or 0)
        found[unit.pk] = unit
    return found
