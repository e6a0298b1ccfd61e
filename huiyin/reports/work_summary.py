"""The figures of the work summary (S69, rules §4.3) for a unit and a period, as they stood at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language

from huiyin.contacts.models import Contact, Contacts, Point, Points, Promise, Promises
from huiyin.forums import counting
from huiyin.lib.charter import Charter, Role
from huiyin.lib.words import is_chinese
from huiyin.matters import figures
from huiyin.matters.figures import Extent
from huiyin.matters.models.matter import OPEN, Matters
from huiyin.orgs.calendar import local_day
from huiyin.orgs.counts import together
from huiyin.orgs.models import Appointment, County, Post, Unit
from huiyin.orgs.models.unit import Units
from huiyin.publish.models import InstitutionDocument

TOPICS_SHOWN = 8
LONG_AGO = date(1949, 1, 1)
Disposition = Point.Disposition


@dataclass(frozen=True)
class TopicCount:
    """How many matters were about one thing; None: too few to hide the people behind them."""

    topic: str
    words: str
    count: int | None


@dataclass(frozen=True)
class Amiss:
    """A place in the contact station that too few hold, or too many (S53)."""

    role: Role
    held: int


@dataclass(frozen=True)
class WorkSummary:
    """Every blank of the seed's paragraph and what goes with it. None: nobody knows; 0: there were none."""

    unit: Unit
    programme: str
    first: date
    end: date
    as_of: datetime
    started_on: date
    villages_covered: int
    matters_collected: int
    matters: int
    routed_county: int
    routed_town: int
    routed_village: int
    unrouted: int
    referred: int
    withdrawn: int
    merged: int
    answered_at_desk: int
    answered_on_spot: int
    suggestions_kept: int
    concluded_fed_back: int
    explained: int
    in_handling: int
    not_started: int
    imported: int
    without_a_day: int
    heads: tuple[str, ...]
    deputies: tuple[str, ...]
    topics: tuple[TopicCount, ...]
    fewest: int
    promises_due: int
    promises_kept: int
    hard: int
    amiss: tuple[Amiss, ...] = ()
    forums_uncalled: int = 0
    awareness_rate: float | None = None
    institution_documents: int | None = None

    def __post_init__(self) -> None:
        routed = self.routed_county + self.routed_town + self.routed_village
        parts = routed + self.unrouted + self.referred + self.answered_at_desk
        _same("matters", self.matters, parts)
        _same(
            "matters_collected", self.matters_collected, parts + self.answered_on_spot + self.suggestions_kept
        )
        buckets = self.concluded_fed_back + self.explained + self.in_handling + self.not_started
        _same("town and village (I-03)", self.routed_town + self.routed_village, buckets)
        if self.promises_kept > self.promises_due:
            raise AssertionError("more promises kept than were due (I-31)")


def _same(what: str, whole: int, parts: int) -> None:
    if whole != parts:
        raise AssertionError(f"{what}: {whole} is not the sum of its parts, {parts}")


def build(period: Extent, county: County) -> WorkSummary:
    """Count everything; the sums hold or nothing is returned."""
    charter, counts = period.ground.charter_of(period.as_of), figures.count(period, county)
    listed, others = together(
        {
            "spoken": points(period).values_list("disposition").annotate(n=Count("pk")).order_by(),
            "topics": _named(period, county),
            "seats": _station(period, county),
            "documents": documents(period, county),
        },
        villages_covered=villages(period),
        imported=figures.rows(period, county, "matters").filter(origin="history"),
        without_a_day=without_a_day(period),
        forums_uncalled=contacts(period).filter(counting.uncalled()),
        promises_due=promises_due(period),
        promises_kept=promises_kept(period),
        hard=hard(period, county),
    )
    on_record = len(set(listed["documents"])) or None  # of what nobody entered nothing is said
    spoken = dict(listed["spoken"])
    on_spot, kept = spoken.get(Disposition.ANSWERED, 0), spoken.get(Disposition.SUGGESTION, 0)
    fewest, topics = _topics(listed["topics"], charter)
    heads, deputies = (_holders(listed["seats"], role) for role in (Post.Role.HEAD, Post.Role.DEPUTY))
    return WorkSummary(
        unit=period.unit,
        programme=_programme(charter),
        first=period.first,
        end=period.end,
        as_of=period.as_of,
        started_on=county.started_on,
        matters_collected=counts["matters"] + on_spot + kept,
        answered_on_spot=on_spot,
        suggestions_kept=kept,
        heads=heads,
        deputies=deputies,
        amiss=amiss(listed["seats"], charter),
        topics=topics,
        fewest=fewest,
        institution_documents=on_record,
        **counts,
        **others,
    )


