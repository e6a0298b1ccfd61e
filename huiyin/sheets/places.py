"""Which unit is meant by a name as people write it: a village with its township before it, with its committee behind."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from huiyin.lib.words import narrow, table
from huiyin.orgs.models import Unit

_SIGNS: Final = re.compile(r"[\s\-\u2010-\u2015/\\\u00b7.,:;|>\u3001\u3002_]+")
_BRACKETS: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]|\u3010[^\u3011]*\u3011")


@cache
def _behind() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), short) for pattern, short in table("lists")["places"]["behind"])


@cache
def _kind_at_end() -> re.Pattern[str]:
    return re.compile(table("lists")["places"]["kinds"])


def plain(text: str) -> str:
    """A name for comparison: without width, spaces, signs between its parts, and what stands in brackets."""
    kept = narrow(text)
    bare = _BRACKETS.sub("", kept)
    return _SIGNS.sub("", bare if _SIGNS.sub("", bare) else kept).casefold()


def usual(text: str) -> str:
    """The same with the words for its committee or office as the short word for its kind."""
    name = plain(text)
    for pattern, short in _behind():
        if (found := pattern.search(name)) and found.start() > 0:
            return name[: found.start()] + short
    return name


def _stem(name: str) -> str:
    found = _kind_at_end().search(name)
    return name[: found.start()] if found and found.start() > 0 else name


def _fits(name: str, unit: Unit) -> bool:
    """Whether the kind that a name says is that of the unit; a name that says none fits any."""
    said = _kind_at_end().search(name)
    if said is None:
        return True
    if unit.is_place:
        kind = "village" if unit.kind == Unit.Kind.VILLAGE else "community"
        return said[0] in table("lists")["places"][kind]
    return any(usual(word).endswith(said[0]) for word in _names(unit))


class Named:
    """Units of some kinds by every name under which they are known; `above` are the units that may stand before it."""

    def __init__(self, units: Iterable[Unit], above: Iterable[Unit]) -> None:
        self.codes: dict[str, Unit] = {}
        self.whole: dict[str, list[Unit]] = {}
        self.loose: dict[str, list[Unit]] = {}
        by_pk = {unit.pk: unit for unit in above}
        self.tops = sorted(
            {usual(word) for unit in by_pk.values() if unit.kind == Unit.Kind.COUNTY for word in _names(unit)}
        )
        for unit in units:
            self.codes[plain(unit.code)] = unit
            before = _before(unit, by_pk)
            for name in _forms(unit, before):
                for lead in before:
                    _add(self.whole, lead + name, unit)
                    _add(self.loose, lead + _stem(name), unit)

    def find(self, text: str) -> list[Unit]:
        """The unit that is meant; several where the name fits several, none where it fits none."""
        words = text.split()
        by_code = self.codes.get(plain(text)) or (self.codes.get(plain(words[0])) if words else None)
        if by_code is not None:
            return [by_code]
        name = usual(text)
        for one in (name, *(name[name.rindex(top) :] for top in self.tops if top in name)):
            found = self.whole.get(one) or self._loosely(one)
            if found:
                return found
        return []

    def _loosely(self, name: str) -> list[Unit]:
        return [unit for unit in self.loose.get(_stem(name), []) if _fits(name, unit)]


def _add(index: dict[str, list[Unit]], name: str, unit: Unit) -> None:
    known = index.setdefault(name, [])
    if unit not in known:
        known.append(unit)


def _names(unit: Unit) -> set[str]:
    return {word for word in (unit.name, unit.short_name) if word}


def _forms(unit: Unit, before: set[str]) -> set[str]:
    """Its names, and each without the township that stands in it already."""
    found = {usual(word) for word in _names(unit)} | {plain(word) for word in _names(unit)}
    shorter = {name.removeprefix(lead) for name in found for lead in before if lead and name.startswith(lead)}
    return {name for name in found | shorter if _stem(name)}


def _before(unit: Unit, by_pk: dict[int, Unit]) -> set[str]:
    """What may stand before its name: the township's, the county's, both, or nothing; each also without its kind."""
    leads = {""}
    above = by_pk.get(unit.parent_id or 0)
    while above is not None:
        names = {form for word in _names(above) for form in (usual(word), _stem(usual(word)))}
        leads |= {name + lead for name in names if len(name) > 1 for lead in leads}
        above = by_pk.get(above.parent_id or 0)
    return leads
