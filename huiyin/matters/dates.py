"""Starting and stopping the clocks of a matter by its pinned charter, with the working kept beside each date."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q
from django.utils.translation import ngettext

from huiyin.lib import workings
from huiyin.lib.charter import DEFAULT_PROFILE, Charter, Clock
from huiyin.lib.workdays import Calendar, Due
from huiyin.matters.models import Deadline, Matter
from huiyin.matters.models.deadline import WINDOWS, Deadlines
from huiyin.orgs.calendar import calendar, end_of, local_day
from huiyin.orgs.models import County

OPENING = time(9, 0)  # reminders and chasing go out at the beginning of a working day
CHASED = (
    "triage",
    "route",
    "transfer",
    "notify",
    "sign",
    "first_contact",
    "handle",
    "adjudicate",
    "delivery",
    "callback",
    "hand_over",
    "review_decide",
    "recheck_decide",
)
# Begun when there is something to bring, when it has arrived, when there is somebody to ring, and when a review is
# decided: not by a move alone.
OWED = (
    Deadline.Kind.DELIVERY,
    Deadline.Kind.RATE,
    Deadline.Kind.CALLBACK,
    Deadline.Kind.REVIEW_REQUEST,
    Deadline.Kind.RECHECK_REQUEST,
)
REMINDED = (*CHASED, "interim")
BY_PROCEDURE = ("route", "transfer", "notify", "handle")  # what differs between procedures before the answer
TOLD = "told"  # the moment at which the person was last told how far it is
PRINTED = "printed"  # in place of a moment: the order it came with states the day


def begin(matter: Matter, moment: str, *, at: datetime, only: Collection[str] = ()) -> None:
    """Start the clocks that run from this moment by the charter the matter is pinned to, where they do not run yet.

    The latest date of answer is written into the matter; the caller stores it.
    """
    if not moment:
        return
    there = {clock.kind: clock for clock in of_round(matter)}
    keep(begun(matter, moment, there, at=at, only=only))


def of_round(matter: Matter) -> Deadlines:
    """The clocks of the present round, and whatever still runs; of a kind the last one is the one that counts."""
    found = Deadline.objects.filter(Q(stopped_at=None) | Q(round=matter.reopened + 1), matter=matter)
    return found.order_by("pk")


def begun(
    matter: Matter, moment: str, there: Mapping[str, Deadline], *, at: datetime, only: Collection[str] = ()
) -> list[Deadline]:
    """The same, of a matter whose clocks are `there`: still to be kept, and none of a matter that is new."""
    found = []
    for kind in begun_by(matter.charter.charter, moment, matter.profile):
        before = there.get(kind)
        if (before is None or before.stopped_at is not None) and (not only or kind in only):
            begin_with = moment if moment == TOLD else ""
            found.append(_started(matter, kind, at=at, before=before, moment=begin_with))
    return found


def keep(clocks: Iterable[Deadline]) -> None:
    """Write down what was begun: all that is new in one statement."""
    fresh: list[Deadline] = []
    for clock in clocks:
        if clock.pk is None:
            fresh.append(clock)
        else:
            clock.save()
    Deadline.objects.bulk_create(fresh)


def begun_by(charter: Charter, moment: str, profile: str = DEFAULT_PROFILE) -> list[str]:
    """Which clocks run from a moment for this procedure; a matter that is taken up again gets a new date of answer."""
    if moment == "reopened":
        return [Deadline.Kind.HANDLE]
    if moment == TOLD:
        return [Deadline.Kind.INTERIM]
    return [
        kind
        for kind in Deadline.Kind.values
        if kind not in OWED and runs_from(charter, profile, kind) == moment
    ]


def runs_from(charter: Charter, profile: str, kind: str) -> str | None:
    """The moment a clock runs from; None where none of the kind runs for this procedure."""
    rule = charter.clock_or_none(kind, profile)
    return rule.runs_from if rule is not None else None


def start(
    matter: Matter,
    kind: str,
    *,
    at: datetime,
    before: Deadline | None = None,
    since: datetime | None = None,
    moment: str = "",
) -> Deadline:
    """Start one clock, now or `since`: its length and what it runs from stand in the charter the matter is pinned to.

    `moment` says what it runs from where it began otherwise than the charter has it as a rule. What runs from the
    receipt is one clock a round: the one stopped `before` runs on, and is missed once.
    """
    deadline = _started(matter, kind, at=at, before=before, since=since, moment=moment)
    deadline.save()
    return deadline


def _started(
    matter: Matter,
    kind: str,
    *,
    at: datetime,
    before: Deadline | None = None,
    since: datetime | None = None,
    moment: str = "",
) -> Deadline:
    rule = rule_of(matter, kind)
    runs_on = before is not None and not moment and _same_time(before, rule)
    deadline = before if before is not None and runs_on else _fresh(matter, kind, rule, since or at, moment)
    deadline.stopped_at = None
    put(deadline, due_of(calendar(), deadline), matter, at)
    if kind == Deadline.Kind.HANDLE:
        matter.due_on = deadline.due_on
        matter.promised_on = matter.promised_on or deadline.due_on
    elif kind == Deadline.Kind.NOTIFY and matter.due_on is None:
        matter.due_on = deadline.due_on  # nobody is owed an answer yet, but to hear whether there will be one
    return deadline


def _same_time(before: Deadline, rule: Clock) -> bool:
    """Whether both run from the receipt, and equally long."""
    if before.printed_on is not None or not before.moment == rule.runs_from == "received":
        return False
    return (before.n, before.unit) == (rule.n, rule.unit)


def _fresh(matter: Matter, kind: str, rule: Clock, at: datetime, moment: str) -> Deadline:
    from_receipt = rule.runs_from == "received" and not moment
    began = matter.received_at if from_receipt and matter.received_at else at
    first = local_day(began, matter.county)
    deadline = Deadline(
        matter=matter,
        kind=kind,
        round=matter.reopened + 1,
        moment=moment or rule.runs_from,
        started_at=began,
        started_on=first,
        n=rule.n,
        unit=rule.unit,
        source=rule.source[:120],
    )
    if kind == Deadline.Kind.HANDLE and matter.printed_on is not None and states_its_date(matter):
        _print(deadline, matter, matter.printed_on, first)
    return deadline


def states_its_date(matter: Matter) -> bool:
    """Whether the order it came with says by when it is answered, the first time."""
    printed = matter.charter.charter.profile(matter.profile).printed
    return printed and matter.printed_on is not None and not matter.reopened


def hour_has_passed(matter: Matter, at: datetime) -> bool:
    """Whether the order states an hour, and that is over."""
    if not states_its_date(matter) or matter.printed_on is None or matter.printed_hour is None:
        return False
    return at > datetime.combine(matter.printed_on, matter.printed_hour, tzinfo=matter.county.zone)


def _print(deadline: Deadline, matter: Matter, day: date, first: date) -> None:
    """The day, and the hour if there is one, that the order states."""
    deadline.moment, deadline.printed_on = PRINTED, day
    deadline.n, deadline.unit = max(0, (day - first).days), "d"
    if matter.printed_hour is not None:
        deadline.due_at = datetime.combine(day, matter.printed_hour, tzinfo=matter.county.zone)


def due_by(matter: Matter, profile: str, accepted_at: datetime | None) -> date | None:
    """The latest date of answer that this procedure would give; None while nothing says when it begins to run."""
    if matter.charter.charter.profile(profile).printed and matter.printed_on is not None:
        return matter.printed_on
    rule = matter.charter.charter.clock_or_none("handle", profile)
    if rule is None:
        return None
    begun = {"received": matter.received_at, "accepted": accepted_at}.get(rule.runs_from)
    if begun is None:
        return None
    return reckon(calendar(), local_day(begun, matter.county), rule.n, rule.unit).due_legal


def rule_of(matter: Matter, kind: str) -> Clock:
    """How long a clock of this kind runs, and from when, by the charter of the matter."""
    charter = matter.charter.charter
    if kind == Deadline.Kind.HANDLE and matter.reopened:
        return charter.reopened_handle(matter.profile)
    return charter.clock(kind, matter.profile)


def reckon(days: Calendar, day: date, n: int, unit: str) -> Due:
    """The due dates n days (d) or n working days (wd) after a day; the day itself is not counted (Civil Code 201)."""
    return days.add_working_days(day, n) if unit == "wd" else days.add_days(day, n)


def length(n: int, unit: str) -> str:
    """So many days of this kind."""
    if unit == "wd":
        return ngettext("%(n)d working day", "%(n)d working days", n) % {"n": n}
    return ngettext("%(n)d day", "%(n)d days", n) % {"n": n}


def due_of(days: Calendar, deadline: Deadline) -> Due:
    """When its time ends: the days it has, and from there those that were granted on top."""
    due = _without_more(days, deadline)
    if not deadline.n_extended:
        return due
    return reckon(days, due.due_legal, deadline.n_extended, deadline.unit_extended)


def due_with(deadline: Deadline, n: int, unit: str) -> date:
    """When its time would end with so much granted on top."""
    days = calendar()
    return reckon(days, _without_more(days, deadline).due_legal, n, unit).due_legal


def _without_more(days: Calendar, deadline: Deadline) -> Due:
    """The days it has by its rule; what an order states stands as it is, also on a day off."""
    if deadline.printed_on is None:
        n = deadline.n + deadline.paused_days
        return reckon(days, deadline.started_on, n, deadline.unit)
    day = deadline.printed_on
    return Due(deadline.started_on, deadline.n, "d", day, day, provisional=False)


def put(deadline: Deadline, due: Due, matter: Matter, at: datetime) -> None:
    """Write a due date into its clock, with the working, the reminder and the first chasing.

    A day that is still to come, or running, has not been missed; an hour that was stays so on the same day.
    """
    deadline.due_on = due.due_legal
    deadline.due_conservative_on = due.due_conservative
    deadline.is_provisional = due.provisional
    deadline.calendar = calendar().mark(deadline.started_on, due.due_legal)
    hour_missed = deadline.due_at is not None and deadline.due_at < at
    if due.due_legal >= local_day(at, matter.county) and not hour_missed:
        deadline.missed_at = None
    as_stated = deadline.printed_on is not None and not deadline.n_extended
    before = [due.start.isoformat()] if deadline.n_extended else []
    deadline.working = [] if as_stated else [*before, *workings.kept(due)]
    if deadline.n_extended:
        deadline.due_at = None
    deadline.remind_at = _reminder(deadline, matter, at)
    deadline.chase_at = first_chase(deadline.due_on, matter) if deadline.kind in CHASED else None


def stop(matter: Matter, kinds: tuple[str, ...], *, at: datetime) -> None:
    """Stop these clocks if they run; a stopped clock reminds and chases no more, but keeps whether it came too late."""
    if kinds:
        stop_these(Deadline.objects.running().filter(matter=matter, kind__in=kinds), matter, at=at)


def stop_these(running: Iterable[Deadline], matter: Matter, *, at: datetime) -> None:
    """Stop these, which run: those of one day in one statement; of each that is late is written down since when."""
    by_missed: dict[datetime | None, list[int]] = {}
    for clock in running:
        clock.stopped_at, clock.remind_at, clock.chase_at = at, None, None
        late = None if clock.missed_at is not None else missed_since(clock, matter.county, at)
        clock.missed_at = clock.missed_at or late
        by_missed.setdefault(late, []).append(clock.pk)
    for late, keys in by_missed.items():
        also = {} if late is None else {"missed_at": late}
        found = Deadline.objects.running().filter(pk__in=keys)
        found.update(stopped_at=at, remind_at=None, chase_at=None, **also)


def missed_since(clock: Deadline, county: County, at: datetime) -> datetime | None:
    """When it was missed, as `note_missed` says it: at the hour of an order, else at the end of its day."""
    if clock.due_at is not None and clock.due_at < at:
        return clock.due_at
    over = clock.due_on < local_day(at, county) and clock.kind not in WINDOWS
    return end_of(clock.due_on, county) if over else None


def resume(matter: Matter, stopped_at: datetime, *, at: datetime) -> None:
    """Let the clocks that were stopped at that moment run on, with their dates as they were.

    Only those of the answer and of the receipt: what runs from a later step is begun anew when that step comes again.
    """
    back = Q(kind=Deadline.Kind.HANDLE) | Q(moment="received")
    for deadline in Deadline.objects.filter(back, matter=matter, stopped_at=stopped_at):
        deadline.stopped_at = None
        deadline.remind_at = _reminder(deadline, matter, at)
        deadline.chase_at = first_chase(deadline.due_on, matter) if deadline.kind in CHASED else None
        deadline.save(update_fields=["stopped_at", "remind_at", "chase_at"])


def note_missed(found: Deadlines, county: County, *, at: datetime) -> int:
    """Write down of each clock whose day is over when that was: the end of the day, whenever it is found."""
    late = found.overrun(local_day(at, county))
    days = list(late.order_by().values_list("due_on", flat=True).distinct())
    by_the_hour = found.overrun_by_the_hour(at).update(missed_at=F("due_at"))
    return by_the_hour + sum(late.filter(due_on=day).update(missed_at=end_of(day, county)) for day in days)


def next_chase(_clock: object, matter: Matter, at: datetime) -> datetime:
    """The opening of the working day on which the line is told again."""
    every = matter.charter.charter.clock("chase")
    return opening(reckon(calendar(), local_day(at, matter.county), every.n, every.unit).due_legal, matter)


def next_reminder(deadline: Deadline, matter: Matter, at: datetime) -> datetime | None:
    """The second and last reminder, when half of the time since the first has passed; None where it has come."""
    rule = matter.charter.charter.clock("remind")
    moment = (
        _days_before(deadline.due_conservative_on, rule.n // 2, rule.unit, matter) if rule.n > 1 else None
    )
    return moment if moment is not None and moment > at else None


def opening(day: date, matter: Matter) -> datetime:
    """The beginning of that day's work in the county."""
    return datetime.combine(day, OPENING, tzinfo=matter.county.zone)


