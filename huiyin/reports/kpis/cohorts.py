"""What the figures of service are counted over: sets of live matters, clocks and promises, with what was known then.

What was withdrawn, shown another way or merged stands in none of them, unless it is the merged ones that are counted;
imported history neither, for no clock ran for it.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    DateField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import CombinedExpression
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, TruncDate

from huiyin.contacts.models.promise import Promises
from huiyin.matters import dates, figures
from huiyin.matters.figures import Extent
from huiyin.matters.models import CallBack, Deadline, Matter, Rating, Reply, Review, State, Step
from huiyin.matters.models.deadline import Deadlines
from huiyin.matters.models.matter import ANSWERED, OPEN, Matters
from huiyin.matters.models.step import AGAIN
from huiyin.matters.rules.life import MOVES_A_DATE
from huiyin.matters.rules.table import MOVES
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.models import County
from huiyin.orgs.models.unit import AnyOf, any_of
from huiyin.reports import work_summary
from huiyin.reports.kpis.measures import WorkingDay, worked_days

HERE = Q(state_then__in=[*OPEN, *ANSWERED])
NEVER = datetime(9000, 1, 1, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
MEETS = {
    "sign": State.ACCEPTED,
    "notify": State.ACCEPTED,
    "first_contact": State.IN_PROGRESS,
    "handle": State.REPLIED,
}


def deeds_to(state: str, stopping: str = "") -> list[str]:
    """The deeds of the table that lead to a state, or those of them that stop a clock as well."""
    return [m.deed for m in MOVES if m.target == state and (not stopping or stopping in m.stops)]


ENDS = [*deeds_to(State.CLOSED), *deeds_to(State.FINALISED)]


@dataclass(frozen=True)
class Limits:
    """What follows from an extent for what is counted over it; a question that is put into words once is given it.

    `before` is the last moment before it, `until` that to which what is in work is told, `today` the day of `as_of`, `over`
    the day before which the last day of a clock has to lie, `long_ago` what was closed by then stays closed, `ever` the same
    units and all that ever stood below, from before anything was received.
    """

    before: datetime
    until: datetime
    today: date
    over: date
    long_ago: datetime
    ever: Extent


def limits_of(period: Extent, county: County) -> Limits:
    """What follows from this extent in this county."""
    begins, ends = period.moments(county)
    today = local_day(period.as_of, county)
    return Limits(
        before=begins - MOMENT,
        until=min(ends - MOMENT, period.as_of),
        today=today,
        over=min(period.end, today),
        long_ago=long_ago(period, county),
        ever=from_long_ago(period),
    )


def received(period: Extent, county: County, limits: Limits | None = None) -> Matters:
    """Matters received in the period."""
    known = limits or limits_of(period, county)
    return _with_trail(figures.cohort(period, county).live().filter(HERE), period, known)


def taken_in(period: Extent, county: County, _limits: Limits | None = None) -> Matters:
    """The same with those that were merged with another: everything that was told, each time it was told."""
    return figures.cohort(period, county).live().filter(HERE | Q(state_then=State.MERGED))


def open_then(period: Extent, county: County, limits: Limits | None = None) -> Matters:
    """Matters received before the end of the period that were open at `as_of`."""
    ever = limits.ever if limits else from_long_ago(period)
    found = figures.cohort(ever, county).live().filter(Q(state_then__in=OPEN))
    return found.annotate(supervised=_done(period.as_of, Step.Deed.SUPERVISE))


def from_long_ago(period: Extent) -> Extent:
    """The same from before anything was received: what was taken in before a unit ended goes on running after it."""
    return replace(period, first=work_summary.LONG_AGO)


def in_work(period: Extent, county: County, limits: Limits | None = None) -> Matters:
    """Matters that were open when the period began, or received in it, as they stood at its end or at `as_of`."""
    known = limits or limits_of(period, county)
    begins, ends = known.ever.moments(county)
    there = Matter.objects.live().filter(any_of(known.ever.units, "intake_unit"))
    there = there.filter(figures.received_between(begins, ends, known_at=period.as_of))
    stood = figures.as_it_stood(there, known.until).filter(HERE)
    found = stood.annotate(state_before=figures.then("state", known.before))
    return found.filter(Q(state_before=None) | Q(state_before__in=OPEN))


def due(kind: str, period: Extent, county: County, limits: Limits | None = None) -> Deadlines:
    """Clocks of a kind whose last day lay in the period and was over at `as_of`, each with whether it was met.

    One that was stopped in time by something else (handed back, taken back, passed on anew) was neither met nor missed,
    and is left out.
    """
    as_of, within = period.as_of, limits or limits_of(period, county)
    there = Matter.objects.live().filter(any_of(within.ever.units, "intake_unit"), registered_at__lte=as_of)
    matters = figures.as_it_stood(there, as_of).filter(HERE)
    met = Step.objects.filter(
        matter=OuterRef("matter"), deed__in=deeds_to(MEETS[kind], kind), at=OuterRef("stopped_at")
    )
    clocks = Deadline.objects.filter(kind=kind, started_at__lte=as_of, matter__in=matters.values("pk"))
    clocks = clocks.exclude(Exists(_not_yet_replaced(as_of, kind))).exclude(
        Exists(_not_yet_begun(as_of, kind))
    )
    known = clocks.annotate(
        due_then=_due_then(as_of, kind),
        stopped_then=Case(When(stopped_at__lte=as_of, then=F("stopped_at")), output_field=DateTimeField()),
        is_met=Exists(met),
    ).annotate(stopped_day=TruncDate("stopped_then", tzinfo=county.zone))
    in_time = Q(stopped_day__lte=F("due_then"))
    overran = Q(stopped_then=None) | Q(stopped_day__gt=F("due_then"))
    fell = Q(due_then__gte=period.first, due_then__lt=within.over)
    stands = Q(
        due_on__gte=period.first, due_on__lt=within.over
    )  # as an index has it; what was moved since beside it
    known = known.filter(stands | Q(AnyOf("matter_id", ArraySubquery(_moved(as_of).values("matter")))))
    return known.annotate(in_time=Case(When(in_time & Q(is_met=True), then=True), default=False)).filter(
        fell, overran | Q(in_time=True)
    )


def _not_yet_replaced(as_of: datetime, kind: str) -> Deadlines:
    """The clock that still ran then in the place of one that was read anew later, and is counted from an earlier moment."""
    before = Deadline.objects.filter(matter=OuterRef("matter"), kind=kind, round=OuterRef("round"))
    return before.filter(pk__lt=OuterRef("pk"), stopped_at__gt=as_of)


def _not_yet_begun(as_of: datetime, kind: str) -> QuerySet[Step]:
    """The step by which it began later, in the place of none, though it is counted from an earlier moment."""
    until = Coalesce(OuterRef("stopped_at"), Value(NEVER))
    return Step.objects.filter(
        matter=OuterRef("matter"), at__gt=as_of, at__lt=until, facts__begun__contains=[kind]
    )


def _due_then(as_of: datetime, kind: str) -> Coalesce:
    """The last day of a clock as it stood: before the first move of its date since."""
    until = Coalesce(OuterRef("stopped_at"), Value(NEVER))
    of_this = Q(facts__clock=kind)
    if kind == "handle":
        of_this |= ~Q(facts__has_key="clock")
    moved = _moved(as_of).filter(of_this, matter=OuterRef("matter"), at__lte=until).order_by("at", "id")
    before = moved.annotate(was=Cast(KT("facts__from"), DateField())).values("was")[:1]
    return Coalesce(Subquery(before), F("due_on"))


def _moved(as_of: datetime) -> QuerySet[Step]:
    """The moves of a date since."""
    deeds = set(MOVES_A_DATE) - set(AGAIN)
    return Step.objects.filter(at__gt=as_of, deed__in=deeds, facts__has_key="from").order_by()


def promised(
    period: Extent, county: County, limits: Limits | None = None, *, today: date | None = None
) -> Promises:
    """Promises whose day lay in the period and was over at `as_of`, each with whether it was kept by then."""
    day = today or (limits or limits_of(period, county)).today
    fell = work_summary.promises_due(period).filter(Q(due_then__lt=day))
    kept = Q(kept_at__lte=period.as_of, kept_on__lte=F("due_then"))
    known = fell.annotate(kept_on=TruncDate("kept_at", tzinfo=county.zone))
    return known.annotate(in_time=Case(When(kept, then=True), default=False))


def _with_trail(found: Matters, period: Extent, limits: Limits) -> Matters:
    """What had been done to each by then, the answer that stood, and what was said of it."""
    as_of, of_it = period.as_of, OuterRef("pk")
    answers, ends = deeds_to(State.REPLIED, "handle"), ENDS
    answered = Step.objects.filter(matter=of_it, at__lte=as_of, deed__in=answers).order_by("-at", "-id")
    decided = Review.objects.filter(matter=of_it, decided_at__lte=as_of).order_by("-stage")
    known = found.annotate(
        was_routed=_done(as_of, *deeds_to(State.ROUTED)),
        was_accepted=_done(as_of, *deeds_to(State.ACCEPTED)),
        was_extended=_done(as_of, Step.Deed.EXTEND),
        was_handed_back=_done(as_of, Step.Deed.HAND_BACK),
        was_answered=_done(as_of, *answers),
        was_reopened=_done(as_of, *AGAIN),
        was_reviewed=_done(as_of, *deeds_to(State.UNDER_REVIEW)),
        decision_then=Subquery(decided.values("decision")[:1]),
        was_closed=_done(as_of, *ends),
        closed_long_ago=_done(limits.long_ago, *ends),
        answered_then=Subquery(answered.values("at")[:1]),
    )
    known = figures.with_rating_then(known, as_of)
    stood = OuterRef("reply_then")
    last = Rating.objects.filter(matter=of_it, reply=stood, at__lte=as_of).order_by("-at", "-id")
    calls = CallBack.objects.filter(matter=of_it, reply=stood, kind=CallBack.Kind.RESULT, began_at__lte=as_of)
    overtaken = Q(result=CallBack.Result.OVERTAKEN, settled_at__lte=as_of)
    delivered = Reply.objects.filter(pk=stood, delivered_at__lte=as_of)
    return known.annotate(
        was_delivered=Exists(delivered),
        should_be_rung=Exists(calls.exclude(overtaken)),
        was_reached=Exists(calls.filter(result=CallBack.Result.REACHED, settled_at__lte=as_of)),
        solved_then=Subquery(last.filter(call__isnull=False).values("handled")[:1]),
    )


def long_ago(period: Extent, county: County) -> datetime:
    """What was closed by then cannot be taken up again any more, by the charter of that moment."""
    rule = period.ground.charter_of(period.as_of).clock("reopen")
    today = local_day(period.as_of, county)
    day = today - timedelta(days=rule.n)
    while dates.reckon(calendar(), day, rule.n, rule.unit).due_legal >= today:
        day -= timedelta(days=1)
    return datetime.combine(day, time.max, tzinfo=county.zone)


def took(period: Extent, county: County) -> CombinedExpression:
    """The working days from the day after receipt to that of the answer, of what was `received`."""
    last = max(period.first, local_day(period.as_of, county))
    days = worked_days(period.first, last)
    came = figures.received_then(period.as_of)
    received, answered = (TruncDate(one, tzinfo=county.zone) for one in (came, "answered_then"))
    return WorkingDay(answered, first=period.first, days=days) - WorkingDay(
        received, first=period.first, days=days
    )


def _done(by: datetime, *deeds: str) -> Exists:
    return Exists(Step.objects.filter(matter=OuterRef("pk"), at__lte=by, deed__in=deeds))
