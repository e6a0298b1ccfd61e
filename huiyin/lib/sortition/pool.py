"""Who may be drawn: people with their values and households, the quotas, and both read from CSV files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from huiyin.lib.csv_rows import Unreadable, open_csv
from huiyin.lib.rows import Heading, Row
from huiyin.lib.words import folded, said, sentences

HOUSEHOLD: Final = "household"
KEY: Final = "key"
WORDS: Final = "sortition"


@dataclass(frozen=True)
class Quota:
    """From `least` to `most` of a panel have this value in this category."""

    category: str
    value: str
    least: int
    most: int


@dataclass(frozen=True)
class Quotas:
    """The size of a panel and a line for each value of each category."""

    size: int
    lines: tuple[Quota, ...]

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories in the order in which they are first named."""
        return tuple(dict.fromkeys(line.category for line in self.lines))


@dataclass(frozen=True)
class Pool:
    """People who may be drawn.

    `people[i]` are the values of person i in the order of `categories`; `households[i]` is the opaque number of the
    household, None for somebody counted alone; `keys[i]` is how the person is found again.
    """

    categories: tuple[str, ...]
    people: tuple[tuple[str, ...], ...]
    households: tuple[int | None, ...] = ()
    keys: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        given = (
            (self.households, [None] * len(self.people), "households"),
            (self.keys, _numbers(self), "keys"),
        )
        for found, otherwise, name in given:
            if not found:
                object.__setattr__(self, name, tuple(otherwise))
            elif len(found) != len(self.people):
                raise ValueError(f"{name} do not go with people")
        if any(len(values) != len(self.categories) for values in self.people):
            raise ValueError("values do not go with categories")

    def together(self) -> list[list[int]]:
        """The people of each household of two or more."""
        found: dict[int, list[int]] = {}
        for person, household in enumerate(self.households):
            if household is not None:
                found.setdefault(household, []).append(person)
        return [people for people in found.values() if len(people) > 1]

    def only(self, kept: Sequence[int]) -> "Pool":
        """The pool of these people alone, in this order."""
        return Pool(
            self.categories,
            tuple(self.people[i] for i in kept),
            tuple(self.households[i] for i in kept),
            tuple(self.keys[i] for i in kept),
        )


def _numbers(pool: Pool) -> list[str]:
    return [str(n) for n in range(1, len(pool.people) + 1)]


def breaches(pool: Pool, quotas: Quotas, panel: Sequence[int]) -> list[tuple[str, Mapping[str, object]]]:
    """What is wrong with a panel: its size, somebody twice, a quota, two of one household; empty when nothing is."""
    found: list[tuple[str, Mapping[str, object]]] = []
    if len(panel) != quotas.size:
        found.append(("panel_size", {"given": len(panel), "wanted": quotas.size}))
    if len(set(panel)) != len(panel):
        found.append(("panel_twice", {"n": len(panel) - len(set(panel))}))
    place = {name: n for n, name in enumerate(pool.categories)}
    for line in quotas.lines:
        have = sum(pool.people[i][place[line.category]] == line.value for i in panel)
        if not line.least <= have <= line.most:
            facts = {"category": line.category, "value": line.value, "have": have}
            found.append(("panel_quota", {**facts, "least": line.least, "most": line.most}))
    homes = [pool.households[i] for i in panel if pool.households[i] is not None]
    if len(set(homes)) != len(homes):
        found.append(("panel_household", {"n": len(homes) - len(set(homes))}))
    return found


# -- CSV files ---


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be used: its file, its line, why."""

    file: str
    line: int
    code: str
    facts: Mapping[str, object]

    def sentence(self, lang: str) -> str:
        """Why, in words."""
        where = next(
            name for name in ("csv_rows", "sheet_reading", WORDS) if self.code in sentences(name, lang)
        )
        return said(sentences(where, lang)[self.code], self.facts, lang)


_QUOTA_COLUMNS: Final = tuple(
    Heading(name, (name,), required=True) for name in ("category", "feature", "min", "max")
)


def _torn(path: Path, row: Row) -> BadRow | None:
    return next((BadRow(path.name, row.line, one.code, one.facts) for one in row.problems), None)


def read_quotas(path: Path, size: int) -> tuple[Quotas, list[BadRow]]:
    """The quotas of `categories.csv` (category, feature, min, max), and the rows that are none."""
    lines: dict[tuple[str, str], Quota] = {}
    bad: list[BadRow] = []
    for row in open_csv(path).rows(_QUOTA_COLUMNS, exact=True, heads=False):
        if torn := _torn(path, row):
            bad.append(torn)
            continue
        category, value = row.values["category"], row.values["feature"]
        code, facts = _quota_fault(row.values, (category, value) in lines)
        if code:
            bad.append(BadRow(path.name, row.line, code, facts))
        else:
            lines[category, value] = Quota(category, value, int(row.values["min"]), int(row.values["max"]))
    return Quotas(size, tuple(lines.values())), bad


def _quota_fault(values: Mapping[str, str], known: bool) -> tuple[str, dict[str, object]]:
    category, value = values["category"], values["feature"]
    if not category or not value:
        return "row_empty", {"column": "category" if not category else "feature"}
    if category == HOUSEHOLD:
        return "row_household", {}
    if known:
        return "row_twice", {"category": category, "value": value}
    for name in ("min", "max"):
        if not (values[name].isascii() and values[name].isdigit()) or len(values[name]) > 9:
            return "row_number", {"column": name, "given": values[name]}
    if int(values["min"]) > int(values["max"]):
        return "row_order", {"least": values["min"], "most": values["max"]}
    return "", {}


def read_people(path: Path, quotas: Quotas) -> tuple[Pool, list[BadRow]]:
    """The people of `respondents.csv`: a column for each category, perhaps `household` and `key`; and the bad rows."""
    headings = [Heading(name, (name,), required=True) for name in quotas.categories]
    headings += [Heading(name, (name,)) for name in (HOUSEHOLD, KEY)]
    known = {(line.category, line.value) for line in quotas.lines}
    people: list[tuple[str, ...]] = []
    homes: list[str] = []
    keys: list[str] = []
    met: dict[str, int] = {}  # key as it is compared → the line on which it stood first
    bad: list[BadRow] = []
    for row in open_csv(path).rows(headings, exact=True, heads=False):
        if torn := _torn(path, row):
            bad.append(torn)
            continue
        key = row.values.get(KEY, "") or str(row.line)
        code, facts = _person_fault(row.values, quotas.categories, known)
        first = met.setdefault(folded(key), row.line)
        if not code and first != row.line:  # two lots for one person
            code, facts = "row_key_twice", {"key": key, "line": first}
        if code:
            bad.append(BadRow(path.name, row.line, code, facts))
            continue
        people.append(tuple(row.values[category] for category in quotas.categories))
        homes.append(row.values.get(HOUSEHOLD, ""))
        keys.append(key)
    numbers = {home: n for n, home in enumerate(dict.fromkeys(filter(None, homes)))}
    households = tuple(numbers.get(home) for home in homes)
    return Pool(quotas.categories, tuple(people), households, tuple(keys)), bad


def _person_fault(
    values: Mapping[str, str], categories: Sequence[str], known: set[tuple[str, str]]
) -> tuple[str, dict[str, object]]:
    for category in categories:
        if not values[category]:
            return "row_empty", {"column": category}
        if (category, values[category]) not in known:
            return "row_unknown", {"category": category, "value": values[category]}
    return "", {}


__all__ = ["BadRow", "Pool", "Quota", "Quotas", "Unreadable", "breaches", "read_people", "read_quotas"]
