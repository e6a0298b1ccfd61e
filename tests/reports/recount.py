"""The figures of service recounted by hand: plain loops over everything on record, with nothing of `reports.kpis`."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from statistics import median, quantiles
from zoneinfo import ZoneInfo

from huiyin.contacts.models import Promise
from huiyin.matters import dates
from huiyin.matters.figures import Extent
from huiyin.matters.models import CallBack, Deadline, Extension, Matter, Rating, Reply, Step
from huiyin.matters.rules import life
from huiyin.orgs.calendar import calendar
from tests.reports.recount_reviews import upheld
from tests.world import World

OPEN = {"received", "needs_info", "routed", "return_disputed", "accepted", "in_progress", "pending_approval"}
ANSWERED = {"replied", "closed", "under_review", "reviewed", "under_recheck", "finalised"}
AGAIN, ENDS = ("reopen", "take_up"), ("close", "lapse", "decide_recheck")
DECIDED = ("adopted", "partly_adopted", "not_adopted")
Counted = tuple[int, int, int]


@dataclass
class Life:
    """All that is on record of one matter."""

    matter: Matter
    steps: list[Step]
    clocks: list[Deadline]
    extensions: list[Extension]
    ratings: list[Rating]
    replies: list[Reply]
    calls: list[CallBack]

    def received(self, zone: ZoneInfo) -> date:
        """The day it came in."""
        assert self.matter.received_at is not None
        return self.matter.received_at.astimezone(zone).date()

    def state(self, at: datetime) -> str:
        """Where the trail had brought it by then."""
        found = ""
        for step in self.steps:
            if step.at <= at and step.deed not in life.BESIDE:
                found = step.state_after
        return found

    def outcome(self, at: datetime) -> str:
        """What had come of it by then."""
        found = ""
        for step in self.steps:
            if step.at <= at and step.deed not in life.BESIDE:
                found = step.outcome_after
        return found

    def did(self, at: datetime, *deeds: str) -> bool:
        """Whether one of these had been done by then."""
        return any(step.deed in deeds and step.at <= at for step in self.steps)

    def is_past_reopening(self, at: datetime, zone: ZoneInfo) -> bool:
        """Whether it ended so long before that day that the thirty days, and the days off behind them, are over."""
        ends = [step.at.astimezone(zone).date() for step in self.steps if step.deed in ENDS and step.at <= at]
        over = (dates.reckon(calendar(), day, 30, "d").due_legal for day in ends)
        return any(day < at.astimezone(zone).date() for day in over)

    def answered(self, at: datetime) -> datetime:
        """When it was answered last by then."""
        return max(step.at for step in self.steps if step.deed in ("approve", "answer_now") and step.at <= at)

    def stood(self, at: datetime) -> int:
        """The answer, or its corrected version, that had been approved last by then."""
        return max((r.approved_at, r.pk) for r in self.replies if r.approved_at and r.approved_at <= at)[1]

    def said(self, at: datetime) -> list[Rating]:
        """What was said of the answer that stood."""
        return [one for one in self.ratings if one.reply_id == self.stood(at) and one.at <= at]

    def rating(self, at: datetime) -> Rating | None:
        """What was said last of it."""
        return next(reversed(self.said(at)), None) if self.state(at) in ANSWERED else None

    def solved(self, at: datetime) -> str:
        """Whether it is handled, in the words of the last valid call about the answer that stood."""
        return next((one.handled for one in reversed(self.said(at)) if one.door == "call"), "")

    def call(self, at: datetime) -> CallBack | None:
        """The call-back of the answer that stood, as it stood; None where nobody need be rung (any more)."""
        for one in self.calls:
            if one.kind == "result" and one.reply_id == self.stood(at) and one.began_at <= at:
                if one.settled_at is None or one.settled_at > at:
                    return CallBack()
                return None if one.result == "overtaken" else one
        return None

    def delivered(self, at: datetime) -> bool:
        """Whether the last answer that was approved by then had been delivered by then."""
        approved = [(r.approved_at, r.pk, r) for r in self.replies if r.approved_at and r.approved_at <= at]
        return bool(approved) and (last := max(approved)[2].delivered_at) is not None and last <= at

    def was_not_there(self, clock: Deadline, at: datetime) -> bool:
        """Whether it was read anew since, in the place of one that still ran at that moment, or of none."""
        key = clock.kind, clock.round
        begun = [step.at for step in self.steps if clock.kind in step.facts.get("begun", ())]
        is_new = any(at < one and (clock.stopped_at is None or clock.stopped_at > one) for one in begun)
        then = [one for one in self.clocks if one.stopped_at is not None and one.stopped_at > at]
        return is_new or any((one.kind, one.round) == key and one.pk < clock.pk for one in then)

    def due(self, clock: Deadline, at: datetime) -> date:
        """Its last day, worked out forward from where it began and what had been granted by then."""
        for asked in self.extensions:
            granted = asked.granted and asked.decided_at is not None and asked.decided_at <= at
            if clock.kind == "handle" and asked.round == clock.round and granted:
                assert asked.due_now is not None
                return asked.due_now
        return dates.reckon(calendar(), clock.started_on, clock.n, clock.unit).due_legal


def lives() -> list[Life]:
    """Of every matter there is."""
    return [
        Life(
            matter,
            list(matter.steps.order_by("at", "pk")),
            list(matter.deadlines.all()),
            list(matter.extensions.all()),
            list(matter.ratings.order_by("at", "pk")),
            list(matter.replies.all()),
            list(matter.call_backs.all()),
        )
        for matter in Matter.objects.filter(origin="live").select_related("county")
    ]


def recount(world: World, period: Extent, of: list[Life]) -> dict[str, Counted]:
    """(numerator, in part, denominator) of each figure."""
    zone, at = world.county.zone, period.as_of
    mine = [one for one in of if one.matter.intake_unit_id in period.units and one.matter.registered_at <= at]
    here = [one for one in mine if one.state(at) in OPEN | ANSWERED]
    received = [one for one in here if period.first <= one.received(zone) < period.end]
    answered = [one for one in received if one.state(at) in ANSWERED]
    rated = [said for one in answered if (said := one.rating(at)) is not None]
    told = [
        one
        for one in mine
        if one.state(at) in OPEN | ANSWERED | {"merged"} and period.first <= one.received(zone) < period.end
    ]
    closed = [one for one in received if one.is_past_reopening(at, zone)]
    waiting = [one for one in here if one.state(at) in OPEN and one.received(zone) < period.end]
    satisfied = Counter(said.satisfied for said in rated)
    handled = Counter(one.solved(at) for one in answered if one.solved(at))
    decided = Counter(one.outcome(at) for one in answered)
    adopted = decided["adopted"] + decided["partly_adopted"]
    called = [call for one in answered if (call := one.call(at)) is not None]
    return {
        "timely_acceptance": clocks(here, "sign", "accept", period, zone),
        "timely_notice": clocks(here, "notify", "accept", period, zone),
        "response": clocks(here, "first_contact", "start", period, zone),
        "on_time": clocks(here, "handle", "approve", period, zone),
        "extension": share(_who(received, at, "accept", "designate"), at, "extend"),
        "median_days": (len(answered), 0, len(answered)),
        "conclusion": (len(answered), 0, len(received)),
        "conclusion_flow": flow(mine, period, zone),
        "feedback": (sum(one.delivered(at) for one in answered), 0, len(answered)),
        "explained": (sum(one.outcome(at).startswith("explained") for one in answered), 0, len(answered)),
        "first_time_fix": (sum(not one.did(at, *AGAIN, "ask_review") for one in closed), 0, len(closed)),
        "reopening": share(_who(received, at, *ENDS), at, *AGAIN),
        "upheld": upheld(received, at),
        "adoption": (adopted, 0, sum(decided[code] for code in DECIDED)),
        "callback": (sum(call.result == "reached" for call in called), 0, len(called)),
        "rating": (len(rated), 0, len(answered)),
        "satisfaction": (satisfied[5] + satisfied[4], satisfied[3], len(rated)),
        "resolution": (handled["yes"], handled["partly"], handled.total()),
        "duplicates": (sum(one.state(at) == "merged" for one in told), 0, len(told)),
        "hand_back": share(_who(received, at, "route", "uphold"), at, "hand_back"),
        "supervision": share(waiting, at, "supervise"),
        "promises_kept": promises(period, zone),
    }


def _who(of: list[Life], at: datetime, *deeds: str) -> list[Life]:
    return [one for one in of if one.did(at, *deeds)]


def share(of: list[Life], at: datetime, *deeds: str) -> Counted:
    """How many of these had one of those done to them."""
    return len(_who(of, at, *deeds)), 0, len(of)


def clocks(of: list[Life], kind: str, deed: str, period: Extent, zone: ZoneInfo) -> Counted:
    """Clocks whose last day lay in the period and was over, and those of them that the deed met in time."""
    met = overran = 0
    for one in of:
        for clock in one.clocks:
            due = one.due(clock, period.as_of)
            over = due < period.as_of.astimezone(zone).date()
            if (
                clock.kind != kind
                or clock.started_at > period.as_of
                or one.was_not_there(clock, period.as_of)
                or not (period.first <= due < period.end and over)
            ):
                continue
            ended = clock.stopped_at if clock.stopped_at and clock.stopped_at <= period.as_of else None
            if ended is None or ended.astimezone(zone).date() > due:
                overran += 1
            elif any(step.deed == deed and step.at == ended for step in one.steps):
                met += 1
    return met, 0, met + overran


def flow(of: list[Life], period: Extent, zone: ZoneInfo) -> Counted:
    """Open when the period began or received in it, and answered at its end or at that moment."""
    begin, end = (datetime.combine(day, time.min, zone) for day in (period.first, period.end))
    until = min(end - timedelta(microseconds=1), period.as_of)
    here = [one for one in of if one.received(zone) < period.end and one.state(until) in OPEN | ANSWERED]
    fresh = [one for one in here if one.state(begin - timedelta(microseconds=1)) in OPEN | {""}]
    return sum(one.state(until) in ANSWERED for one in fresh), 0, len(fresh)


def promises(period: Extent, zone: ZoneInfo) -> Counted:
    """Promises of units below whose day lay in the period and was over, none of them ever moved or struck out."""
    today = period.as_of.astimezone(zone).date()
    made = Promise.objects.filter(unit__in=period.units, entered_at__lte=period.as_of)
    due = [one for one in made if period.first <= one.due_on < period.end and one.due_on < today]
    kept = [one for one in due if one.kept_at and one.kept_at <= period.as_of]
    return sum(one.kept_at.astimezone(zone).date() <= one.due_on for one in kept), 0, len(due)  # type: ignore[union-attr]


def took(period: Extent, of: list[Life], world: World) -> tuple[Decimal | None, Decimal | None]:
    """Median and ninetieth percentile of the working days from receipt to the answer that stood."""
    zone, at = world.county.zone, period.as_of
    days = [
        calendar().between(one.received(zone), one.answered(at).astimezone(zone).date())
        for one in of
        if one.matter.intake_unit_id in period.units
        and one.matter.registered_at <= at
        and period.first <= one.received(zone) < period.end
        and one.state(at) in ANSWERED
    ]
    if not days:
        return None, None
    ninetieth = quantiles(days, n=10, method="inclusive")[8] if len(days) > 1 else days[0]
    return _tenth(median(days)), _tenth(ninetieth)


def _tenth(found: float) -> Decimal:
    return Decimal(str(found)).quantize(Decimal("0.1"), ROUND_HALF_UP)
