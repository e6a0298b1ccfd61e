"""What pages and measures read of counts: an official's own as they are, those of an area as they are told."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from huiyin.lib.stepping import Told
from huiyin.ui.few import Count, Few


class Counts(Protocol):
    """Counts of one window, each a number or too few to be told (`figures.Reached`, `ToldCounts`)."""

    @property
    def households(self) -> Count: ...
    @property
    def undeclared(self) -> Count: ...
    @property
    def is_new(self) -> Count: ...
    @property
    def steady(self) -> Count: ...
    @property
    def contacts(self) -> Count: ...
    @property
    def talked(self) -> Count: ...
    @property
    def differing(self) -> Count: ...
    @property
    def spread(self) -> Mapping[int, int]: ...
    @property
    def last(self) -> Mapping[int, date]: ...
    @property
    def group_last(self) -> Mapping[str, date]: ...


@dataclass(frozen=True)
class ToldCounts:
    """Those of an area, in steps; `spread` is empty where it would say too much."""

    households: Count
    undeclared: Count
    is_new: Count
    steady: Count
    contacts: Count
    talked: Count
    differing: Count
    spread: Counter[int] = field(default_factory=Counter)
    last: dict[int, date] = field(default_factory=dict)
    group_last: dict[str, date] = field(default_factory=dict)


def said(told: Told, step: int) -> Count:
    """A count as it is told."""
    return _or_few(told.value, step)


def in_steps(reckoned: int, step: int) -> Count:
    """What was worked out of counts that are told in steps, as such a count."""
    return _or_few(step * round(reckoned / step) or None, step)


def _or_few(value: int | None, step: int) -> Count:
    """Under a step; with a step of one that is nobody."""
    if value is None:
        return Few(step) if step > 1 else 0
    return value