def first_chase(due_on: date, matter: Matter) -> datetime:
    """The opening of the first working day on which it is too late."""
    return opening(calendar().next_working(due_on + timedelta(days=1)), matter)


def _reminder(deadline: Deadline, matter: Matter, at: datetime) -> datetime | None:
    rule = matter.charter.charter.clock("remind")
    if deadline.kind not in REMINDED or deadline.n <= rule.n:
        return None  # a clock this short would remind on the day it starts
    moment = _days_before(deadline.due_conservative_on, rule.n, rule.unit, matter)
    return moment if moment > at else None


def reminder(due: date, matter: Matter, at: datetime) -> datetime | None:
    """The opening of the working day on which a date is reminded of, so many days before it; None where that has passed."""
    rule = matter.charter.charter.clock("remind")
    moment = _days_before(due, rule.n, rule.unit, matter)
    return moment if moment > at else None


def _days_before(due: date, n: int, unit: str, matter: Matter) -> datetime:
    """So long before the date, counted from the day that is not rolled; the working day before a day off is early enough."""
    days = calendar()
    day = days.before(due, n) if unit == "wd" else days.before(due - timedelta(days=n - 1), 1)
    return opening(day, matter)


def soon_until(day: date, charter: Charter) -> date:
    """The last day that counts as soon, for the lists and the lines alike: so many working days on."""
    return calendar().add_working_days(day, int(charter.figure("keeping.matter_soon_wd").value)).due_legal
