"""Starting and stopping the clocks of a matter by its pinned charter, with the working kept beside each date."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q
from django.utils.translation import ngettext

from huiyin.lib.charter import DEFAULT_PROFILE, Charter, Clock
from huiyin.lib.workdays import Calendar, Due
from huiyin.matters.models import Deadline, Matter, State
from huiyin.matters.models.deadline import Deadlines
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
LANGUAGES = ("zh-hans", "en")


def begin(matter: Matter, moment: str, *, at: datetime, only: Collection[str] = ()) -> None:
    """Start the clocks that run from this moment by the charter the matter is pinned to, where they do not run yet.

    The latest date of answer is written into the matter; the caller stores it.
    """
    if not moment:
        return
    of_round = Deadline.objects.filter(Q(stopped_at=None) | Q(round=matter.reopened + 1), matter=matter)
    there = {clock.kind: clock for clock in of_round.order_by("pk")}
    for kind in begun_by(matter.charter.charter, moment, matter.profile):
        before = there.get(kind)
        if (before is None or before.stopped_at is not None) and (not only or kind in only):
            start(matter, kind, at=at, before=before, moment=moment if moment == TOLD else "")


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
    rule = _rule(matter, kind)
    runs_on = before is not None and not moment and _same_time(before, rule)
    deadline = before if before is not None and runs_on else _fresh(matter, kind, rule, since or at, moment)
    deadline.stopped_at = None
    put(deadline, due_of(calendar(), deadline), matter, at)
    deadline.save()
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


def reread(matter: Matter, *, at: datetime, accepted_at: datetime | None) -> None:
    """Read the clocks anew for a matter that goes by another procedure now, each from the moment it would have run from.

    What ran by the old one alone stops. The latest date is that of the answer, or of hearing whether there will be one.
    """
    running = {clock.kind: clock for clock in Deadline.objects.running().filter(matter=matter)}
    owed = BY_PROCEDURE if matter.state == State.RECEIVED else ("handle",)  # who has accepted it has told so
    moments = {"received": matter.received_at, "accepted": accepted_at, "reopened": matter.reopened_at}
    matter.due_on = None
    for kind in BY_PROCEDURE:
        rule, clock = _rule_or_none(matter, kind) if kind in owed else None, running.get(kind)
        moment = moments.get(rule.runs_from) if rule else None
        if clock is not None:
            stop(matter, (kind,), at=at)
        if rule is not None and moment is not None:
            again = start(matter, kind, at=at, before=clock, since=moment)
            note_missed(Deadline.objects.filter(pk=again.pk), matter.county, at=at)


def count_from_receipt(matter: Matter, *, at: datetime) -> list[tuple[Deadline, date]]:
    """Count what runs from the receipt from its day of now, where that lies earlier; each with the day it had.

    What has ended or was missed stays as written, what an order states too, and nothing comes to lie later than it was
    told (I-12): of a day of receipt that was later than recorded the dates stay.
    """
    found = []
    fresh = Deadline.objects.running().filter(matter=matter, moment="received", missed_at=None)
    for clock in fresh.filter(printed_on=None).order_by("pk"):
        assert matter.received_at is not None  # noqa: S101 - live work has its receipt
        began, was = local_day(matter.received_at, matter.county), clock.due_on
        if began >= clock.started_on:
            continue
        clock.started_at, clock.started_on = matter.received_at, began
        put(clock, due_of(calendar(), clock), matter, at)
        clock.save()
        found.append((clock, was))
    note_missed(Deadline.objects.filter(pk__in=[clock.pk for clock, _was in found]), matter.county, at=at)
    return found


def _rule_or_none(matter: Matter, kind: str) -> Clock | None:
    try:
        return _rule(matter, kind)
    except KeyError:
        return None


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


def _rule(matter: Matter, kind: str) -> Clock:
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
    deadline.working = {} if as_stated else {lang: due.explain(lang) for lang in LANGUAGES}
    if deadline.n_extended:
        deadline.due_at = None
    deadline.remind_at = _reminder(deadline, matter, at)
    deadline.chase_at = first_chase(deadline.due_on, matter) if deadline.kind in CHASED else None


def stop(matter: Matter, kinds: tuple[str, ...], *, at: datetime) -> None:
    """Stop these clocks if they run; a stopped clock reminds and chases no more, but keeps whether it came too late."""
    if not kinds:
        return
    note_missed(Deadline.objects.filter(matter=matter, kind__in=kinds), matter.county, at=at)
    Deadline.objects.running().filter(matter=matter, kind__in=kinds).update(
        stopped_at=at, remind_at=None, chase_at=None
    )


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
