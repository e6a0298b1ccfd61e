"""Reads calendar files: which days a source gives off, which weekend days it makes working days."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from huiyin.lib.words import Words

_YEAR_KEYS: Final = {"year", "final", "source", "urls", "note", "work", "off"}
_ADDITION_KEYS: Final = {"name", "source", "off", "work"}


class CalendarError(ValueError):
    """A calendar file is wrong; the message names the file and what is wrong in it."""


@dataclass(frozen=True)
class Announced:
    """What the notice of one year says: which days are off, under which name, which weekend days are worked, whence."""

    year: int
    source: str
    off: dict[date, Words]
    work: frozenset[date]


@dataclass
class CalendarData:
    """What all loaded files say together; later files win."""

    off: dict[date, Words] = field(default_factory=dict)
    work: set[date] = field(default_factory=set)
    sources: dict[int, str] = field(default_factory=dict)  # only of years that are final
    names: dict[str, Words] = field(default_factory=dict)
    fixed: dict[str, list[str]] = field(default_factory=dict)
    additions: list[tuple[dict[date, Words], set[date]]] = field(default_factory=list)

    def read(self, path: Path) -> None:
        """Add one file. CalendarError names what is wrong."""
        try:
            raw = tomllib.loads(path.read_text(encoding="utf-8"))
            self._check_keys(raw, {"format", "fixed", "names", "year", "addition"}, "the file")
            if raw.get("format") != 1:
                raise CalendarError("format = 1 is missing")
            self.names |= {key: _words(words) for key, words in raw.get("names", {}).items()}
            self.fixed |= raw.get("fixed", {})
            for year in raw.get("year", []):
                self._add_year(year)
            for addition in raw.get("addition", []):
                self._add_local(addition)
        except CalendarError as error:
            raise CalendarError(f"{path.name}: {error}") from error
        except (KeyError, TypeError, AttributeError, ValueError, OSError) as error:
            raise CalendarError(f"{path.name}: {type(error).__name__}: {error}") from error

    def lay(self, one: Announced) -> None:
        """Put a year's notice in the place of what is said of that year.

        It may say something of the last days of the year before as well; what was decided locally stays.
        """
        said = one.off.keys() | one.work
        self.off = {
            d: words for d, words in self.off.items() if d.year != one.year and d not in said
        } | one.off
        self.work = {d for d in self.work if d.year != one.year and d not in said} | one.work
        self.sources[one.year] = one.source
        for off, work in self.additions:
            self._add_days(off, work)

    def fixed_days(self, year: int) -> dict[date, Words]:
        """The festivals which fall on the same date every year."""
        return {
            day: self.names[key]
            for key, ranges in self.fixed.items()
            for text in ranges
            for day in _days(text, year)
        }

    def _add_year(self, raw: dict[str, Any]) -> None:
        self._check_keys(raw, _YEAR_KEYS, "a [[year]]")
        year = raw["year"]
        if not isinstance(year, int):
            raise CalendarError("year must be a whole number")
        if raw.get("final") is True and not str(raw.get("source", "")).strip():
            raise CalendarError(f"{year} says final but gives no source")
        runs = [(self._named(key), text) for key, ranges in raw["off"].items() for text in ranges]
        off = {day: words for words, text in runs for day in _days(text, year)}
        work = {day for text in raw["work"] for day in _days(text, year)}
        self._refuse_both(off, work)
        if any(day.weekday() < 5 for day in work):
            raise CalendarError(f"a make-up working day of {year} is no weekend day")
        self.off = {day: words for day, words in self.off.items() if day.year != year} | off
        self.work = {day for day in self.work if day.year != year} | work
        self.sources.pop(year, None)
        if raw.get("final") is True:
            self.sources[year] = raw["source"]

    def _add_local(self, raw: dict[str, Any]) -> None:
        self._check_keys(raw, _ADDITION_KEYS, "an [[addition]]")
        if not str(raw["source"]).strip():
            raise CalendarError("an [[addition]] gives no source")
        words = _words(raw["name"])
        off = {day: words for text in raw.get("off", []) for day in _days(text, None)}
        work = {day for text in raw.get("work", []) for day in _days(text, None)}
        self._refuse_both(off, work)
        self.additions.append((off, work))
        self._add_days(off, work)

    def _add_days(self, off: dict[date, Words], work: set[date]) -> None:
        self.off = {day: name for day, name in self.off.items() if day not in work} | off
        self.work = (self.work - off.keys()) | work

    def _named(self, key: str) -> Words:
        if key not in self.names:
            raise CalendarError(f"the festival {key!r} has no entry in [names]")
        return self.names[key]

    @staticmethod
    def _refuse_both(off: dict[date, Words], work: set[date]) -> None:
        if both := sorted(off.keys() & work):
            raise CalendarError(f"{both[0]} is listed both as off and as a working day")

    @staticmethod
    def _check_keys(raw: dict[str, Any], known: set[str], where: str) -> None:
        if unknown := sorted(raw.keys() - known):
            raise CalendarError(f"{where} has an unknown entry {unknown[0]!r}")


def _words(raw: dict[str, str]) -> Words:
    return Words(raw["zh_Hans"], raw["en"])


def _days(text: str, year: int | None) -> list[date]:
    """`02-15..02-23` within a year, or whole dates when year is None; both ends included."""
    first, _, last = text.partition("..")
    prefix = "" if year is None else f"{year}-"
    try:
        start, end = date.fromisoformat(prefix + first), date.fromisoformat(prefix + (last or first))
    except ValueError as error:
        raise CalendarError(f"{prefix}{text} is no date") from error
    if end < start:
        raise CalendarError(f"{text} ends before it starts")
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]
