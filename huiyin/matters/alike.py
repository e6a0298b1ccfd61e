"""Earlier matters that may be the same as one: by what both texts hold and few others do, for people to judge."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.db import connection

from huiyin.lib import grams
from huiyin.matters.models import Matter, Words
from huiyin.matters.models.matter import Matters
from huiyin.matters.models.words import by_number

COMMON = 0.02  # what more of all texts hold than this says nothing about one of them
RARE = 0.01  # below this all weigh the same: the statistics of the database know no difference
PIECES = 40  # looked for, those of the heading first: so the cost ends somewhere, however long a text is
HEADING = 3  # times the weight in the text: in a heading people say what it is about
LONG = 0.35  # a long text holds a little of everything
LIKE = 0.13  # of what was looked for has to be there
NEAR = 1.5  # times as like where it is about the same place
SPREAD = 12  # pieces of a text, from its beginning to its end, by which the same one is looked for
FOUND, WEIGHED = 400, 60  # by the index; by reading

_SHARES = """
SELECT held.number, held.share FROM pg_stats,
    unnest(most_common_elems::text::int[], most_common_elem_freqs) AS held(number, share)
WHERE schemaname = current_schema() AND tablename = %s AND attname = 'grams' AND held.number = ANY(%s)
"""
_HOLDING = """
SELECT words.matter_id, sum(wanted.weight) AS held
FROM unnest(%s::int[], %s::float8[]) AS wanted(number, weight)
JOIN matters_words AS words ON words.grams @> ARRAY[wanted.number]
WHERE words.matter_id < %s GROUP BY words.matter_id ORDER BY held DESC, words.matter_id DESC LIMIT %s
"""


@dataclass(frozen=True)
class Alike:
    """An earlier matter that may be the same, and whether it is about the same place."""

    matter: Matter
    near: bool


def earlier_like(matter: Matter, seen: Matters, most: int) -> list[Alike]:
    """The likest that came before, among those seen: at most so many, those about the same place first."""
    weights = _weights(matter)
    held = _holding(weights, matter)
    if not held or most < 1:
        return []
    among = set(seen.filter(pk__in=held).order_by().values_list("pk", flat=True))
    read = Matter.objects.in_bulk([key for key in held if key in among][:WEIGHED])
    likest = sorted(read.values(), key=lambda one: (-_likeness(one, held[one.pk], weights, matter), -one.pk))
    shown = Matter.objects.for_lists().in_bulk([one.pk for one in likest[:most]])
    found = [Alike(shown[one.pk], _near(one, matter)) for one in likest[:most]]
    return sorted(found, key=lambda one: not one.near)


def in_the_same_words(matter: Matter, among: Matters, most: int) -> list[Matter]:
    """Those of them, in their order and at most so many, that say the very same: one text that many have sent."""
    pieces = _pieces(matter.body)
    spread = pieces[:: max(1, len(pieces) // SPREAD)]
    if not spread:
        return []
    held = among.exclude(pk=matter.pk).filter(
        found_by__grams__contains=list(by_number(spread, matter.county_id))
    )
    return [one for one in held[:most] if one.body.split() == matter.body.split()]


def _weights(matter: Matter) -> dict[str, float]:
    """What is looked for of a matter's words, and how much each says; nothing of what is in many texts."""
    heading = _pieces(matter.title)
    pieces = list(dict.fromkeys([*heading, *_pieces(matter.body)]))
    shares = _shares(pieces, matter)
    told = [piece for piece in pieces if shares.get(piece, 0) <= COMMON]
    told.sort(key=lambda piece: (piece not in heading, max(shares.get(piece, 0), RARE)))  # else as they stand
    return {
        piece: -math.log(max(shares.get(piece, 0), RARE)) * (HEADING if piece in heading else 1)
        for piece in told[:PIECES]
    }


def _pieces(text: str) -> list[str]:
    """The pairs of characters of a text as they stand in it, without the marks between its words."""
    whole = grams.normal(text)
    pairs = (first + second for first, second in pairwise(whole))
    return list(dict.fromkeys(pair for pair in pairs if pair.isalnum()))


def _shares(pieces: list[str], matter: Matter) -> dict[str, float]:
    """In which part of all texts each of them is, where the database counted it as common; nothing before it counted."""
    named = by_number(pieces, matter.county_id)
    with connection.cursor() as cursor:
        cursor.execute(_SHARES, [Words._meta.db_table, list(named)])
        return {named[number]: share for number, share in cursor.fetchall()}


def _holding(weights: Mapping[str, float], matter: Matter) -> dict[int, float]:
    """The matters before this one that hold enough of it, the most first, each with how much."""
    named = by_number(weights, matter.county_id)
    least = LIKE * sum(weights.values())
    with connection.cursor() as cursor:
        asked = [weights[piece] for piece in named.values()]
        cursor.execute(_HOLDING, [list(named), asked, matter.pk, FOUND])
        return {key: held for key, held in cursor.fetchall() if held >= least}


def _likeness(one: Matter, held: float, weights: Mapping[str, float], matter: Matter) -> float:
    """Twice what stands in both headings; less for a long text, more for the same place."""
    heading = sum(weights.get(piece, 0) for piece in _pieces(one.title))
    length = max(len(_pieces(f"{one.title}\n{one.body}")), 1)
    found: float = (held + heading) / length**LONG
    return found * NEAR if _near(one, matter) else found


def _near(one: Matter, matter: Matter) -> bool:
    if matter.place_id is not None:
        return one.place_id == matter.place_id
    return bool(matter.place_words) and one.place_words == matter.place_words
