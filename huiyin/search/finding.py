"""What is found, kind by kind, among what an official may see: exactly what was asked for, nothing that looks alike."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BigIntegerField,
    BooleanField,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)

from huiyin.contacts.models import Contact, Contacts, Point
from huiyin.lib import grams
from huiyin.matters.fetching import fetched
from huiyin.matters.models import Matter, Words
from huiyin.matters.models.order import sees_all
from huiyin.matters.models.words import numbers, read_in
from huiyin.matters.rules.revealing import to_reveal
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.models.county import county_in_hand
from huiyin.orgs.models.unit import AnyOf, any_of
from huiyin.people.models import Household, Resident
from huiyin.register.homes import homes_seen, people_seen
from huiyin.search.asked import Asked

PIECES = 40  # of which candidates are asked at most: who has these all has hardly not the others
# Candidates that are asked for one by one: few where somebody sees a part of the county, which holds few more.
FEW, FEW_OF_ALL = 200, 2_000
LAST = "\U0010ffff"  # sorts behind every character: what begins with a code lies between the code and this


@dataclass(frozen=True)
class Meant:
    """What was asked for, with the villages, households and people it names: looked up once, for all kinds."""

    asked: Asked
    villages: dict[str, list[int]]  # by the word that is part of their name
    homes: dict[str, int]  # by the word that is their code
    people: dict[
        int, int | None
    ]  # who has this telephone and is on a register that is open, each with the household
    raised: frozenset[int]  # by who has this telephone; only where the number may be opened

    @property
    def homes_of_people(self) -> list[int]:
        """The households for which they speak."""
        return [home for home in self.people.values() if home is not None]

    def each(self, said: Callable[[str], Q]) -> Q:
        """Every word asked for names the row's village, or is said of it otherwise."""
        wanted = Q()
        for term in self.asked.terms:
            wanted &= Q(place__in=self.villages[term]) | said(term)
        return wanted


def meant(asked: Asked, by: Official, at: datetime) -> Meant:
    """Looks up villages by name, households by code, people by the keyed index of their number.

    A telephone leads nowhere where its number may not be opened: who could look for it would learn whose it is (I-22).
    """
    places = _places()
    named = {
        term: [key for key, *names in places if any(term in name for name in names)] for term in asked.terms
    }
    codes = {term.upper(): term for term in asked.terms}
    homes = Household.objects.filter(code__in=codes).order_by().values_list("code", "pk")
    who = _who(asked)
    return Meant(
        asked,
        named,
        {codes[code]: key for code, key in homes},
        dict(people_seen(by, at).filter(pk__in=who).order_by().values_list("pk", "household")) if who else {},
        _raised(who, by, at),
    )


def _places() -> tuple[tuple[int, str, str], ...]:
    """The villages and communities by their names: read once in a process, and anew when the tree has another mark."""
    county = county_in_hand()
    return _read_places() if county is None else _kept_places(county.pk, county.tree)


@lru_cache(maxsize=64)
def _kept_places(_county: int, _tree: str) -> tuple[tuple[int, str, str], ...]:
    return _read_places()


def _read_places() -> tuple[tuple[int, str, str], ...]:
    found = Unit.objects.places().order_by().values_list("pk", "name", "short_name")
    return tuple((key, grams.normal(name), grams.normal(short)) for key, name, short in found)


def _who(asked: Asked) -> list[int]:
    """Not those who took back their consent: their number is shown to nobody, and found by nobody (I-24)."""
    if not asked.telephone:
        return []
    found = Resident.objects.with_number(asked.telephone).filter(withheld_at=None)
    return list(found.order_by().values_list("pk", flat=True))


def _raised(who: list[int], by: Official, at: datetime) -> frozenset[int]:
    if not who:
        return frozenset()
    seen = to_reveal(Matter.objects.visible_to(by, at), by, at).filter(resident__in=who)
    return frozenset(seen.order_by().values_list("pk", flat=True))


class Sought(NamedTuple):
    """What is asked of the rows in sight: to be one of few that were looked up, or, of many, to have the pieces."""

    is_few: bool
    keys: list[int]  # of few: those, with what was raised by who has the telephone; of many: the latter alone
    pieces: tuple[int, ...]


