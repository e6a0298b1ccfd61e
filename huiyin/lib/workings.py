"""How a date was reached, kept as shortly as it goes: what was off or worked besides weekends; the rest is in the dates."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

from huiyin.lib.words import Words
from huiyin.lib.workdays import Due, Note

__all__ = ["Kept", "again", "kept"]

Kept = list[Any]  # of notes: kind, first day, last day, name in both languages; or kind and year
_SATURDAY: Final = 5
_ONE_DAY: Final = timedelta(days=1)


def kept(due: Due) -> Kept:
    """The notes of a date but for its weekends, which anybody can count again."""
    return [_written(note) for note in due.notes if note.kind != "weekend"]


def again(start: date, n: int, unit: str, end: date, due: date, notes: Sequence[Any]) -> Due:
    """The date once more, with all its notes, from its days and what was kept."""
    told = [_read(note) for note in notes]
    days = [note for note in told if note.first is not None]
    years = [note for note in told if note.first is None]
    if unit == "wd":
        days = sorted([*days, *_weekends(start, due, days)], key=lambda note: note.first or start)
    provisional = any(note.kind == "provisional" for note in years)
    return Due(start, n, "wd" if unit == "wd" else "d", end, due, provisional, (*days, *years))


def _written(note: Note) -> list[Any]:
    if note.first is None or note.last is None:
        return [note.kind, note.year]
    days = (
        [note.first.isoformat()]
        if note.first == note.last
        else [note.first.isoformat(), note.last.isoformat()]
    )
    name = {} if note.name is None else {"zh": note.name.zh_hans, "en": note.name.en}
    return [note.kind, *days, *([name] if name else [])]


def _read(row: Sequence[Any]) -> Note:
    kind, *more = row
    if isinstance(more[0], int):
        return Note(kind, year=more[0])
    days = [date.fromisoformat(one) for one in more if isinstance(one, str)]
    named = next((Words(one["zh"], one["en"]) for one in more if isinstance(one, dict)), None)
    return Note(kind, days[0], days[-1], named)


def _weekends(start: date, due: date, told: Iterable[Note]) -> Iterator[Note]:
    """Saturdays and Sundays on the way of which nothing else is told, those side by side together."""
    named = {day for note in told for day in _days(note.first, note.last)}
    first: date | None = None
    for day in _days(start + _ONE_DAY, due + _ONE_DAY):
        if first is not None and (day.weekday() < _SATURDAY or day in named or day > due):
            yield Note("weekend", first, day - _ONE_DAY)
            first = None
        if first is None and day.weekday() >= _SATURDAY and day not in named and day <= due:
            first = day


def _days(first: date | None, last: date | None) -> Iterator[date]:
    if first is None or last is None:
        return
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)
