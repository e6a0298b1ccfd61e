"""What the law fixes and no charter may loosen: the floors, read from `charters/floors.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from huiyin.lib.words import Words

FOLDER: Final = Path(__file__).parent.parent / "charters"


@dataclass(frozen=True)
class Floor:
    """What the law fixes for one entry of a charter: at most (`max`) or at least (`min`) the limit."""

    at: str
    direction: str
    limit: float
    article: str
    words: Words
    unit: str = ""
    runs_from: str = ""
    times: int | None = None

    def loosened_by(self, value: float) -> bool:
        return value > self.limit if self.direction == "max" else value < self.limit


@cache
def floors() -> Mapping[str, Floor]:
    """The legal floors by the place they bind, such as `clock.petition.notify`."""
    raw = tomllib.loads((FOLDER / "floors.toml").read_text(encoding="utf-8"))
    found = [
        Floor(
            at=one["at"],
            direction=one["direction"],
            limit=one["limit"],
            article=one["article"],
            words=Words(one["zh_Hans"], one["en"]),
            unit=one.get("unit", ""),
            runs_from=one.get("from", ""),
            times=one.get("times"),
        )
        for one in raw["floor"]
    ]
    return {floor.at: floor for floor in found}
