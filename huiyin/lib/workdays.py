"""Working days: which days count, when something is due, and how a date was reached, told in sentences."""

import hashlib
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any, Final, Literal

from huiyin.lib.calendar_data import Announced, CalendarData, CalendarError
from huiyin.lib.words import Words, sentences

__all__ = ["Announced", "Calendar", "CalendarError", "Due", "Note"]

_SHIPPED: Final = Path(__file__).parent / "calendars" / "cn.toml"
_ONE_DAY: Final = timedelta(days=1)
_WEEKENDS_NAMED: Final = 2  # more than that are counted, not listed
_LATE_DECEMBER: Final = 25  # notices have moved days from the 29th on (2018); a few days' margin

Unit = Literal["wd", "d"]
NoteKind = Literal["holiday", "weekend", "makeup", "moved", "provisional", "december", "unkept"]


@dataclass(frozen=True)
class Note:
    """One thing that shaped a due date: days skipped or counted (first to last), or a year without notice."""

    kind: NoteKind
    first: date | None = None
    last: date | None = None
    name: Words | None = None
    year: int | None = None


@dataclass(frozen=True)
class Due:
    """When something is due.

    `due_conservative` does not move over a day of rest (reminders use it); `due_legal` does (Civil Code 203;
    "overdue" uses it). For working days both are the same. `provisional`: a year on the way lacks its notice, which
    is still to come; of years before the first that the calendar keeps nothing is to come any more.
    """

    start: date
    n: int
    unit: Unit
    due_conservative: date
    due_legal: date
    provisional: bool
    notes: tuple[Note, ...] = ()

    def explain(self, lang: str) -> list[str]:
        """Short plain sentences, in `zh-hans` or `en`, that tell how the date was reached."""
        return _Telling(self, lang).lines()


class Calendar:
    """Working days of state organs; days are natural dates in the institution's own time zone."""

    def __init__(self, data: CalendarData) -> None:
        self._data = data
        self._fixed: dict[int, dict[date, Words]] = {}
        self._counted: dict[int, tuple[int, ...]] = {}

    @classmethod
    def china(cls, extra: Path | None = None, announced: Iterable[Announced] = ()) -> "Calendar":
        """The shipped calendar; the *.toml files of a directory (or one file) are laid over it, then these years."""
        over = tuple(announced)
        if extra is None and not over:
            return _china()
        files = [] if extra is None else sorted(extra.glob("*.toml")) if extra.is_dir() else [extra]
        data = _data(*files)
        for one in over:
            data.lay(one)
        return cls(data)

    def with_year(self, one: Announced) -> "Calendar":
        """As it would be if this notice were laid over it."""
        data = deepcopy(self._data)
        data.lay(one)
        return Calendar(data)

    def names(self) -> tuple[Words, ...]:
        """The festivals by their names."""
        return tuple(self._data.names.values())

    def fixed(self, year: int) -> dict[date, Words]:
        """The festivals that fall on the same date every year, by law."""
        return self._data.fixed_days(year)

    def is_before_all(self, year: int) -> bool:
        """Does the calendar begin only after this year? Its notice is long out, and not kept here."""
        return year < min(self._data.sources)

    def name_of(self, day: date) -> Words | None:
        """What a day is off for; None for a day that no notice names."""
        return self._data.off.get(day)

    def is_final(self, year: int) -> bool:
        """Has the notice of this year been read into the calendar?"""
        return year in self._data.sources

    def source(self, year: int) -> str:
        """The notice behind a final year; empty for others."""
        return self._data.sources.get(year, "")

    def is_working(self, day: date) -> bool:
        """Do state organs work on this day?"""
        return day in self._data.work or (day.weekday() < 5 and self._holiday(day) is None)

    def next_working(self, day: date) -> date:
        """This day if it is a working day, else the next one."""
        while not self.is_working(day):
            day += _ONE_DAY
        return day

    def before(self, day: date, n: int) -> date:
        """The nth working day strictly before a day; the day itself when n is 0."""
        _refuse_negative(n)
        for _ in range(n):
            day -= _ONE_DAY
            while not self.is_working(day):
                day -= _ONE_DAY
        return day

    def between(self, first: date, last: date) -> int:
        """Working days after `first` up to and including `last`; negative when `last` is earlier."""
        if last < first:
            return -self.between(last, first)
        whole_years = sum(self._until(date(year, 12, 31)) for year in range(first.year, last.year))
        return whole_years + self._until(last) - self._until(first)

    def _until(self, day: date) -> int:
        """Working days of the day's year up to and including it; a year is counted once."""
        if (counted := self._counted.get(day.year)) is None:
            first = date(day.year, 1, 1)
            days = (first, *_after(first, date(day.year, 12, 31)))
            counted = self._counted[day.year] = tuple(accumulate(self.is_working(one) for one in days))
        return counted[(day - date(day.year, 1, 1)).days]

    def mark(self, first: date, last: date) -> str:
        """Twelve hex digits for which of these days are worked: while they are the same, a date reckoned by them stands."""
        days = (first, *_after(first, last))
        worked = "".join("1" if self.is_working(day) else "0" for day in days)
        return hashlib.sha256(f"{first} {worked}".encode()).hexdigest()[:12]

    def add_working_days(self, start: date, n: int) -> Due:
        """The nth working day after `start`, which is not counted (Civil Code 201)."""
        _refuse_negative(n)
        end = start
        for _ in range(n):
            end = self.next_working(end + _ONE_DAY)
        due = self.next_working(end)
        return self._due(start, n, "wd", end, due, self._skipped(start, due))

    def add_days(self, start: date, n: int) -> Due:
        """The nth natural day after `start`; the legal end moves on from a day of rest (Civil Code 203)."""
        _refuse_negative(n)
        end = start + timedelta(days=n)
        due = self.next_working(end)
        notes: list[Note] = []
        if due != end:
            notes.append(Note("moved", end, due, self._holiday(end)))
        if due in self._data.work:
            notes.append(Note("makeup", due, due))
        return self._due(start, n, "d", end, due, notes)

    def _due(self, start: date, n: int, unit: Unit, end: date, due: date, notes: list[Note]) -> Due:
        lacking = [year for year in range(start.year, due.year + 1) if not self.is_final(year)]
        notes += [Note("unkept", year=year) for year in lacking if self.is_before_all(year)]
        open_years = [year for year in lacking if not self.is_before_all(year)]
        notes += [Note("provisional", year=year) for year in open_years]
        late = due.month == 12 and due.day >= _LATE_DECEMBER
        if late and not open_years and not self.is_final(due.year + 1):
            notes.append(Note("december", year=due.year + 1))
        return Due(start, n, unit, end, due, bool(open_years), tuple(notes))

    def _skipped(self, start: date, due: date) -> list[Note]:
        """Runs of days that did not count, and make-up days that did, in order."""
        notes = []
        for (kind, name), run in groupby(_after(start, due), key=self._kind):
            days = list(run)
            if kind == "makeup":
                notes += [Note("makeup", day, day) for day in days]
            elif kind is not None:
                notes.append(Note(kind, days[0], days[-1], name))
        return notes

    def _kind(self, day: date) -> tuple[Literal["makeup", "weekend", "holiday"] | None, Words | None]:
        if day in self._data.work:
            return "makeup", None
        if name := self._holiday(day):
            return "holiday", name
        return ("weekend" if day.weekday() > 4 else None), None

    def _holiday(self, day: date) -> Words | None:
        found = self._data.off.get(day)
        if found is not None or day in self._data.work or self.is_final(day.year):
            return found
        if day.year not in self._fixed:
            self._fixed[day.year] = self._data.fixed_days(day.year)
        return self._fixed[day.year].get(day)


