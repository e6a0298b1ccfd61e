"""The trail as people read it: what the clock did again and again stands in one line, which names the clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from huiyin.matters.models import Step
from huiyin.matters.trodden import OF_TIME, Head

Trod = TypeVar("Trod", Step, Head)


@dataclass
class Line(Generic[Trod]):
    """Steps that say the same: how many, the first moment, and the last step."""

    step: Trod
    since: datetime
    times: int = 1

    @property
    def clock(self) -> str:
        """Which clock it is about; empty for what people did."""
        return str(self.step.facts.get("clock", "")) if self.step.deed in OF_TIME else ""


def folded(steps: Iterable[Trod]) -> list[Line[Trod]]:
    """One line for each deed of a person; between two of them one line for each thing the clock did about one date."""
    lines: list[Line[Trod]] = []
    of_clocks: dict[tuple[str, str, object], Line[Trod]] = {}
    for step in steps:
        line = Line(step, step.at)
        if step.deed not in OF_TIME:
            of_clocks.clear()
        elif before := of_clocks.get(key := (step.deed, line.clock, step.facts.get("part"))):
            before.step, before.times = step, before.times + 1
            continue
        else:
            of_clocks[key] = line
        lines.append(line)
    return lines
