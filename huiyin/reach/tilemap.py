"""Villages as tiles: each township a block, in tree order, so that a map is there before anybody gave one."""

from collections.abc import Sequence
from dataclasses import dataclass

from huiyin.lib import tiles
from huiyin.reach.cards import Spot


@dataclass(frozen=True)
class TileRow:
    """Villages that stand beside each other."""

    spots: list[Spot]


@dataclass(frozen=True)
class Block:
    """The villages of one township as tiles."""

    name: str
    columns: int
    rows: list[TileRow]


def blocks_of(spots: Sequence[Spot]) -> list[Block]:
    """The tile map; no query for villages that came with the unit they stand in."""
    by_code = {spot.unit.code: spot for spot in spots}
    parents = {code: spot.unit.parent_id or 0 for code, spot in by_code.items()}
    towns = {spot.unit.parent.pk: spot.unit.parent.short_name for spot in spots if spot.unit.parent}
    found = []
    for block in tiles.layout(tiles.Unit(code, code, str(parents[code])) for code in by_code):
        rows = [TileRow([]) for _row in range(block.rows)]
        for tile in block.tiles:
            rows[tile.row].spots.append(by_code[tile.code])
        found.append(Block(towns.get(int(block.parent), ""), block.columns, rows))
    return found
