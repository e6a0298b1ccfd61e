"""The counts of an area as its pages tell them: in steps, the same at every level and on every day (`lib.stepping`).

Measures, shares and sentences of an area's pages are worked out of these and of nothing else.
"""

import hashlib
from collections import Counter
from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from huiyin.lib import stepping
from huiyin.lib.breadth.shares import FAMILIAR_FROM
from huiyin.lib.stepping import Told
from huiyin.orgs.keys import ring
from huiyin.orgs.models import Unit
from huiyin.reach.counts import ToldCounts, in_steps, said
from huiyin.reach.figures import Reached
from huiyin.reach.mirror import Around
from huiyin.reach.models import Tally
from huiyin.reach.windows import Window
from huiyin.ui.few import Count, at_most

HOMES: Final = ("households", "undeclared", "is_new", "steady", "contacts")
HEARD: Final = ("talked", "differing")  # opinions: their steps are wider
KNOWN: Final = "known"
Line = dict[str, Told]  # by what is counted: one of the names above, or `group_of`


def group_of(code: str) -> str:
    """Under which name the households of a group are counted."""
    return f"group {code}"


@dataclass(frozen=True)
class Stepped:
    """What is told of an area, its parts and its villages (by id)."""

    around: Around
    window: Window
    rows: Mapping[int, Tally]  # by village
    owner: Mapping[int, int | None]  # by village the part it lies in

    @classmethod
    def of(
        cls, around: Around, window: Window, tallies: Iterable[Tally], owner: Mapping[int, int | None]
    ) -> "Stepped":
        return cls(around, window, {tally.place_id: tally for tally in tallies}, owner)

    # --- the three levels ---

    @cached_property
    def villages(self) -> dict[int, Line]:
        """Each village: nothing where nobody was, else in steps."""
        return {unit.pk: self._village(unit) for unit in self.around.villages}

    @cached_property
    def parts(self) -> dict[int, Line]:
        """Each part of the area: a township from its villages, or the village."""
        below: dict[int, list[int]] = {}
        for village, part in self.owner.items():
            if part is not None:
                below.setdefault(part, []).append(village)
        return {
            part: self.villages.get(part) or self._sum(part, [self.villages[one] for one in ids])
            for part, ids in below.items()
        }

    @cached_property
    def seat(self) -> Line:
        """The area as a whole."""
        pk = self.around.seat.pk
        return self.villages.get(pk) or self._sum(pk, list(self.parts.values()))

    def _village(self, unit: Unit) -> Line:
        tally = self.rows.get(unit.pk)
        counts = self._counts(tally)
        counts[KNOWN] = self._known[unit.pk]
        told: Line = {}
        for what, count in counts.items():
            if what != KNOWN and (tally is None or tally.last_on is None):
                told[what] = stepping.nothing()
            else:
                surely = int(what == "households")
                told[what] = stepping.one(count, self._step(what), self._moved(unit.pk, what), surely=surely)
        return told

    def _counts(self, tally: Tally | None) -> dict[str, int]:
        names = (*HOMES, *HEARD)
        found = {name: 0 if tally is None else int(getattr(tally, name)) for name in names}
        groups = {} if tally is None else tally.groups
        return found | {group_of(one.code): groups.get(one.code, 0) for one in self.around.charter.groups}

    def _sum(self, pk: int, below: Sequence[Line]) -> Line:
        return {
            what: stepping.above(
                self._count(pk, what), [line[what] for line in below], self._step(what), self._moved(pk, what)
            )
            for what in self._names
        }

    @cached_property
    def _names(self) -> list[str]:
        return [*self._counts(None), KNOWN]

    @cached_property
    def _counted(self) -> dict[int, Counter[str]]:
        """By part and for the whole area: the counts themselves."""
        found: dict[int, Counter[str]] = {}
        for village, part in self.owner.items():
            counts = self._counts(self.rows.get(village)) | {KNOWN: self._known[village]}
            for pk in {part, self.around.seat.pk} - {None}:
                found.setdefault(pk or 0, Counter()).update(counts)
        return found

    @cached_property
    def _known(self) -> Counter[int]:
        return self.around.lives.known_in(self.window)

    def _count(self, pk: int, what: str) -> int:
        return self._counted.get(pk, Counter())[what]

    # --- the steps ---

    def _step(self, what: str) -> int:
        return self.around.few_opinions if what in HEARD else self.around.few

    @cached_property
    def _key(self) -> bytes:
        return bytes.fromhex(ring().blind(str(self.around.seat.county_id), "reach.steps"))

    def _moved(self, pk: int, what: str) -> int:
        """By how much a count is moved before it is cut to steps: the same in every window, and known to nobody.

        Were it another in each, the same households told in five windows would be told in five ways, and so given away.
        """
        digest = hashlib.blake2b(f"{pk} {what}".encode(), key=self._key, digest_size=8).digest()
        return int.from_bytes(digest) % self._step(what)

    # --- as the pages ask ---

    def told(self, what: str, part: int | None = None) -> Count:
        """One count of the area, or of a part of it (by id), as it is told; of a part in which nothing lies, nobody."""
        line = self.seat if part is None else self.parts.get(part)
        return 0 if line is None else said(line[what], self._step(what))

    def reached(self, exact: Reached) -> ToldCounts:
        """The area's counts as they are told; days on which somebody was met stand as they are.

        How often the same households were met is told where they are many."""
        homes, talked = self.told("households"), self.told("talked")
        is_many = isinstance(homes, int) and homes >= FAMILIAR_FROM
        return ToldCounts(
            households=homes,
            undeclared=at_most(self.told("undeclared"), homes),
            is_new=at_most(self.told("is_new"), homes),
            steady=at_most(self.told("steady"), homes),
            contacts=self.told("contacts"),
            talked=talked,
            differing=at_most(self.told("differing"), talked),
            spread=exact.spread if is_many else Counter(),
            last=exact.last,
            group_last=exact.group_last,
        )

    def groups(self, places: Container[int] | None = None) -> dict[str, int]:
        """Households of each group; with `places` without the villages that are not among them."""
        left_out = [] if places is None else [line for pk, line in self.villages.items() if pk not in places]
        return {
            group.code: max(0, (self.seat[name].value or 0) - sum(line[name].value or 0 for line in left_out))
            for group in self.around.charter.groups
            for name in [group_of(group.code)]
        }

    def households(self, part: int, places: Container[int]) -> Count:
        """Households of a part (or of the area) without its villages that are not among these."""
        line = self.seat if part == self.around.seat.pk else self.parts[part]
        ours = (one for one, of in self.owner.items() if part in (of, self.around.seat.pk))
        if line["households"].value == 0 or not any(one in places for one in ours):
            return 0
        return in_steps(self.reckoned(part, places), self._step("households"))

    def reckoned(self, part: int, places: Container[int]) -> int:
        """The same for working something out of it: half a step stands for a count that is under one. Never told."""
        line = self.seat if part == self.around.seat.pk else self.parts[part]
        out = [
            self.villages[one]["households"]
            for one, of in self.owner.items()
            if part in (of, self.around.seat.pk) and one not in places
        ]
        return max(0, line["households"].middle - sum(told.middle for told in out))

    @property
    def few_groups(self) -> set[str]:
        """Groups of which fewer were met than are told of."""
        return {g.code for g in self.around.charter.groups if self.seat[group_of(g.code)].value is None}

    @property
    def at_most(self) -> dict[Hashable, int]:
        """How many households of each group may have been met at most."""
        return {g.code: self.seat[group_of(g.code)].high for g in self.around.charter.groups}


def told_within(seat: Unit, what: str, counts: Mapping[str, int], step: int) -> Told:
    """A count of an area that adds up from its places (by path), told as everything about it: the same number of a township
    on its own page and under its county's, so that no two of them can be taken from each other (ADR 18)."""
    key = bytes.fromhex(ring().blind(str(seat.county_id), "reach.steps within"))

    def moved(path: str) -> int:
        digest = hashlib.blake2b(f"{path} {what}".encode(), key=key, digest_size=8).digest()
        return int.from_bytes(digest) % step

    def told(path: str, here: Mapping[str, int]) -> Told:
        below: dict[str, dict[str, int]] = {}
        for one, count in here.items():
            if one != path:
                child = f"{path}{one.removeprefix(path).partition('/')[0]}/"
                below.setdefault(child, {})[one] = count
        if not below:
            return stepping.one(here.get(path, 0), step, moved(path))
        parts = [told(child, below[child]) for child in sorted(below)]
        if path in here:  # what lies with the area itself and none of its parts
            parts.append(stepping.one(here[path], step, moved(f"{path} itself")))
        return stepping.above(sum(here.values()), parts, step, moved(path))

    return told(seat.path, counts)
