"""The figures of the work summary (S69, rules §4.3) for a unit and a period, as they stood at a moment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from huiyin.contacts.models import Contact, Contacts, Point, Points, Promise, Promises
from huiyin.forums import counting
from huiyin.lib.charter import Charter, Role
from huiyin.lib.words import is_chinese
from huiyin.matters import figures, standing
from huiyin.matters.figures import Extent
from huiyin.matters.models import FigureSum, Matter, Step
from huiyin.matters.models.matter import OPEN, Matters
from huiyin.matters.models.order import OPEN_IN_WORDS
from huiyin.matters.standing import Parts, Told
from huiyin.orgs.calendar import local_day
from huiyin.orgs.counts import Rows, planned_once
from huiyin.orgs.models import Appointment, County, Official, Post, Unit
from huiyin.orgs.models.unit import AnyOf, Units, any_of
from huiyin.orgs.worded import Keys, Sets, asked
from huiyin.publish.models import InstitutionDocument

TOPICS_SHOWN = 8
HARD_SHOWN = 5
HARD = ("hard_still", "hard_moved")
LONG_AGO = date(1949, 1, 1)
_LONG_AGO = {
    "first": LONG_AGO,
    "begins": datetime.combine(LONG_AGO, time.min, UTC),
}  # before anything was received
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
    return _built(period, county, *_read(period, county, None, period.as_of))


def build_for(
    reader: Official, at: datetime, period: Extent, county: County
) -> tuple[WorkSummary, list[int]]:
    """The same, and of the hard matters those that somebody may see: the keys of the first of them, by their date."""
    told, listed, others = _read(period, county, reader, at)
    first = sorted(row for name in HARD for row in listed[name])[:HARD_SHOWN]
    return _built(period, county, told, listed, others), [key for _due, key in first]


def _built(
    period: Extent, county: County, told: Told, listed: Mapping[str, Rows], others: dict[str, int]
) -> WorkSummary:
    charter, counts = period.ground.charter_of(period.as_of), told.counted()
    on_record = len(set(listed["documents"])) or None  # of what nobody entered nothing is said
    spoken = dict(listed["spoken"])
    on_spot, kept = spoken.get(Disposition.ANSWERED, 0), spoken.get(Disposition.SUGGESTION, 0)
    fewest, topics = _topics(told.topics, charter)
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
        imported=sum(
            n
            for said, n in told.stands
            if said["origin"] == Matter.Origin.HISTORY and figures.holds("matters", said)
        ),
        **counts,
        **others,
    )


def _read(
    period: Extent, county: County, reader: Official | None, at: datetime
) -> tuple[Told, Mapping[str, Rows], dict[str, int]]:
    """Everything that is counted, in one question: how matters stood, other lists, and numbers."""
    last = _last_day(period, county)
    values = period.values(county) | {
        "as_of": period.as_of,
        "last": last,
        "after": last + timedelta(days=1),
        "today": local_day(period.as_of, county),
        "unit": period.unit.pk,
        "above": Keys([int(key) for key in period.unit.path.strip("/").split("/")]),
        "units_ever": Keys(period.since(LONG_AGO).units),
    }
    others: dict[str, int] = {}

    def ask(parts: Parts) -> Mapping[str, Rows]:
        planned_once()
        listed, counts = asked(_sets, reader, at, period.explained, **values, **parts.values())
        others.update(counts)
        return listed

    told, listed = standing.asked(period, county, ask)
    others["hard"] = sum(others.pop(name) for name in HARD)
    return told, listed, others


def _sets(
    reader: Official | None,
    at: datetime,
    explained: figures.Explained,
    *,
    as_of: datetime,
    last: date,
    after: date,
    today: date,
    above: list[int],
    units_ever: list[int],
    months: tuple[date, ...],
    edges: tuple[datetime, ...],
    **values: Any,
) -> Sets:
    period, county = figures.in_words(as_of, explained, **values), County()
    ever = figures.in_words(as_of, explained, **values | {"units": units_ever} | _LONG_AGO)
    hard = hard_parts(ever, county, today)
    lists = {
        **standing.sets(period, county, months, edges, (FigureSum.Of.STANDS, FigureSum.Of.TOPIC)),
        "spoken": points(period).values_list("disposition").annotate(n=Count("pk")).order_by(),
        "seats": _station(period, last, after),
        "documents": _documents(above, last),
    }
    counts: dict[str, QuerySet[Any]] = {
        "villages_covered": villages(period),
        "without_a_day": without_a_day(period),
        "forums_uncalled": contacts(period).filter(counting.uncalled()),
        "promises_due": promises_due(period),
        "promises_kept": promises_kept(period),
    }
    first = {} if reader is None else {name: _first(rows, reader, at) for name, rows in hard.items()}
    return lists | first, counts | hard


def _first(hard: Matters, reader: Official, at: datetime) -> QuerySet[Any]:
    """The first of these that somebody may see, by their date."""
    seen = hard.filter(Matter.objects.seen_by(reader, at)).annotate(by=Coalesce("due_on", Value(date.max)))
    return seen.order_by("by", "pk").values_list("by", "pk")[:HARD_SHOWN]


def _programme(charter: Charter) -> str:
    title = charter.title
    return title.zh_hans if is_chinese(get_language() or "zh") else title.en


def _last_day(period: Extent, county: County) -> date:
    """The last day of the period, or that of `as_of` if earlier."""
    return min(period.end - timedelta(days=1), local_day(period.as_of, county))


def _documents(above: Sequence[int], day: date) -> QuerySet[Any]:
    """Which of the five documents had come into force by that day, of a unit or for it (S57)."""
    return InstitutionDocument.objects.holding_for(above).begun_by(day).order_by("kind").values_list("kind")


# --- the rows behind the figures; matters by place of receipt stand in matters.figures ---


def contacts(period: Extent) -> Contacts:
    """Contacts held in the period in villages of the unit, on record then and not struck out."""
    held = Contact.objects.held_between(period.first, period.end).filter(recorded_at__lte=period.as_of)
    standing = Q(voided_at=None) | Q(voided_at__gt=period.as_of)
    return held.filter(standing, any_of(period.units, "place_id"))


def villages(period: Extent) -> Units:
    """Villages and communities where at least one contact was held."""
    return Unit.objects.places().filter(pk__in=contacts(period).values("place"))


def points(period: Extent) -> Points:
    """What was raised at those contacts; at a forum once its minutes are closed, for until then it may be said anew."""
    settled = Q(contact__forum=None) | Q(contact__forum__closed_at__lte=period.as_of)
    return Point.objects.of(contacts(period)).known_at(period.as_of).filter(settled)


def promises_due(period: Extent) -> Promises:
    """Promises that fell due in the period, made by officials of the unit and what stood below it."""
    made = Promise.objects.filter(any_of(period.units, "unit_id")).as_of(period.as_of)
    return made.filter(Q(due_then__gte=period.first, due_then__lt=period.end))


def promises_kept(period: Extent) -> Promises:
    """Those of them that were kept by then."""
    return promises_due(period).filter(kept_at__lte=period.as_of)


def hard(period: Extent, county: County) -> Matters:
    """Hard matters: received before the end of the period, and past their latest date without an answer."""
    ever, day = period.since(LONG_AGO), local_day(period.as_of, county)
    waiting = figures.cohort(ever, county).live().filter(Q(state_then__in=OPEN))
    return figures.with_due_then(waiting, ever.as_of).filter(Q(due_then__lt=day))


def hard_parts(ever: Extent, county: County, day: date) -> dict[str, Matters]:
    """The same in two parts: those with which nothing was done since, which stand as they stood, and the others.

    The first are found by an index; of the others, as of now, there are none.
    """
    since = Step.objects.filter(at__gt=ever.as_of).order_by().values("matter")
    begins, ends = ever.moments(county)
    here = Matter.objects.filter(any_of(ever.units, "intake_unit_id"), OPEN_IN_WORDS, due_on__lt=day)
    still = here.filter(registered_at__lte=ever.as_of).exclude(pk__in=since)
    still = still.alias(came=figures.received_then(ever.as_of)).filter(Q(came__gte=begins, came__lt=ends))
    one_of = Q(
        AnyOf("pk", ArraySubquery(since))
    )  # by their keys, or each is worked out before it is asked for
    there = figures.cohort(ever, county).live().filter(one_of, Q(state_then__in=OPEN))
    moved = figures.with_due_then(there, ever.as_of)
    return dict(zip(HARD, (still, moved.filter(Q(due_then__lt=day))), strict=True))


def without_a_day(period: Extent) -> Matters:
    """Imported matters whose day of receipt nobody knows, as far as they were here then."""
    return figures.without_a_day(period).filter(registered_at__lte=period.as_of)


def of_topic(period: Extent, county: County, topic: str) -> Matters:
    """The matters about one thing."""
    return figures.rows(period, county, "matters").filter(Q(topic_then=topic))


def _topics(named: Mapping[str, int], charter: Charter) -> tuple[int, tuple[TopicCount, ...]]:
    """The smallest count that is shown, and the most frequent topics in words, with how many matters each has."""
    least = int(charter.figure("privacy.counts_min").value)
    first = sorted(
        ((topic, n) for topic, n in named.items() if topic and n), key=lambda one: (-one[1], one[0])
    )
    chinese = is_chinese(get_language() or "zh")
    words = {t.code: t.words.zh_hans if chinese else t.words.en for t in charter.topics}
    shown = [
        TopicCount(topic, words.get(topic, topic), n if n >= least else None)
        for topic, n in first[:TOPICS_SHOWN]
    ]
    return least, tuple(shown)


def _station(period: Extent, day: date, end: date) -> QuerySet[Any]:
    """Who sat in the contact station on that day, which ends where the next one begins: role and name."""
    station = Q(post__unit=period.unit) | Q(post__unit__parent=period.unit)
    seats = Appointment.objects.live_between(day, end, known_at=period.as_of)
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
