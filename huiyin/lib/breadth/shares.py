"""Shares of what was counted, with intervals where numbers are small: reach, old friends, new faces, depth, silence.

A share whose denominator is 0 or missing is None, never 0 or 1. Contacts with households are given as a tally
`{contacts: households}` (how many households had so many contacts), because tallies of places add up; a plain
sequence of contacts per household is understood too.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist

Contacts = Mapping[int, int] | Iterable[int]

FAMILIAR_FEWEST = 3  # the "top tenth" is never fewer households than this
FAMILIAR_FROM = 30  # households: of fewer, three are more than a tenth, and the share is large by definition


@dataclass(frozen=True)
class Interval:
    """From where to where a figure may lie, with the confidence it was asked for."""

    low: float
    high: float


def _part(part: int, whole: int | None) -> float | None:
    """A part of a whole it belongs to; None where there is no whole."""
    if part < 0 or (whole is not None and part > whole):
        raise ValueError("a part lies within its whole")
    return part / whole if whole else None


def reach(met: int, households: int | None) -> float | None:
    """Distinct households met in the window, of the households of the area.

    Formula: met ÷ households (known ones; estimated ones are shown apart). Unit: share; range: 0–1. None without a
    denominator, and where more were met than are said to live there: such a number is no denominator. Source: –.
    """
    if households is not None and met > households:
        return None
    return _part(met, households)


def tally(contacts: Contacts) -> dict[int, int]:
    """`{contacts: households}` from either form, the most contacts first; households without contact are left out."""
    given = contacts if isinstance(contacts, Mapping) else Counter(contacts)
    if any(times < 0 or households < 0 for times, households in given.items()):
        raise ValueError("contacts and households are counted from 0")
    return {times: given[times] for times in sorted(given, reverse=True) if times and given[times]}


def familiar_share(contacts: Contacts) -> float | None:
    """Contacts that went to the most familiar tenth of the households met.

    Definition: contacts with the top 10 % of households by contacts (rounded up, at least three, or all where fewer
    were met) ÷ all contacts. Unit: share; range: 0–1; 0.1 is the least where ten or more were met evenly. None without
    contacts. Source: concentration ratio, beside HHI.
    """
    counted = tally(contacts)
    left = max(FAMILIAR_FEWEST, -(-sum(counted.values()) // 10))
    familiar = 0
    for times, households in counted.items():
        taken = min(left, households)
        familiar, left = familiar + taken * times, left - taken
    return _part(familiar, sum(times * households for times, households in counted.items()))


def effective_households(contacts: Contacts) -> float | None:
    """How many equally often met households would be as concentrated as these: the inverse of HHI.

    Formula: 1 ÷ Σ(c_i/c)² = c² ÷ Σ c_i². Unit: households; range: 1–N met. None without contacts.
    Source: Herfindahl–Hirschman index; Hill 1973, order 2.
    """
    counted = tally(contacts)
    whole = sum(times * households for times, households in counted.items())
    squares = sum(times**2 * households for times, households in counted.items())
    return whole**2 / squares if squares else None


def first_time_share(first_time: int, met: int) -> float | None:
    """New faces: households met that had not been met in the previous 12 months, of all met.

    Formula: first_time ÷ met. Unit: share; range: 0–1. None when nobody was met. Source: –.
    """
    return _part(first_time, met)


def differing_view_share(differing: int, with_talk: int) -> float | None:
    """Contacts in which a differing view was ticked, of the contacts with talk.

    Formula: differing ÷ with_talk. Unit: share; range: 0–1. None without talk. Source: the programme's own text.
    """
    return _part(differing, with_talk)


@dataclass(frozen=True)
class Days:
    """Days since the last contact over the households of a place: median and maximum of those ever met."""

    median: float
    maximum: int


def days_since(last: Mapping[date, int] | Iterable[date], today: date) -> Days | None:
    """Days since the last contact with the households of a village or group.

    Definition: median and maximum of today − last contact; as dates, or as a tally `{date: households}`. With an even
    number the median is the mean of the middle two. Unit: days; range: ≥ 0. None where nobody was ever met (say
    "never", and show the households never met apart). Source: –.
    """
    dates = last if isinstance(last, Mapping) else Counter(last)
    counted = {(today - one).days: households for one, households in dates.items() if households}
    if not counted:
        return None
    if min(counted) < 0:
        raise ValueError("a last contact lies after today")
    whole = sum(counted.values())
    low, high = _nth(counted, (whole - 1) // 2), _nth(counted, whole // 2)
    return Days((low + high) / 2, max(counted))


def _nth(counted: Mapping[int, int], position: int) -> int:
    ordered = sorted(counted)
    seen = 0
    index = 0
    while seen + counted[ordered[index]] <= position:
        seen += counted[ordered[index]]
        index += 1
    return ordered[index]


@dataclass(frozen=True)
class CriticalVoices:
    """What is written against what is said: the ratio, and both shares with their denominators."""

    value: float | None
    interval: Interval | None
    logged: int
    contacts: int
    heard: int
    called: int


def critical_voices(logged: int, contacts: int, heard: int, called: int) -> CriticalVoices:
    """Whether criticism is written down as often as people voice it in random call-backs.

    Formula: (logged ÷ contacts) ÷ (heard ÷ called). Unit: ratio; range: ≥ 0; 1 = what people say is what is written,
    below 1 = less is written. Value None where nothing was contacted or called or heard. The interval is that of a
    ratio of two shares on the log scale, exp(ln ratio ± z·√(1/logged − 1/contacts + 1/heard − 1/called)), None where
    either count is 0. Opinions are shown from 10 on both sides: the caller sees to that. Source: own; interval: Katz,
    Baptista, Azen, Pike 1978.
    """
    written, said = _part(logged, contacts), _part(heard, called)
    if written is None or not said:
        return CriticalVoices(None, None, logged, contacts, heard, called)
    value = logged * called / (contacts * heard)
    interval = None
    if logged:
        spread = math.sqrt(1 / logged - 1 / contacts + 1 / heard - 1 / called)
        factor = math.exp(NormalDist().inv_cdf(0.975) * spread)
        interval = Interval(value / factor, value * factor)
    return CriticalVoices(value, interval, logged, contacts, heard, called)


def repeat_contact(in_every_quarter: int, assigned: int) -> float | None:
    """Depth: assigned households met in every quarter of the window, of the assigned.

    Formula: in_every_quarter ÷ assigned. Unit: share; range: 0–1. None where nobody is assigned. Source: the measure
    "repeat_contact" of the programme.
    """
    return _part(in_every_quarter, assigned)


def promise_kept_rate(kept_in_time: int, due: int) -> float | None:
    """Depth: promises kept by their day, of the promises due in the period.

    Formula: kept ÷ due. Unit: share; range: 0–1. None where none was due. Source: "promise_kept_rate".
    """
    return _part(kept_in_time, due)


def raised_to_closed(closed_and_rated: int, raised: int) -> float | None:
    """Depth: matters raised in contacts that are closed and rated, of those raised.

    Formula: closed and rated ÷ raised. Unit: share; range: 0–1. None where none was raised. Source: "raised_to_closed".
    """
    return _part(closed_and_rated, raised)
