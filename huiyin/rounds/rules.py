"""What follows for rounds of visits: what a visit is worth, which step may follow, who may plan for whom."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from huiyin.lib.breadth.mixture import gain
from huiyin.lib.charter import Charter
from huiyin.lib.masking import find_personal
from huiyin.lib.periods import Period
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Appointment, Official, Unit
from huiyin.reach.areas import area_of, seat_of, villages_of
from huiyin.rounds.met import met
from huiyin.rounds.models import Round, RoundStop

State = Round.State
MOST_OFFICIALS: Final = 5
MOST_AHEAD: Final = 60  # days
MOST_APPOINTMENTS: Final = 6
SILENT: Final = timedelta(seconds=30)  # without a word from a clock, somebody else may take it up
NOON: Final = 12 * 60
LEADS: Final = ("coordinator", "unit_head")


class Deed(TextChoices):
    """What is done to a round."""

    ASK = "ask", "ask"
    CLAIM = "claim", "claim"
    SETTLE = "settle", "settle"
    GIVE_UP = "give_up", "give up"
    KEEP = "keep", "keep"
    REVISE = "revise", "revise"
    DISCARD = "discard", "discard"


# From which states a deed leads where.
TRANSITIONS: Final[Mapping[str, Mapping[str, str]]] = {
    State.DRAFT: {Deed.ASK: State.WAITING, Deed.DISCARD: State.DISCARDED},
    State.WAITING: {Deed.CLAIM: State.COMPUTING, Deed.REVISE: State.DRAFT, Deed.DISCARD: State.DISCARDED},
    State.COMPUTING: {
        Deed.CLAIM: State.COMPUTING,
        Deed.SETTLE: State.PLANNED,
        Deed.GIVE_UP: State.DRAFT,
    },
    State.PLANNED: {Deed.KEEP: State.KEPT, Deed.REVISE: State.DRAFT, Deed.DISCARD: State.DISCARDED},
    State.KEPT: {Deed.REVISE: State.DRAFT, Deed.DISCARD: State.DISCARDED},
    State.DISCARDED: {},
}


def objection_to(deed: str, row: Round, by: Official) -> str | None:
    """Whether the round is at a point where this may be done, by this person."""
    if row.planned_by_id != by.pk:
        return _("Only %(name)s, who made this plan, can do that.") % {"name": row.planned_by.name}
    if deed not in TRANSITIONS[row.state]:
        return _("This plan is %(state)s; that cannot be done now.") % {"state": row.get_state_display()}
    if deed in (Deed.REVISE, Deed.DISCARD) and met(row, row.stops.all()):
        return _("Visits of this plan are on record already; please make a new plan for the rest.")
    return None


def objection_to_starting(
    *,
    day: date,
    begins: time,
    ends: time,
    officials: Sequence[Official],
    by: Official,
    at: datetime,
    charter: Charter,
) -> str | None:
    """A plan is for a day to come, long enough for one visit, for oneself or for colleagues one leads."""
    today = local_day(at, by.county)
    if not today <= day <= today + timedelta(days=MOST_AHEAD):
        return _("Please choose a day from today on, at most %(n)d days ahead.") % {"n": MOST_AHEAD}
    least = int(charter.figure("rounds.visit_minutes").value)
    if minute(ends) - minute(begins) < least:
        return _("Between the two hours there is no time for a visit of %(n)d minutes.") % {"n": least}
    if datetime.combine(day, ends, tzinfo=by.county.zone) <= at:
        return _("These hours have passed already.")
    if not officials:
        return _("Please choose who goes.")
    if len(officials) > MOST_OFFICIALS:
        return _("At most %(n)d go together in one plan.") % {"n": MOST_OFFICIALS}
    stranger = next((one for one in officials if not may_plan_for(by, one, at)), None)
    if stranger is not None:
        return _("You cannot plan visits for %(name)s.") % {"name": stranger.name}
    return None


def objection_to_words(words: str) -> str | None:
    """What an appointment is about names nobody's numbers (G17)."""
    if find_personal(words):
        return _("Please leave out telephone and identity numbers; a few words are enough.")
    return None


def objection_to_dropping(stop: RoundStop, by: Official, *, is_met: bool) -> str | None:
    """A stop is dropped by who goes there or who made the plan, as long as nothing is on record for it."""
    if by.pk not in (stop.official_id, stop.round.planned_by_id):
        return _("Only who goes there, or who made the plan, can drop this visit.")
    if not stop.round.is_settled:
        return _("This plan is %(state)s; that cannot be done now.") % {
            "state": stop.round.get_state_display()
        }
    if is_met:
        return _("This visit is on record already.")
    return None


def may_plan_for(by: Official, other: Official, at: datetime) -> bool:
    """Oneself, and the officers of branches and units one coordinates or heads."""
    paths = by.standing(at).paths_of(*LEADS)
    hats = [hat for hat in other.standing(at).hats if hat.capacity == "officer"]
    return other.pk == by.pk or any(hat.path.startswith(path) for hat in hats for path in paths)


