"""The kinds of rows that can be brought in, each with how it is checked and how it is written."""

from collections.abc import Mapping
from typing import Any, Final

from huiyin.sheets import households, matters, officials, population, register, sites, travel, units
from huiyin.sheets.checking import Area, Kind, Moment
from huiyin.sheets.reading import Table

WHOLE: Final[Mapping[str, Kind[Any]]] = {
    kind.name: kind
    for kind in (
        Kind("units", units.check, units.write, deed="units.imported"),
        Kind("officials", officials.check, officials.write),
        Kind("households", households.check, households.write, hold=households.hold),
        Kind("register", register.check, register.write, hold=households.hold),
        Kind("population", population.check, population.write),
        Kind("travel", travel.check, travel.write),
        Kind("sites", sites.check, sites.write),
    )
}


def kind_of(table: Table, area: Area, moment: Moment) -> Kind[Any]:
    """What to do with the rows of this file; matters are of a source and a unit, and come some hundreds at a time."""
    if table.options is not None:
        return matters.kind(table.options, table.shape, area, moment)
    return WHOLE[table.kind]
