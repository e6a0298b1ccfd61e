"""The chain of account: who accounts for which period to whom, and who speaks for a branch or a committee."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from huiyin.accounts.models import Account
from huiyin.duties.rules import Tenure, days_held, holds, live_on
from huiyin.lib.periods import Period
from huiyin.orgs.models import Appointment, Official, Unit
from huiyin.orgs.models.unit import Units
from huiyin.register.models import Assignment

KEEPING = ("unit_head", "coordinator")


@dataclass(frozen=True)
class Due:
    """One account that is to be drafted: of whom, about which household if it is a sheet, to whom."""

    kind: str
    unit: int
    to_unit: int | None
    official: int | None = None
    assignment: int | None = None

    @property
    def key(self) -> tuple[str, int, int | None, int | None]:
        """What tells it from the others of its period."""
        return self.kind, self.unit, self.official, self.assignment


def months(period: Period) -> list[Due]:
    """Each official's note to their branch: the branch in which they sat for most of the month's days."""
    seats: dict[int, dict[int, list[Tenure]]] = defaultdict(lambda: defaultdict(list))
    rows = Appointment.objects.live_between(period.first, period.end).filter(
        post__unit__kind=Unit.Kind.BRANCH, official__is_active=True
    )
    rows = rows.order_by("official__name_key", "official", "pk")
    for official, unit, start, stop in rows.values_list("official_id", "post__unit_id", "from_on", "to_on"):
        seats[official][unit].append((start, stop))
    found = []
    for official, units in seats.items():
        if holds([tenure for tenures in units.values() for tenure in tenures], period):
            unit = max(
                units, key=lambda pk: (days_held(units[pk], period), live_on(units[pk], period.last), -pk)
            )
            found.append(Due(Account.Kind.MONTH, unit, unit, official))
    return found


def sheets(period: Period) -> list[Due]:
    """A sheet for each line of the register that was live for most of the quarter's days."""
    lines = Assignment.objects.live_between(period.first, period.end)
    lines = lines.filter(official__is_active=True).order_by("pk")
    return [
        Due(Account.Kind.SHEET, unit, unit, official, pk)
        for pk, official, unit, start, stop in lines.values_list(
            "pk", "official_id", "unit_id", "started_on", "ended_on"
        )
        if holds([(start, stop)], period)
    ]


def quarters(period: Period) -> list[Due]:
    """Each branch that has officials to its committee (or, without one, to the unit in which it stands)."""
    return [Due(Account.Kind.QUARTER, unit, to) for unit, to in _branches(period)]


def half_years(period: Period) -> list[Due]:
    """Each committee that branches or committees account to, to the one above it; the top one to outside the county."""
    units = {unit.pk: unit for unit in Unit.objects.all()}
    waiting = {to for _unit, to in _branches(period) if to is not None}
    found: dict[int, int | None] = {}
    while waiting:
        unit = waiting.pop()
        above = units[unit].reports_to_id
        found[unit] = above
        if above is not None and above not in found:
            waiting.add(above)
    return [Due(Account.Kind.HALF_YEAR, unit, to) for unit, to in sorted(found.items())]


CHAIN = {
    Account.Kind.MONTH: months,
    Account.Kind.SHEET: sheets,
    Account.Kind.QUARTER: quarters,
    Account.Kind.HALF_YEAR: half_years,
}


def _branches(period: Period) -> list[tuple[int, int | None]]:
    rows = Appointment.objects.live_between(period.first, period.end)
    rows = rows.filter(post__unit__kind=Unit.Kind.BRANCH)
    units = Unit.objects.filter(pk__in=rows.values("post__unit")).order_by("path")
    return [
        (unit.pk, unit.reports_to_id or unit.parent_id)
        for unit in units
        if holds([(unit.valid_from, unit.valid_to)], period)
    ]


def keepers(unit: Unit | None, day: date, *, without: Iterable[int | None] = ()) -> list[Official]:
    """Who speaks for a branch or committee: heads and coordinators in it or in the unit it stands in; else further up.

    `without` leaves people out: nobody takes in their own account.
    """
    left_out, seen = set(without), set()
    while unit is not None and unit.pk not in seen:
        seen.add(unit.pk)
        levels = [unit, *([unit.parent] if unit.parent else [])]
        live = Appointment.objects.live_on(day).filter(post__unit__in=levels, official__is_active=True)
        held = live.filter(post__capacities__overlap=list(KEEPING)).exclude(official__in=left_out)
        held = held.select_related("official").order_by("official__name_key", "official")
        found = list({one.official_id: one.official for one in held}.values())
        if found:
            return found
        unit = unit.reports_to or unit.parent
    return []


def units_kept(official: Official, at: datetime) -> Units:
    """The units for which somebody speaks: those of their hats, and those that stand directly in them."""
    hats = [hat.unit_id for hat in official.standing(at).hats if hat.capacity in KEEPING]
    return Unit.objects.filter(Q(pk__in=hats) | Q(parent__in=hats))
