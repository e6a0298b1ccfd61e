"""Households held apart: said to be others than those they resemble, and counted so once somebody else says it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse

from huiyin.notices.actions import tell
from huiyin.orgs import line
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official
from huiyin.orgs.standing import LEADING
from huiyin.people.models import Household, Resemblance
from huiyin.register.models import Assignment
from huiyin.register.rules import keeps_line_of

IN_ORDER = ("created_at", "pk")


def to_decide(reader: Official, at: datetime, key: str = "") -> QuerySet[Household]:
    """Those of which this reader may say that they are others: in an area they lead, neither entered by them nor on their
    register, nor what it resembles. `key` is the reader's, where the question is asked with other values."""
    open_ones = Resemblance.objects.open().filter(household=OuterRef("pk"))
    lines = Assignment.objects.kept_by(reader, local_day(at, reader.county)).order_by().values("household")
    own = open_ones.filter(Q(by=key or reader.key) | Q(other__in=lines))
    led = Household.objects.filter(reader.standing(at).scope("place__", *LEADING))
    return led.filter(Exists(open_ones)).exclude(Exists(own)).exclude(pk__in=lines)


def with_why(homes: QuerySet[Household]) -> QuerySet[Household]:
    """With what each resembles and the reason that was given (`alike`)."""
    alike = Prefetch("resemblances", Resemblance.objects.open(), to_attr="alike")
    return homes.select_related("place").prefetch_related(alike)


def tell_leaders(homes: Iterable[Household], by: str, at: datetime) -> None:
    """Tell who coordinates their areas, once of all that came in together; nobody who entered them or keeps its line."""
    by_place: dict[int, list[Household]] = {}
    for home in homes:
        by_place.setdefault(home.place_id, []).append(home)
    told: dict[Official, list[Household]] = {}
    for here in by_place.values():

        def may_hear(one: Official, here: Sequence[Household] = here) -> bool:
            return str(one.key) != by and not (len(here) == 1 and keeps_line_of(one, here[0], at))

        for reader in line.desk(here[0].place, local_day(at, here[0].county), may_hear=may_hear):
            told.setdefault(reader, []).extend(here)
    for reader, theirs in told.items():
        one = theirs[0] if len(theirs) == 1 else None
        where = (
            reverse("contacts:tell_apart", kwargs={"key": one.key}) if one else reverse("contacts:held_apart")
        )
        about = one.code if one else theirs[0].place.short_name
        tell(to=reader, kind="held_apart", about=about, where=where, at=at)