def _programme(charter: Charter) -> str:
    title = charter.title
    return title.zh_hans if is_chinese(get_language() or "zh") else title.en


def documents(period: Extent, county: County) -> QuerySet[Any]:
    """Which of the five documents had come into force by the last day, of the unit or for it (S57)."""
    day = min(period.end - timedelta(days=1), local_day(period.as_of, county))
    held = InstitutionDocument.objects.holding_for(period.unit).begun_by(day)
    return held.order_by("kind").values_list("kind")


# --- the rows behind the figures; matters by place of receipt stand in matters.figures ---


def contacts(period: Extent) -> Contacts:
    """Contacts held in the period in villages of the unit, on record then and not struck out."""
    held = Contact.objects.held_between(period.first, period.end).filter(recorded_at__lte=period.as_of)
    standing = Q(voided_at=None) | Q(voided_at__gt=period.as_of)
    return held.filter(standing, place__in=period.units)


def villages(period: Extent) -> Units:
    """Villages and communities where at least one contact was held."""
    return Unit.objects.places().filter(pk__in=contacts(period).values("place"))


def points(period: Extent) -> Points:
    """What was raised at those contacts; at a forum once its minutes are closed, for until then it may be said anew."""
    settled = Q(contact__forum=None) | Q(contact__forum__closed_at__lte=period.as_of)
    return Point.objects.of(contacts(period)).known_at(period.as_of).filter(settled)


def promises_due(period: Extent) -> Promises:
    """Promises that fell due in the period, made by officials of the unit and what stood below it."""
    made = Promise.objects.filter(unit__in=period.units).as_of(period.as_of)
    return made.filter(Q(due_then__gte=period.first, due_then__lt=period.end))


def promises_kept(period: Extent) -> Promises:
    """Those of them that were kept by then."""
    return promises_due(period).filter(kept_at__lte=period.as_of)


def hard(period: Extent, county: County) -> Matters:
    """Hard matters: received before the end of the period, and past their latest date without an answer."""
    all_before = replace(period, first=LONG_AGO)
    day = local_day(period.as_of, county)
    waiting = figures.cohort(all_before, county).live().filter(Q(state_then__in=OPEN))
    return figures.with_due_then(waiting, period.as_of).filter(Q(due_then__lt=day))


def without_a_day(period: Extent) -> Matters:
    """Imported matters whose day of receipt nobody knows, as far as they were here then."""
    return figures.without_a_day(period).filter(registered_at__lte=period.as_of)


def of_topic(period: Extent, county: County, topic: str) -> Matters:
    """The matters about one thing."""
    return figures.rows(period, county, "matters").filter(Q(topic_then=topic))


def _named(period: Extent, county: County) -> QuerySet[Any]:
    """The most frequent topics, and how many matters each has."""
    named: QuerySet[Any] = figures.rows(period, county, "matters").exclude(Q(topic_then=""))
    found: QuerySet[Any] = named.values_list("topic_then").annotate(n=Count("pk"))
    first: QuerySet[Any] = found.order_by("-n", "topic_then")[:TOPICS_SHOWN]
    return first


def _topics(found: Iterable[tuple[str, int]], charter: Charter) -> tuple[int, tuple[TopicCount, ...]]:
    """The smallest count that is shown, and these topics in words."""
    least = int(charter.figure("privacy.counts_min").value)
    chinese = is_chinese(get_language() or "zh")
    words = {t.code: t.words.zh_hans if chinese else t.words.en for t in charter.topics}
    shown = [TopicCount(topic, words.get(topic, topic), n if n >= least else None) for topic, n in found]
    return least, tuple(shown)


def _station(period: Extent, county: County) -> QuerySet[Any]:
    """Who sat in the contact station on the period's last day, or on that of `as_of` if earlier: role and name."""
    day = min(local_day(period.as_of, county), date.fromordinal(period.end.toordinal() - 1))
    station = Q(post__unit=period.unit) | Q(post__unit__parent=period.unit)
    seats = Appointment.objects.live_between(day, day + timedelta(days=1), known_at=period.as_of)
    seated = seats.filter(station, post__unit__kind=Unit.Kind.STATION)
    return seated.order_by("official__name_key", "official_id").values_list("post__role", "official__name")


def amiss(seats: Iterable[tuple[str, str]], charter: Charter) -> tuple[Amiss, ...]:
    """Which places of a station that somebody sits in are held by fewer or more than the charter asks for."""
    found = list(seats)
    held = {role: len(_holders(found, role.code)) for role in charter.roles} if found else {}
    return tuple(
        Amiss(role, n)
        for role, n in held.items()
        if n < role.least or (role.most is not None and n > role.most)
    )


def _holders(seats: Iterable[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    """The names of those with that role, each once."""
    return tuple(dict.fromkeys(name for role, name in seats if role == wanted))
