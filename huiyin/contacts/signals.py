"""What stands out in an official's own records (S78): plain rules over plain rows. They point out; they weigh nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from huiyin.lib.periods import Span

SHORTEST = 24  # characters; shorter remarks resemble each other without anybody copying


@dataclass(frozen=True)
class Entry:
    """One contact as the rules see it."""

    reference: str
    household: int | None
    held_on: date
    last_on: date
    recorded_at: datetime
    is_visit: bool
    begins: time | None = None
    ends: time | None = None
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """One thing that stands out: its kind, what makes it the same when found again, the rows, and the figures."""

    kind: str
    key: str
    about_on: date
    references: tuple[str, ...]
    facts: tuple[tuple[str, str | int], ...] = ()


def bigrams(text: str) -> Counter[str]:
    """Overlapping pairs of characters, without spaces and signs."""
    plain = "".join(character for character in text if character.isalnum())
    return Counter(plain[at : at + 2] for at in range(len(plain) - 1))


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """From 0 (nothing in common) to 1 (the same): twice the common pairs over all pairs (Dice)."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def copied(fresh: Iterable[Entry], earlier: Sequence[Entry], share: float) -> list[Found]:
    """Nearly the same words at different households, each pair of contacts once."""
    marked = {id(entry): _marks(entry) for entry in (*fresh, *earlier)}
    found: dict[tuple[str, str], Found] = {}
    for new in fresh:
        for old in (*earlier, *fresh):
            if new.household is None or old.household is None or new.household == old.household:
                continue
            pair = sorted((new.reference, old.reference))
            like = max((likeness(a, b) for a in marked[id(new)] for b in marked[id(old)]), default=0.0)
            if like >= share:
                key = (pair[0], pair[1])
                facts = (("percent", int(like * 100)),)
                found[key] = Found("copied", "+".join(key), max(new.held_on, old.held_on), key, facts)
    return list(found.values())


def _marks(entry: Entry) -> list[Counter[str]]:
    return [bigrams(text) for text in entry.texts if len(text.strip()) >= SHORTEST]


def bulk(entries: Iterable[Entry], deadline: datetime, month: Span, count: int, hours: int) -> list[Found]:
    """Contacts of earlier days of the month, entered within so many hours before its report was due."""
    opening = deadline - timedelta(hours=hours)
    late = [
        entry
        for entry in entries
        if month.holds(entry.held_on)
        and opening <= entry.recorded_at <= deadline
        and entry.last_on < entry.recorded_at.astimezone(deadline.tzinfo).date()
    ]
    if len(late) < count:
        return []
    facts: tuple[tuple[str, str | int], ...] = (("n", len(late)), ("due", deadline.date().isoformat()))
    return [Found("bulk", f"period:{month.first.isoformat()}", month.first, _references(late), facts)]


def at_night(entries: Iterable[Entry], zone: tzinfo, begins: int, ends: int, count: int) -> list[Found]:
    """Many contacts entered in one night, between these hours: tired people copy, and others' machines are used."""
    nights: defaultdict[date, list[Entry]] = defaultdict(list)
    for entry in entries:
        entered = entry.recorded_at.astimezone(zone)
        if entered.hour >= begins:
            nights[entered.date()].append(entry)
        elif entered.hour < ends:
            nights[entered.date() - timedelta(days=1)].append(entry)
    return [
        Found("night", f"night:{day.isoformat()}", day, _references(rows), (("n", len(rows)),))
        for day, rows in sorted(nights.items())
        if len(rows) >= count
    ]


def crowded(entries: Iterable[Entry], most: int) -> list[Found]:
    """More visits on one day than one day usually holds."""
    days: defaultdict[date, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.is_visit:
            days[entry.held_on].append(entry)
    return [
        Found("crowded", f"day:{day.isoformat()}", day, _references(rows), (("n", len(rows)),))
        for day, rows in sorted(days.items())
        if len(rows) > most
    ]


def overlapping(entries: Iterable[Entry]) -> list[Found]:
    """Two contacts of one day whose hours overlap."""
    days: defaultdict[date, list[tuple[time, time, Entry]]] = defaultdict(list)
    for entry in entries:
        if entry.begins is not None and entry.ends is not None and entry.held_on == entry.last_on:
            days[entry.held_on].append((entry.begins, entry.ends, entry))
    found = []
    for day, rows in sorted(days.items()):
        rows.sort(key=lambda row: (row[0], row[2].reference))
        for at, (_begins, ends, one) in enumerate(rows):
            for begins, _ends, other in rows[at + 1 :]:
                if begins < ends:
                    pair = _references([one, other])
                    found.append(Found("overlap", "+".join(pair), day, pair))
    return found


def _references(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(sorted(entry.reference for entry in entries))
