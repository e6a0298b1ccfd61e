"""Reads what the State Council announces about the holidays of a year: the notice itself, or a table of its days.

A line that is neither is left out and named; what cannot be right is said with its line.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from huiyin.lib.calendar_data import Announced
from huiyin.lib.words import Words, narrow, sentences, table
from huiyin.lib.workdays import Calendar

LATE: Final = (12, 25)  # from this day on a notice may speak of the year before its own
LONGEST: Final = 40  # days from the first to the last of a span; more is a slip of the pen
_ONE_DAY: Final = timedelta(days=1)
_CLOCK: Final = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")
_PLAIN: Final = r"\d{4}[-/.]?\d{1,2}[-/.]?\d{1,2}"
_NAME: Final = 20  # characters


@dataclass(frozen=True)
class Wrong:
    """What cannot be right, and in which line; of the whole there is none."""

    line: int
    code: str
    facts: dict[str, Any] = field(default_factory=dict)

    def said(self, lang: str) -> str:
        """In a sentence of `zh-hans` or `en`."""
        say, facts = sentences("holidays", lang), dict(self.facts)
        if isinstance(facts.get("day"), date):
            facts["day"] = told_day(facts["day"], lang)
        if isinstance(facts.get("name"), Words):
            facts["name"] = facts["name"].in_language(lang)
        what = str(say[self.code]).format(**facts)
        return str(say["line"]).format(line=self.line, what=what) if self.line else what


@dataclass
class Notice:
    """What was read: the days with the festival they are for and their line, what is wrong, which lines were left out."""

    year: int
    off: dict[date, tuple[str, int]] = field(default_factory=dict)
    work: dict[date, tuple[str, int]] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)
    left: list[tuple[int, str]] = field(default_factory=list)

    def announced(self, source: str) -> Announced:
        """As a calendar takes it."""
        off = {day: _words(name) for day, (name, _line) in sorted(self.off.items())}
        return Announced(self.year, source, off, frozenset(self.work))


@dataclass(frozen=True)
class _Said:
    """Some days of one line: off or worked, for which festival."""

    days: tuple[date, ...]
    is_off: bool
    name: str


class _Stop(Exception):
    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def read(text: str, year: int, days: Calendar) -> Notice:
    """The whole of a text; `days` knows which festivals are off by law on the same date every year."""
    notice = Notice(year)
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            said = list(_line(_legible(line), year))
        except _Stop as stop:
            notice.wrong.append(Wrong(number, stop.code, stop.facts))
            continue
        if not said:
            notice.left.append((number, line.strip()))
        for one in said:
            _enter(notice, one, number)
    notice.wrong += _of_the_whole(notice, days)
    notice.wrong.sort(key=lambda one: one.line or 1_000_000)
    return notice


def _legible(line: str) -> str:
    """Of one width, without characters that only machines see."""
    return "".join(sign if sign.isprintable() else " " for sign in narrow(line)).strip()


def _line(line: str, year: int) -> Iterator[_Said]:
    reading = table("holidays")["reading"]
    if item := re.fullmatch(reading["item"], line):
        yield from _item(item["name"].strip(), item["body"], year)
    elif said := _row(line, year):
        yield said


def _item(name: str, body: str, year: int) -> Iterator[_Said]:
    """A paragraph of the notice: which days are off, and which are worked for them."""
    reading = table("holidays")["reading"]
    for clause in re.split(reading["clause"], body):
        found = list(re.finditer(reading["day"], clause))
        if not found or reading["advice"] in clause:
            continue  # a piece of advice gives nobody a day off
        is_work = reading["works"] in clause
        if not is_work and not re.search(reading["rests"], clause):
            raise _Stop("no_kind")
        days = tuple(_days(clause, found, year))
        counted = re.search(reading["count"], clause)
        if counted and not is_work and int(counted[1]) != len(days):
            raise _Stop("count", said=counted[1], true=len(days))
        yield _Said(days, not is_work, name)


def _days(clause: str, found: Sequence[re.Match[str]], year: int) -> Iterator[date]:
    """The days of a clause, spans filled; year and month are said once and hold for what follows."""
    reading = table("holidays")["reading"]
    in_year, month = year, 0
    before: date | None = None
    for number, match in enumerate(found):
        in_year, month = int(match["y"] or in_year), int(match["m"] or month)
        after = found[number + 1] if number + 1 < len(found) else None
        turns = month == 12 and after is not None and after["m"] == "1" and not match["y"] and not after["y"]
        day = _day(in_year - turns, month, int(match["d"]), match[0])
        _agree(day, match["note"] or "")
        between = clause[found[number - 1].end() : match.start()] if number else ""
        if before is not None and re.fullmatch(reading["until"], between):
            yield from _after(before, day)
        else:
            yield day
        before = day


def _row(line: str, year: int) -> _Said | None:
    """A row of a table: a day, or a first and a last one, whether off or worked, for which festival."""
    reading = table("holidays")["reading"]
    kinds: list[bool] = []
    days: list[date] = []
    names: list[str] = []
    notes: list[str] = []
    for cell in _cells(line):
        if cell in reading["to"] or _CLOCK.fullmatch(cell):
            continue
        if cell in reading["off"] or cell in reading["work"]:
            kinds.append(cell in reading["off"])
        elif re.fullmatch(reading["weekday"], cell):
            notes.append(cell)
        elif found := list(_days_of_cell(cell, year)):
            days += found
        else:
            names.append(cell)
    if not kinds and (not days or _is_signature(line, days, year)):
        return None  # prose
    return _said(days, kinds, names, notes)


def _said(days: list[date], kinds: list[bool], names: list[str], notes: list[str]) -> _Said:
    if not days:
        raise _Stop("no_day")
    if len(days) > 2:
        raise _Stop("many_days")
    if len(set(kinds)) != 1:
        raise _Stop("no_kind")
    name = " ".join(names)[:_NAME]
    if kinds[0] and not name:
        raise _Stop("no_name")
    for day, note in zip(days, notes, strict=False):
        _agree(day, note)
    span = (days[0], *_after(days[0], days[-1])) if len(days) > 1 else tuple(days)
    return _Said(span, kinds[0], name)


def _is_signature(line: str, days: Sequence[date], year: int) -> bool:
    """The day under a notice, which is of the year before."""
    return len(days) == 1 and days[0].year < year and (days[0].month, days[0].day) < LATE and len(line) < 16


def _cells(line: str) -> list[str]:
    spread = line.replace('"', "")
    return [cell for cell in re.split(r"[\s,;|]+", spread) if cell]


def _days_of_cell(cell: str, year: int) -> Iterator[date]:
    """One day, or two with a sign between; of any other text none."""
    reading = table("holidays")["reading"]
    parts = re.split(reading["until"], cell) if re.search(reading["day"], cell) else [cell]
    if two := re.fullmatch(f"({_PLAIN}){reading['until']}({_PLAIN})", cell):
        parts = [two[1], two[2]]
    month = 0
    for part in parts:
        match = re.fullmatch(reading["plain"], part) or re.fullmatch(reading["day"], part)
        if match is None:
            return
        month = int(match["m"] or month)
        yield _day(int(match["y"] or year), month, int(match["d"]), part)


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _Stop("no_such_day", text=text[:20]) from None


def _agree(day: date, note: str) -> None:
    """What is said beside a day about its weekday is true of it."""
    reading = table("holidays")["reading"]
    for said in re.finditer(reading["weekday"], note):
        sign = said[1].replace("\u5929", reading["weekdays"][6])
        if reading["weekdays"].index(sign) != day.weekday():
            raise _Stop("weekday", day=day, said=said[0])


def _after(first: date, last: date) -> Iterator[date]:
    if last <= first:
        raise _Stop("backwards", day=last)
    if (last - first).days > LONGEST:
        raise _Stop("too_long", day=last, most=LONGEST)
    return (first + timedelta(days=n) for n in range(1, (last - first).days + 1))


def _enter(notice: Notice, said: _Said, line: int) -> None:
    mine, other = (notice.off, notice.work) if said.is_off else (notice.work, notice.off)
    for day in said.days:
        if (finding := _objection(notice, day, said, line, mine, other)) is not None:
            notice.wrong.append(finding)
        else:
            mine[day] = (said.name, line)


def _objection(
    notice: Notice,
    day: date,
    said: _Said,
    line: int,
    mine: dict[date, tuple[str, int]],
    other: dict[date, tuple[str, int]],
) -> Wrong | None:
    before = day.year == notice.year - 1 and (day.month, day.day) >= LATE
    if day.year != notice.year and not before:
        return Wrong(line, "other_year", {"day": day, "year": notice.year})
    if day in mine:
        return Wrong(line, "twice", {"day": day, "other": mine[day][1]})
    if day in other:
        return Wrong(line, "both", {"day": day, "other": other[day][1]})
    if not said.is_off and day.weekday() < 5:
        return Wrong(line, "no_weekend", {"day": day})
    return None


def _of_the_whole(notice: Notice, days: Calendar) -> Iterator[Wrong]:
    """What no single line shows: gaps, festivals that are missing."""
    if not notice.off:
        yield Wrong(0, "nothing")
        return
    for name in dict.fromkeys(name for name, _line in notice.off.values()):
        mine = sorted(day for day, (of, _line) in notice.off.items() if of == name)
        for one, following in pairwise(mine):
            if (following - one).days > 1:
                yield Wrong(notice.off[following][1], "gap", {"name": name, "day": one + _ONE_DAY})
    for day, words in days.fixed(notice.year).items():
        if day not in notice.off:
            yield Wrong(0, "fixed", {"day": day, "name": words})
    said = " ".join(name for name, _line in notice.off.values())
    for one in table("holidays")["festival"]:
        if not _speaks_of(said, one):
            yield Wrong(0, "missing", {"name": Words(one["key"], one["en"])})


def _speaks_of(name: str, festival: dict[str, str]) -> bool:
    return any(
        word in name for word in (festival["key"], festival.get("also", festival["key"]), festival["en"])
    )


def _words(name: str) -> Words:
    """A name in both languages; of one that is no festival by law the words as they are."""
    known = [one["en"] for one in table("holidays")["festival"] if _speaks_of(name, one)]
    return Words(name, sentences("holidays", "en")["and"].join(known) or name)


def told_day(day: date, lang: str) -> str:
    """A day with its weekday, in `zh-hans` or `en`."""
    say = sentences("workdays", lang)
    month, weekday = say["months"][day.month - 1], say["weekdays"][day.weekday()]
    return str(say["full"]).format(year=day.year, month=month, day=day.day, weekday=weekday)
