"""Which village or community a clerk means by what was typed: picked from the list, or begun with its name."""

import re
from dataclasses import dataclass
from datetime import datetime

from huiyin.intake.desk.rules import own_desk
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Unit


@dataclass(frozen=True)
class Places:
    """All of today by what people call them: alone where no other is called so, else behind their township."""

    named: dict[str, Unit]  # what the list offers, each once
    shared: dict[str, tuple[str, ...]]  # a name that several bear, and how each is told from the others

    @classmethod
    def of(cls, by: Official, at: datetime) -> "Places":
        """Those of the clerk's own township first."""
        day, near = local_day(at, by.county), own_desk(by, at).path
        today = Unit.objects.valid_on(day).places().select_related("parent").in_tree_order()
        bearers: dict[str, list[Unit]] = {}
        for unit in sorted(today, key=lambda unit: not unit.path.startswith(near)):
            bearers.setdefault(unit.short_name, []).append(unit)
        named: dict[str, Unit] = {}
        shared: dict[str, tuple[str, ...]] = {}
        for name, units in bearers.items():
            if len(units) == 1:
                named[name] = units[0]
                continue
            told_apart = {(unit.parent.short_name if unit.parent else "") + name: unit for unit in units}
            named |= told_apart
            shared[name] = tuple(told_apart)
        return cls(named, shared)

    def read(self, typed: str) -> tuple[Unit | None, str]:
        """The village with which the words begin, and what is left of them; no village where they begin otherwise."""
        name = _begun(self.named, typed)
        return (self.named[name], re.sub(r"^\W+", "", typed[len(name) :])) if name else (None, typed)

    def meant(self, typed: str) -> tuple[str, ...]:
        """Between which villages one has to choose; none where it is clear."""
        return () if _begun(self.named, typed) else self.shared.get(_begun(self.shared, typed), ())


def _begun(names: dict[str, Unit] | dict[str, tuple[str, ...]], typed: str) -> str:
    """The longest of these names with which the words begin; empty if none."""
    return max((name for name in names if name and typed.startswith(name)), key=len, default="")