def sought(meant: Meant, by: Official, at: datetime) -> Sought:
    """Where they are few they are looked up first: the database cannot tell that they are."""
    wanted = sorted(numbers(grams.needed(meant.asked.terms), by.county_id))
    few = FEW_OF_ALL if sees_all(by, at) else FEW
    said = Words.objects.filter(grams__contains=wanted).order_by()
    some = list(said.values_list("matter", flat=True)[: few + 1])
    if len(some) <= few:
        return Sought(True, [*some, *meant.raised], ())
    return Sought(False, list(meant.raised), tuple(wanted[:PIECES]))


def candidates(
    by: Official, at: datetime, is_few: bool, keys: list[int], pieces: tuple[int, ...], *, are_raised: bool
) -> QuerySet[Any]:
    """Keys of matters that have every piece of the words, to be ordered by `-newest`; `shown` says which hold the words.

    Of many, what is in sight is gone through from the newest on, each asked whether it has the pieces, until a page is
    full: along the matters of the whole county, or along the keys of a part of it, which no index knows.
    """
    seen = Matter.objects.visible_to(by, at).annotate(newest=_bare("pk"))
    if is_few:
        return seen.filter(any_of(keys, "pk"))
    has = Q(grams__contains=[*pieces])
    if not (are_raised or sees_all(by, at)):
        in_sight = AnyOf("pk", ArraySubquery(seen.order_by().values("pk")))
        return Words.objects.filter(in_sight, has).annotate(newest=_bare("pk"))
    each = Words.objects.filter(pk=OuterRef("pk")).annotate(has=has)
    many = Q(Subquery(each.values("has"), output_field=BooleanField()))
    return seen.filter(many | any_of(keys, "pk") if are_raised else many)


def _bare(column: str) -> Any:
    return ExpressionWrapper(F(column), BigIntegerField())


def shown(meant: Meant, keys: Iterable[int]) -> list[Matter]:
    """Of these keys those that hold the words as they were asked, or were raised by who has the number."""
    return [one for one in fetched(keys) if _is_meant(meant, one)]


def _is_meant(meant: Meant, matter: Matter) -> bool:
    return matter.pk in meant.raised or grams.holds(read_in(matter), meant.asked.terms)


def contacts(meant: Meant, by: Official, at: datetime) -> Contacts:
    """By number, village, code of the household, telephone of who was met."""
    known = meant.homes
    if not (known or meant.people or meant.asked.reference or any(meant.villages.values())):
        return Contact.objects.none()
    wanted = meant.each(lambda term: Q(household__in=[known[term]] if term in known else []))
    wanted |= Q(person__in=meant.people) | Q(household__in=meant.homes_of_people)
    if meant.asked.reference:
        wanted |= Q(reference=meant.asked.reference)
    seen = Contact.objects.visible_to(by, at).filter(wanted)
    said = Prefetch("points", Point.objects.open_to(by, at))
    return seen.select_related("place", "official", "household").prefetch_related(said)


def households(meant: Meant, by: Official, at: datetime) -> QuerySet[Household]:
    """By the beginning of the code, village, telephone of who speaks for it."""
    return homes(by, at, begins(meant), meant.homes_of_people, [*meant.villages.values()])


def begins(meant: Meant) -> tuple[str, ...]:
    """Of each word between what the codes lie that begin with it: the first and the last, one after the other."""
    return tuple(end for term in meant.asked.terms for end in (term.upper(), term.upper() + LAST))


def homes(
    by: Official, at: datetime, codes: Sequence[str], keys: list[int], villages: Sequence[list[int]]
) -> QuerySet[Household]:
    """The same, of a question that may be put into words once: every word is met, or one of the keys is it."""
    wanted = Q()
    for first, last, places in zip(codes[::2], codes[1::2], villages, strict=True):
        wanted &= any_of(places, "place_id") | Q(code__gte=first, code__lt=last)
    return homes_seen(by, at).filter(wanted | any_of(keys, "pk"), voided_at=None).select_related("place")