def _data(*extra: Path) -> CalendarData:
    data = CalendarData()
    for path in (_SHIPPED, *extra):
        data.read(path)
    return data


@cache
def _china() -> Calendar:
    return Calendar(_data())


def _after(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range(1, (last - first).days + 1))


def _refuse_negative(n: int) -> None:
    if n < 0:
        raise ValueError(f"a number of days cannot be negative: {n}")


class _Telling:
    """Puts a due date into sentences of one language."""

    def __init__(self, due: Due, lang: str) -> None:
        self.due, self.lang = due, lang
        self.say: dict[str, Any] = sentences("workdays", lang)

    def lines(self) -> list[str]:
        due = self.due
        lines = [self.say[f"counted_{due.unit}"].format(start=self._full(due.start), n=due.n)]
        if due.unit == "d":
            lines.append(self.say["plain_end"].format(n=due.n, end=self._full(due.due_conservative)))
        lines += self._notes([note for note in due.notes if note.year is None])
        lines.append(self.say["due"].format(due=self._full(due.due_legal)))
        lines += [self.say[note.kind].format(year=note.year) for note in due.notes if note.year is not None]
        return lines

    def _notes(self, notes: list[Note]) -> list[str]:
        weekends = [note for note in notes if note.kind == "weekend"]
        lines = []
        if len(weekends) > _WEEKENDS_NAMED:
            count = sum((note.last - note.first).days + 1 for note in weekends if note.first and note.last)
            days = self.say["comma"].join(self._span(note) for note in weekends[:_WEEKENDS_NAMED])
            lines.append(self.say["skipped_many"].format(days=days, count=count))
            notes = [note for note in notes if note.kind != "weekend"]
        return lines + [self._note(note) for note in notes]

    def _note(self, note: Note) -> str:
        if note.kind == "makeup" and note.first:
            return str(self.say["makeup"].format(day=self._full(note.first)))
        if note.kind == "moved" and note.first:
            return str(self.say["moved"].format(end=self._full(note.first), name=self._name(note)))
        return str(self.say["skipped"].format(days=self._span(note), name=self._name(note)))

    def _name(self, note: Note) -> str:
        if note.name is None:
            return str(self.say["weekend"])
        return str(self.say["holiday_with"].format(name=note.name.in_language(self.lang)))

    def _span(self, note: Note) -> str:
        if note.first is None or note.last is None or note.first == note.last:
            return self._short(note.first or self.due.start)
        return str(self.say["span"].format(first=self._short(note.first), last=self._short(note.last)))

    def _short(self, day: date) -> str:
        return self._format("short" if day.year == self.due.start.year else "short_with_year", day)

    def _full(self, day: date) -> str:
        return self._format("full", day)

    def _format(self, shape: str, day: date) -> str:
        weekday, month = self.say["weekdays"][day.weekday()], self.say["months"][day.month - 1]
        return str(self.say[shape].format(year=day.year, month=month, day=day.day, weekday=weekday))
