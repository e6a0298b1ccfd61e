"""What is found, kind by kind, among what an official may see: exactly what was asked for, nothing that looks alike."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

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
from huiyin.matters.models.matter import Matters
from huiyin.matters.models.words import numbers, read_in
from huiyin.matters.rules.revealing import to_reveal
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.models.unit import any_of
from huiyin.orgs.standing import LEADING
from huiyin.people.fields import phone_index
from huiyin.people.models import Household, Resident
from huiyin.register.homes import homes_seen, people_seen
from huiyin.search.asked import Asked

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
    named: dict[str, list[int]] = {term: [] for term in asked.terms}
    for key, *names in Unit.objects.places().order_by().values_list("pk", "name", "short_name"):
        for term in named:
            if any(term in grams.normal(name) for name in names):
                named[term].append(key)
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


def _who(asked: Asked) -> list[int]:
    """Not those who took back their consent: their number is shown to nobody, and found by nobody (I-24)."""
    if not asked.telephone:
        return []
    found = Resident.objects.filter(phone_index=phone_index(asked.telephone), withheld_at=None)
    return list(found.order_by().values_list("pk", flat=True))


def _raised(who: list[int], by: Official, at: datetime) -> frozenset[int]:
    if not who:
        return frozenset()
    seen = to_reveal(Matter.objects.visible_to(by, at), by, at).filter(resident__in=who)
    return frozenset(seen.order_by().values_list("pk", flat=True))


def matters(meant: Meant, by: Official, at: datetime) -> Matters:
    """Candidates: what has every piece of the words, to be ordered by `-newest`. `shown` says which also hold the words.

    Where they are few they are looked up first: the database cannot tell that they are. Where they are many, what is in
    sight is gone through, each asked whether it has the pieces: of the whole county from the newest on, until a page is
    full; of a part of it all, which `newest` sees to, since no index knows it: that part may be the oldest there is.
    """
    wanted = sorted(numbers(grams.needed(meant.asked.terms), by.county_id))
    seen = Matter.objects.visible_to(by, at)
    is_all = by.standing(at).is_over_all(*LEADING, "desk_clerk")
    few = FEW_OF_ALL if is_all else FEW
    newest = F("pk") if is_all else F("pk") + 0
    seen = seen.annotate(newest=ExpressionWrapper(newest, BigIntegerField()))
    said = Words.objects.filter(grams__contains=wanted).order_by()
    some = list(said.values_list("matter", flat=True)[: few + 1])
    if len(some) <= few:
        return seen.filter(any_of([*some, *meant.raised], "pk"))
    each = Words.objects.filter(pk=OuterRef("pk")).annotate(has=Q(grams__contains=wanted))
    many = Q(Subquery(each.values("has"), output_field=BooleanField()))
    return seen.filter(many | Q(pk__in=meant.raised) if meant.raised else many)


def shown(meant: Meant, candidates: Collection[Matter]) -> list[Matter]:
    """Those that hold the words as they were asked, or were raised by who has the number, with what their lines show.

    What the lines show is fetched for these alone.
    """
    return [one for one in fetched([one.pk for one in candidates]) if _is_meant(meant, one)]


def _is_meant(meant: Meant, matter: Matter) -> bool:
    return matter.pk in meant.raised or grams.holds(read_in(matter), meant.asked.terms)


def contacts(meant: Meant, by: Official, at: datetime) -> Contacts:
    """By number, village, code of the household, telephone of who was met."""
    known = meant.homes
    wanted = meant.each(lambda term: Q(household__in=[known[term]] if term in known else []))
    wanted |= Q(person__in=meant.people) | Q(household__in=meant.homes_of_people)
    if meant.asked.reference:
        wanted |= Q(reference=meant.asked.reference)
    seen = Contact.objects.visible_to(by, at).filter(wanted)
    said = Prefetch("points", Point.objects.open_to(by, at))
    return seen.select_related("place", "official", "household").prefetch_related(said)


def households(meant: Meant, by: Official, at: datetime) -> QuerySet[Household]:
    """By the beginning of the code, village, telephone of who speaks for it."""
    wanted = meant.each(lambda term: Q(code__gte=term.upper(), code__lt=term.upper() + LAST))
    wanted |= Q(pk__in=meant.homes_of_people)
    return homes_seen(by, at).filter(wanted, voided_at=None).select_related("place")