def branches(by: Official, at: datetime) -> list[Unit]:
    """The units with officers for whom one may plan, in tree order."""
    day = local_day(at, by.county)
    live = Appointment.objects.live_on(day).filter(post__capacities__contains=["officer"])
    led = Unit.objects.led_by(by.standing(at), *LEADS)
    return list(led.filter(pk__in=live.values("post__unit")).in_tree_order())


def colleagues(by: Official, at: datetime, branch: Unit | None) -> list[Official]:
    """Oneself, and the officers of one of those units, by name."""
    found = {by.pk: by}
    if branch is not None:
        for other in Official.objects.holding("officer", branch, local_day(at, by.county)):
            if may_plan_for(by, other, at):
                found.setdefault(other.pk, other)
    return list(found.values())


def starts(by: Official, branch: Unit | None, at: datetime) -> list[Unit]:
    """Where one may set out: the seat and the villages of one's own area and of the branch's, in tree order."""
    found: dict[int, Unit] = {}
    for seat in {area_of(by, at), *([seat_of(branch)] if branch else [])}:
        found.update({unit.pk: unit for unit in (seat, *villages_of(seat, at))})
    return sorted(found.values(), key=lambda unit: unit.path)


def waits_in_vain(row: Round, at: datetime) -> bool:
    """Whether no clock seems to be at work: nobody has taken the round up, or its clock is silent."""
    since = row.heartbeat if row.state == State.COMPUTING else row.asked_at
    return row.is_busy and since is not None and at - since > SILENT


def minute(at: time) -> int:
    """Minutes since midnight."""
    return at.hour * 60 + at.minute


def hour(minutes: int) -> time:
    """The time so many minutes after midnight; the last minute of the day where it would be later."""
    return time(*divmod(min(minutes, 24 * 60 - 1), 60))


# --- what a visit is worth ---


@dataclass(frozen=True)
class Known:
    """What the record says of one household: since when nobody met it, the soonest open promise, an open matter, and
    the period that ends first of those in which a duty still asks for a visit."""

    silent_since: date
    was_met: bool
    due_on: date | None = None
    has_matter: bool = False
    owed_in: Period | None = None


def worth(known: Known, day: date, charter: Charter) -> tuple[int, tuple[str, ...]]:
    """Points of visiting a household on a day, without what it adds to breadth, and the reasons in order of weight.

    A promise weighs by its day, an open matter by itself; a visit that a duty asks for in proportion to the part of the
    period that has passed; silence in proportion to the days since the last contact, full at the charter's days of a
    long silence and at most twice that. Whole points; range 0 to the sum of the charter's weights.
    Source: own; weights: `rounds.*_worth`.
    """
    figure = _figures(charter)
    points, why = 0, []
    if known.due_on is not None:
        ahead = timedelta(days=int(charter.figure("keeping.promise_remind_days").value))
        if known.due_on < day:
            points, why = points + figure("overdue_worth"), ["overdue"]
        elif known.due_on <= day + ahead:
            points, why = points + figure("promise_worth"), ["promise"]
    if known.has_matter:
        points += figure("matter_worth")
        why.append("matter")
    if known.owed_in is not None:
        passed, length = (day - known.owed_in.first).days + 1, (known.owed_in.end - known.owed_in.first).days
        points += figure("duty_worth") * passed // length
        why.append("duty")
    silence = silent_worth(
        (day - known.silent_since).days, int(charter.figure("keeping.dormant_days").value), charter
    )
    points += silence
    if not known.was_met:
        why.append("never")
    elif silence >= figure("silence_worth"):
        why.append("silent")
    return points, tuple(why)


def silent_worth(days: int, full: int, charter: Charter) -> int:
    """Points for so many days without a contact: in proportion to `full` days, at most twice the weight."""
    most = _figures(charter)("silence_worth")
    return min(2 * most, most * max(0, days) // max(1, full))


def sequences(
    met: Mapping[str, int], living: Mapping[str, int], length: int, charter: Charter
) -> dict[str, tuple[int, ...]]:
    """For each group, the points that the first, second, third … further household adds: ΔE, the largest made the full
    weight, never rising, ending where breadth gains nothing. Empty where nobody has said who lives here.
    """
    steps = {group: _steps(met, living, group, length) for group, n in living.items() if n}
    top = max((row[0] for row in steps.values() if row), default=0.0)
    if top <= 0:
        return {}
    full = _figures(charter)("breadth_worth")
    found = {}
    for group, row in steps.items():
        points: list[int] = []
        for step in row:
            one = min([round(full * step / top), *points[-1:]])
            if one <= 0:
                break
            points.append(one)
        if points:
            found[group] = tuple(points)
    return found


def _steps(met: Mapping[str, int], living: Mapping[str, int], group: str, length: int) -> list[float]:
    sums = [0.0, *(gain(met, living, group, n) or 0.0 for n in range(1, length + 1))]
    return [b - a for a, b in pairwise(sums)]


def _figures(charter: Charter) -> Callable[[str], int]:
    return lambda name: int(charter.figure(f"rounds.{name}").value)
