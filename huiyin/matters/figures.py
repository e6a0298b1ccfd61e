"""Figures about matters as they stood at a moment; each is a condition, so that a count and its rows cannot differ."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from huiyin.matters.models import Deadline, Matter, Rating, Reply, State, Step
from huiyin.matters.models.matter import ANSWERED, Matters
from huiyin.matters.models.step import RENAMES
from huiyin.matters.rules.life import BESIDE, MOVES_A_DATE
from huiyin.orgs.calendar import start_of
from huiyin.orgs.ground import Ground
from huiyin.orgs.models import County, Unit
from huiyin.orgs.models.unit import any_of
from huiyin.orgs.worded import Given, Keys

Explained = tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]
_ANSWERED = Q(state_then__in=ANSWERED)
_WITHDRAWN = Q(state_then=State.WITHDRAWN)
_REFERRED = Q(state_then__in=[State.REDIRECTED, State.TRANSFERRED_OUT])
_MERGED = Q(state_then=State.MERGED)
_HERE = ~_WITHDRAWN & ~_REFERRED & ~_MERGED
_EXPLAINED = Q(explained_then=True)
_BELOW_COUNTY = _HERE & Q(level_then__in=["town", "village"])
_HANDLING = Q(state_then__in=[State.IN_PROGRESS, State.PENDING_APPROVAL])

# What was withdrawn is counted beside, and what was shown another way in a part of its own: neither is an answer.
# What was merged is counted once, by the matter it was merged with, and beside as what somebody else told of (I-33).
# S42 and rules §3.4: town + village = concluded + explained + in handling + not started, for any period and moment (I-03).
CONDITIONS: dict[str, Q] = {
    "matters": ~_WITHDRAWN & ~_MERGED,
    "routed_county": _HERE & Q(level_then="county"),
    "routed_town": _HERE & Q(level_then="town"),
    "routed_village": _HERE & Q(level_then="village"),
    "unrouted": _HERE & Q(level_then=""),
    "answered_at_desk": _HERE & Q(level_then=Matter.Level.DESK),
    "referred": _REFERRED,
    "withdrawn": _WITHDRAWN,
    "merged": _MERGED,
    "concluded_fed_back": _BELOW_COUNTY & _ANSWERED & ~_EXPLAINED,
    "explained": _BELOW_COUNTY & _ANSWERED & _EXPLAINED,
    "in_handling": _BELOW_COUNTY & _HANDLING,
    "not_started": _BELOW_COUNTY & ~_ANSWERED & ~_HANDLING,
}


@dataclass(frozen=True)
class Extent:
    """What figures speak of: a unit, the half-open days [first, end), as one knew them at a moment."""

    unit: Unit
    first: date
    end: date
    as_of: datetime
    ground: Ground = field(default_factory=Ground, repr=False, compare=False)  # read once for all its figures

    @cached_property
    def units(self) -> list[int]:
        """Ids of the unit and of all that stood below it then, as far as one knew at `as_of`."""
        return self.ground.tree.below(self.unit.pk, self.first, self.end, known_at=self.as_of)

    @cached_property
    def explained(self) -> Explained:
        """Which outcomes count as an explanation, and by which versions of the charter."""
        pinned: dict[frozenset[str], list[int]] = {}
        for adopted in self.ground.adopted:
            pinned.setdefault(adopted.charter.counted_as("explained"), []).append(adopted.pk)
        return tuple((tuple(sorted(codes)), tuple(charters)) for codes, charters in pinned.items())

    def moments(self, county: County) -> tuple[datetime, datetime]:
        """When its first day begins, and when its last one is over."""
        return start_of(self.first, county), start_of(self.end, county)

    def since(self, first: date) -> "Extent":
        """The same from another day on."""
        return replace(self, first=first)

    def values(self, county: County) -> dict[str, Given]:
        """What a question that is put into words once is asked with; there `in_words` makes an extent of it again."""
        begins, ends = self.moments(county)
        return {
            "first": self.first,
            "end": self.end,
            "begins": begins,
            "ends": ends,
            "units": Keys(self.units),
        }


@dataclass(frozen=True)
class _InWords(Extent):
    """An extent of stand-ins: nothing of it is looked up or worked out."""

    keys: Sequence[int] = ()
    between: tuple[datetime, datetime] = (datetime.min, datetime.min)
    explaining: Explained = ()

    @cached_property
    def units(self) -> list[int]:
        """As they were given."""
        return list(self.keys)

    @cached_property
    def explained(self) -> Explained:
        """As they were given."""
        return self.explaining

    def moments(self, county: County) -> tuple[datetime, datetime]:
        """As they were given."""
        return self.between


def in_words(
    as_of: datetime,
    explained: Explained,
    *,
    first: date,
    end: date,
    begins: datetime,
    ends: datetime,
    units: Sequence[int],
    unit: int = 0,
) -> Extent:
    """The extent of a question of `orgs.worded`, from the values that it is asked with."""
    return _InWords(Unit(pk=unit), first, end, as_of, Ground(), units, (begins, ends), explained)


def cohort(period: Extent, county: County) -> Matters:
    """Matters received in the period by the unit or what stood below it, each with how it stood at `as_of`.

    Without those that were sealed since, at whatever moment: here what nobody may know of goes before I-29.
    """
    first, end = period.moments(county)
    # history imported later does not change what was said before, nor does a receipt corrected since (I-29)
    received = Matter.objects.unsealed().filter(any_of(period.units, "intake_unit_id"))
    received = received.filter(received_between(first, end, known_at=period.as_of))
    explained = Case(When(_explained(period.explained), then=Value(value=True)), default=Value(value=False))
    return as_it_stood(received, period.as_of).annotate(explained_then=explained)


def _explained(by: Explained) -> Q:
    """Whether the outcome counts as an explanation by the charter of the matter."""
    said = Q(pk__in=[])
    for codes, charters in by:
        said |= Q(charter__in=charters, outcome_then__in=codes)
    return said


def as_it_stood(found: Matters, as_of: datetime) -> Matters:
    """Those of them that were there, each with its state, level, outcome and topic of that moment."""
    return found.annotate(
        state_then=then("state", as_of),
        level_then=then("level", as_of),
        outcome_then=then("outcome", as_of),
        topic_then=_topic_then(as_of),
    ).filter(state_then__isnull=False)


def then(field: str, as_of: datetime) -> Case:
    """The field as it stood: the stored one where nothing has moved since, else that of the last step by then."""
    last = (
        Step.objects.filter(matter=OuterRef("pk"), at__lte=as_of)
        .exclude(deed__in=BESIDE)
        .order_by("-at", "-id")
    )
    return Case(
        When(stepped_at__lte=as_of, then=F(field)), default=Subquery(last.values(f"{field}_after")[:1])
    )


def received_between(first: datetime, end: datetime, known_at: datetime) -> Q:
    """Received in that time, as it was known at a moment: a day of receipt that was corrected since counts as it stood."""
    stood = Q(received_corrected_at=None) | Q(received_corrected_at__lte=known_at)
    now = Q(received_at__gte=first, received_at__lt=end) & stood
    before = Q(received_was__gte=first, received_was__lt=end, received_corrected_at__gt=known_at)
    return Q(now | before, registered_at__lte=known_at)


def received_then(as_of: datetime) -> Case:
    """When it had come in, as one knew at that moment."""
    return Case(When(received_corrected_at__gt=as_of, then=F("received_was")), default=F("received_at"))


def _after(as_of: datetime) -> QuerySet[Step]:
    """What was done to the matter after that moment, the first of it first."""
    return Step.objects.filter(matter=OuterRef("pk"), at__gt=as_of).order_by("at", "id")


def _topic_then(as_of: datetime) -> Case:
    """The topic as it stood: the first re-classification since says what it was before, else it is the stored one.

    Which have been since is asked once, by an index of those few steps: hardly any matter is looked after by itself.
    """
    renamed = Step.objects.filter(RENAMES, at__gt=as_of).order_by().values("matter")
    before = _after(as_of).filter(RENAMES).annotate(was=KT("facts__topic__0"))
    was = Coalesce(Subquery(before.values("was")[:1]), F("topic"), output_field=CharField())
    return Case(When(pk__in=renamed, then=was), default=F("topic"), output_field=CharField())


def with_due_then(found: Matters, as_of: datetime) -> Matters:
    """With the latest date of answer as it stood: that of before the first move of it since, else the one of now."""
    of_the_answer = Q(facts__clock=Deadline.Kind.HANDLE) | ~Q(facts__has_key="clock")
    moved = Q(deed__in=MOVES_A_DATE, facts__has_key="from") & of_the_answer
    before = _after(as_of).filter(moved).annotate(was=Cast(KT("facts__from"), DateField()))
    return found.annotate(due_then=Coalesce(Subquery(before.values("was")[:1]), F("due_on")))


def with_rating_then(found: Matters, as_of: datetime) -> Matters:
    """With what was said last of the answer that stood: a version of its own where the answer had been corrected.

    Who is merged speaks of the same answer for themselves, not for the matter that was answered.
    """
    reply = Reply.objects.filter(matter=OuterRef("pk"), approved_at__lte=as_of).order_by(
        "-approved_at", "-id"
    )
    said = Rating.objects.filter(matter=OuterRef("pk"), reply=OuterRef("reply_then"), at__lte=as_of)
    last = said.order_by("-at", "-id")
    return found.annotate(reply_then=Subquery(reply.values("pk")[:1])).annotate(
        handled_then=Subquery(last.values("handled")[:1]),
        satisfied_then=Subquery(last.values("satisfied")[:1]),
    )


def rows(period: Extent, county: County, figure: str) -> Matters:
    """The matters behind one figure; KeyError for a figure that does not exist."""
    return cohort(period, county).filter(CONDITIONS[figure])


def count(period: Extent, county: County) -> dict[str, int]:
    """All figures in one query, of every matter: `standing` has them ready."""
    return counted_of(said_in(alike(period, county)))


Said = Mapping[str, Any]
_OF_EACH = ("state_then", "level_then", "explained_then", "origin", "topic_then", "source_org")


def alike(period: Extent, county: County) -> QuerySet[Any]:
    """How many of the cohort stood alike: every figure is a sum of some of these."""
    return cohort(period, county).order_by().values_list(*_OF_EACH).annotate(n=Count("pk"))


def said_in(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[Said, int]]:
    """The rows of `alike`, by name: how they stood, and how many there are."""
    for *values, n in rows:
        yield dict(zip(_OF_EACH, values, strict=True)), n


def counted_of(stands: Iterable[tuple[Said, int]]) -> dict[str, int]:
    """All figures, from how they stood."""
    found = list(stands)
    return {name: sum(n for said, n in found if holds(name, said)) for name in CONDITIONS}


def holds(figure: str, said: Said) -> bool:
    """Whether what stood so is part of a figure."""
    return meets(CONDITIONS[figure], said)


def meets(condition: Q, said: Said) -> bool:
    """What the database would answer to a condition on what is said, of all that stood alike."""
    parts = (
        meets(one, said) if isinstance(one, Q) else _is(said, *one)  # type: ignore[misc]
        for one in condition.children
    )
    met = all(parts) if condition.connector == Q.AND else any(parts)
    return met != condition.negated


def _is(said: Said, name: str, value: Any) -> bool:
    field, _between, how = name.partition("__")
    if how == "isnull":
        return (said[field] is None) is bool(value)
    return said[field] in value if how == "in" else said[field] == value


def without_a_day(period: Extent) -> Matters:
    """Imported matters whose day of receipt nobody knows: counted as such, left out of all timed figures."""
    return Matter.objects.unsealed().filter(any_of(period.units, "intake_unit_id"), received_at=None)
